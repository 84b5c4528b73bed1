// run

package main

import (
	"fmt"
	"math"
	"strconv"
)

//go:noinline
func id(f float64) float64 { return f }

func main() {
	inf, nan := math.Inf(1), math.NaN()
	zero := id(0)
	fmt.Println(1/zero, -1/zero, zero/zero, inf-inf, inf*0, -zero, 1/-zero, math.Signbit(-zero), math.Copysign(0, -1))
	fmt.Println(nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan, !(nan < 1), inf > math.MaxFloat64, -inf < inf)
	fmt.Println(0.1+0.2, id(0.1)+id(0.2), float32(0.1)+float32(0.2), 1e100, 1e-7, 123456789.0, 1e20, 1e21, 100000.0, float32(1)/3)
	var f32 float32 = 16777216
	f32++
	fmt.Println(f32, float32(id(0.1)), float64(float32(id(0.1))))
	fmt.Printf("%v %g %e %f %.3f %8.2f|%-8.2f|%+.1e %x %b\n", 3.14159, 1e6, 123456.789, 1.5, 2.0/3, 3.14159, 3.14159, 12345.678, 1.5, 1.0)
	fmt.Println(math.Floor(-1.5), math.Ceil(-1.5), math.Trunc(-1.5), math.Round(-2.5), math.RoundToEven(2.5), math.Mod(7, -3), math.Remainder(7, 3))
	fmt.Println(math.Sqrt(2), math.Pow(2, 0.5), math.Exp(1), math.Log(10), math.Sin(1), math.Atan2(1, -1), math.Hypot(3, 4), math.Cbrt(27))
	fmt.Println(math.Float64bits(1.5), math.Float32bits(1.5), math.Float64frombits(0x7ff0000000000001), math.IsNaN(nan), math.IsInf(inf, 0))
	fr, ex := math.Frexp(10)
	ip, fp := math.Modf(-3.25)
	fmt.Println(fr, ex, ip, fp, math.Ldexp(0.5, 4))
	for _, s := range []string{"1.5", "1e400", "-1e-400", "nan", "+Inf", "0x1p-3", "1_000.5", "abc", ""} {
		v, err := strconv.ParseFloat(s, 64)
		fmt.Println(v, err)
	}
	fmt.Println(strconv.FormatFloat(1.0/3, 'g', -1, 32), strconv.FormatFloat(1e21, 'f', 0, 64), strconv.FormatFloat(0.000001, 'e', 3, 64))
	x := 1.5
	x += 2
	x *= 3
	x -= 0.25
	x /= 2
	x++
	x--
	fmt.Println(x, -x, +x, int64(x), uint8(x))
	sum := 0.0
	for i := 0; i < 10; i++ {
		sum += 0.1
	}
	fmt.Println(sum, sum == 1, math.Abs(sum-1) < 1e-9)
	// No fused multiply-add: each step is rounded.
	a, b, c := id(1.0000000000000002), id(1.0000000000000002), id(-1.0000000000000004)
	fmt.Println(float64(a*b) + c)
	fmt.Println(math.MaxFloat32, math.SmallestNonzeroFloat32, id(math.MaxFloat64)*2)
	m := map[float64]string{0.5: "half", 1: "one"}
	fmt.Println(m[0.5], m[id(1)])
	switch y := id(2.5); {
	case y > 2:
		fmt.Println("gt")
	case y != y:
		fmt.Println("nan")
	}
	fmt.Println(min3(3, 1, 2), float32(1e39*id(1)))
}

func min3(a, b, c float64) float64 { return math.Min(a, math.Min(b, c)) }
