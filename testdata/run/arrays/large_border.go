// run

// At the border: a value of 64 KB lies in the frame, a larger one behind a pointer.
package main

import "fmt"

type A [8192]int
type B [8193]int
type S struct {
	a A
	b byte
}

func fa(a A) A        { a[8191]++; return a }
func fb(b B) B        { b[8192]++; return b }
func fs(s S) S        { s.b++; s.a[0]--; return s }
func (b B) Len() int  { return len(b) }
func (s S) Get() byte { return s.b }

type I interface{ Len() int }

func gen(yield func(B, S) bool) {
	var b B
	var s S
	for i := 0; i < 3; i++ {
		b[i], s.b = i+1, byte(i)
		if !yield(b, s) {
			return
		}
	}
}

func find(k int) (B, bool) {
	var got B
	gen(func(b B, s S) bool {
		if b[k] != 0 {
			got = b
			return false
		}
		return true
	})
	return got, got[k] != 0
}

func main() {
	var a A
	var b B
	var s S
	for i := 0; i < 3; i++ {
		a, b, s = fa(a), fb(b), fs(s)
	}
	fmt.Println(a[8191], b[8192], s.b, s.a[0], I(b).Len(), s.Get())
	x, ok := find(2)
	fmt.Println(x[0], x[1], x[2], ok)
	var is []I
	is = append(is, b, &b, x)
	fmt.Println(is[0] == is[2], is[0] == I(b), is[1] == I(&b))
	c := [3]S{fs(s), s}
	d := c
	d[2] = fs(d[2])
	fmt.Println(c[0].b, c[2].b, d[2].b, c == d, c[1] == d[1])
	pa := &c[1]
	*pa = fs(*pa)
	fmt.Println(c[1].b, pa.Get())
	lits := []B{{1: 2}, {8192: 5}}
	for i, l := range lits {
		fmt.Println(i, l[1], l[8192])
	}
	f := func(bs ...B) (n int) {
		for _, b := range bs {
			n += b[8192]
		}
		return
	}
	fmt.Println(f(lits...), f(b, lits[1]), f())
	for i := range b {
		if i == 5 {
			b = B{}
		}
	}
	t := struct {
		S
		n int
	}{s, 4}
	u := t
	u.S.b = 99
	fmt.Println(t.b, u.b, u.Get(), t == u)
	sw := func(b B) string {
		switch b {
		case B{}:
			return "zero"
		case lits[0]:
			return "first"
		}
		return "other"
	}
	fmt.Println(sw(B{}), sw(lits[0]), sw(lits[1]))
	go func(s S) {}(s)
	mm := map[int]S{1: s}
	fmt.Println(mm[1].b, mm[2].a[7], mm[1] == s)
	ptr := new(S)
	*ptr, mm[3] = mm[1], *ptr
	fmt.Println(ptr.b, mm[3].b)
	ff := fb
	fmt.Println(ff(B{})[8192], func() (x B) { defer func() { x[0] = 3 }(); return fb(B{}) }()[0])
}
