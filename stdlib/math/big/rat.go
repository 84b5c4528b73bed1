package big

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// A Rat is a fraction in lowest terms. The denominator of the zero value has no
// words, which counts as 1.
type Rat struct {
	a, b Int // b is not negative, whatever its sign says
}

//go:noescape
func normRat(z *Rat)

// NewRat returns a new Rat a/b. It panics if b is 0.
func NewRat(a, b int64) *Rat { return new(Rat).SetFrac64(a, b) }

func (z *Rat) norm() *Rat {
	normRat(z)
	return z
}

// SetFloat64 sets z to exactly f; the result is nil if f is not finite.
func (z *Rat) SetFloat64(f float64) *Rat {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	fraction, exp := math.Frexp(f)
	mantissa := int64(math.Ldexp(fraction, 53)) // exact
	exp -= 53
	z.a.SetInt64(mantissa)
	z.b.Set(intOne)
	if exp < 0 {
		z.b.Lsh(&z.b, uint(-exp))
	} else {
		z.a.Lsh(&z.a, uint(exp))
	}
	return z.norm()
}

// Float32 returns the float32 nearest to x, and whether it is x.
func (x *Rat) Float32() (f float32, exact bool) {
	f64, exact := x.nearest(23, 8)
	f = float32(f64)
	if math.IsInf(float64(f), 0) {
		exact = false
	}
	if x.a.neg {
		f = -f
	}
	return
}

// Float64 returns the float64 nearest to x, and whether it is x.
func (x *Rat) Float64() (f float64, exact bool) {
	f, exact = x.nearest(52, 11)
	if math.IsInf(f, 0) {
		exact = false
	}
	if x.a.neg {
		f = -f
	}
	return
}

// nearest rounds |x| to a floating-point format whose mantissa and exponent
// have so many bits.
func (x *Rat) nearest(mantBits, expBits int) (f float64, exact bool) {
	num, den := Int{abs: x.a.abs}, Int{abs: x.b.abs}
	if len(num.abs) == 0 {
		return 0, true
	}
	if len(den.abs) == 0 {
		den.abs = nat{1}
	}
	// The quotient is to have two bits more than the mantissa stores, the
	// lowest for rounding; it may come out with three.
	bits := mantBits + 2
	exp := num.BitLen() - den.BitLen()
	var n, d, q, r Int
	n.Lsh(&num, uint(max(bits-exp, 0)))
	d.Lsh(&den, uint(max(exp-bits, 0)))
	q.QuoRem(&n, &d, &r)
	m := q.Uint64()
	rest := r.Sign() != 0
	if m>>bits != 0 {
		rest = rest || m&1 != 0
		m >>= 1
		exp++
	}
	least := 2 - 1<<(expBits-1) // exponent of the least normal number
	if least-mantBits <= exp && exp <= least {
		// Denormal: it has fewer bits.
		lost := uint(least - exp + 1)
		rest = rest || m&(1<<lost-1) != 0
		m >>= lost
		exp = least + 1
	}
	exact = !rest
	if m&1 != 0 {
		exact = false
		if rest || m&2 != 0 {
			m++
			if m>>bits != 0 {
				m >>= 1
				exp++
			}
		}
	}
	return math.Ldexp(float64(m>>1), exp-mantBits-1), exact
}

// SetFrac sets z to a/b. It panics if b is 0.
func (z *Rat) SetFrac(a, b *Int) *Rat {
	neg := a.neg != b.neg
	if len(b.abs) == 0 {
		z.a.neg = neg // as in Go
		panic("division by zero")
	}
	if &z.a == b || &z.b == a || len(z.a.abs) > 0 && &z.a.abs[0] == &b.abs[0] {
		b = new(Int).Set(b)
		a = new(Int).Set(a)
	}
	z.a.Set(a)
	z.a.neg = neg
	z.b.Set(b)
	z.b.neg = false
	return z.norm()
}

// SetFrac64 sets z to a/b. It panics if b is 0.
func (z *Rat) SetFrac64(a, b int64) *Rat {
	if b == 0 {
		panic("division by zero")
	}
	z.a.SetInt64(a)
	z.b.SetInt64(b)
	if b < 0 {
		z.a.neg = !z.a.neg
		z.b.neg = false
	}
	return z.norm()
}

// SetInt sets z to x.
func (z *Rat) SetInt(x *Int) *Rat {
	z.a.Set(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// SetInt64 sets z to x.
func (z *Rat) SetInt64(x int64) *Rat {
	z.a.SetInt64(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// SetUint64 sets z to x.
func (z *Rat) SetUint64(x uint64) *Rat {
	z.a.SetUint64(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// Set sets z to x.
func (z *Rat) Set(x *Rat) *Rat {
	if z != x {
		z.a.Set(&x.a)
		z.b.Set(&x.b)
	}
	if len(z.b.abs) == 0 {
		z.b.abs = z.b.abs.setWord(1)
	}
	return z
}

// Abs sets z to |x|.
func (z *Rat) Abs(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = false
	return z
}

// Neg sets z to -x.
func (z *Rat) Neg(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = len(z.a.abs) > 0 && !z.a.neg
	return z
}

// Inv sets z to 1/x. It panics if x is 0.
func (z *Rat) Inv(x *Rat) *Rat {
	if len(x.a.abs) == 0 {
		panic("division by zero")
	}
	z.Set(x)
	z.a.abs, z.b.abs = z.b.abs, z.a.abs
	return z
}

// Sign returns -1, 0 or 1, as x is negative, 0 or positive.
func (x *Rat) Sign() int { return x.a.Sign() }

// IsInt tells whether the denominator is 1.
func (x *Rat) IsInt() bool {
	return len(x.b.abs) == 0 || len(x.b.abs) == 1 && x.b.abs[0] == 1
}

// Num returns the numerator, which is x's own.
func (x *Rat) Num() *Int { return &x.a }

// Denom returns the denominator, which is x's own unless x is an uninitialized
// zero value.
func (x *Rat) Denom() *Int {
	if len(x.b.abs) == 0 {
		return &Int{abs: nat{1}}
	}
	return &x.b
}

// scale sets z to x*f; no words are a factor of 1.
func (z *Int) scale(x *Int, f nat) {
	if len(f) == 0 {
		z.Set(x)
		return
	}
	neg := x.neg
	z.abs = z.abs.mul(x.abs, f)
	z.neg = neg
}

// crossed returns the numerators of x and y over the product of the
// denominators.
func crossed(x, y *Rat) (a, b *Int) {
	a, b = new(Int), new(Int)
	a.scale(&x.a, y.b.abs)
	b.scale(&y.a, x.b.abs)
	return
}

// mulDenom is the product of two denominators.
func (z nat) mulDenom(x, y nat) nat {
	switch {
	case len(x) == 0 && len(y) == 0:
		return z.setWord(1)
	case len(x) == 0:
		return z.set(y)
	case len(y) == 0:
		return z.set(x)
	}
	return z.mul(x, y)
}

// Cmp returns -1, 0 or 1, as x is less than, equal to or greater than y.
func (x *Rat) Cmp(y *Rat) int {
	a, b := crossed(x, y)
	return a.Cmp(b)
}

// Add sets z to x+y.
func (z *Rat) Add(x, y *Rat) *Rat {
	a, b := crossed(x, y)
	z.a.Add(a, b)
	z.b.abs = z.b.abs.mulDenom(x.b.abs, y.b.abs)
	return z.norm()
}

// Sub sets z to x-y.
func (z *Rat) Sub(x, y *Rat) *Rat {
	a, b := crossed(x, y)
	z.a.Sub(a, b)
	z.b.abs = z.b.abs.mulDenom(x.b.abs, y.b.abs)
	return z.norm()
}

// Mul sets z to x*y.
func (z *Rat) Mul(x, y *Rat) *Rat {
	z.a.Mul(&x.a, &y.a)
	z.b.abs = z.b.abs.mulDenom(x.b.abs, y.b.abs)
	if x == y {
		return z // is in lowest terms
	}
	return z.norm()
}

// Quo sets z to x/y. It panics if y is 0.
func (z *Rat) Quo(x, y *Rat) *Rat {
	if len(y.a.abs) == 0 {
		panic("division by zero")
	}
	a, b := crossed(x, y)
	z.a.abs, z.b.abs = a.abs, b.abs
	z.a.neg = a.neg != b.neg
	return z.norm()
}

// Scan is for package fmt: the verbs e E f F g G v, which are all the same.
func (z *Rat) Scan(s fmt.ScanState, ch rune) error {
	token, err := s.Token(true, func(c rune) bool { return strings.ContainsRune("+-/0123456789.eE", c) })
	if err != nil {
		return err
	}
	if !strings.ContainsRune("efgEFGv", ch) {
		return errors.New("Rat.Scan: invalid verb")
	}
	if _, ok := z.SetString(string(token)); !ok {
		return errors.New("Rat.Scan: invalid syntax")
	}
	return nil
}

// SetString sets z to the number in s and tells whether there is one: "a/b" or
// a floating-point number, which may have an exponent of 10 or, after p, of 2.
// Both take the prefixes of bases and underscores. If s is no number the result
// is nil. A large exponent is none.
func (z *Rat) SetString(s string) (*Rat, bool) {
	if s == "" {
		return nil, false
	}
	if i := strings.IndexByte(s, '/'); i >= 0 {
		if _, ok := z.a.SetString(s[:i], 0); !ok {
			return nil, false
		}
		t := &text{s: s[i+1:]}
		var err error
		if z.b.abs, _, _, err = z.b.abs.scan(t, 0, false); err != nil || t.i < len(t.s) || len(z.b.abs) == 0 {
			return nil, false
		}
		return z.norm(), true
	}

	t := &text{s: s}
	neg, err := scanSign(t)
	if err != nil {
		return nil, false
	}
	var base, count int
	if z.a.abs, base, count, err = z.a.abs.scan(t, 0, true); err != nil {
		return nil, false
	}
	exp, ebase, err := scanExponent(t, true)
	if err != nil || t.i < len(s) {
		return nil, false
	}
	if len(z.a.abs) == 0 {
		return z.norm(), true
	}

	exp2, exp5 := exponents(base, count, ebase, exp)
	const most5, most2 = 1e6, 1e7
	if exp5 < -most5 || exp5 > most5 {
		return nil, false
	}
	z.b.abs = z.b.abs.setWord(1)
	if exp5 != 0 {
		var power Int
		power.Exp(&Int{abs: nat{5}}, NewInt(max(exp5, -exp5)), nil)
		if exp5 > 0 {
			z.a.abs = z.a.abs.mul(z.a.abs, power.abs)
		} else {
			z.b.abs = power.abs
		}
	}
	switch {
	case exp2 < -most2 || exp2 > most2:
		return nil, false
	case exp2 > 0:
		z.a.abs = z.a.abs.shl(z.a.abs, uint(exp2))
	case exp2 < 0:
		z.b.abs = z.b.abs.shl(z.b.abs, uint(-exp2))
	}
	z.a.neg = neg
	return z.norm(), true
}

// exponents gives the powers of 2 and 5 that a number scanned as digits of a
// base, with -count of them after the point, and as ebase**exp is to be
// multiplied by.
func exponents(base, count, ebase int, exp int64) (exp2, exp5 int64) {
	if count < 0 {
		switch d := int64(count); base {
		case 10:
			exp2, exp5 = d, d
		case 2:
			exp2 = d
		case 8:
			exp2 = d * 3
		case 16:
			exp2 = d * 4
		}
	}
	exp2 += exp
	if ebase == 10 {
		exp5 += exp
	}
	return
}

// scanExponent reads an exponent, of 10 after e and of 2 after p, if there is
// one. It may have underscores if the caller says so.
func scanExponent(r io.ByteScanner, underscores bool) (exp int64, base int, err error) {
	base = 10
	c, err := r.ReadByte()
	if err == io.EOF {
		return 0, base, nil
	}
	if err != nil {
		return 0, base, err
	}
	switch c {
	case 'e', 'E':
	case 'p', 'P':
		base = 2
	default:
		r.UnreadByte()
		return 0, base, nil
	}

	var digits []byte
	c, err = r.ReadByte()
	if err == nil && (c == '+' || c == '-') {
		if c == '-' {
			digits = append(digits, c)
		}
		c, err = r.ReadByte()
	}
	last, misplaced, any := byte('.'), false, false
scanning:
	for err == nil {
		switch {
		case '0' <= c && c <= '9':
			digits = append(digits, c)
			last, any = '0', true
		case c == '_' && underscores:
			misplaced = misplaced || last != '0'
			last = '_'
		default:
			r.UnreadByte()
			break scanning
		}
		c, err = r.ReadByte()
	}
	if err == io.EOF {
		err = nil
	}
	if err == nil && !any {
		err = errNoDigits
	}
	if err == nil {
		exp, err = strconv.ParseInt(string(digits), 10, 64)
	}
	if err == nil && (misplaced || last == '_') {
		err = errInvalSep
	}
	return
}

// String returns "a/b", also where b is 1.
func (x *Rat) String() string { return string(x.appendTo(nil)) }

func (x *Rat) appendTo(buf []byte) []byte {
	buf = append(x.a.Append(buf, 10), '/')
	if len(x.b.abs) == 0 {
		return append(buf, '1')
	}
	return x.b.Append(buf, 10)
}

// RatString is String, but "a" where b is 1.
func (x *Rat) RatString() string {
	if x.IsInt() {
		return x.a.String()
	}
	return x.String()
}

// FloatString returns x in decimal with so many digits after the point, the
// last rounded, away from 0 where it is in the middle.
func (x *Rat) FloatString(prec int) string {
	if x.IsInt() {
		s := x.a.String()
		if prec > 0 {
			s += "." + strings.Repeat("0", prec)
		}
		return s
	}
	num, den := Int{abs: x.a.abs}, Int{abs: x.b.abs}
	var q, r, rest Int
	q.QuoRem(&num, &den, &r)
	power := intOne
	if prec > 0 {
		power = new(Int).Exp(NewInt(10), NewInt(int64(prec)), nil)
	}
	r.Mul(&r, power)
	r.QuoRem(&r, &den, &rest)
	rest.Lsh(&rest, 1)
	if den.Cmp(&rest) <= 0 {
		r.Add(&r, intOne)
		if r.Cmp(power) >= 0 {
			q.Add(&q, intOne)
			r.Sub(&r, power)
		}
	}
	s := q.String()
	if x.a.neg {
		s = "-" + s
	}
	if prec > 0 {
		digits := r.String()
		s += "." + strings.Repeat("0", max(prec-len(digits), 0)) + digits
	}
	return s
}

// FloatPrec returns how many digits after the point do not repeat, and whether
// with them the decimal number is exactly x.
func (x *Rat) FloatPrec() (n int, exact bool) {
	if x.IsInt() {
		return 0, true
	}
	d := new(Int).Set(&x.b)
	d.neg = false
	twos := d.TrailingZeroBits()
	d.Rsh(d, twos)
	// Powers of 5, squared while they divide, and back.
	powers := []*Int{NewInt(5)}
	var q, r Int
	for {
		p := powers[len(powers)-1]
		if q.QuoRem(d, p, &r); r.Sign() != 0 {
			break
		}
		powers = append(powers, new(Int).Mul(p, p))
	}
	fives := uint(0)
	for i := len(powers) - 1; i >= 0; i-- {
		if q.QuoRem(d, powers[i], &r); r.Sign() == 0 {
			fives += 1 << i
			d.Set(&q)
		}
	}
	return int(max(twos, fives)), d.Cmp(intOne) == 0
}
