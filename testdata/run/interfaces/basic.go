// run

package main

import (
	"fmt"
	"sort"
	"strings"
)

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Named interface{ Name() string }
type NamedShape interface {
	Shape
	Named
}
type Rect struct{ w, h float64 }
type Circle struct{ r float64 }
type Empty struct{}
type Int int
type Func func() float64
type Arr [2]float64
type Ptr *int

func (r Rect) Area() float64         { return r.w * r.h }
func (r Rect) Perimeter() float64    { return 2 * (r.w + r.h) }
func (r Rect) Name() string          { return "rect" }
func (c *Circle) Area() float64      { return 3 * c.r * c.r }
func (c *Circle) Perimeter() float64 { return 6 * c.r }
func (c *Circle) Grow(f float64)     { c.r *= f }
func (Empty) Area() float64          { return 0 }
func (Empty) Perimeter() float64     { return 0 }
func (i Int) Area() float64          { return float64(i) }
func (i Int) Perimeter() float64     { return float64(i) * 4 }
func (f Func) Area() float64         { return f() }
func (f Func) Perimeter() float64    { return -f() }
func (a Arr) Area() float64          { return a[0] * a[1] }
func (a Arr) Perimeter() float64     { return a[0] + a[1] }

func total(ss ...Shape) (a float64) {
	for _, s := range ss {
		a += s.Area()
	}
	return
}

type byArea []Shape

func (b byArea) Len() int           { return len(b) }
func (b byArea) Less(i, j int) bool { return b[i].Area() < b[j].Area() }
func (b byArea) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type W struct{ sb *strings.Builder }

func (w W) Write(p []byte) (int, error) { return w.sb.Write(append([]byte("<"), p...)) }

type T1 struct{ a int }
type T2 struct{ a int }

func (T1) M() int { return 1 }
func (T2) M() int { return 2 }

type I interface{ M() int }

func ret(n int) I {
	switch n {
	case 1:
		return T1{n}
	case 2:
		return &T2{n}
	}
	return nil
}

func main() {
	r := Rect{2, 3}
	shapes := []Shape{r, &r, &Circle{1}, Empty{}, Int(5), Func(func() float64 { return 2.5 }), Arr{3, 4}}
	fmt.Println(total(shapes...))
	r.w = 10
	fmt.Println(shapes[0].Area(), shapes[1].Area())
	sort.Sort(byArea(shapes))
	for _, s := range shapes {
		fmt.Printf("%T:%v ", s, s.Area())
	}
	fmt.Println()
	var ns NamedShape = r
	var s Shape = ns
	n, ok := s.(Named)
	fmt.Println(n.Name(), ok, ns.Perimeter())
	_, ok = Shape(&Circle{}).(Named)
	fmt.Println(ok)
	if g, ok := shapes[3].(interface{ Grow(float64) }); ok {
		g.Grow(2)
	}
	c := &Circle{2}
	s = c
	s.(*Circle).Grow(3)
	fmt.Println(c.r, s.Area(), s == Shape(c), s == Shape(&Circle{6}))
	var e interface{} = s
	fmt.Println(e == s, e.(Shape).Area())
	var nilS Shape
	fmt.Println(nilS == nil, e != nil)
	for i := 0; i < 3; i++ {
		if m := ret(i); m != nil {
			fmt.Print(m.M(), " ")
		}
	}
	fmt.Println()
	var sb strings.Builder
	fmt.Fprintf(W{&sb}, "x%d", 1)
	fmt.Println(sb.String())
	m := map[Shape]string{Int(1): "one", Rect{1, 2}: "rect", c: "circle"}
	fmt.Println(m[Int(1)], m[Rect{1, 2}], m[c], m[Int(2)] == "")
	fs := []func() float64{r.Area, s.Area}
	fmt.Println(fs[0](), fs[1](), Shape.Area(r))
}
