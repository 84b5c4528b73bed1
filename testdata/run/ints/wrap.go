// run

// Wrap-around, shifts, division and conversions of all integer kinds.
package main

import (
	"fmt"
	"math"
)

//go:noinline
func div[T int8 | int16 | int32 | int64 | int | uint8 | uint16 | uint32 | uint64](a, b T) (T, T) {
	return a / b, a % b
}

//go:noinline
func shl[T int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64](a T, n uint) (T, T) {
	return a << n, a >> n
}

func main() {
	var i8 int8 = 127
	i8++
	fmt.Println(i8, -i8, i8-1, i8*i8, ^i8)
	var u8 uint8
	u8--
	fmt.Println(u8, u8*u8, u8+1, -u8, ^u8, u8<<4, u8>>4)
	var i16 int16 = math.MinInt16
	fmt.Println(-i16, i16-1, i16*2)
	var u16 uint16 = 65535
	fmt.Println(u16+1, u16*u16, u16<<8)
	var i32 int32 = math.MaxInt32
	fmt.Println(i32+1, i32*i32, i32<<1, -i32-2)
	var u32 uint32 = math.MaxUint32
	fmt.Println(u32+1, u32*u32, u32<<31)
	var i64 int64 = math.MaxInt64
	fmt.Println(i64+1, i64*i64, -i64-2)
	var u64 uint64 = math.MaxUint64
	fmt.Println(u64+1, u64*u64, u64>>63, u64<<63)
	fmt.Println(div(int8(-128), int8(-1)))
	fmt.Println(div(int64(math.MinInt64), int64(-1)))
	fmt.Println(div(int32(math.MinInt32), int32(-1)))
	fmt.Println(div(-7, 2))
	fmt.Println(div(7, -2))
	fmt.Println(div(-7, -2))
	fmt.Println(div(uint64(math.MaxUint64), uint64(10)))
	fmt.Println(div(uint8(200), uint8(7)))
	for _, n := range []uint{0, 1, 7, 8, 31, 32, 63, 64, 65, 1 << 40} {
		a, b := shl(int8(-100), n)
		c, d := shl(uint32(0xdeadbeef), n)
		e, f := shl(int64(-1), n)
		g, h := shl(uint64(1)<<63|1, n)
		fmt.Println(a, b, c, d, e, f, g, h)
	}
	x := -5
	fmt.Println(x/2, x%2, x>>1, x&3, x|8, x^3, x&^1, uint8(x), uint32(x), int8(x*100))
	fmt.Println(int8(i32), uint8(i32), int16(u32), int64(u32), int64(int32(u32)), uint64(i8), uint16(i8), int32(u64))
	f := 3.99
	fmt.Println(int(f), int(-f), int8(f), uint8(f), int64(float32(16777217)), float32(i64), float64(u64))
	s := uint(3)
	fmt.Println(1<<s, int8(1)<<s, uint8(255)<<s, -8>>s, int32(-8)>>s)
	var r rune = 'a'
	r += 2
	var b byte = 'z'
	b -= 'a'
	fmt.Println(r, string(r), b)
	n := 10
	n += 5
	n -= 3
	n *= 4
	n /= 5
	n %= 7
	n <<= 3
	n >>= 1
	n |= 3
	n &= 6
	n ^= 15
	n &^= 1
	fmt.Println(n)
	arr := [4]uint8{250, 251, 252, 253}
	for i := range arr {
		arr[i] += 5
		arr[i]++
	}
	fmt.Println(arr)
	var up uintptr = 1
	up <<= 63
	fmt.Println(up, up>>63)
	fmt.Println(7&-7, 0x0F^0xFF, 12&^10, -1>>1, uint8(1)<<7)
}
