// Package subtle compares and selects in a time that does not depend on the
// values.
package subtle

import "unsafe"

// ConstantTimeCompare returns 1 if x and y are equal, else 0. Their lengths
// are no secret.
func ConstantTimeCompare(x, y []byte) int {
	if len(x) != len(y) {
		return 0
	}
	return ConstantTimeByteEq(difference(x, y), 0)
}

// difference is the bits in which x and y, of one length, differ anywhere.
func difference(x, y []byte) byte

// ConstantTimeSelect returns x for v == 1 and y for v == 0.
func ConstantTimeSelect(v, x, y int) int { return ^(v-1)&x | (v-1)&y }

// ConstantTimeByteEq returns 1 if x == y, else 0.
func ConstantTimeByteEq(x, y uint8) int { return int((uint32(x^y) - 1) >> 31) }

// ConstantTimeEq returns 1 if x == y, else 0.
func ConstantTimeEq(x, y int32) int { return int((uint64(uint32(x^y)) - 1) >> 63) }

// ConstantTimeCopy copies y to x for v == 1; for v == 0 x stays. Their
// lengths must be equal.
func ConstantTimeCopy(v int, x, y []byte) {
	if len(x) != len(y) {
		panic("subtle: slices have different lengths")
	}
	keep, take := byte(v-1), ^byte(v-1)
	for i := range x {
		x[i] = x[i]&keep | y[i]&take
	}
}

// ConstantTimeLessOrEq returns 1 if x <= y, else 0. Neither may be negative.
func ConstantTimeLessOrEq(x, y int) int {
	return int(uint32((int32(x)-int32(y)-1)>>31) & 1)
}

// XORBytes sets dst[i] = x[i] ^ y[i] for as many bytes as both have, and
// returns how many. dst may be x or y, and may not overlap them otherwise.
func XORBytes(dst, x, y []byte) int {
	n := min(len(x), len(y))
	if n == 0 {
		return 0
	}
	if n > len(dst) {
		panic("subtle.XORBytes: dst too short")
	}
	if overlaps(dst[:n], x[:n]) || overlaps(dst[:n], y[:n]) {
		panic("subtle.XORBytes: invalid overlap")
	}
	xorBytes(dst[:n], x, y)
	return n
}

// overlaps tells whether a and b, of one length, share bytes but not all.
func overlaps(a, b []byte) bool {
	p, q := uintptr(unsafe.Pointer(&a[0])), uintptr(unsafe.Pointer(&b[0]))
	return p != q && p < q+uintptr(len(b)) && q < p+uintptr(len(a))
}

func xorBytes(dst, x, y []byte)
