// Package utf8 translates between runes and their UTF-8 encoding.
package utf8

const (
	RuneError = '\uFFFD'     // the replacement character, what a wrong encoding decodes to
	RuneSelf  = 0x80         // runes below are encoded as themselves, in one byte
	MaxRune   = '\U0010FFFF' // the largest valid code point
	UTFMax    = 4            // the most bytes an encoded rune takes
)

const (
	surrogateMin = 0xD800
	surrogateMax = 0xDFFF
)

// RuneLen is the number of bytes r's encoding takes, or -1 if r has none.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case surrogateMin <= r && r <= surrogateMax:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes r's encoding (RuneError's, if r is not valid) into p, which must be large enough,
// and gives the number of bytes written.
func EncodeRune(p []byte, r rune) int {
	u := uint32(r)
	switch {
	case u < 0x80:
		p[0] = byte(u)
		return 1
	case u < 0x800:
		_ = p[1]
		p[0] = byte(0xC0 | u>>6)
		p[1] = byte(0x80 | u&0x3F)
		return 2
	case u > MaxRune, surrogateMin <= u && u <= surrogateMax:
		u = RuneError
	}
	if u < 0x10000 {
		_ = p[2]
		p[0] = byte(0xE0 | u>>12)
		p[1] = byte(0x80 | u>>6&0x3F)
		p[2] = byte(0x80 | u&0x3F)
		return 3
	}
	_ = p[3]
	p[0] = byte(0xF0 | u>>18)
	p[1] = byte(0x80 | u>>12&0x3F)
	p[2] = byte(0x80 | u>>6&0x3F)
	p[3] = byte(0x80 | u&0x3F)
	return 4
}

// AppendRune appends r's encoding to p.
func AppendRune(p []byte, r rune) []byte {
	u := uint32(r)
	switch {
	case u < 0x80:
		return append(p, byte(u))
	case u < 0x800:
		return append(p, byte(0xC0|u>>6), byte(0x80|u&0x3F))
	case u > MaxRune, surrogateMin <= u && u <= surrogateMax:
		u = RuneError
	}
	if u < 0x10000 {
		return append(p, byte(0xE0|u>>12), byte(0x80|u>>6&0x3F), byte(0x80|u&0x3F))
	}
	return append(p, byte(0xF0|u>>18), byte(0x80|u>>12&0x3F), byte(0x80|u>>6&0x3F), byte(0x80|u&0x3F))
}

// RuneStart reports whether b can be the first byte of an encoding: it is no continuation byte.
func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

// ValidRune reports whether r can be encoded: it is in range and no surrogate half.
func ValidRune(r rune) bool {
	return 0 <= r && r < surrogateMin || surrogateMax < r && r <= MaxRune
}
