// Package strings works on strings in UTF-8.
package strings

import (
	"unicode"
	"unicode/utf8"
)

// ContainsAny reports whether any code point of chars is in s.
func ContainsAny(s, chars string) bool { return IndexAny(s, chars) >= 0 }

// ContainsRune reports whether r is in s.
func ContainsRune(s string, r rune) bool { return IndexRune(s, r) >= 0 }

// ContainsFunc reports whether f holds for a code point of s.
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

// Clone copies s to memory of its own.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	return string([]byte(s))
}

// SplitN splits s at sep into at most n pieces, the last being the rest; n < 0 means all, n == 0 none.
// An empty sep splits after each rune.
func SplitN(s, sep string, n int) []string { return split(s, sep, 0, n) }

// SplitAfterN is SplitN with each sep kept at the end of its piece.
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

// Split splits s at every sep.
func Split(s, sep string) []string { return split(s, sep, 0, -1) }

// SplitAfter splits s after every sep.
func SplitAfter(s, sep string) []string { return split(s, sep, len(sep), -1) }

func split(s, sep string, save, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		count := utf8.RuneCountInString(s)
		if n < 0 || n > count {
			n = count
		}
		a := make([]string, n)
		explodeInto(a, s)
		return a
	}
	if n < 0 {
		n = Count(s, sep) + 1
	} else if n > len(s)+1 {
		n = len(s) + 1
	}
	a := make([]string, n)
	return a[:splitInto(a, s, sep, save)]
}

// Fields gives the stretches of s without white space.
func Fields(s string) []string {
	a := make([]string, countFields(s))
	fieldsInto(a, s)
	return a
}

// FieldsFunc gives the stretches of s for whose runes f does not hold.
func FieldsFunc(s string, f func(rune) bool) []string {
	a := []string{}
	start := -1
	for i, r := range s {
		if f(r) {
			if start >= 0 {
				a = append(a, s[start:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		a = append(a, s[start:])
	}
	return a
}

// Map replaces each rune of s by what mapping gives for it, or drops it if that is negative.
func Map(mapping func(rune) rune, s string) string {
	var buf []byte // nil as long as nothing has changed
	done := 0      // how much of s is in buf
	for i, r := range s {
		m := mapping(r)
		if m == r {
			if r != utf8.RuneError {
				continue
			}
			// A wrong byte does not stay as it is but becomes U+FFFD.
			if _, width := utf8.DecodeRuneInString(s[i:]); width != 1 {
				continue
			}
		}
		if buf == nil {
			buf = make([]byte, 0, len(s)+utf8.UTFMax)
		}
		buf = append(buf, s[done:i]...)
		if m >= 0 {
			buf = utf8.AppendRune(buf, m)
		}
		_, width := utf8.DecodeRuneInString(s[i:])
		done = i + width
	}
	if buf == nil {
		return s
	}
	return string(append(buf, s[done:]...))
}

// Repeat gives count times s.
func Repeat(s string, count int) string {
	if count < 0 {
		panic("strings: negative Repeat count")
	}
	if count > 0 && len(s) > int(^uint(0)>>1)/count {
		panic("strings: Repeat output length overflow")
	}
	return repeat(s, count)
}

// ToUpperSpecial is ToUpper by the rules of c first.
func ToUpperSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToUpper, s) }

// ToLowerSpecial is ToLower by the rules of c first.
func ToLowerSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToLower, s) }

// ToTitleSpecial is ToTitle by the rules of c first.
func ToTitleSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToTitle, s) }

// Title gives title case to the first letter of each word. Its notion of a word does not know Unicode
// punctuation.
func Title(s string) string {
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
func TrimLeftFunc(s string, f func(rune) bool) string {
	i := indexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	return s[i:]
}

// TrimRightFunc cuts off the end the code points for which f holds.
func TrimRightFunc(s string, f func(rune) bool) string {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[:i+n]
}

// TrimFunc cuts off both ends the code points for which f holds.
func TrimFunc(s string, f func(rune) bool) string { return TrimRightFunc(TrimLeftFunc(s, f), f) }

// IndexFunc gives the position of the first code point for which f holds, or -1.
func IndexFunc(s string, f func(rune) bool) int { return indexFunc(s, f, true) }

// LastIndexFunc gives the position of the last code point for which f holds, or -1.
func LastIndexFunc(s string, f func(rune) bool) int { return lastIndexFunc(s, f, true) }

func indexFunc(s string, f func(rune) bool, want bool) int {
	for i, r := range s {
		if f(r) == want {
			return i
		}
	}
	return -1
}

func lastIndexFunc(s string, f func(rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		if f(r) == want {
			return i
		}
	}
	return -1
}

// TrimPrefix cuts prefix off the start, if s begins with it.
func TrimPrefix(s, prefix string) string {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix cuts suffix off the end, if s ends with it.
func TrimSuffix(s, suffix string) string {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// ReplaceAll replaces every old by new.
func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

// Cut splits s around the first sep; without one it gives s, "", false.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// CutPrefix gives s without the prefix, and whether it had it.
func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix gives s without the suffix, and whether it had it.
func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}
