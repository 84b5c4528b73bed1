// Package regexp searches with regular expressions of RE2's syntax, in time linear in the text.
//
// The expression is read by Go's rules in C++ (translate.cc) and run by RE2. Texts that are not valid UTF-8 are
// searched in a copy with U+FFFD for each wrong byte, which is what Go takes such a byte for.
package regexp

import (
	"io"
	"regexp/syntax"
	"runtime"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// prog owns an RE2 object.
type prog struct{ h uintptr }

// Regexp is a compiled regular expression. It may be used by several goroutines at once, Longest excepted.
type Regexp struct {
	expr     string
	prog     *prog
	names    []string // by group; the whole match is 0
	prefix   string
	complete bool
	posix    bool
	longest  bool
}

// errorCodes turns the numbers of translate.h into codes.
func errorCode(n int) syntax.ErrorCode {
	switch n {
	case 2:
		return syntax.ErrInvalidCharRange
	case 3:
		return syntax.ErrInvalidEscape
	case 4:
		return syntax.ErrInvalidNamedCapture
	case 5:
		return syntax.ErrInvalidPerlOp
	case 6:
		return syntax.ErrInvalidRepeatOp
	case 7:
		return syntax.ErrInvalidRepeatSize
	case 8:
		return syntax.ErrInvalidUTF8
	case 9:
		return syntax.ErrMissingBracket
	case 10:
		return syntax.ErrMissingParen
	case 11:
		return syntax.ErrMissingRepeatArgument
	case 12:
		return syntax.ErrTrailingBackslash
	case 13:
		return syntax.ErrUnexpectedParen
	case 14:
		return syntax.ErrNestingDepth
	}
	return syntax.ErrInternalError
}

func compile(expr string, posix, longest bool) (*Regexp, error) {
	h, names, prefix, complete, code, arg := compileProg(expr, posix, longest)
	if code != 0 {
		return nil, &syntax.Error{Code: errorCode(code), Expr: arg}
	}
	re := &Regexp{expr: expr, prog: &prog{h}, prefix: prefix, complete: complete, posix: posix, longest: longest}
	runtime.SetFinalizer(re.prog, func(p *prog) { freeProg(p.h) })
	re.names = make([]string, 1, 1+strings.Count(names, "\x00"))
	for names != "" {
		name, rest, _ := strings.Cut(names, "\x00")
		re.names = append(re.names, name)
		names = rest
	}
	return re, nil
}

// Compile reads a regular expression. Matches are leftmost; among those that begin at the same place the one that
// a backtracking search finds first.
func Compile(expr string) (*Regexp, error) { return compile(expr, false, false) }

// CompilePOSIX is like Compile for the syntax of egrep, and with leftmost-longest matches.
func CompilePOSIX(expr string) (*Regexp, error) { return compile(expr, true, true) }

func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// MustCompile is Compile that panics where that fails.
func MustCompile(str string) *Regexp {
	re, err := Compile(str)
	if err != nil {
		panic(`regexp: Compile(` + quote(str) + `): ` + err.Error())
	}
	return re
}

// MustCompilePOSIX is CompilePOSIX that panics where that fails.
func MustCompilePOSIX(str string) *Regexp {
	re, err := CompilePOSIX(str)
	if err != nil {
		panic(`regexp: CompilePOSIX(` + quote(str) + `): ` + err.Error())
	}
	return re
}

// String gives the source text of the expression.
func (re *Regexp) String() string { return re.expr }

// Copy gives a copy, whose Longest is its own.
func (re *Regexp) Copy() *Regexp {
	c := *re
	return &c
}

// Longest makes later searches prefer the leftmost-longest match.
func (re *Regexp) Longest() {
	if re.longest {
		return
	}
	if c, err := compile(re.expr, re.posix, true); err == nil {
		re.prog, re.longest = c.prog, true
	}
}

// NumSubexp gives the number of groups.
func (re *Regexp) NumSubexp() int { return len(re.names) - 1 }

// SubexpNames gives the names of the groups; the first, for the whole match, is empty.
func (re *Regexp) SubexpNames() []string { return re.names }

// SubexpIndex gives the index of the first group of that name, or -1.
func (re *Regexp) SubexpIndex(name string) int {
	if name != "" {
		for i, s := range re.names {
			if name == s {
				return i
			}
		}
	}
	return -1
}

// LiteralPrefix gives a text that every match begins with, and whether it is the whole expression.
func (re *Regexp) LiteralPrefix() (prefix string, complete bool) { return re.prefix, re.complete }

// MarshalText gives the source text.
func (re *Regexp) MarshalText() ([]byte, error) { return []byte(re.expr), nil }

// UnmarshalText compiles text into re.
func (re *Regexp) UnmarshalText(text []byte) error {
	c, err := Compile(string(text))
	if err != nil {
		return err
	}
	*re = *c
	return nil
}

func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// repaired gives s with U+FFFD for each wrong byte, and where in the new text such bytes ended.
func repaired(s string) (string, []int) {
	var b strings.Builder
	var ends []int
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		b.WriteRune(r)
		if r == utf8.RuneError && n == 1 {
			ends = append(ends, b.Len())
		}
		i += n
	}
	return b.String(), ends
}

// original turns positions in a repaired text into those of the text itself.
func original(caps []int, ends []int) {
	for i, at := range caps {
		if at < 0 {
			continue
		}
		lo, hi := 0, len(ends)
		for lo < hi {
			if mid := (lo + hi) / 2; ends[mid] <= at {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		caps[i] = at - 2*lo
	}
}

// find gives the positions of the first match and its first groups-1 groups, in caps if that is large enough.
func (re *Regexp) find(s string, groups int, caps []int) []int {
	if 2*groups <= cap(caps) {
		caps = caps[:2*groups]
	} else {
		caps = make([]int, 2*groups)
	}
	var ends []int
	if !utf8.ValidString(s) {
		s, ends = repaired(s)
	}
	ok := match(re.prog.h, s, 0, caps)
	runtime.KeepAlive(re)
	if !ok {
		return nil
	}
	if ends != nil {
		original(caps, ends)
	}
	return caps
}

// findAll gives the positions of at most n matches with groups pairs each, one behind the other.
func (re *Regexp) findAll(s string, n int, groups int) []int {
	if n < 0 {
		n = len(s) + 1
	}
	var ends []int
	if !utf8.ValidString(s) {
		s, ends = repaired(s)
	}
	var all []int
	room := 16
	for pos, prevEnd := 0, -1; n > 0 && pos <= len(s); {
		if room > n {
			room = n
		}
		size := len(all)
		if need := size + room*2*groups; need > cap(all) {
			grown := make([]int, size, need)
			copy(grown, all)
			all = grown
		}
		found := 0
		found, pos, prevEnd = matchAll(re.prog.h, s, pos, prevEnd, groups, all[size:size+room*2*groups])
		all = all[:size+found*2*groups]
		n -= found
		if room < 4096 {
			room *= 2
		} else {
			room = len(all) / (2 * groups) // the buffer doubles
		}
	}
	runtime.KeepAlive(re)
	if ends != nil {
		original(all, ends)
	}
	return all
}

func (re *Regexp) matches(s string) bool {
	if !utf8.ValidString(s) {
		s, _ = repaired(s)
	}
	ok := match(re.prog.h, s, 0, nil)
	runtime.KeepAlive(re)
	return ok
}

func readAll(r io.RuneReader) string {
	var b strings.Builder
	for {
		c, n, err := r.ReadRune()
		if err != nil {
			return b.String()
		}
		if c == utf8.RuneError && n == 1 {
			b.WriteByte(0xFF) // a wrong byte, so that positions agree
			continue
		}
		b.WriteRune(c)
	}
}

// MatchReader reports whether what r gives contains a match.
func (re *Regexp) MatchReader(r io.RuneReader) bool { return re.matches(readAll(r)) }

// MatchString reports whether s contains a match.
func (re *Regexp) MatchString(s string) bool { return re.matches(s) }

// Match reports whether b contains a match.
func (re *Regexp) Match(b []byte) bool { return re.matches(view(b)) }

// MatchReader reports whether what r gives contains a match of pattern.
func MatchReader(pattern string, r io.RuneReader) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchReader(r), nil
}

// MatchString reports whether s contains a match of pattern.
func MatchString(pattern string, s string) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchString(s), nil
}

// Match reports whether b contains a match of pattern.
func Match(pattern string, b []byte) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.Match(b), nil
}

// QuoteMeta gives an expression that matches s literally.
func QuoteMeta(s string) string {
	const special = `\.+*?()|[]{}^$`
	i := strings.IndexAny(s, special)
	if i < 0 {
		return s
	}
	b := make([]byte, i, 2*len(s)-i)
	copy(b, s)
	for ; i < len(s); i++ {
		if strings.IndexByte(special, s[i]) >= 0 {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}
