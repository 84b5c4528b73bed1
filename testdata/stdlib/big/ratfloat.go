// run

// Rationals and floats: arithmetic, rounding in every mode, texts.
package main

import (
	"fmt"
	"math"
	"math/big"
)

func main() {
	a, b := big.NewRat(355, 113), big.NewRat(-22, 7)
	r := new(big.Rat)
	fmt.Println(r.Add(a, b), r.Sub(a, b), r.Mul(a, b), r.Quo(a, b), r.Inv(a), r.Neg(a), a.Cmp(b))
	r.Add(a, b)
	fmt.Println(r, r.FloatString(20), r.Num(), r.Denom(), r.IsInt(), r.Sign())
	for _, s := range []string{"1/3", "-0.125", "1e-5", "3.14e10", "7/0", "x", "0x1p-3", "1_000/3"} {
		z, ok := new(big.Rat).SetString(s)
		fmt.Println(s, z, ok)
	}
	fmt.Println(new(big.Rat).SetFloat64(0.1), new(big.Rat).SetFloat64(math.Inf(1)))
	f, exact := big.NewRat(1, 3).Float64()
	fmt.Println(f, exact)
	h := new(big.Rat)
	for i := int64(1); i <= 60; i++ {
		h.Add(h, big.NewRat(1, i))
	}
	fmt.Println(h)

	modes := []big.RoundingMode{big.ToNearestEven, big.ToNearestAway, big.ToZero, big.AwayFromZero, big.ToNegativeInf, big.ToPositiveInf}
	for _, prec := range []uint{1, 5, 24, 53, 64, 100, 300} {
		for _, m := range modes {
			x := new(big.Float).SetPrec(prec).SetMode(m)
			x.Quo(big.NewFloat(-2), big.NewFloat(3))
			fmt.Println(prec, m, x.Text('g', 40), x.Acc(), x.Text('p', 0))
		}
	}
	two := new(big.Float).SetPrec(500).SetInt64(2)
	root := new(big.Float).SetPrec(500).Sqrt(two)
	fmt.Println(root.Text('f', 120))
	fmt.Println(new(big.Float).SetPrec(500).Mul(root, root).Cmp(two))
	for _, s := range []string{"1.5", "-Inf", "0x1.8p4", "1e1000", "1e-1000", "0b11", "bad", "123456789.987654321e-3"} {
		z, base, err := big.ParseFloat(s, 0, 80, big.ToNearestEven)
		fmt.Println(s, z, base, err)
	}
	x := big.NewFloat(1234.5678)
	fmt.Printf("%g %e %.3f %10.2f|%-12.1f|%+g %s %v\n", x, x, x, x, x, x, x.String(), x)
	i, acc := x.Int(nil)
	fmt.Println(i, acc)
	u, acc := x.Uint64()
	fmt.Println(u, acc, x.MinPrec(), x.Prec(), x.MantExp(nil), x.IsInt(), x.IsInf())
	q, acc := x.Rat(nil)
	fmt.Println(q, acc)
	e := new(big.Float).SetPrec(200)
	term := new(big.Float).SetPrec(200).SetInt64(1)
	for n := int64(1); n < 60; n++ {
		e.Add(e, term)
		term.Quo(term, new(big.Float).SetInt64(n))
	}
	fmt.Println(e.Text('g', 55))
	func() {
		defer func() { fmt.Println(recover()) }()
		inf := new(big.Float).SetInf(false)
		new(big.Float).Sub(inf, inf)
	}()
}
