// run

package main

import (
	"fmt"
	"unsafe"
)

type S struct {
	a bool
	b int64
	c uint16
	d string
	e []int
	f interface{}
	g [3]byte
	h complex64
	i func()
	j *int
}

type Empty struct{}
type Tail struct {
	a int32
	e Empty
}

func main() {
	var s S
	fmt.Println(unsafe.Sizeof(s), unsafe.Alignof(s), unsafe.Offsetof(s.a), unsafe.Offsetof(s.b), unsafe.Offsetof(s.c), unsafe.Offsetof(s.d),
		unsafe.Offsetof(s.e), unsafe.Offsetof(s.f), unsafe.Offsetof(s.g), unsafe.Offsetof(s.h), unsafe.Offsetof(s.i), unsafe.Offsetof(s.j))
	fmt.Println(unsafe.Sizeof(Tail{}), unsafe.Sizeof(Empty{}), unsafe.Sizeof([0]int{}), unsafe.Sizeof(""), unsafe.Sizeof([]int{}), unsafe.Sizeof(map[int]int{}),
		unsafe.Alignof(s.c), unsafe.Alignof(s.h), unsafe.Sizeof(uintptr(0)))
	f := 1.5
	bits := *(*uint64)(unsafe.Pointer(&f))
	fmt.Printf("%x\n", bits)
	x := [4]int32{1, 2, 3, 4}
	p := unsafe.Pointer(&x[0])
	third := *(*int32)(unsafe.Pointer(uintptr(p) + 2*unsafe.Sizeof(x[0])))
	fmt.Println(third, *(*int32)(unsafe.Add(p, 4)))
	sl := unsafe.Slice(&x[0], 3)
	sl[1] = 20
	fmt.Println(sl, len(sl), cap(sl), x)
	str := "hello"
	type header struct {
		data unsafe.Pointer
		len  int
	}
	h := (*header)(unsafe.Pointer(&str))
	fmt.Println(h.len, *(*byte)(h.data))
	b := []byte("bytes")
	fmt.Println(*(*string)(unsafe.Pointer(&b)))
	s.b = 42
	pb := (*int64)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + unsafe.Offsetof(s.b)))
	*pb++
	fmt.Println(s.b)
	little := uint16(0x0102)
	fmt.Println(*(*byte)(unsafe.Pointer(&little)))
	const size = unsafe.Sizeof(s.d) * 2
	var arr [size]byte
	fmt.Println(len(arr))
	var ip *int
	fmt.Println(unsafe.Pointer(ip) == nil, uintptr(unsafe.Pointer(ip)))
	var i interface{} = 7
	type eface struct{ typ, data unsafe.Pointer }
	fmt.Println(*(*int)((*eface)(unsafe.Pointer(&i)).data))
}
