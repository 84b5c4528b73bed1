// run

// Numbers that share an array see each other's results as in Go, and operands may be receivers.
package main

import (
	"fmt"
	"math/big"
)

func main() {
	// Sums are made in place, products are not.
	words := make([]big.Word, 3, 10)
	words[0], words[1], words[2] = 1, 2, 3
	x, y := new(big.Int).SetBits(words), new(big.Int).SetBits(words)
	x.Add(x, big.NewInt(5))
	fmt.Println(x.Bits(), y.Bits(), words)
	x.Mul(x, y)
	fmt.Println(x.Bits(), y.Bits(), words)
	y.Lsh(y, 70)
	fmt.Println(y.Bits(), words)
	y.Rsh(y, 65)
	fmt.Println(y.Bits(), words)
	y.Quo(y, big.NewInt(3))
	fmt.Println(y.Bits(), words)
	y.SetBit(y, 200, 1)
	fmt.Println(y.Bits(), words)
	fmt.Println(new(big.Int).SetBits([]big.Word{7, 0, 0}).Bits(), new(big.Int).SetBits([]big.Word{0, 0}).Sign(), new(big.Int).Bits() == nil)

	a, _ := new(big.Int).SetString("-123456789012345678901234567890123456789012345678901234567890", 10)
	b, _ := new(big.Int).SetString("98765432109876543210987654321", 10)
	set := func() (p, q *big.Int) { return new(big.Int).Set(a), new(big.Int).Set(b) }
	for name, f := range map[string]func(z, x, y *big.Int) *big.Int{
		"add": (*big.Int).Add, "sub": (*big.Int).Sub, "mul": (*big.Int).Mul, "quo": (*big.Int).Quo, "rem": (*big.Int).Rem,
		"div": (*big.Int).Div, "mod": (*big.Int).Mod, "and": (*big.Int).And, "or": (*big.Int).Or, "xor": (*big.Int).Xor, "andnot": (*big.Int).AndNot,
	} {
		want := f(new(big.Int), a, b)
		p, q := set()
		if f(p, p, q).Cmp(want) != 0 || q.Cmp(b) != 0 {
			fmt.Println(name, "into the first operand", p)
		}
		p, q = set()
		if f(q, p, q).Cmp(want) != 0 || p.Cmp(a) != 0 {
			fmt.Println(name, "into the second operand", q)
		}
		same := f(new(big.Int), a, a)
		p, _ = set()
		if f(p, p, p).Cmp(same) != 0 {
			fmt.Println(name, "of itself", p)
		}
	}
	p, q := set()
	p.DivMod(p, q, q)
	fmt.Println(p, q)
	p, q = set()
	q.QuoRem(p, q, p)
	fmt.Println(p, q)
	p, q = set()
	fmt.Println(p.GCD(q, nil, p, q), q)
	p, q = set()
	fmt.Println(q.GCD(nil, p, p, q), p)
	p, q = set()
	fmt.Println(p.Exp(p, big.NewInt(3), q), q.Exp(a, q, q))

	r := big.NewRat(6, -4)
	fmt.Println(r, r.SetFrac(r.Denom(), r.Num()), r.Mul(r, r), r.Add(r, r), r.Quo(r, r), r.Sub(r, r), r.Denom())
	f := big.NewFloat(1.5)
	fmt.Println(f.Mul(f, f), f.Add(f, f), f.Sub(f, f), f.Quo(big.NewFloat(1), f), f.Sqrt(f))
}
