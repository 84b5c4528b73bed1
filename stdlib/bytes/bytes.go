// Package bytes works on byte slices as strings works on strings.
package bytes

import (
	"unicode"
	"unicode/utf8"
)

// ContainsAny reports whether any code point of chars is in b.
func ContainsAny(b []byte, chars string) bool { return IndexAny(b, chars) >= 0 }

// ContainsRune reports whether r is in b.
func ContainsRune(b []byte, r rune) bool { return IndexRune(b, r) >= 0 }

// ContainsFunc reports whether f holds for a code point of b.
func ContainsFunc(b []byte, f func(rune) bool) bool { return IndexFunc(b, f) >= 0 }

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix []byte) bool {
	return len(s) >= len(prefix) && string(s[:len(prefix)]) == string(prefix)
}

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix []byte) bool {
	return len(s) >= len(suffix) && string(s[len(s)-len(suffix):]) == string(suffix)
}

// Clone copies b; nil stays nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// SplitN splits s at sep into at most n pieces, the last being the rest; n < 0 means all, n == 0 none.
// An empty sep splits after each encoding.
func SplitN(s, sep []byte, n int) [][]byte { return split(s, sep, 0, n) }

// SplitAfterN is SplitN with each sep kept at the end of its piece.
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

// Split splits s at every sep.
func Split(s, sep []byte) [][]byte { return split(s, sep, 0, -1) }

// SplitAfter splits s after every sep.
func SplitAfter(s, sep []byte) [][]byte { return split(s, sep, len(sep), -1) }

func split(s, sep []byte, save, n int) [][]byte {
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	} else if n > len(s)+1 {
		n = len(s) + 1
	}
	a := make([][]byte, n)
	i := 0
	for ; i < n-1; i++ {
		m := Index(s, sep)
		if m < 0 {
			break
		}
		a[i] = s[: m+save : m+save]
		s = s[m+len(sep):]
	}
	a[i] = s
	return a[:i+1]
}

// explode splits s into encodings, at most n, the last being the rest.
func explode(s []byte, n int) [][]byte {
	if n <= 0 || n > len(s) {
		n = len(s)
	}
	a := make([][]byte, 0, n)
	for len(s) > 0 {
		if len(a) == n-1 {
			a = append(a, s)
			break
		}
		_, size := utf8.DecodeRune(s)
		a = append(a, s[:size:size])
		s = s[size:]
	}
	return a
}

// Fields gives the stretches of s without white space.
func Fields(s []byte) [][]byte {
	a := [][]byte{}
	begin, end := nextField(s, 0)
	for begin >= 0 {
		a = append(a, s[begin:end:end])
		begin, end = nextField(s, end)
	}
	return a
}

// FieldsFunc gives the stretches of s for whose code points f does not hold.
func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	a := [][]byte{}
	start := -1
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if f(r) {
			if start >= 0 {
				a = append(a, s[start:i:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
		i += size
	}
	if start >= 0 {
		a = append(a, s[start:len(s):len(s)])
	}
	return a
}

// Join puts sep between the elements, in a new slice.
func Join(s [][]byte, sep []byte) []byte {
	if len(s) == 0 {
		return []byte{}
	}
	if len(s) == 1 {
		return append([]byte(nil), s[0]...)
	}
	n := len(sep) * (len(s) - 1)
	for _, v := range s {
		n += len(v)
	}
	b := make([]byte, 0, n)
	for i, v := range s {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, v...)
	}
	return b
}

// Map gives a copy of s with each rune replaced by what mapping gives for it, or dropped if that is
// negative.
func Map(mapping func(r rune) rune, s []byte) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if r = mapping(r); r >= 0 {
			b = utf8.AppendRune(b, r)
		}
		i += size
	}
	return b
}

// Repeat gives count times b.
func Repeat(b []byte, count int) []byte {
	if count == 0 {
		return []byte{}
	}
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	if len(b) > int(^uint(0)>>1)/count {
		panic("bytes: Repeat output length overflow")
	}
	out := make([]byte, len(b)*count)
	for n := copy(out, b); n > 0 && n < len(out); n *= 2 {
		copy(out[n:], out[:n])
	}
	return out
}

// ToUpper gives a copy in upper case.
func ToUpper(s []byte) []byte { return changeCase(s, unicode.UpperCase) }

// ToLower gives a copy in lower case.
func ToLower(s []byte) []byte { return changeCase(s, unicode.LowerCase) }

// ToTitle gives a copy in title case.
func ToTitle(s []byte) []byte { return changeCase(s, unicode.TitleCase) }

// ToUpperSpecial is ToUpper by the rules of c first.
func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower by the rules of c first.
func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle by the rules of c first.
func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToTitle, s) }

// Title gives title case to the first letter of each word. Its notion of a word does not know Unicode
// punctuation.
func Title(s []byte) []byte {
	prev := ' '
	return Map(func(r rune) rune {
		sep := isSeparator(prev)
		prev = r
		if sep {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

func isSeparator(r rune) bool {
	if r < utf8.RuneSelf {
		return !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_')
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && unicode.IsSpace(r)
}

// TrimLeftFunc cuts off the start the code points for which f holds.
func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	i := indexFunc(s, f, false)
	if i < 0 {
		return nil
	}
	return s[i:]
}

// TrimRightFunc cuts off the end the code points for which f holds.
func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return s[:0]
	}
	_, n := utf8.DecodeRune(s[i:])
	return s[:i+n]
}

// TrimFunc cuts off both ends the code points for which f holds.
func TrimFunc(s []byte, f func(r rune) bool) []byte { return TrimRightFunc(TrimLeftFunc(s, f), f) }

// IndexFunc gives the position of the first code point for which f holds, or -1.
func IndexFunc(s []byte, f func(r rune) bool) int { return indexFunc(s, f, true) }

// LastIndexFunc gives the position of the last code point for which f holds, or -1.
func LastIndexFunc(s []byte, f func(r rune) bool) int { return lastIndexFunc(s, f, true) }

func indexFunc(s []byte, f func(r rune) bool, want bool) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRune(s[i:])
		if f(r) == want {
			return i
		}
		i += n
	}
	return -1
}

func lastIndexFunc(s []byte, f func(r rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, n := utf8.DecodeLastRune(s[:i])
		i -= n
		if f(r) == want {
			return i
		}
	}
	return -1
}

// TrimSpace cuts white space off both ends; nil if nothing is left.
func TrimSpace(s []byte) []byte {
	begin, end := spaceBounds(s)
	if begin == end {
		return nil
	}
	return s[begin:end]
}

// Trim cuts the code points of cutset off both ends.
func Trim(s []byte, cutset string) []byte {
	if len(s) > 0 && cutset == "" {
		return s
	}
	begin, end := cutBounds(s, cutset, true, true)
	if begin == end {
		return nil
	}
	return s[begin:end]
}

// TrimLeft cuts the code points of cutset off the start.
func TrimLeft(s []byte, cutset string) []byte {
	if len(s) > 0 && cutset == "" {
		return s
	}
	begin, end := cutBounds(s, cutset, true, false)
	if begin == end {
		return nil
	}
	return s[begin:]
}

// TrimRight cuts the code points of cutset off the end.
func TrimRight(s []byte, cutset string) []byte {
	if len(s) == 0 || cutset == "" {
		return s
	}
	_, end := cutBounds(s, cutset, false, true)
	return s[:end]
}

// TrimPrefix cuts prefix off the start, if s begins with it.
func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix cuts suffix off the end, if s ends with it.
func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// Runes gives the runes s encodes.
func Runes(s []byte) []rune { return []rune(string(s)) }

// ReplaceAll gives a copy of s with every old replaced by new.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }

// Cut splits s around the first sep; without one it gives s, nil, false.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// CutPrefix gives s without the prefix, and whether it had it.
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix gives s without the suffix, and whether it had it.
func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}
