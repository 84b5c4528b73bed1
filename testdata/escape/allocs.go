// run -lang=go1.19 -stress=no

// Allocations a call: what does not escape makes none. (Where Go's compiler inlines or keeps buffers for strings and maps in the
// frame as well, the numbers differ; such calls are not here.)
package main

import (
	"fmt"
	"runtime"
)

type point struct{ x, y int }

func (p *point) move(dx int)  { p.x += dx }
func (p point) norm() int     { return p.x*p.x + p.y*p.y }
func (p *point) self() *point { return p }

type shape interface{ norm() int }

var (
	sinkP *point
	sinkI any
	sinkS []int
	sinkF func() int
	n     = 10
)

//go:noinline
func useIface(s shape) int { return 0 }

//go:noinline
func sumAll(xs ...int) (t int) {
	for _, x := range xs {
		t += x
	}
	return
}

//go:noinline
func deref(p *int) int { return *p }

//go:noinline
func escape(p *point) { sinkP = p }

//go:noinline
func call(f func(int) int) int { return f(1) }

//go:noinline
func anyArgs(a ...any) int { return len(a) }

//go:noinline
func newPoint() *point { return &point{1, 2} }

func allocs(f func()) uint64 {
	f()
	var a, b runtime.MemStats
	runtime.ReadMemStats(&a)
	for i := 0; i < 100; i++ {
		f()
	}
	runtime.ReadMemStats(&b)
	return (b.Mallocs - a.Mallocs) / 100
}

func main() {
	tests := []struct {
		name string
		f    func()
	}{
		{"local address", func() { x := 1; p := &x; *p++ }},
		{"literal stays", func() { p := &point{1, 2}; p.move(3) }},
		{"literal escapes", func() { sinkP = &point{1, 2} }},
		{"new stays", func() { p := new(point); p.x = 1 }},
		{"new escapes", func() { escape(new(point)) }},
		{"make const", func() { s := make([]int, 8); s[1] = 2 }},
		{"make variable", func() { s := make([]int, n); s[1] = 2 }},
		{"make escapes", func() { sinkS = make([]int, 8) }},
		{"variadic", func() { _ = sumAll(1, 2, n) }},
		{"callback", func() { t := 0; call(func(k int) int { t += k; return t }) }},
		{"closure stays", func() { x := n; f := func() int { return x }; _ = f() }},
		{"closure escapes", func() { x := n; sinkF = func() int { return x } }},
		{"captured moves", func() { x := n; sinkF = func() int { x++; return x } }},
		{"value method", func() { p := point{n, 2}; _ = p.norm() }},
		{"pointer method", func() { var p point; p.self().move(1) }},
		{"iface arg", func() { p := point{n, 1}; _ = useIface(p) }},
		{"iface args stay", func() { _ = anyArgs(n, "a", 2.5) }},
		{"iface escapes", func() { sinkI = point{n, 3} }},
		{"small int iface", func() { sinkI = 7 }},
		{"returned pointer", func() { p := newPoint(); p.x++ }},
		{"array of pointers", func() { x, y := 1, 2; a := [2]*int{&x, &y}; *a[0] = *a[1] }},
		{"slice literal", func() { s := []int{1, 2, n}; s[0] = s[1] }},
		{"slice of pointers", func() { x := 1; s := []*int{&x}; _ = deref(s[0]) }},
		{"struct pointers", func() { x := 1; s := struct{ p *int }{&x}; _ = deref(s.p) }},
		{"loop variable", func() {
			var p *int
			for i := 0; i < 3; i++ {
				j := i
				p = &j
				*p++
			}
		}},
		{"defer", func() { x := 1; defer func() { x++ }() }},
		{"method value", func() { p := point{1, 2}; f := p.norm; _ = f() }},
		{"recover", func() { defer func() { _ = recover() }() }},
		{"append fits", func() { var b [8]int; s := b[:0]; s = append(s, 1, 2); _ = s }},
		{"chan", func() { c := make(chan int, 1); c <- 1; <-c }},
	}
	for _, t := range tests {
		fmt.Println(t.name, allocs(t.f))
	}
}
