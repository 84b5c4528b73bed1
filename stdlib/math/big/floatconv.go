package big

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// decimalDigits returns the digits of x * 2**shift, the number being
// 0.digits * 10**exp. No digit at the end is 0.
//
//go:noescape
func decimalDigits(x nat, shift int) (digits []byte, exp int)

// SetString sets z to the number in s as Parse does for base 0, and tells
// whether there is one; else the result is nil.
func (z *Float) SetString(s string) (*Float, bool) {
	if f, _, err := z.Parse(s, 0); err == nil {
		return f, true
	}
	return nil, false
}

func (z *Float) scan(r io.ByteScanner, base int) (f *Float, b int, err error) {
	prec := z.prec
	if prec == 0 {
		prec = 64
	}
	z.form = zero
	if z.neg, err = scanSign(r); err != nil {
		return
	}
	var count int
	if z.mant, b, count, err = z.mant.scan(r, base, true); err != nil {
		return
	}
	exp, ebase, err := scanExponent(r, base == 0)
	if err != nil {
		return
	}
	if len(z.mant) == 0 {
		z.prec = prec
		return z.become(zero, z.neg), b, nil
	}

	exp2, exp5 := exponents(b, count, ebase, exp)
	exp2 += int64(z.mant.bitLen())
	if exp2 < MinExp || exp2 > MaxExp {
		return nil, b, fmt.Errorf("exponent overflow")
	}
	z.form = finite
	// The mantissa is rounded once, at the end.
	z.prec = MaxPrec
	normFloat(z, int(exp2)-z.mant.bitLen())
	z.prec = prec
	switch {
	case exp5 == 0:
		roundFloat(z)
	case exp5 < 0:
		z.Quo(z, powerOf5(uint64(-exp5), uint(prec)+64))
	default:
		z.Mul(z, powerOf5(uint64(exp5), uint(prec)+64))
	}
	return z, b, nil
}

// powerOf5 returns 5**n, rounded to so many bits; the squares have 64 more.
func powerOf5(n uint64, prec uint) *Float {
	const most = 27 // 5**27 < 2**64
	power := uint64(1)
	for range min(n, most) {
		power *= 5
	}
	z := new(Float).SetPrec(prec).SetUint64(power)
	if n <= most {
		return z
	}
	f := new(Float).SetPrec(z.Prec() + 64).SetUint64(5)
	for n -= most; n > 0; n >>= 1 {
		if n&1 != 0 {
			z.Mul(z, f)
		}
		f.Mul(f, f)
	}
	return z
}

// Parse sets z to the number in s, in base 2, 8, 10, 16, or 0 for a prefix to
// choose, with an exponent of 10 after e or of 2 after p; or to an infinity. It
// returns the base. Underscores may stand between digits for base 0. A
// precision of 0 becomes 64.
func (z *Float) Parse(s string, base int) (f *Float, b int, err error) {
	switch s {
	case "Inf", "inf", "+Inf", "+inf":
		return z.SetInf(false), 0, nil
	case "-Inf", "-inf":
		return z.SetInf(true), 0, nil
	}
	t := &text{s: s}
	if f, b, err = z.scan(t, base); err != nil {
		return
	}
	if t.i < len(s) {
		err = fmt.Errorf("expected end of string, found %q", s[t.i])
	}
	return
}

// ParseFloat is Parse for a new Float of that precision and mode.
func ParseFloat(s string, base int, prec uint, mode RoundingMode) (f *Float, b int, err error) {
	return new(Float).SetPrec(prec).SetMode(mode).Parse(s, base)
}

// Scan is for package fmt: any verb, the number as for Parse with base 0.
func (z *Float) Scan(s fmt.ScanState, ch rune) error {
	s.SkipSpace()
	_, _, err := z.scan(runeReader{s}, 0)
	return err
}

// Text returns x in one of the formats of strconv.FormatFloat, 'e' 'E' 'f' 'g'
// 'G' 'x' and 'b', or 'p', a hexadecimal mantissa of [0.5, 1) with a binary
// exponent. A precision of -1 is as many digits as tell x from all others of
// its precision.
func (x *Float) Text(format byte, prec int) string {
	return string(x.Append(nil, format, prec))
}

// String is Text('g', 10).
func (x *Float) String() string { return x.Text('g', 10) }

// A decimal is 0.digits * 10**exp, without zeros at the end.
type decimal struct {
	digits []byte
	exp    int
}

// cut leaves n digits, rounding up or down.
func (d *decimal) cut(n int, up bool) {
	if n < 0 || n >= len(d.digits) {
		return
	}
	if up {
		for n > 0 && d.digits[n-1] == '9' {
			n--
		}
		if n == 0 {
			d.digits = []byte("1")
			d.exp++
			return
		}
		d.digits = d.digits[:n]
		d.digits[n-1]++
		return
	}
	d.digits = bytes.TrimRight(d.digits[:n], "0")
	if len(d.digits) == 0 {
		d.exp = 0
	}
}

// round leaves n digits, the nearest, the even ones of two.
func (d *decimal) round(n int) {
	if n < 0 || n >= len(d.digits) {
		return
	}
	up := d.digits[n] >= '5'
	if d.digits[n] == '5' && n+1 == len(d.digits) {
		up = n > 0 && d.digits[n-1]&1 != 0
	}
	d.cut(n, up)
}

// at returns digit i, '0' outside.
func (d *decimal) at(i int) byte {
	if 0 <= i && i < len(d.digits) {
		return d.digits[i]
	}
	return '0'
}

// shortest leaves as few digits as no other number of x's precision rounds to.
func (d *decimal) shortest(x *Float) {
	if len(d.digits) == 0 {
		return
	}
	// The number in units of half of its last bit, and its neighbours halfway
	// to the next numbers. They belong to it where its own last bit is 0.
	mant := nat(nil).set(x.mant)
	bits := mant.bitLen()
	exp := int(x.exp) - int(x.prec) - 1
	if s := bits - int(x.prec) - 1; s < 0 {
		mant = mant.shl(mant, uint(-s))
	} else {
		mant = mant.shr(mant, uint(s))
	}
	var lower, upper decimal
	lower.digits, lower.exp = decimalDigits(nat(nil).subWord(mant, 1), exp)
	upper.digits, upper.exp = decimalDigits(nat(nil).addWord(mant, 1), exp)
	inclusive := mant.low()&2 == 0

	for i, c := range d.digits {
		l, u := lower.at(i), upper.at(i)
		down := l != c || inclusive && i+1 == len(lower.digits)
		up := u != c && (inclusive || c+1 < u || i+1 < len(upper.digits))
		switch {
		case down && up:
			d.round(i + 1)
			return
		case down || up:
			d.cut(i+1, up)
			return
		}
	}
}

// Append appends what Text returns.
func (x *Float) Append(buf []byte, format byte, prec int) []byte {
	start := len(buf)
	if x.neg {
		buf = append(buf, '-')
	}
	if x.form == inf {
		if !x.neg {
			buf = append(buf, '+')
		}
		return append(buf, "Inf"...)
	}
	switch format {
	case 'b':
		return x.appendB(buf)
	case 'p':
		return x.appendP(buf)
	case 'x':
		return x.appendX(buf, prec)
	case 'e', 'E', 'f', 'g', 'G':
	default:
		return append(buf[:start], '%', format)
	}

	var d decimal
	if x.form == finite {
		d.digits, d.exp = decimalDigits(x.mant, int(x.exp)-x.mant.bitLen())
	}
	short := prec < 0
	if short {
		d.shortest(x)
		switch format {
		case 'e', 'E':
			prec = len(d.digits) - 1
		case 'f':
			prec = max(len(d.digits)-d.exp, 0)
		default:
			prec = len(d.digits)
		}
	} else {
		switch format {
		case 'e', 'E':
			d.round(1 + prec)
		case 'f':
			d.round(d.exp + prec)
		default:
			prec = max(prec, 1)
			d.round(prec)
		}
	}
	switch format {
	case 'e', 'E':
		return d.appendE(buf, format, prec)
	case 'f':
		return d.appendF(buf, prec)
	}
	limit := prec
	if limit > len(d.digits) && len(d.digits) >= d.exp {
		limit = len(d.digits)
	}
	if short {
		limit = 6
	}
	if exp := d.exp - 1; exp < -4 || exp >= limit {
		return d.appendE(buf, format+'e'-'g', min(prec, len(d.digits))-1)
	}
	if prec > d.exp {
		prec = len(d.digits)
	}
	return d.appendF(buf, max(prec-d.exp, 0))
}

func appendZeros(buf []byte, n int) []byte {
	for ; n > 0; n-- {
		buf = append(buf, '0')
	}
	return buf
}

func (d *decimal) appendE(buf []byte, e byte, prec int) []byte {
	buf = append(buf, d.at(0))
	if prec > 0 {
		buf = append(buf, '.')
		n := min(len(d.digits), prec+1)
		if n > 1 {
			buf = append(buf, d.digits[1:n]...)
		}
		buf = appendZeros(buf, prec+1-max(n, 1))
	}
	exp := 0
	if len(d.digits) > 0 {
		exp = d.exp - 1
	}
	return appendExponent(append(buf, e), int64(exp))
}

// appendExponent appends sign and at least two digits.
func appendExponent(buf []byte, exp int64) []byte {
	sign := byte('+')
	if exp < 0 {
		sign, exp = '-', -exp
	}
	buf = append(buf, sign)
	if exp < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, exp, 10)
}

func (d *decimal) appendF(buf []byte, prec int) []byte {
	whole := max(d.exp, 0)
	n := min(len(d.digits), whole)
	buf = append(buf, d.digits[:n]...)
	if whole == 0 {
		buf = append(buf, '0')
	}
	buf = appendZeros(buf, whole-n)
	if prec > 0 {
		buf = append(buf, '.')
		for i := range prec {
			buf = append(buf, d.at(d.exp+i))
		}
	}
	return buf
}

// withBits returns x's mantissa as an integer of so many bits.
func (x *Float) withBits(n uint) nat {
	if w := uint(len(x.mant)) * 64; w > n {
		return nat(nil).shr(x.mant, w-n)
	} else {
		return nat(nil).shl(x.mant, n-w)
	}
}

// appendSigned appends exp with its sign.
func appendSigned(buf []byte, exp int64) []byte {
	if exp >= 0 {
		buf = append(buf, '+')
	}
	return strconv.AppendInt(buf, exp, 10)
}

func (x *Float) appendB(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	buf = x.withBits(uint(x.prec)).appendText(false, 10, buf)
	return appendSigned(append(buf, 'p'), int64(x.exp)-int64(x.prec))
}

func (x *Float) appendX(buf []byte, prec int) []byte {
	if x.form == zero {
		buf = append(buf, "0x0"...)
		if prec > 0 {
			buf = appendZeros(append(buf, '.'), prec)
		}
		return append(buf, "p+00"...)
	}
	// One bit before the point, and whole digits after it.
	n := 1 + 4*uint(prec)
	if prec < 0 {
		n = 1 + (x.MinPrec()-1+3)/4*4
	}
	x = new(Float).SetPrec(n).SetMode(x.mode).Set(x)
	digits := x.withBits(n).text(false, 16)
	buf = append(buf, "0x1"...)
	if len(digits) > 1 {
		buf = append(buf, '.')
		buf = append(buf, digits[1:]...)
	}
	return appendExponent(append(buf, 'p'), int64(x.exp)-1)
}

func (x *Float) appendP(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	buf = append(buf, "0x."...)
	buf = append(buf, strings.TrimRight(x.mant.text(false, 16), "0")...)
	return appendSigned(append(buf, 'p'), int64(x.exp))
}

// Format is for package fmt: the formats of Text, F like f, and v like g. The
// default precision is the shortest for g, else 6.
func (x *Float) Format(s fmt.State, format rune) {
	prec, precise := s.Precision()
	if !precise {
		prec = 6
	}
	switch format {
	case 'e', 'E', 'f', 'b', 'p', 'x':
	case 'F':
		format = 'f'
	case 'g', 'G', 'v':
		if format == 'v' {
			format = 'g'
		}
		if !precise {
			prec = -1
		}
	default:
		fmt.Fprintf(s, "%%!%c(*big.Float=%s)", format, x.String())
		return
	}
	buf := x.Append(nil, byte(format), prec)
	sign := ""
	switch {
	case buf[0] == '-':
		sign, buf = "-", buf[1:]
	case buf[0] == '+': // an infinity
		sign, buf = "+", buf[1:]
		if s.Flag(' ') {
			sign = " "
		}
	case s.Flag('+'):
		sign = "+"
	case s.Flag(' '):
		sign = " "
	}
	width, _ := s.Width()
	padding := width - len(sign) - len(buf)
	switch {
	case s.Flag('0') && !x.IsInf():
		repeat(s, sign, 1)
		repeat(s, "0", padding)
		s.Write(buf)
	case s.Flag('-'):
		repeat(s, sign, 1)
		s.Write(buf)
		repeat(s, " ", padding)
	default:
		repeat(s, " ", padding)
		repeat(s, sign, 1)
		s.Write(buf)
	}
}
