// Package sort sorts slices and what is like them.
package sort

import "unsafe"

// An Interface can be sorted: elements are compared and exchanged by index. Less must be a strict weak
// order.
type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// Sort sorts data; equal elements may change their order.
func Sort(data Interface) {
	n := data.Len()
	if n > 1 {
		pdqsort(data, 0, n, limitFor(n))
	}
}

// Stable sorts data; equal elements keep their order.
func Stable(data Interface) { stable(data, data.Len()) }

// IsSorted reports whether data is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

type reverse struct {
	Interface
}

func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

// Reverse gives data with the opposite order.
func Reverse(data Interface) Interface { return &reverse{data} }

// sliceSorter sorts a slice of any type by a function.
type sliceSorter struct {
	less func(i, j int) bool
	ptr  unsafe.Pointer
	elem unsafe.Pointer // the type of the elements
}

func (s *sliceSorter) Less(i, j int) bool { return s.less(i, j) }

func (s *sliceSorter) Swap(i, j int) { swapElems(s.ptr, s.elem, i, j) }

// Slice sorts the slice x; equal elements may change their order. It panics if x is no slice.
func Slice(x any, less func(i, j int) bool) {
	ptr, elem, n := sliceOf(x)
	if n < 0 {
		notSlice(x)
	}
	if n > 1 {
		pdqsort(&sliceSorter{less, ptr, elem}, 0, n, limitFor(n))
	}
}

// SliceStable sorts the slice x; equal elements keep their order. It panics if x is no slice.
func SliceStable(x any, less func(i, j int) bool) {
	ptr, elem, n := sliceOf(x)
	if n < 0 {
		notSlice(x)
	}
	stable(&sliceSorter{less, ptr, elem}, n)
}

// SliceIsSorted reports whether the slice x is sorted. It panics if x is no slice.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	_, _, n := sliceOf(x)
	if n < 0 {
		notSlice(x)
	}
	for i := n - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

// A valueError stands for reflect's error of the same text.
type valueError string

func (e valueError) Error() string { return string(e) }

func notSlice(x any) {
	panic(valueError("reflect: call of Swapper on " + kindOf(x) + " Value"))
}

// IntSlice sorts ints.
type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x IntSlice) Sort() { sortInts(x) }

// Float64Slice sorts float64s, with NaNs first.
type Float64Slice []float64

func (x Float64Slice) Len() int { return len(x) }

// Less puts NaN before all other values.
func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || x[i] != x[i] && x[j] == x[j] }
func (x Float64Slice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x Float64Slice) Sort() { sortFloats(x) }

// StringSlice sorts strings.
type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x StringSlice) Sort() { sortStrings(x) }

// Ints sorts x.
func Ints(x []int) { sortInts(x) }

// Float64s sorts x, with NaNs first.
func Float64s(x []float64) { sortFloats(x) }

// Strings sorts x.
func Strings(x []string) { sortStrings(x) }

// IntsAreSorted reports whether x is sorted.
func IntsAreSorted(x []int) bool { return IsSorted(IntSlice(x)) }

// Float64sAreSorted reports whether x is sorted, with NaNs first.
func Float64sAreSorted(x []float64) bool { return IsSorted(Float64Slice(x)) }

// StringsAreSorted reports whether x is sorted.
func StringsAreSorted(x []string) bool { return IsSorted(StringSlice(x)) }
