// run -lang=go1.19 -stress=no

// Allocations a call where inlining and escape analysis work together: what a function makes and returns stays in the
// frame of the caller it is inlined into, what is handed to an inlined function is known not to leak. (Go keeps header and
// first bucket of a small map that does not escape in the frame as well; Vole makes two allocations.)
package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

type point struct{ x, y int }

func newPoint(x, y int) *point         { return &point{x, y} }
func (p *point) add(q *point) *point   { return &point{p.x + q.x, p.y + q.y} }
func (p *point) shift(d int) *point    { p.x += d; return p }
func apply(f func(int) int, x int) int { return f(x) }
func twice(f func())                   { f(); f() }
func adder(d int) func(int) int        { return func(x int) int { return x + d } }
func counter() (func(), *int)          { n := 0; return func() { n++ }, &n }
func box(x int) any                    { return x }
func unbox(x any) int                  { return x.(int) }
func pair(a, b int) []int              { return []int{a, b} }
func buffer() []byte                   { return make([]byte, 16) }
func first[T any](s ...T) T            { return s[0] }
func ptr[T any](v T) *T                { return &v }
func length(s fmt.Stringer) int        { return len(s.String()) }

func mapTo[T, U any](s []T, f func(T) U, out []U) []U {
	for _, x := range s {
		out = append(out, f(x))
	}
	return out
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }
func (s *stack[T]) pop() T {
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x
}
func newStack[T any](n int) *stack[T] { return &stack[T]{make([]T, 0, 4)} }

type name string

func (n name) String() string { return string(n) }

var (
	n     = 1000
	text  = "some text that is longer than a small buffer holds"
	ints  = []int{1, 2, 3}
	sinkP *point
	sinkA any
	sinkS string
)

func main() {
	tests := []struct {
		name string
		f    func()
	}{
		{"constructor stays", func() { p := newPoint(n, 2); p.x++ }},
		{"constructor escapes", func() { sinkP = newPoint(n, 2) }},
		{"methods that return pointers", func() { p := newPoint(1, n).add(newPoint(3, 4)).shift(2); p.y++ }},
		{"one of a chain escapes", func() { sinkP = newPoint(1, n).add(newPoint(3, 4)).shift(2) }},
		{"closure to an inlined function", func() { d := n; _ = apply(func(x int) int { return x + d }, 3) }},
		{"closure that assigns", func() { s := 0; twice(func() { s += n }); n = s / 2 }},
		{"closure from an inlined function", func() { _ = adder(n)(2) }},
		{"closure and pointer from one", func() { f, p := counter(); f(); f(); *p++ }},
		{"literal called at once", func() { p := func() *point { return &point{n, n} }(); p.x++ }},
		{"box from an inlined function", func() { _ = box(n).(int) }},
		{"box to an inlined function", func() { _ = unbox(n) }},
		{"box from one escapes", func() { sinkA = box(n) }},
		{"slice literal from one", func() { s := pair(n, 2); s[0]++ }},
		{"make from one", func() { b := buffer(); b[0] = byte(n) }},
		{"generic: variadic", func() { _ = first(n, 2, 3) }},
		{"generic: pointer to parameter", func() { p := ptr(n); *p++ }},
		{"generic: closure", func() {
			var out [3]int
			d := n
			_ = mapTo(ints, func(x int) int { return x + d }, out[:0])
		}},
		{"generic: type with methods", func() {
			s := newStack[int](4)
			s.push(n)
			s.push(2)
			_ = s.pop()
		}},
		{"generic: of pointers", func() {
			s := newStack[*point](4)
			s.push(newPoint(1, n))
			s.pop().x++
		}},
		{"interface method", func() { _ = length(name(text)) }},
		{"strings.Builder", func() {
			var b strings.Builder
			b.WriteString("ab")
			b.WriteByte('c')
			sinkS = b.String()
		}},
		{"strings.Builder grown", func() {
			var b strings.Builder
			b.Grow(64)
			for i := 0; i < 5; i++ {
				b.WriteString(text[:8])
			}
			sinkS = b.String()
		}},
		{"fmt.Sprint of ints", func() { sinkS = fmt.Sprint(n, 2) }},
		{"fmt.Sprintf", func() { sinkS = fmt.Sprintf("%d %s", n, text) }},
		{"strconv.Itoa", func() { sinkS = strconv.Itoa(n) }},
		{"append to an array", func() {
			var b [8]int
			s := append(b[:0], ints...)
			s = append(s, n)
			_ = s
		}},
		{"append grows", func() {
			var s []int
			for i := 0; i < 5; i++ {
				s = append(s, i)
			}
		}},
		{"strings.Contains and HasPrefix", func() { _ = strings.HasPrefix(text, "so") && strings.Contains(text, "longer") }},
		{"strings.TrimSpace and Split", func() { _ = strings.Split(strings.TrimSpace(text), " ") }},
		{"method value to an inlined function", func() { p := newPoint(n, 2); twice(func() { p.shift(1) }) }},
	}
	for _, t := range tests {
		fmt.Println(t.name, testing.AllocsPerRun(100, t.f))
	}
}
