package sort

import "unsafe"

// sliceOf takes the slice in x apart; n is -1 if there is none.
func sliceOf(x any) (ptr, elem unsafe.Pointer, n int)

// kindOf names the kind of x.
func kindOf(x any) string

// swapElems exchanges two elements of the type elem.
func swapElems(ptr, elem unsafe.Pointer, i, j int)

func sortInts(x []int)
func sortFloats(x []float64)
func sortStrings(x []string)
