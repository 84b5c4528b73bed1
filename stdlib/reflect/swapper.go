package reflect

import "unsafe"

// Swapper returns a function that swaps elements of the slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{Method: "Swapper", Kind: v.Kind()})
	}
	n := v.Len()
	if n < 2 {
		return func(i, j int) {
			if uint(i) >= uint(n) || uint(j) >= uint(n) {
				panic("reflect: slice index out of range")
			}
		}
	}
	elem := v.typ_.elem
	switch {
	case elem.Kind() == String:
		s := *(*[]string)(v.ptr)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.ptrdata != 0 && elem.size == 8:
		s := *(*[]unsafe.Pointer)(v.ptr)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.ptrdata == 0 && elem.size == 8:
		s := *(*[]int64)(v.ptr)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.ptrdata == 0 && elem.size == 4:
		s := *(*[]int32)(v.ptr)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	case elem.ptrdata == 0 && elem.size == 1:
		s := *(*[]int8)(v.ptr)
		return func(i, j int) { s[i], s[j] = s[j], s[i] }
	}
	base := (*sliceHeader)(v.ptr).data
	size := elem.size
	tmp := unsafe_New(elem)
	return func(i, j int) {
		if uint(i) >= uint(n) || uint(j) >= uint(n) {
			panic("reflect: slice index out of range")
		}
		p, q := unsafe.Add(base, uintptr(i)*size), unsafe.Add(base, uintptr(j)*size)
		typedmemmove(elem, tmp, p)
		typedmemmove(elem, p, q)
		typedmemmove(elem, q, tmp)
	}
}
