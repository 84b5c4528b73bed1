// Package cmp compares ordered values.
package cmp

// Ordered is any type with the operators < <= >= >.
type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 |
		~string
}

// Less reports whether x is less than y; NaN is less than all other values.
func Less[T Ordered](x, y T) bool {
	return x < y || x != x && y == y
}

// Compare gives -1, 0 or +1 for x < y, x == y, x > y; NaN equals NaN and is less than all other values.
func Compare[T Ordered](x, y T) int {
	if x < y {
		return -1
	}
	if x > y {
		return +1
	}
	if x == y {
		return 0
	}
	// At least one is NaN.
	switch xNaN, yNaN := x != x, y != y; {
	case xNaN && yNaN:
		return 0
	case xNaN:
		return -1
	}
	return +1
}

// Or gives the first of its arguments that is not zero, or zero.
func Or[T comparable](vals ...T) T {
	var zero T
	for _, v := range vals {
		if v != zero {
			return v
		}
	}
	return zero
}
