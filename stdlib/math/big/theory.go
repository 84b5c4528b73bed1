package big

import (
	"fmt"
	"math/rand"
)

//go:noescape
func expInt(z, x, y, n *Int, negate bool)

//go:noescape
func gcdInt(z, x, y, a, b *Int)

//go:noescape
func jacobi(x, y *Int) int

//go:noescape
func probablyPrime(x *Int, rounds int) bool

//go:noescape
func mulRangeInt(z *Int, from, to uint64)

// MulRange sets z to the product of all integers of [a, b], to 1 if there are
// none.
func (z *Int) MulRange(a, b int64) *Int {
	switch {
	case a > b:
		return z.SetInt64(1)
	case a <= 0 && b >= 0:
		return z.SetInt64(0)
	}
	negative := a < 0 && (b-a)&1 == 0
	if a < 0 {
		a, b = -b, -a
	}
	z.mulRange(uint64(a), uint64(b))
	z.neg = negative
	return z
}

// mulRange multiplies halves, so that the factors are of one size.
func (z *Int) mulRange(a, b uint64) {
	const few = 40
	if b-a < few {
		mulRangeInt(z, a, b)
		return
	}
	var x, y Int
	middle := a + (b-a)/2
	x.mulRange(a, middle)
	y.mulRange(middle+1, b)
	z.Mul(&x, &y)
}

// Binomial sets z to the binomial coefficient of n and k.
func (z *Int) Binomial(n, k int64) *Int {
	if n/2 < k && k <= n {
		k = n - k
	}
	var a, b Int
	a.MulRange(n-k+1, n)
	b.MulRange(1, k)
	return z.Quo(&a, &b)
}

// Exp sets z to x**y modulo |m|, or to x**y if m is nil or 0, where a negative
// y gives 1. With a modulus, a negative y takes the inverse of x; there being
// none, Exp returns nil and leaves z.
func (z *Int) Exp(x, y, m *Int) *Int {
	base := x
	if y.neg {
		if m == nil || len(m.abs) == 0 {
			return z.SetInt64(1)
		}
		base = new(Int).ModInverse(x, m)
		if base == nil {
			return nil
		}
	}
	expInt(z, base, y, m, x.neg && y.abs.low()&1 == 1)
	return z
}

// GCD sets z to the greatest common divisor of a and b, which is never
// negative, and, where they are not nil, x and y so that z = a*x + b*y. The
// divisor of 0 and b is |b|.
func (z *Int) GCD(x, y, a, b *Int) *Int {
	signA, signB := int64(a.Sign()), int64(b.Sign())
	if signA != 0 && signB != 0 {
		gcdInt(z, x, y, a, b)
		return z
	}
	if signA == 0 {
		z.Abs(b)
	} else {
		z.Abs(a)
	}
	if x != nil {
		x.SetInt64(signA)
	}
	if y != nil {
		y.SetInt64(signB)
	}
	return z
}

// ModInverse sets z to the inverse of g modulo n. If there is none it returns
// nil and leaves z.
func (z *Int) ModInverse(g, n *Int) *Int {
	if n.neg {
		n = new(Int).Neg(n)
	}
	if g.neg {
		g = new(Int).Mod(g, n)
	}
	var d, x Int
	d.GCD(&x, nil, g, n)
	if d.Cmp(intOne) != 0 {
		return nil
	}
	if x.neg {
		return z.Add(&x, n)
	}
	return z.Set(&x)
}

// Jacobi returns the Jacobi symbol (x/y): 1, -1 or 0. y must be odd.
func Jacobi(x, y *Int) int {
	if y.abs.low()&1 == 0 {
		panic(fmt.Sprintf("big: invalid 2nd argument to Int.Jacobi: need odd integer but got %s", y.String()))
	}
	return jacobi(x, y)
}

// ModSqrt sets z to a square root of x modulo p, an odd prime. If there is
// none it returns nil and leaves z.
func (z *Int) ModSqrt(x, p *Int) *Int {
	switch Jacobi(x, p) {
	case -1:
		return nil
	case 0:
		return z.SetInt64(0)
	}
	if x.neg || x.Cmp(p) >= 0 {
		x = new(Int).Mod(x, p)
	}
	switch {
	case p.abs[0]%4 == 3:
		// The square of x**((p+1)/4) is x * x**((p-1)/2), the latter is 1.
		e := new(Int).Add(p, intOne)
		return z.Exp(x, e.Rsh(e, 2), p)
	case p.abs[0]%8 == 5:
		return z.modSqrt5(x, p)
	}
	return z.tonelliShanks(x, p)
}

// modSqrt5 is for primes that are 5 modulo 8, by Atkin: with
// a = (2x)**((p-5)/8), 2x*a*a is a root of -1.
func (z *Int) modSqrt5(x, p *Int) *Int {
	twice := new(Int).Lsh(x, 1)
	a := new(Int).Exp(twice, new(Int).Rsh(p, 3), p)
	r := new(Int).Mul(a, a)
	r.Mod(r, p)
	r.Mul(r, twice).Mod(r, p)
	r.Sub(r, intOne)
	r.Mul(r, x).Mod(r, p)
	return z.Mod(r.Mul(r, a), p)
}

// tonelliShanks is for all odd primes. The least non-square decides which of
// the two roots it is.
func (z *Int) tonelliShanks(x, p *Int) *Int {
	odd := new(Int).Sub(p, intOne) // p-1 = odd * 2**twos
	twos := odd.TrailingZeroBits()
	odd.Rsh(odd, twos)

	n := NewInt(2)
	for Jacobi(n, p) != -1 {
		n.Add(n, intOne)
	}
	g := new(Int).Exp(n, odd, p) // of order 2**twos
	b := new(Int).Exp(x, odd, p)
	e := new(Int).Add(odd, intOne)
	y := new(Int).Exp(x, e.Rsh(e, 1), p) // y*y = x*b
	var t Int
	for {
		// The order of b is 2**k.
		k := uint(0)
		for t.Set(b); t.Cmp(intOne) != 0; k++ {
			t.Mul(&t, &t).Mod(&t, p)
		}
		if k == 0 {
			return z.Set(y)
		}
		// A power of g makes it less.
		e.Lsh(intOne, twos-k-1)
		t.Exp(g, e, p)
		g.Mul(&t, &t).Mod(g, p)
		y.Mul(y, &t).Mod(y, p)
		b.Mul(b, g).Mod(b, p)
		twos = k
	}
}

// ProbablyPrime tells whether x is probably prime, by n rounds of the
// Miller-Rabin test and a Baillie-PSW test. That is certain below 2**64.
func (x *Int) ProbablyPrime(n int) bool {
	if n < 0 {
		panic("negative n for ProbablyPrime")
	}
	if x.neg || len(x.abs) == 0 {
		return false
	}
	return probablyPrime(x, n)
}

// Rand sets z to a pseudo-random number of [0, n).
func (z *Int) Rand(rnd *rand.Rand, n *Int) *Int {
	if n.Sign() <= 0 {
		z.neg = false
		z.abs = nil
		return z
	}
	limit := n.abs
	words := make(nat, len(limit))
	top := Word(1)<<((n.BitLen()-1)%64)<<1 - 1
	for {
		for i := range words {
			words[i] = Word(rnd.Uint32()) | Word(rnd.Uint32())<<32
		}
		words[len(words)-1] &= top
		if r := words.norm(); r.cmp(limit) < 0 {
			z.abs = r
			z.neg = false
			return z
		}
	}
}
