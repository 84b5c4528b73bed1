// run

// What the types of math/big panic with, and what no slice can hold.
package main

import (
	"fmt"
	"math"
	"math/big"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		e := recover()
		_, isRuntime := e.(runtime.Error)
		_, isErr := e.(error)
		fmt.Printf("%s: %v (%v %v)\n", name, e, isRuntime, isErr)
	}()
	f()
}

func main() {
	one, zero, minus := big.NewInt(1), new(big.Int), big.NewInt(-4)
	var none *big.Int
	z := big.NewInt(77)
	try("Quo", func() { z.Quo(one, zero) })
	try("Rem", func() { z.Rem(one, zero) })
	try("QuoRem", func() { z.QuoRem(one, zero, new(big.Int)) })
	try("Div", func() { z.Div(one, zero) })
	try("Mod", func() { z.Mod(one, zero) })
	try("DivMod", func() { z.DivMod(zero, zero, new(big.Int)) })
	try("Sqrt", func() { z.Sqrt(minus) })
	try("Bit", func() { one.Bit(-1) })
	try("SetBit", func() { z.SetBit(one, -1, 1) })
	try("SetBit value", func() { z.SetBit(one, 1, 2) })
	try("Jacobi", func() { big.Jacobi(one, minus) })
	try("Jacobi 0", func() { big.Jacobi(one, zero) })
	try("ModSqrt", func() { z.ModSqrt(one, big.NewInt(10)) })
	try("ModInverse", func() { fmt.Println(z.ModInverse(one, zero)) })
	try("ModInverse negative", func() { z.ModInverse(minus, zero) })
	try("ProbablyPrime", func() { one.ProbablyPrime(-1) })
	try("FillBytes", func() { z.SetInt64(1 << 40).FillBytes(make([]byte, 5)) })
	try("Text", func() { one.Text(1) })
	try("Text 63", func() { one.Text(63) })
	try("Append", func() { one.Append(nil, 0) })
	try("SetString", func() { z.SetString("1", 1) })
	try("SetString 63", func() { z.SetString("", 63); z.SetString("1", 63) })
	try("nil Add", func() { z.Add(one, none) })
	try("nil receiver", func() { none.Add(one, one) })
	try("nil Set", func() { none.SetInt64(1) })
	try("nil Sign", func() { none.Sign() })
	try("nil String", func() { fmt.Println(none.String(), none.Text(99), none) })

	try("Lsh", func() { z.Lsh(one, 1<<62) })
	try("Lsh max", func() { z.Lsh(one, math.MaxUint) })
	try("Lsh 0", func() { fmt.Println(z.Lsh(zero, math.MaxUint)) })
	try("Rsh", func() { fmt.Println(z.Rsh(one, math.MaxUint), z.Rsh(minus, math.MaxUint)) })
	try("SetBit far", func() { z.SetBit(one, math.MaxInt, 1) })
	try("SetBit far 0", func() { fmt.Println(z.SetBit(one, math.MaxInt, 0)) })
	try("SetBit far, negative", func() { fmt.Println(z.SetBit(minus, math.MaxInt, 1)) })
	try("Bit far", func() { fmt.Println(one.Bit(math.MaxInt), minus.Bit(math.MaxInt)) })

	r := new(big.Rat)
	try("NewRat", func() { big.NewRat(1, 0) })
	try("SetFrac", func() { r.SetFrac(one, zero) })
	try("SetFrac64", func() { r.SetFrac64(1, 0) })
	try("Inv", func() { r.Inv(new(big.Rat)) })
	try("Rat.Quo", func() { r.Quo(big.NewRat(1, 2), new(big.Rat)) })
	try("SetFloat64", func() { fmt.Println(r.SetFloat64(math.NaN()), r.SetFloat64(math.Inf(1))) })

	f, inf, ninf := new(big.Float), new(big.Float).SetInf(false), new(big.Float).SetInf(true)
	try("NewFloat", func() { big.NewFloat(math.NaN()) })
	try("Float.SetFloat64", func() { f.SetFloat64(math.NaN()) })
	try("Float.Add", func() { f.Add(inf, ninf) })
	try("Float.Sub", func() { f.Sub(inf, inf) })
	try("Float.Mul", func() { f.Mul(inf, new(big.Float)) })
	try("Float.Quo", func() { f.Quo(new(big.Float), new(big.Float)) })
	try("Float.Quo Inf", func() { f.Quo(inf, ninf) })
	try("Float.Sqrt", func() { f.Sqrt(big.NewFloat(-1)) })
	try("Float mode", func() { f.SetMode(9).SetPrec(3).SetInt64(1000001) })
	try("ParseFloat", func() { big.ParseFloat("1", 7, 10, big.ToZero) })
	try("malformed", func() {
		// Finite, without mantissa.
		fmt.Println(f.GobDecode([]byte{1, 0x02, 0, 0, 0, 53, 0, 0, 0, 1}), f.Text('g', 5))
		f.Add(f, f)
	})
	try("malformed Mul", func() { new(big.Float).Mul(f, f) })
	try("malformed Quo", func() { new(big.Float).Quo(f, f) })
	try("no precision", func() {
		g := new(big.Float)
		g.GobDecode([]byte{1, 0x02, 0, 0, 0, 0, 0, 0, 0, 1, 0x80, 0, 0, 0, 0, 0, 0, 0})
		g.Add(g, g)
	})
}
