// Big numbers: digits of pi (a spigot), Fibonacci numbers, powers modulo a prime, factorials printed and read.
package main

import (
	"fmt"
	"math/big"
)

func pidigits(n int) string {
	var num, acc, den, t1, t2, k big.Int
	num.SetInt64(1)
	den.SetInt64(1)
	extract := func(nth int64) int64 {
		t1.Mul(big.NewInt(nth), &num)
		t2.Add(&t1, &acc)
		t1.Quo(&t2, &den)
		return t1.Int64()
	}
	out := make([]byte, 0, n)
	for i := int64(1); len(out) < n; i++ {
		y2 := big.NewInt(2*i + 1)
		k.SetInt64(i)
		t1.Lsh(&num, 1)
		acc.Add(&acc, &t1)
		acc.Mul(&acc, y2)
		num.Mul(&num, &k)
		den.Mul(&den, y2)
		if num.Cmp(&acc) > 0 {
			continue
		}
		d := extract(3)
		if d != extract(4) {
			continue
		}
		out = append(out, byte(d)+'0')
		t1.Mul(&den, big.NewInt(d))
		acc.Sub(&acc, &t1)
		acc.Mul(&acc, big.NewInt(10))
		num.Mul(&num, big.NewInt(10))
	}
	return string(out[n-10:])
}

func fib(n int) *big.Int {
	a, b := big.NewInt(0), big.NewInt(1)
	for i := 0; i < n; i++ {
		a.Add(a, b)
		a, b = b, a
	}
	return a
}

func main() {
	fmt.Println(pidigits(6000))
	f := fib(100000)
	fmt.Println(f.BitLen(), len(f.String()))
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 2203), big.NewInt(1))
	x := new(big.Int).Rsh(f, uint(f.BitLen()-2048))
	e := new(big.Int).Sub(p, big.NewInt(12345))
	for i := 0; i < 60; i++ {
		x.Exp(x, e, p)
	}
	fmt.Println(x.Bit(77), x.BitLen())
	f.MulRange(1, 20000)
	s := f.String()
	g, ok := new(big.Int).SetString(s, 10)
	fmt.Println(len(s), ok, g.Cmp(f))
}
