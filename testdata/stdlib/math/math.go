// run
package main

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/bits"
	"math/cmplx"
)

// Every function on many arguments: a hash of the bits of the results.

var state uint64 = 88172645463325252

func next() uint64 {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return state
}

func main() {
	xs := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 0.25, 2, 3, 10, 100, 1e10, 1e300, 5e-324, 1e-300, math.Inf(1), math.Inf(-1), math.NaN(), math.Pi, math.Pi / 2, math.E, 709.7, 710, -745, -746, 1 << 53, 1 << 29, 0.84375, 1.25}
	for i := 0; i < 1000; i++ {
		xs = append(xs, math.Float64frombits(next()), float64(int64(next()))/(1<<62), float64(int64(next()))/(1<<58), float64(int64(next()))/(1<<40))
	}
	put := func(name string, f func(x float64) float64) {
		h := fnv.New64a()
		for _, x := range xs {
			y := f(x)
			if y != y {
				y = 12345
			}
			fmt.Fprintln(h, math.Float64bits(y))
		}
		fmt.Printf("%s %v %016x\n", name, f(0.7), h.Sum64())
	}
	put("Abs", math.Abs)
	put("Acos", math.Acos)
	put("Acosh", math.Acosh)
	put("Asin", math.Asin)
	put("Asinh", math.Asinh)
	put("Atan", math.Atan)
	put("Atanh", math.Atanh)
	put("Cbrt", math.Cbrt)
	put("Ceil", math.Ceil)
	put("Cos", math.Cos)
	put("Cosh", math.Cosh)
	put("Erf", math.Erf)
	put("Erfc", math.Erfc)
	put("Erfinv", math.Erfinv)
	put("Exp", math.Exp)
	put("Exp2", math.Exp2)
	put("Expm1", math.Expm1)
	put("Floor", math.Floor)
	put("Gamma", math.Gamma)
	put("Log", math.Log)
	put("Log10", math.Log10)
	put("Log1p", math.Log1p)
	put("Log2", math.Log2)
	put("Logb", math.Logb)
	put("Round", math.Round)
	put("RoundToEven", math.RoundToEven)
	put("Sin", math.Sin)
	put("Sinh", math.Sinh)
	put("Sqrt", math.Sqrt)
	put("Tan", math.Tan)
	put("Tanh", math.Tanh)
	put("Trunc", math.Trunc)
	put2 := func(name string, f func(x, y float64) float64) {
		put(name, func(x float64) float64 { return f(x, xs[(math.Float64bits(x)>>40)%997]) })
	}
	put2("Atan2", math.Atan2)
	put2("Copysign", math.Copysign)
	put2("Dim", math.Dim)
	put2("Hypot", math.Hypot)
	put2("Max", math.Max)
	put2("Min", math.Min)
	put2("Mod", math.Mod)
	put2("Nextafter", math.Nextafter)
	put2("Pow", math.Pow)
	put2("Remainder", math.Remainder)
	put("Pow int", func(x float64) float64 { return math.Pow(x, float64(math.Float64bits(x)>>30%40)-20) })
	put("Modf", func(x float64) float64 { a, b := math.Modf(x); return a + 3*b })
	put("Frexp", func(x float64) float64 { a, b := math.Frexp(x); return a + float64(b) })
	put("Ldexp", func(x float64) float64 { return math.Ldexp(x, int(math.Float64bits(x)>>30%3000)-1500) })
	put("Ilogb", func(x float64) float64 { return float64(math.Ilogb(x)) })
	put("FMA", func(x float64) float64 { return math.FMA(x, x, -x*x) })
	put("Signbit", func(x float64) float64 {
		if math.Signbit(x) {
			return 1
		}
		return 0
	})
	put("float32", func(x float64) float64 { return float64(math.Float32frombits(math.Float32bits(float32(x)) ^ 1)) })
	put("Nextafter32", func(x float64) float64 { return float64(math.Nextafter32(float32(x), 3)) })
	for n := -330; n < 320; n += 13 {
		fmt.Print(math.Pow10(n), " ")
	}
	fmt.Println()
	h := fnv.New64a()
	for i, x := range xs {
		z := complex(x, xs[(i*7+1)%len(xs)])
		for _, f := range []func(complex128) complex128{cmplx.Sqrt, cmplx.Exp, cmplx.Log, cmplx.Sin, cmplx.Cos, cmplx.Sinh, cmplx.Cosh, cmplx.Asin, cmplx.Acos, cmplx.Asinh, cmplx.Acosh, cmplx.Log10, cmplx.Conj} {
			fmt.Fprintln(h, f(z))
		}
		fmt.Fprintln(h, cmplx.Abs(z), cmplx.Phase(z), cmplx.IsNaN(z), cmplx.IsInf(z))
	}
	fmt.Printf("cmplx %016x\n", h.Sum64())
	fmt.Println(cmplx.Pow(2+1i, 3-1i), cmplx.Tan(1+1i), cmplx.Tanh(1+1i), cmplx.Atan(1+2i), cmplx.Atanh(0.5+1i), cmplx.Cot(1i), cmplx.Rect(2, 1))
	h = fnv.New64a()
	for i := 0; i < 2000; i++ {
		x, y, z := next(), next(), next()
		if i < 65 {
			x = 1<<uint(i) - 1
		}
		hi, lo := bits.Mul64(x, y)
		s, c := bits.Add64(x, y, z&1)
		d, b := bits.Sub64(x, y, z&1)
		q, r := bits.Div64(x%(y|1), z, y|1)
		s32, c32 := bits.Add32(uint32(x), uint32(y), uint32(z&1))
		d32, b32 := bits.Sub32(uint32(x), uint32(y), uint32(z&1))
		h32, l32 := bits.Mul32(uint32(x), uint32(y))
		fmt.Fprintln(h, hi, lo, s, c, d, b, q, r, s32, c32, d32, b32, h32, l32, bits.Rem64(x, y, z|1))
		fmt.Fprintln(h, bits.Len64(x), bits.Len32(uint32(x)), bits.Len16(uint16(x)), bits.Len8(uint8(x)), bits.LeadingZeros64(x), bits.TrailingZeros64(x), bits.TrailingZeros8(uint8(x)), bits.TrailingZeros16(uint16(x)), bits.TrailingZeros32(uint32(x)), bits.OnesCount64(x), bits.OnesCount8(uint8(x)))
		fmt.Fprintln(h, bits.Reverse64(x), bits.Reverse32(uint32(x)), bits.Reverse16(uint16(x)), bits.Reverse8(uint8(x)), bits.ReverseBytes64(x), bits.ReverseBytes32(uint32(x)), bits.ReverseBytes16(uint16(x)), bits.RotateLeft64(x, int(y%200)-100), bits.RotateLeft8(uint8(x), int(y%20)-10))
	}
	fmt.Printf("bits %016x\n", h.Sum64())
	func() {
		defer func() { fmt.Println(recover()) }()
		bits.Div64(5, 1, 5)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		bits.Div64(5, 1, 0)
	}()
}
