package testing

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// matcher decides which tests run, and gives subtests names that are unique.
type matcher struct {
	run, skip []pathPattern // alternatives; no run pattern matches all
	match     func(pat, str string) (bool, error)
	mu        sync.Mutex
	used      map[string]int32 // how often a name was asked for
}

// pathPattern has a regular expression for each level of a test's name.
type pathPattern []string

var (
	compiledMu sync.Mutex
	compiled   map[string]*regexp.Regexp
)

// matchString is what the generated program matches names with.
func matchString(pat, str string) (bool, error) {
	compiledMu.Lock()
	defer compiledMu.Unlock()
	re := compiled[pat]
	if re == nil {
		var err error
		if re, err = regexp.Compile(pat); err != nil {
			return false, err
		}
		if compiled == nil {
			compiled = map[string]*regexp.Regexp{}
		}
		compiled[pat] = re
	}
	return re.MatchString(str), nil
}

func newMatcher(match func(pat, str string) (bool, error), run, flagName, skip string) *matcher {
	return &matcher{run: compile(match, run, flagName), skip: compile(match, skip, "-test.skip"), match: match, used: map[string]int32{}}
}

func compile(match func(pat, str string) (bool, error), text, flagName string) []pathPattern {
	if text == "" {
		return nil
	}
	alternatives := splitPattern(text)
	for a, p := range alternatives {
		for i, elem := range p {
			p[i] = rewrite(elem)
			if _, err := match(p[i], "non-empty"); err != nil {
				where := ""
				if len(alternatives) > 1 {
					where = fmt.Sprintf("alternation %d of ", a)
				}
				fmt.Fprintf(os.Stderr, "testing: invalid regexp for %selement %d of %s (%q): %s\n", where, i, flagName, p[i], err)
				os.Exit(1)
			}
		}
	}
	return alternatives
}

// splitPattern cuts at bars and slashes outside of brackets and parentheses.
func splitPattern(s string) []pathPattern {
	var out []pathPattern
	var path pathPattern
	brackets, parens, from := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			brackets++
		case ']':
			brackets = max(brackets-1, 0)
		case '(':
			if brackets == 0 {
				parens++
			}
		case ')':
			if brackets == 0 {
				parens--
			}
		case '\\':
			i++
		case '/', '|':
			if brackets != 0 || parens != 0 {
				continue
			}
			path = append(path, s[from:i])
			from = i + 1
			if s[i] == '|' {
				out = append(out, path)
				path = nil
			}
		}
	}
	return append(out, append(path, s[from:]))
}

// matches: partial if the name has fewer levels than the pattern, so that only some subtests match.
func (m *matcher) matches(patterns []pathPattern, elems []string) (ok, partial bool) {
	for _, p := range patterns {
		ok = true
		for i := 0; ok && i < len(elems) && i < len(p); i++ {
			ok, _ = m.match(p[i], elems[i])
		}
		if ok {
			return true, len(elems) < len(p)
		}
	}
	return false, false
}

// fullName is the name of a subtest of c, or of a test on its own; ok: it runs.
func (m *matcher) fullName(c *common, sub string) (name string, ok, partial bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	name = sub
	if c != nil && c.level > 0 {
		name = m.unique(c.name, rewrite(sub))
	}
	ok = true
	elems := strings.Split(name, "/")
	if len(m.run) > 0 {
		ok, partial = m.matches(m.run, elems)
	}
	if ok && len(m.skip) > 0 {
		if skipped, some := m.matches(m.skip, elems); skipped && !some {
			return name, false, false
		}
	}
	return name, ok, partial
}

// unique numbers a name that is taken, and one without text.
func (m *matcher) unique(parent, sub string) string {
	base := parent + "/" + sub
	for {
		n := m.used[base]
		if n < 0 {
			panic("subtest count overflow")
		}
		m.used[base] = n + 1
		if n == 0 && sub != "" {
			// A name that looks like one of ours may be taken by it.
			if prefix, number := cutNumber(base); len(prefix) < len(base) && number < m.used[prefix] {
				continue
			}
			return base
		}
		if name := fmt.Sprintf("%s#%02d", base, n); m.used[name] == 0 {
			return name
		}
	}
}

// cutNumber takes off what unique appended, if it did.
func cutNumber(s string) (string, int32) {
	prefix, digits, ok := s, "", false
	if i := strings.LastIndexByte(s, '#'); i >= 0 {
		prefix, digits, ok = s[:i], s[i+1:], true
	}
	if !ok || len(digits) < 2 || len(digits) > 2 && digits[0] == '0' || digits == "00" && !strings.HasSuffix(prefix, "/") {
		return s, 0
	}
	n, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || n < 0 {
		return s, 0
	}
	return prefix, int32(n)
}

// rewrite makes a name without white space and unprintable characters.
func rewrite(s string) string {
	var b []byte
	for _, r := range s {
		switch {
		case isSpace(r):
			b = append(b, '_')
		case !strconv.IsPrint(r):
			q := strconv.QuoteRune(r)
			b = append(b, q[1:len(q)-1]...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

// isSpace is Unicode's White_Space.
func isSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}
