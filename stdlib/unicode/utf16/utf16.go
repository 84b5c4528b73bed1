// Package utf16 translates between runes and UTF-16.
package utf16

const (
	replacementChar = '\uFFFD'
	maxRune         = '\U0010FFFF'

	highStart = 0xD800 // first of the high surrogates
	lowStart  = 0xDC00 // first of the low surrogates
	lowEnd    = 0xE000 // one past the low surrogates

	supplementary = 0x10000 // code points from here on take two units
)

// IsSurrogate reports whether r is one half of a surrogate pair.
func IsSurrogate(r rune) bool { return highStart <= r && r < lowEnd }

// DecodeRune joins a surrogate pair; U+FFFD if it is none.
func DecodeRune(r1, r2 rune) rune {
	if highStart <= r1 && r1 < lowStart && lowStart <= r2 && r2 < lowEnd {
		return (r1-highStart)<<10 | (r2 - lowStart) + supplementary
	}
	return replacementChar
}

// EncodeRune gives the surrogate pair for r, or U+FFFD twice if r needs none or is not valid.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < supplementary || r > maxRune {
		return replacementChar, replacementChar
	}
	r -= supplementary
	return highStart + r>>10&0x3FF, lowStart + r&0x3FF
}

// RuneLen is the number of 16-bit units r takes, or -1 if it has no encoding.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < highStart, lowEnd <= r && r < supplementary:
		return 1
	case supplementary <= r && r <= maxRune:
		return 2
	}
	return -1
}

// AppendRune appends r's encoding to a, or U+FFFD's if r has none.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacementChar)
}

// Encode gives the UTF-16 encoding of s.
func Encode(s []rune) []uint16 {
	a := make([]uint16, 0, len(s))
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// Decode gives the runes that s encodes; a lone surrogate becomes U+FFFD.
func Decode(s []uint16) []rune {
	runes := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			joined := rune(replacementChar)
			if i+1 < len(s) {
				joined = DecodeRune(r, rune(s[i+1]))
			}
			if joined != replacementChar {
				i++
			}
			r = joined
		}
		runes = append(runes, r)
	}
	return runes
}
