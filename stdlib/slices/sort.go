package slices

import (
	"cmp"
	"math/bits"
)

// Sort sorts x. Floats are sorted with NaNs first.
func Sort[S ~[]E, E cmp.Ordered](x S) {
	switch v := any([]E(x)).(type) {
	case []int:
		sortInt64s(v)
	case []string:
		sortStrings(v)
	case []float64:
		sortFloat64s(v)
	case []uint8:
		sortUint8s(v)
	case []int32:
		sortInt32s(v)
	case []int64:
		sortInt64v(v)
	case []uint64:
		sortUint64s(v)
	case []uint:
		sortUints(v)
	case []uint32:
		sortUint32s(v)
	case []float32:
		sortFloat32s(v)
	case []int8:
		sortInt8s(v)
	case []int16:
		sortInt16s(v)
	case []uint16:
		sortUint16s(v)
	default:
		// A type with a name of its own.
		n := len(x)
		pdqsort(x, 0, n, bits.Len(uint(n)), cmp.Compare[E])
	}
}

// SortFunc sorts x by cmp; equal elements may change their order.
func SortFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	n := len(x)
	pdqsort(x, 0, n, bits.Len(uint(n)), cmp)
}

// SortStableFunc sorts x by cmp; equal elements keep their order.
func SortStableFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	stable(x, len(x), cmp)
}

// IsSorted reports whether x is sorted.
func IsSorted[S ~[]E, E cmp.Ordered](x S) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp.Less(x[i], x[i-1]) {
			return false
		}
	}
	return true
}

// IsSortedFunc reports whether x is sorted by cmp.
func IsSortedFunc[S ~[]E, E any](x S, cmp func(a, b E) int) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp(x[i], x[i-1]) < 0 {
			return false
		}
	}
	return true
}

// Min gives the least element; NaN if there is one. It panics if x is empty.
func Min[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) < 1 {
		panic("slices.Min: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		m = min(m, x[i])
	}
	return m
}

// MinFunc gives the first of the least elements by cmp. It panics if x is empty.
func MinFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) < 1 {
		panic("slices.MinFunc: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		if cmp(x[i], m) < 0 {
			m = x[i]
		}
	}
	return m
}

// Max gives the greatest element; NaN if there is one. It panics if x is empty.
func Max[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) < 1 {
		panic("slices.Max: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		m = max(m, x[i])
	}
	return m
}

// MaxFunc gives the first of the greatest elements by cmp. It panics if x is empty.
func MaxFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) < 1 {
		panic("slices.MaxFunc: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		if cmp(x[i], m) > 0 {
			m = x[i]
		}
	}
	return m
}

// BinarySearch finds where target is, or would be, in the sorted x.
func BinarySearch[S ~[]E, E cmp.Ordered](x S, target E) (int, bool) {
	lo, hi := 0, len(x)
	for lo < hi {
		h := int(uint(lo+hi) >> 1)
		if cmp.Less(x[h], target) {
			lo = h + 1
		} else {
			hi = h
		}
	}
	return lo, lo < len(x) && (x[lo] == target || x[lo] != x[lo] && target != target)
}

// BinarySearchFunc finds where target is, or would be, in x, which is sorted as cmp tells.
func BinarySearchFunc[S ~[]E, E, T any](x S, target T, cmp func(E, T) int) (int, bool) {
	lo, hi := 0, len(x)
	for lo < hi {
		h := int(uint(lo+hi) >> 1)
		if cmp(x[h], target) < 0 {
			lo = h + 1
		} else {
			hi = h
		}
	}
	return lo, lo < len(x) && cmp(x[lo], target) == 0
}
