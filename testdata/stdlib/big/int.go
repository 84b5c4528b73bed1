// run

// Integers from a few bits to some hundred words: every operation against the laws it must keep, and a checksum of results.
package main

import (
	"fmt"
	"hash/fnv"
	"math/big"
)

var seed = uint64(88172645463325252)

func next() uint64 {
	seed ^= seed << 13
	seed ^= seed >> 7
	seed ^= seed << 17
	return seed
}

func random(words int) *big.Int {
	z := new(big.Int)
	for i := 0; i < words; i++ {
		w := next()
		switch next() % 8 {
		case 0:
			w = 0
		case 1:
			w = 1<<64 - 1
		}
		z.Lsh(z, 64).Or(z, new(big.Int).SetUint64(w))
	}
	z.Rsh(z, uint(next()%64))
	if next()%2 == 0 {
		z.Neg(z)
	}
	return z
}

func main() {
	h := fnv.New64a()
	add := func(zs ...*big.Int) {
		for _, z := range zs {
			fmt.Fprintln(h, z)
		}
	}
	one := big.NewInt(1)
	for round := 0; round < 300; round++ {
		a, b, c := random(int(next()%40)), random(int(next()%40)), random(1+int(next()%10))
		s := new(big.Int).Add(a, b)
		d := new(big.Int).Sub(a, b)
		p := new(big.Int).Mul(a, b)
		sq := new(big.Int).Mul(a, a)
		add(s, d, p, sq)
		// (a+b)(a-b) = a² - b²
		if new(big.Int).Mul(s, d).Cmp(new(big.Int).Sub(sq, new(big.Int).Mul(b, b))) != 0 {
			fmt.Println("square law", a, b)
		}
		if b.Sign() != 0 {
			q, r := new(big.Int).QuoRem(p, b, new(big.Int))
			if q.Cmp(a) != 0 || r.Sign() != 0 {
				fmt.Println("division of product", a, b)
			}
			q, r = new(big.Int).QuoRem(a, b, new(big.Int))
			add(q, r)
			// Results in the operands' own places.
			x, y := new(big.Int).Set(a), new(big.Int).Set(b)
			x.QuoRem(x, y, y)
			if x.Cmp(q) != 0 || y.Cmp(r) != 0 {
				fmt.Println("aliased QuoRem", a, b)
			}
			x, y = new(big.Int).Set(a), new(big.Int).Set(b)
			y.QuoRem(x, y, x)
			if y.Cmp(q) != 0 || x.Cmp(r) != 0 {
				fmt.Println("aliased QuoRem, other way", a, b)
			}
			q, r = new(big.Int).DivMod(a, b, new(big.Int))
			add(q, r)
			u, v := new(big.Int), new(big.Int)
			g := new(big.Int).GCD(u, v, a, b)
			add(g, u, v)
		}
		m := new(big.Int).Abs(c)
		m.Add(m, one)
		e := new(big.Int).Abs(b)
		add(new(big.Int).Exp(a, e, m), new(big.Int).Mod(a, m), new(big.Int).Exp(c, big.NewInt(int64(next()%20)), nil))
		if inv := new(big.Int).ModInverse(a, m); inv != nil {
			add(inv)
		}
		add(new(big.Int).And(a, b), new(big.Int).Or(a, b), new(big.Int).Xor(a, b), new(big.Int).AndNot(a, b), new(big.Int).Not(a))
		n := uint(next() % 300)
		add(new(big.Int).Lsh(a, n), new(big.Int).Rsh(a, n), new(big.Int).SetBit(a, int(n), uint(next()%2)))
		add(new(big.Int).Sqrt(new(big.Int).Abs(a)))
		fmt.Fprintln(h, a.BitLen(), a.TrailingZeroBits(), a.Bit(int(n)), a.Cmp(b), a.CmpAbs(b), a.IsInt64(), a.Uint64())
		for _, base := range []int{2, 3, 7, 8, 10, 16, 36, 62} {
			t := a.Text(base)
			fmt.Fprintln(h, t)
			back, ok := new(big.Int).SetString(t, base)
			if !ok || back.Cmp(a) != 0 {
				fmt.Println("text", base, a)
			}
		}
		x := new(big.Int).Set(a)
		x.Mul(x, x)
		if x.Cmp(sq) != 0 {
			fmt.Println("aliased Mul")
		}
	}
	fmt.Printf("%x\n", h.Sum64())

	f := new(big.Int).MulRange(1, 300)
	fmt.Println(f)
	fmt.Println(new(big.Int).Binomial(200, 77))
	fmt.Println(big.NewInt(2).ProbablyPrime(0), new(big.Int).Sub(new(big.Int).Lsh(one, 521), one).ProbablyPrime(20))
	fmt.Println(new(big.Int).Exp(big.NewInt(3), big.NewInt(2000), nil))
	fmt.Println(big.Jacobi(big.NewInt(1001), big.NewInt(9907)), new(big.Int).ModSqrt(big.NewInt(5), big.NewInt(41)))
	var z big.Int
	fmt.Println(z.SetString("0x_ff", 0))
	fmt.Println(z.SetString("12a", 10))
	fmt.Println(fmt.Sscan("0b1011", &z))
	fmt.Printf("%d %x %#x %08b %+d %10d|%-10d| %s %v\n", &z, &z, &z, &z, &z, &z, &z, &z, &z)
	text, err := f.MarshalJSON()
	fmt.Println(len(text), err, z.UnmarshalText([]byte("12x")))
	fmt.Println(new(big.Int).SetBytes([]byte{1, 2, 3}), f.FillBytes(make([]byte, 300))[290:])
	// Bits shares the words.
	w := big.NewInt(5)
	w.Bits()[0] = 7
	fmt.Println(w)
	func() {
		defer func() { fmt.Println(recover()) }()
		z.Div(&z, new(big.Int))
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(z.Text(99))
	}()
}
