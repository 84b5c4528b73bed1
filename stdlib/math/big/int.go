// Package big has integers, rationals and binary floating-point numbers of any size.
//
// A method that computes a number sets its receiver to it and returns the
// receiver, which may be one of the operands. The zero values are 0. Numbers
// are not to be copied but by Set.
//
// The arithmetic is GMP's, on the words of a nat.
package big

import (
	"io"
	"math/bits"
)

// A Word is a digit of an unsigned number.
type Word uint

// A nat is an unsigned number: its words, the lowest first, the last not 0.
// The natives that return one take the receiver's array for it if they can.
type nat []Word

func (z nat) set(x nat) nat
func (x nat) cmp(y nat) int
func (z nat) shl(x nat, s uint) nat
func (z nat) shr(x nat, s uint) nat
func (z nat) addWord(x nat, w Word) nat
func (z nat) subWord(x nat, w Word) nat
func (z nat) mul(x, y nat) nat
func (z nat) setBytes(b []byte) nat

//go:noescape
func (x nat) trailingZeroBits() uint

// sticky tells whether one of the i lowest bits is set.
//
//go:noescape
func (x nat) sticky(i uint) bool

// bytes writes x to the end of b, the highest byte first. It returns where x
// begins, a negative number if b is too short.
//
//go:noescape
func (x nat) bytes(b []byte) int

func (z nat) norm() nat {
	n := len(z)
	for n > 0 && z[n-1] == 0 {
		n--
	}
	return z[:n]
}

func (z nat) setWord(w Word) nat {
	if w == 0 {
		return z[:0]
	}
	if cap(z) == 0 {
		return nat{w}
	}
	z = z[:1]
	z[0] = w
	return z
}

func (x nat) bitLen() int {
	if n := len(x); n > 0 {
		return (n-1)*64 + bits.Len(uint(x[n-1]))
	}
	return 0
}

func (x nat) low() Word {
	if len(x) == 0 {
		return 0
	}
	return x[0]
}

// bytesOrPanic is bytes for a b that must do.
func (x nat) bytesOrPanic(b []byte) int {
	i := x.bytes(b)
	if i < 0 {
		panic("math/big: buffer too small to fit value")
	}
	return i
}

// An Int is an integer.
type Int struct {
	neg bool
	abs nat
}

var intOne = &Int{abs: nat{1}}

// The natives behind the methods. Any of the operands and results may be the
// same.

//go:noescape
func setInt(z, x *Int)

//go:noescape
func setWordInt(z *Int, w Word, neg bool)

//go:noescape
func addInt(z, x, y *Int)

//go:noescape
func subInt(z, x, y *Int)

//go:noescape
func mulInt(z, x, y *Int)

// divInt sets q and r, where not nil, to quotient and remainder. Euclidean, no
// remainder is negative; else the quotient is cut.
//
//go:noescape
func divInt(q, r, x, y *Int, euclidean bool)

//go:noescape
func cmpInt(x, y *Int) int

//go:noescape
func cmpAbsInt(x, y *Int) int

//go:noescape
func lshInt(z, x *Int, n uint)

//go:noescape
func rshInt(z, x *Int, n uint)

//go:noescape
func andInt(z, x, y *Int)

//go:noescape
func orInt(z, x, y *Int)

//go:noescape
func xorInt(z, x, y *Int)

//go:noescape
func andNotInt(z, x, y *Int)

//go:noescape
func setBitInt(z, x *Int, i int, on bool)

//go:noescape
func sqrtInt(z, x *Int)

// NewInt returns a new Int of that value.
func NewInt(x int64) *Int { return new(Int).SetInt64(x) }

// Sign returns -1, 0 or 1, as x is negative, 0 or positive.
func (x *Int) Sign() int {
	if len(x.abs) == 0 {
		return 0
	}
	if x.neg {
		return -1
	}
	return 1
}

// SetInt64 sets z to x.
func (z *Int) SetInt64(x int64) *Int {
	if x < 0 {
		setWordInt(z, Word(-x), true)
	} else {
		setWordInt(z, Word(x), false)
	}
	return z
}

// SetUint64 sets z to x.
func (z *Int) SetUint64(x uint64) *Int {
	setWordInt(z, Word(x), false)
	return z
}

// Set sets z to x.
func (z *Int) Set(x *Int) *Int {
	setInt(z, x)
	return z
}

// Bits returns the words of |x|, the lowest first. They are x's own.
func (x *Int) Bits() []Word { return x.abs }

// SetBits sets z to the number of these words, which become z's own.
func (z *Int) SetBits(abs []Word) *Int {
	z.abs = nat(abs).norm()
	z.neg = false
	return z
}

// Abs sets z to |x|.
func (z *Int) Abs(x *Int) *Int {
	setInt(z, x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Int) Neg(x *Int) *Int {
	setInt(z, x)
	z.neg = len(z.abs) > 0 && !z.neg
	return z
}

// Add sets z to x+y.
func (z *Int) Add(x, y *Int) *Int {
	addInt(z, x, y)
	return z
}

// Sub sets z to x-y.
func (z *Int) Sub(x, y *Int) *Int {
	subInt(z, x, y)
	return z
}

// Mul sets z to x*y.
func (z *Int) Mul(x, y *Int) *Int {
	mulInt(z, x, y)
	return z
}

// Quo sets z to x/y, cut towards 0 as Go does. It panics if y is 0.
func (z *Int) Quo(x, y *Int) *Int {
	divInt(z, nil, x, y, false)
	return z
}

// Rem sets z to x%y, which has the sign of x as in Go. It panics if y is 0.
func (z *Int) Rem(x, y *Int) *Int {
	divInt(nil, z, x, y, false)
	return z
}

// QuoRem is Quo, and sets r as Rem does.
func (z *Int) QuoRem(x, y, r *Int) (*Int, *Int) {
	divInt(z, r, x, y, false)
	return z, r
}

// Div sets z to x/y rounded so that Mod is not negative: Euclid's division. It
// panics if y is 0.
func (z *Int) Div(x, y *Int) *Int {
	divInt(z, nil, x, y, true)
	return z
}

// Mod sets z to x modulo y, which is not negative. It panics if y is 0.
func (z *Int) Mod(x, y *Int) *Int {
	divInt(nil, z, x, y, true)
	return z
}

// DivMod is Div, and sets m as Mod does.
func (z *Int) DivMod(x, y, m *Int) (*Int, *Int) {
	divInt(z, m, x, y, true)
	return z, m
}

// Cmp returns -1, 0 or 1, as x is less than, equal to or greater than y.
func (x *Int) Cmp(y *Int) int { return cmpInt(x, y) }

// CmpAbs compares |x| and |y| as Cmp does.
func (x *Int) CmpAbs(y *Int) int { return cmpAbsInt(x, y) }

// Int64 returns x if it fits, else its low bits.
func (x *Int) Int64() int64 {
	v := int64(x.abs.low())
	if x.neg {
		v = -v
	}
	return v
}

// Uint64 returns |x| if it fits, else its low bits.
func (x *Int) Uint64() uint64 { return uint64(x.abs.low()) }

// IsInt64 tells whether x fits an int64.
func (x *Int) IsInt64() bool {
	if len(x.abs) > 1 {
		return false
	}
	w := x.abs.low()
	return w < 1<<63 || x.neg && w == 1<<63
}

// IsUint64 tells whether x fits a uint64.
func (x *Int) IsUint64() bool { return !x.neg && len(x.abs) <= 1 }

// Float64 returns the float64 nearest to x, and whether x is less, equal or
// greater.
func (x *Int) Float64() (float64, Accuracy) {
	n := x.abs.bitLen()
	if n == 0 {
		return 0, Exact
	}
	if n <= 53 {
		f := float64(x.abs.low())
		if x.neg {
			f = -f
		}
		return f, Exact
	}
	return new(Float).SetInt(x).Float64()
}

// SetBytes sets z to the unsigned number of these bytes, the highest first.
func (z *Int) SetBytes(buf []byte) *Int {
	z.abs = z.abs.setBytes(buf)
	z.neg = false
	return z
}

// Bytes returns the bytes of |x|, the highest first, without leading zeros.
func (x *Int) Bytes() []byte {
	b := make([]byte, len(x.abs)*8)
	return b[x.abs.bytes(b):]
}

// FillBytes fills buf with |x|, the highest byte first, and returns it. It
// panics if x does not fit.
func (x *Int) FillBytes(buf []byte) []byte {
	for i := range buf {
		buf[i] = 0
	}
	x.abs.bytesOrPanic(buf)
	return buf
}

// BitLen returns the length of |x| in bits.
func (x *Int) BitLen() int { return x.abs.bitLen() }

// TrailingZeroBits returns how many of the lowest bits of |x| are 0.
func (x *Int) TrailingZeroBits() uint { return x.abs.trailingZeroBits() }

// Lsh sets z to x<<n.
func (z *Int) Lsh(x *Int, n uint) *Int {
	lshInt(z, x, n)
	return z
}

// Rsh sets z to x>>n.
func (z *Int) Rsh(x *Int, n uint) *Int {
	rshInt(z, x, n)
	return z
}

// Bit returns bit i of x in two's complement. i must not be negative.
func (x *Int) Bit(i int) uint {
	if i < 0 {
		panic("negative bit index")
	}
	var b uint
	if i/64 < len(x.abs) {
		b = uint(x.abs[i/64]>>(i%64)) & 1
	}
	if x.neg && len(x.abs) == 0 && i > 0 { // of GCD
		panic("underflow")
	}
	// -x is ^(x-1): above the lowest 1 all bits are the others.
	if x.neg && uint(i) > x.abs.trailingZeroBits() {
		b ^= 1
	}
	return b
}

// SetBit sets z to x with bit i, in two's complement, set to b, which must be
// 0 or 1. i must not be negative.
func (z *Int) SetBit(x *Int, i int, b uint) *Int {
	if i < 0 {
		panic("negative bit index")
	}
	if b > 1 {
		panic("set bit is not 0 or 1")
	}
	setBitInt(z, x, i, b == 1)
	return z
}

// And sets z to x & y.
func (z *Int) And(x, y *Int) *Int {
	andInt(z, x, y)
	return z
}

// AndNot sets z to x &^ y.
func (z *Int) AndNot(x, y *Int) *Int {
	andNotInt(z, x, y)
	return z
}

// Or sets z to x | y.
func (z *Int) Or(x, y *Int) *Int {
	orInt(z, x, y)
	return z
}

// Xor sets z to x ^ y.
func (z *Int) Xor(x, y *Int) *Int {
	xorInt(z, x, y)
	return z
}

// Not sets z to ^x, which is -x-1.
func (z *Int) Not(x *Int) *Int {
	if x.neg && len(x.abs) == 0 { // of GCD
		panic("underflow")
	}
	addInt(z, x, intOne)
	z.neg = len(z.abs) > 0 && !z.neg
	return z
}

// Sqrt sets z to the square root of x, rounded down. It panics if x is
// negative.
func (z *Int) Sqrt(x *Int) *Int {
	if x.neg {
		panic("square root of negative number")
	}
	sqrtInt(z, x)
	return z
}

// A text is a string that is read byte by byte. The natives read it at once.
type text struct {
	s string
	i int
}

func (t *text) ReadByte() (byte, error) {
	if t.i == len(t.s) {
		return 0, io.EOF
	}
	t.i++
	return t.s[t.i-1], nil
}

func (t *text) UnreadByte() error {
	t.i--
	return nil
}
