// run

// Depth rules, shadowing, embedded pointers to generic and unnamed parts, promoted through interfaces.
package main

import "fmt"

type L0 struct{ a, b, c int }

func (L0) F() string { return "L0.F" }
func (L0) G() string { return "L0.G" }

type L1 struct {
	L0
	b string
}

func (L1) G() string { return "L1.G" }

type R1 struct{ c float64 }

func (*R1) H() string { return "R1.H" }

type Top struct {
	L1
	*R1
	a bool
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }
func (s *Stack[T]) Len() int { return len(s.items) }

type Named struct {
	Stack[string]
	name string
}

type Inner interface{ Do() string }
type Outer struct {
	Inner
	n int
}
type A struct{}

func (A) Do() string { return "A" }

type B struct{ Inner }

func (b B) Do() string { return "B(" + b.Inner.Do() + ")" }

type (
	X1 struct{ *X2 }
	X2 struct{ *X3 }
	X3 struct{ v int }
)

func (x *X3) Inc() int { x.v++; return x.v }

func main() {
	t := Top{L1{L0{1, 2, 3}, "b"}, &R1{1.5}, true}
	fmt.Println(t.a, t.b, t.L1.L0.b, t.L0.c, t.c, t.F(), t.G(), t.L0.G(), t.H())
	var i interface {
		F() string
		G() string
		H() string
	} = t
	fmt.Println(i.F(), i.G(), i.H())
	n := Named{name: "n"}
	n.Push("x")
	n.Push("y")
	fmt.Println(n.Len(), n.items)
	var pusher interface{ Push(string) } = &n
	pusher.Push("z")
	fmt.Println(n.Len())
	fmt.Println(B{B{Outer{A{}, 1}}}.Do())
	x := X1{&X2{&X3{5}}}
	f := x.Inc
	fmt.Println(x.Inc(), f(), X1.Inc(x))
	fmt.Println(x.v)
	fmt.Printf("%+v\n", Top{}.L1)
}
