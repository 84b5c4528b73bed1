package big

import (
	"math"
	"strconv"
)

// Limits of exponents and precision.
const (
	MaxExp  = math.MaxInt32
	MinExp  = math.MinInt32
	MaxPrec = math.MaxUint32
)

// A Float is a binary floating-point number of a precision of its own:
//
//	sign × mantissa × 2**exponent   with 0.5 <= mantissa < 1.0
//
// or ±0, or ±Inf. Results are rounded to the receiver's precision in its mode.
// A precision of 0 becomes that of the operands. Operations whose result would
// not be a number panic with an ErrNaN.
type Float struct {
	prec uint32
	mode RoundingMode
	acc  Accuracy
	form form
	neg  bool
	mant nat // of finite numbers; the highest bit is set
	exp  int32
}

type form byte

const (
	zero form = iota
	finite
	inf
)

// An ErrNaN is the value of panics of operations on Floats.
type ErrNaN struct{ msg string }

func (err ErrNaN) Error() string { return err.msg }

// A RoundingMode tells how a Float is rounded.
type RoundingMode byte

const (
	ToNearestEven RoundingMode = iota
	ToNearestAway
	ToZero
	AwayFromZero
	ToNegativeInf
	ToPositiveInf
)

func (i RoundingMode) String() string {
	switch i {
	case ToNearestEven:
		return "ToNearestEven"
	case ToNearestAway:
		return "ToNearestAway"
	case ToZero:
		return "ToZero"
	case AwayFromZero:
		return "AwayFromZero"
	case ToNegativeInf:
		return "ToNegativeInf"
	case ToPositiveInf:
		return "ToPositiveInf"
	}
	return "RoundingMode(" + strconv.Itoa(int(i)) + ")"
}

// An Accuracy tells where a rounded number lies from the exact one.
type Accuracy int8

const (
	Below Accuracy = -1
	Exact Accuracy = 0
	Above Accuracy = 1
)

func (i Accuracy) String() string {
	switch i {
	case Below:
		return "Below"
	case Exact:
		return "Exact"
	case Above:
		return "Above"
	}
	return "Accuracy(" + strconv.Itoa(int(i)) + ")"
}

func accuracy(above bool) Accuracy {
	if above {
		return Above
	}
	return Below
}

// The natives work on finite numbers.

//go:noescape
func roundFloat(z *Float)

// normFloat makes z of its mantissa as an integer, times 2**exp.
//
//go:noescape
func normFloat(z *Float, exp int)

//go:noescape
func addFloat(z, x, y *Float)

// subFloat is |x|-|y| where that is not negative.
//
//go:noescape
func subFloat(z, x, y *Float)

//go:noescape
func mulFloat(z, x, y *Float)

//go:noescape
func quoFloat(z, x, y *Float)

//go:noescape
func cmpMantissas(x, y *Float) int

// NewFloat returns a new Float of that value, with 53 bits. It panics with an
// ErrNaN if x is not a number.
func NewFloat(x float64) *Float {
	if math.IsNaN(x) {
		panic(ErrNaN{"NewFloat(NaN)"})
	}
	return new(Float).SetFloat64(x)
}

// become makes z a number without mantissa, exactly.
func (z *Float) become(f form, neg bool) *Float {
	z.acc = Exact
	z.form = f
	z.neg = neg
	return z
}

// SetPrec sets z's precision and rounds z to it. With a precision of 0 only 0
// and infinities remain.
func (z *Float) SetPrec(prec uint) *Float {
	z.acc = Exact
	if prec == 0 {
		z.prec = 0
		if z.form == finite {
			z.acc = accuracy(z.neg)
			z.form = zero
		}
		return z
	}
	old := z.prec
	z.prec = uint32(min(prec, MaxPrec))
	if z.prec < old {
		roundFloat(z)
	}
	return z
}

// SetMode sets z's rounding mode; z becomes exact.
func (z *Float) SetMode(mode RoundingMode) *Float {
	z.mode = mode
	z.acc = Exact
	return z
}

// Prec returns x's precision in bits.
func (x *Float) Prec() uint { return uint(x.prec) }

// MinPrec returns how many bits x needs, 0 for 0 and infinities.
func (x *Float) MinPrec() uint {
	if x.form != finite {
		return 0
	}
	return uint(len(x.mant))*64 - x.mant.trailingZeroBits()
}

// Mode returns x's rounding mode.
func (x *Float) Mode() RoundingMode { return x.mode }

// Acc returns the accuracy of the operation that last set x.
func (x *Float) Acc() Accuracy { return x.acc }

// Sign returns -1, 0 or 1, as x is negative, ±0 or positive.
func (x *Float) Sign() int {
	if x.form == zero {
		return 0
	}
	if x.neg {
		return -1
	}
	return 1
}

// MantExp returns x's exponent and sets mant, if not nil, to its mantissa. The
// exponent of ±0 and ±Inf is 0.
func (x *Float) MantExp(mant *Float) (exp int) {
	if x.form == finite {
		exp = int(x.exp)
	}
	if mant != nil {
		mant.Copy(x)
		if mant.form == finite {
			mant.exp = 0
		}
	}
	return
}

// SetMantExp sets z to mant × 2**exp, with mant's precision and mode.
func (z *Float) SetMantExp(mant *Float, exp int) *Float {
	z.Copy(mant)
	if z.form == finite {
		normFloat(z, int(z.exp)+exp-len(z.mant)*64)
	}
	return z
}

// Signbit tells whether x is negative or -0.
func (x *Float) Signbit() bool { return x.neg }

// IsInf tells whether x is an infinity.
func (x *Float) IsInf() bool { return x.form == inf }

// IsInt tells whether x is an integer.
func (x *Float) IsInt() bool {
	if x.form != finite {
		return x.form == zero
	}
	return x.exp > 0 && (x.prec <= uint32(x.exp) || x.MinPrec() <= uint(x.exp))
}

func (z *Float) setWord(x uint64, neg bool) *Float {
	if z.prec == 0 {
		z.prec = 64
	}
	if x == 0 {
		return z.become(zero, neg)
	}
	z.form = finite
	z.neg = neg
	z.mant = z.mant.setWord(Word(x))
	normFloat(z, 0)
	return z
}

// SetUint64 sets z to x. A precision of 0 becomes 64.
func (z *Float) SetUint64(x uint64) *Float { return z.setWord(x, false) }

// SetInt64 sets z to x. A precision of 0 becomes 64.
func (z *Float) SetInt64(x int64) *Float {
	if x < 0 {
		return z.setWord(uint64(-x), true)
	}
	return z.setWord(uint64(x), false)
}

// SetFloat64 sets z to x. A precision of 0 becomes 53. It panics with an ErrNaN
// if x is not a number.
func (z *Float) SetFloat64(x float64) *Float {
	if z.prec == 0 {
		z.prec = 53
	}
	if math.IsNaN(x) {
		panic(ErrNaN{"Float.SetFloat64(NaN)"})
	}
	neg := math.Signbit(x)
	if x == 0 {
		return z.become(zero, neg)
	}
	if math.IsInf(x, 0) {
		return z.become(inf, neg)
	}
	z.form = finite
	z.neg = neg
	fraction, exp := math.Frexp(x)
	z.mant = z.mant.setWord(Word(math.Float64bits(fraction)<<11 | 1<<63))
	normFloat(z, exp-64)
	return z
}

// SetInt sets z to x. A precision of 0 becomes that of x, or 64 if that is
// less.
func (z *Float) SetInt(x *Int) *Float {
	if z.prec == 0 {
		z.prec = max(uint32(x.BitLen()), 64)
	}
	if len(x.abs) == 0 {
		return z.become(zero, x.neg)
	}
	z.neg = x.neg
	z.mant = z.mant.set(x.abs)
	normFloat(z, 0)
	return z
}

// SetRat sets z to x. A precision of 0 becomes that of numerator or
// denominator, or 64 if that is less.
func (z *Float) SetRat(x *Rat) *Float {
	if x.IsInt() {
		return z.SetInt(x.Num())
	}
	var a, b Float
	a.SetInt(x.Num())
	b.SetInt(x.Denom())
	if z.prec == 0 {
		z.prec = max(a.prec, b.prec)
	}
	return z.Quo(&a, &b)
}

// SetInf sets z to -Inf or +Inf.
func (z *Float) SetInf(signbit bool) *Float { return z.become(inf, signbit) }

// Set sets z to x.
func (z *Float) Set(x *Float) *Float {
	z.acc = Exact
	if z == x {
		return z
	}
	z.form = x.form
	z.neg = x.neg
	if x.form == finite {
		z.exp = x.exp
		z.mant = z.mant.set(x.mant)
	}
	if z.prec == 0 {
		z.prec = x.prec
	} else if z.prec < x.prec {
		roundFloat(z)
	}
	return z
}

// Copy sets z to x with x's precision, mode and accuracy.
func (z *Float) Copy(x *Float) *Float {
	if z == x {
		return z
	}
	z.prec, z.mode, z.acc, z.form, z.neg = x.prec, x.mode, x.acc, x.form, x.neg
	if x.form == finite {
		z.exp = x.exp
		z.mant = z.mant.set(x.mant)
	}
	return z
}

// top returns the highest word of a mantissa.
func (x nat) top() uint64 {
	if len(x) == 0 {
		return 0
	}
	return uint64(x[len(x)-1])
}

// Uint64 returns x cut towards 0, and the nearest that there is where that is
// out of range.
func (x *Float) Uint64() (uint64, Accuracy) {
	switch {
	case x.form == zero:
		return 0, Exact
	case x.neg:
		return 0, Above
	case x.form == inf || x.exp > 64:
		return math.MaxUint64, Below
	case x.exp <= 0:
		return 0, Below
	}
	u := x.mant.top() >> (64 - uint32(x.exp))
	if x.MinPrec() <= 64 {
		return u, Exact
	}
	return u, Below
}

// Int64 returns x cut towards 0, and the nearest that there is where that is
// out of range.
func (x *Float) Int64() (int64, Accuracy) {
	switch {
	case x.form == zero:
		return 0, Exact
	case x.form == inf || x.exp > 63:
		if !x.neg {
			return math.MaxInt64, Below
		}
		if x.form == finite && x.exp == 64 && x.MinPrec() == 1 {
			return math.MinInt64, Exact
		}
		return math.MinInt64, Above
	case x.exp <= 0:
		return 0, accuracy(x.neg)
	}
	i := int64(x.mant.top() >> (64 - uint32(x.exp)))
	if x.neg {
		i = -i
	}
	if x.MinPrec() <= uint(x.exp) {
		return i, Exact
	}
	return i, accuracy(x.neg)
}

// Float32 returns the float32 nearest to x, ±Inf if x is too large.
func (x *Float) Float32() (float32, Accuracy) {
	f, acc := x.float(23, 127)
	return float32(f), acc
}

// Float64 returns the float64 nearest to x, ±Inf if x is too large.
func (x *Float) Float64() (float64, Accuracy) { return x.float(52, 1023) }

// float rounds to the format with so many mantissa bits and this largest
// exponent.
func (x *Float) float(mantBits, maxExp int) (float64, Accuracy) {
	sign := 1.0
	if x.neg {
		sign = -1
	}
	switch x.form {
	case zero:
		return math.Copysign(0, sign), Exact
	case inf:
		return math.Inf(int(sign)), Exact
	}
	// The precision, less for denormals: below 0 x is less than half of the
	// least, at 0 it is at least half of it.
	prec := mantBits + 1
	exp := x.exp - 1 // wraps for the least exponent, as in Go
	if least := 1 - maxExp; int(exp) < least {
		prec += int(exp) - least
	}
	if prec < 0 || prec == 0 && !x.mant.sticky(uint(len(x.mant))*64-1) {
		return math.Copysign(0, sign), accuracy(x.neg)
	}
	if prec == 0 {
		return math.Ldexp(sign, 1-maxExp-mantBits), accuracy(!x.neg)
	}
	r := Float{prec: uint32(prec)}
	r.Set(x)
	if exp = r.exp - 1; r.form == inf || int(exp) > maxExp {
		return math.Inf(int(sign)), accuracy(!x.neg)
	}
	// At most 53 bits are set, so this is exact.
	return math.Ldexp(sign*float64(r.mant.top()>>11), int(r.exp)-53), r.acc
}

// Int sets z, or a new Int if z is nil, to x cut towards 0. For an infinity
// the result is nil.
func (x *Float) Int(z *Int) (*Int, Accuracy) {
	if x.form == inf {
		return nil, accuracy(x.neg)
	}
	if z == nil {
		z = new(Int)
	}
	if x.form == zero {
		return z.SetInt64(0), Exact
	}
	if x.exp <= 0 {
		return z.SetInt64(0), accuracy(x.neg)
	}
	acc := accuracy(x.neg)
	if x.MinPrec() <= uint(x.exp) {
		acc = Exact
	}
	z.neg = x.neg
	if bits := len(x.mant) * 64; int(x.exp) >= bits {
		z.abs = z.abs.shl(x.mant, uint(int(x.exp)-bits))
	} else {
		z.abs = z.abs.shr(x.mant, uint(bits-int(x.exp)))
	}
	return z, acc
}

// Rat sets z, or a new Rat if z is nil, to x. For an infinity the result is
// nil.
func (x *Float) Rat(z *Rat) (*Rat, Accuracy) {
	if x.form == inf {
		return nil, accuracy(x.neg)
	}
	if z == nil {
		z = new(Rat)
	}
	if x.form == zero {
		return z.SetInt64(0), Exact
	}
	z.a.neg = x.neg
	z.b.abs = z.b.abs[:0]
	if bits := len(x.mant) * 64; int(x.exp) >= bits {
		z.a.abs = z.a.abs.shl(x.mant, uint(int(x.exp)-bits))
	} else {
		z.a.abs = z.a.abs.set(x.mant)
		z.b.abs = z.b.abs.setWord(1)
		z.b.abs = z.b.abs.shl(z.b.abs, uint(bits-int(x.exp)))
		z.norm()
	}
	return z, Exact
}

// Abs sets z to |x|.
func (z *Float) Abs(x *Float) *Float {
	z.Set(x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Float) Neg(x *Float) *Float {
	z.Set(x)
	z.neg = !z.neg
	return z
}

// addSigned sets z to the sum of finite x and y, y taken with that sign.
func (z *Float) addSigned(x, y *Float, yneg bool) *Float {
	z.neg = x.neg // rounding looks at it
	switch {
	case z.neg == yneg:
		addFloat(z, x, y)
	case cmpMantissas(x, y) > 0:
		subFloat(z, x, y)
	default:
		z.neg = !z.neg
		subFloat(z, y, x)
	}
	if z.form == zero && z.mode == ToNegativeInf && z.acc == Exact {
		z.neg = true
	}
	return z
}

// Add sets z to x+y. It panics with an ErrNaN for infinities of different
// signs.
func (z *Float) Add(x, y *Float) *Float {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
	switch {
	case x.form == finite && y.form == finite:
		return z.addSigned(x, y, y.neg)
	case x.form == inf && y.form == inf && x.neg != y.neg:
		z.become(zero, false)
		panic(ErrNaN{"addition of infinities with opposite signs"})
	case x.form == zero && y.form == zero:
		return z.become(zero, x.neg && y.neg)
	case x.form == inf || y.form == zero:
		return z.Set(x)
	}
	return z.Set(y)
}

// Sub sets z to x-y. It panics with an ErrNaN for infinities of the same sign.
func (z *Float) Sub(x, y *Float) *Float {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
	switch {
	case x.form == finite && y.form == finite:
		return z.addSigned(x, y, !y.neg)
	case x.form == inf && y.form == inf && x.neg == y.neg:
		z.become(zero, false)
		panic(ErrNaN{"subtraction of infinities with equal signs"})
	case x.form == zero && y.form == zero:
		return z.become(zero, x.neg && !y.neg)
	case x.form == inf || y.form == zero:
		return z.Set(x)
	}
	return z.Neg(y)
}

// Mul sets z to x*y. It panics with an ErrNaN for 0 and an infinity.
func (z *Float) Mul(x, y *Float) *Float {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
	z.neg = x.neg != y.neg
	if x.form == finite && y.form == finite {
		mulFloat(z, x, y)
		return z
	}
	if x.form == zero && y.form == inf || x.form == inf && y.form == zero {
		z.become(zero, false)
		panic(ErrNaN{"multiplication of zero with infinity"})
	}
	if x.form == inf || y.form == inf {
		return z.become(inf, z.neg)
	}
	return z.become(zero, z.neg)
}

// Quo sets z to x/y. It panics with an ErrNaN for two zeros or two infinities.
func (z *Float) Quo(x, y *Float) *Float {
	if z.prec == 0 {
		z.prec = max(x.prec, y.prec)
	}
	z.neg = x.neg != y.neg
	if x.form == finite && y.form == finite {
		quoFloat(z, x, y)
		return z
	}
	if x.form == zero && y.form == zero || x.form == inf && y.form == inf {
		z.become(zero, false)
		panic(ErrNaN{"division of zero by zero or infinity by infinity"})
	}
	if x.form == zero || y.form == inf {
		return z.become(zero, z.neg)
	}
	return z.become(inf, z.neg)
}

// order is -2 for -Inf, -1, 0, 1 and 2 for +Inf.
func (x *Float) order() int {
	n := int(x.form) // zero, finite and inf are 0, 1 and 2
	if x.neg {
		n = -n
	}
	return n
}

// Cmp returns -1, 0 or 1, as x is less than, equal to or greater than y. -0
// and 0 are equal.
func (x *Float) Cmp(y *Float) int {
	m, n := x.order(), y.order()
	switch {
	case m < n:
		return -1
	case m > n:
		return 1
	case m == 1:
		return cmpMantissas(x, y)
	case m == -1:
		return cmpMantissas(y, x)
	}
	return 0
}

// Sqrt sets z to the square root of x. A precision of 0 becomes x's. It panics
// with an ErrNaN if x < 0.
func (z *Float) Sqrt(x *Float) *Float {
	if z.prec == 0 {
		z.prec = x.prec
	}
	if x.Sign() < 0 {
		panic(ErrNaN{"square root of negative operand"})
	}
	if x.form != finite {
		return z.become(x.form, x.neg)
	}
	prec := z.prec
	exp := x.MantExp(z)
	z.prec = prec
	z.exp += int32(exp % 2) // so that half of the rest is whole
	z.timesInverseRoot()
	return z.SetMantExp(z, exp/2)
}

// timesInverseRoot sets z to its root, for z of [0.25, 2). It is z/√z; Newton's
// iteration for the divisor needs no division.
func (z *Float) timesInverseRoot() {
	var u, v Float
	three := NewFloat(3)
	f, _ := z.Float64()
	t := new(Float)
	t.SetFloat64(1 / math.Sqrt(f))
	for enough := z.prec + 32; t.prec < enough; {
		t.prec *= 2
		u.prec, v.prec = t.prec, t.prec
		// t(3 - zt²)/2
		u.Mul(t, t)
		u.Mul(z, &u)
		v.Sub(three, &u)
		u.Mul(t, &v)
		u.exp--
		t.Set(&u)
	}
	z.Mul(z, t)
}
