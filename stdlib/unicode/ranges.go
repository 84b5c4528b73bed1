// Package unicode tells the properties of code points.
package unicode

const (
	MaxRune         = '\U0010FFFF' // the largest valid code point
	ReplacementChar = '\uFFFD'     // stands for what is no valid code point
	MaxASCII        = '\u007F'     // the largest ASCII value
	MaxLatin1       = '\u00FF'     // the largest Latin 1 value
)

// A RangeTable is a set of code points as sorted ranges that do not overlap: R16 for values below 1<<16,
// R32 for the others. LatinOffset counts the ranges of R16 that lie in Latin 1.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int
}

// A Range16 holds every Stride-th value from Lo to Hi.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// A Range32 holds every Stride-th value from Lo to Hi, for values of 1<<16 and more.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// A CaseRange tells what to add to the runes from Lo to Hi to change their case. A delta of UpperLower
// means that upper and lower case alternate, upper first.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

type d [MaxCase]rune

// Indices into Delta.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

// UpperLower stands in a Delta for upper and lower case in turn.
const UpperLower = MaxRune + 1

// A SpecialCase holds the rules of a language that differ from the common ones.
type SpecialCase []CaseRange

// GraphicRanges are the sets IsGraphic unites.
var GraphicRanges = []*RangeTable{L, M, N, P, S, Zs}

// PrintRanges are the sets IsPrint unites; ASCII space is printable beside them.
var PrintRanges = []*RangeTable{L, M, N, P, S}

// TurkishCase has the dotted and dotless i of Turkish.
var TurkishCase SpecialCase = SpecialCase{
	CaseRange{0x0049, 0x0049, d{0, 0x131 - 0x49, 0}},
	CaseRange{0x0069, 0x0069, d{0x130 - 0x69, 0, 0x130 - 0x69}},
	CaseRange{0x0130, 0x0130, d{0, 0x69 - 0x130, 0}},
	CaseRange{0x0131, 0x0131, d{0x49 - 0x131, 0, 0x49 - 0x131}},
}

// AzeriCase is that of Azeri, equal to Turkish.
var AzeriCase SpecialCase = TurkishCase

// unpacker reads the packed numbers of the tables: five bits a character, low ones first, the sixth bit
// telling that more follow. The character '\\' is left out of the alphabet.
type unpacker struct {
	s string
	i int
}

func (u *unpacker) next() uint32 {
	v, shift := uint32(0), 0
	for {
		c := u.s[u.i]
		u.i++
		if c > '\\' {
			c--
		}
		c -= '0'
		v |= uint32(c&31) << shift
		if c < 32 {
			return v
		}
		shift += 5
	}
}

// unpack makes a table from the numbers of its ranges and, for each, its distance from the last one, its
// length and its stride.
func unpack(s string) *RangeTable {
	u := &unpacker{s: s}
	n16, n32 := u.next(), u.next()
	t := &RangeTable{}
	if n16 > 0 {
		t.R16 = make([]Range16, n16)
	}
	if n32 > 0 {
		t.R32 = make([]Range32, n32)
	}
	last := uint32(0)
	for i := range t.R16 {
		lo := last + u.next()
		last = lo + u.next()
		t.R16[i] = Range16{uint16(lo), uint16(last), uint16(u.next())}
		if last <= MaxLatin1 {
			t.LatinOffset = i + 1
		}
	}
	for i := range t.R32 {
		lo := last + u.next()
		last = lo + u.next()
		t.R32[i] = Range32{lo, last, u.next()}
	}
	return t
}

func unpackCases(s string) []CaseRange {
	u := &unpacker{s: s}
	var cases []CaseRange
	for u.i < len(s) {
		var c CaseRange
		c.Lo = u.next()
		c.Hi = c.Lo + u.next()
		for i := range c.Delta {
			z := u.next()
			c.Delta[i] = rune(z>>1) ^ -rune(z&1)
		}
		cases = append(cases, c)
	}
	return cases
}

// Is reports whether r is in the set.
func Is(rangeTab *RangeTable, r rune) bool {
	u := uint32(r)
	if u < 1<<16 {
		ranges := rangeTab.R16
		lo, hi := 0, len(ranges)
		for lo < hi {
			m := int(uint(lo+hi) >> 1)
			g := &ranges[m]
			switch {
			case u < uint32(g.Lo):
				hi = m
			case u > uint32(g.Hi):
				lo = m + 1
			default:
				return g.Stride == 1 || (u-uint32(g.Lo))%uint32(g.Stride) == 0
			}
		}
	}
	ranges := rangeTab.R32
	lo, hi := 0, len(ranges)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		g := &ranges[m]
		switch {
		case u < g.Lo:
			hi = m
		case u > g.Hi:
			lo = m + 1
		default:
			return g.Stride == 1 || (u-g.Lo)%g.Stride == 0
		}
	}
	return false
}

// In reports whether r is in one of the sets.
func In(r rune, ranges ...*RangeTable) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}

// IsOneOf is In with its arguments the other way round.
func IsOneOf(ranges []*RangeTable, r rune) bool { return In(r, ranges...) }

// To gives r in the case UpperCase, LowerCase or TitleCase.
func To(_case int, r rune) rune {
	switch _case {
	case UpperCase:
		return ToUpper(r)
	case LowerCase:
		return ToLower(r)
	case TitleCase:
		return ToTitle(r)
	}
	return ReplacementChar
}

// find gives r in another case by the rules of special, and whether they speak of r.
func (special SpecialCase) find(_case int, r rune) (rune, bool) {
	for i := range special {
		c := &special[i]
		if rune(c.Lo) <= r && r <= rune(c.Hi) {
			delta := c.Delta[_case]
			if delta <= MaxRune {
				return r + delta, true
			}
			return rune(c.Lo) + ((r-rune(c.Lo))&^1 | rune(_case&1)), true
		}
	}
	return r, false
}

// ToUpper gives the upper case of r, the special rules first.
func (special SpecialCase) ToUpper(r rune) rune {
	r1, hit := special.find(UpperCase, r)
	if r1 == r && !hit {
		r1 = ToUpper(r)
	}
	return r1
}

// ToTitle gives the title case of r, the special rules first.
func (special SpecialCase) ToTitle(r rune) rune {
	r1, hit := special.find(TitleCase, r)
	if r1 == r && !hit {
		r1 = ToTitle(r)
	}
	return r1
}

// ToLower gives the lower case of r, the special rules first.
func (special SpecialCase) ToLower(r rune) rune {
	r1, hit := special.find(LowerCase, r)
	if r1 == r && !hit {
		r1 = ToLower(r)
	}
	return r1
}
