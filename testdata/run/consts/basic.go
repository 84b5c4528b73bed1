// run

package main

import (
	"fmt"
	"math"
	"time"
)

const (
	A = iota
	B
	_
	D
	E = "e"
	F
	G = iota
)

const (
	KB = 1 << (10 * (iota + 1))
	MB
	GB
)

type Weekday uint8

const (
	Sunday Weekday = iota
	Monday
	Tuesday
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon", "Tue"}[d] }

const (
	a, b = iota, iota * 10
	c, d
	e, f
)

type Bits uint8

const (
	F0, Mask0 Bits = 1 << iota, 1<<iota - 1
	F1, Mask1
	F2, Mask2
)

const Huge = 1 << 100
const Pi2 = math.Pi * 2
const (
	big   = Huge * Huge
	small = big >> 190
)
const typed int32 = 7
const str = "x" + "y"
const length = len(str) + len([5]int{})
const r = 'a' + 1
const cplx = 1 + 2i
const boolean = 1 < 2 && !(3 >= 4)

func main() {
	fmt.Println(A, B, D, E, F, G, KB, MB, GB)
	fmt.Println(Sunday, Monday, Tuesday, Weekday(2), uint8(Tuesday))
	fmt.Println(a, b, c, d, e, f)
	fmt.Println(F0, Mask0, F1, Mask1, F2, Mask2)
	fmt.Println(Huge>>98, small, Pi2, typed, str, length, r, cplx, boolean, string(rune(r)))
	fmt.Println(math.MaxInt64, uint64(math.MaxUint64), math.MinInt64, math.MaxFloat64, math.SmallestNonzeroFloat64)
	const x = 5
	fmt.Println(x/2, x/2.0, x%2, -x/2, 7.0/2, 1/3.0)
	fmt.Printf("%T %T %T %T %T %T\n", x, x/2.0, 'a', "s", 1i, 1<<3)
	var f32 float32 = 0.1
	var f64 float64 = 0.1
	fmt.Println(float64(f32) == f64, f32, f64, float32(f64) == f32)
	fmt.Println(0x_ff, 0b1010, 0o17, 017, 1_000_000, 0x1p-2, 1e3, .5, 'x', '\n', '\'', '\u00e9', '\377')
	var i8 int8 = -128
	fmt.Println(-i8, i8-1, ^i8, i8/-1)
	var s uint = 3
	var w int64 = 1 << s
	var ff float64 = float64(1 << 3)
	var i = 1.0 << 3
	var u8 = uint8(1)<<s | 1<<7
	fmt.Println(w, ff, i, u8, 1<<s == 8)
	fmt.Println(time.Duration(1500)*time.Millisecond, 2*time.Second)
	fmt.Println(real(cplx), imag(cplx), complex(1, 2) == cplx)
	fmt.Println(math.Pi, float32(math.Pi), math.E, math.Sqrt2)
	const d1 = 0.1 + 0.2
	v1, v2 := 0.1, 0.2
	fmt.Println(d1 == 0.3, v1+v2 == 0.3)
	fmt.Println(int64(1e18), uint32(1<<32-1), int('a'), rune(97), byte('\x61'))
	const big2 = 1e400 / 1e390
	fmt.Println(big2, Huge/1e28, uint64(Huge>>37))
	var arr [x * 2]int
	arr[x] = 1
	fmt.Println(len(arr), cap(arr[:3]), arr)
}
