// escape -l -lang=go1.19

// What is too large for the stack, or of a size known too late; conversions with storage of their own.
package main

import "unsafe"

type big [1 << 20]byte
type huge [11 << 20]byte

func sizes(n int) int {
	a := make([]int, 10)
	b := make([]int, n)
	c := make([]byte, 1<<16)
	d := make([]byte, 1<<16+1)
	e := make([]int, 0, 8)
	f := new(big)
	g := &big{}
	var h big
	var i huge
	j := make(map[int]int, n)
	k := make(chan int, n)
	l := []int{1, n}
	return len(a) + len(b) + len(c) + len(d) + len(e) + len(f) + len(g) + len(h) + len(i) + len(j) + cap(k) + len(l)
}

func strs(s string, b []byte, r []rune) int {
	x := []byte(s)
	y := string(b)
	z := []rune(s)
	w := string(r) + s + string(rune(x[0]))
	lit := []rune("literal")
	return len(x) + len(y) + len(z) + len(w) + len(lit)
}

func boxes(n int, s string, p *int) (any, bool) {
	var a any = n
	var b any = s
	var c any = p
	d := any([0]int{})
	_, ok := a.(int)
	switch v := b.(type) {
	case string:
		return v, ok
	case *int:
		return *v, c == d
	}
	return d, false
}

func pointers(p unsafe.Pointer, b []byte) uintptr {
	q := (*[4]byte)(b)
	u := uintptr(p)
	r := unsafe.Pointer(u + 8)
	s := unsafe.Pointer(uintptr(p) + 8)
	t := unsafe.Slice(&b[0], 3)
	return uintptr(r) + uintptr(s) + uintptr(q[0]) + uintptr(len(t))
}

//go:noescape
func assembly(p *int, n uintptr)

func external(p *int, n uintptr) *int

var table = []*int{new(int), nil}
var made = make(map[string]*int)
var fn = func() *int { x := 1; return &x }

func main() {
	_ = sizes(3)
	_ = strs("", nil, nil)
	_, _ = boxes(1, "", nil)
	_ = pointers(nil, nil)
	if false {
		table = append(table, new(int))
	}
}
