// escape -l -lang=go1.19

// Calls: interfaces, closures, variadic functions, go and defer, recursion, method values and expressions.
package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
)

type shape interface {
	area() int
	keep(*int)
}

type square struct{ side int }

func (s square) area() int   { return s.side * s.side }
func (s square) keep(p *int) {}

type circle struct{ r *int }

func (c *circle) area() int   { return *c.r }
func (c *circle) keep(p *int) { c.r = p }

func variadic(xs ...*int) int { return len(xs) }
func leaky(xs ...*int) []*int { return xs }

func apply(f func(*int) int, p *int) int { return f(p) }

func even(n *int, k int) *int {
	if k == 0 {
		return n
	}
	return odd(n, k-1)
}

func odd(n *int, k int) *int {
	if k == 0 {
		return nil
	}
	return even(n, k-1)
}

func interfaces(s shape) {
	x := 1
	s.keep(&x)
	var t shape = square{3}
	y := 2
	t.keep(&y)
	u := shape(&circle{})
	z := 3
	u.keep(&z)
	_ = u.area
	_ = square.area
	f := (*circle).keep
	f(&circle{}, new(int))
}

func closures() func() int {
	a, b, c := 1, 2, [20]int{}
	b++
	inc := func() { a++ }
	inc()
	func(p *int) { *p = b }(&b)
	return func() int { return a + b + c[0] }
}

func deferred(n int) (err error) {
	x := 1
	defer fmt.Println("done", x)
	defer func() { err = recover().(error) }()
	for i := 0; i < n; i++ {
		y := i
		defer variadic(&y)
	}
	go func(p *int) { *p++ }(&x)
	go variadic(&n)
	return errors.New("deferred")
}

func library(names []string) string {
	var sb strings.Builder
	for _, n := range names {
		sb.WriteString(strings.ToUpper(n))
		fmt.Fprintf(&sb, "%d %s", len(n), n)
	}
	sort.Slice(names, func(i, j int) bool { return names[i] < names[j] })
	f, err := os.Open(sb.String())
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	return fmt.Sprint(f.Name(), sb.Len()) + "!"
}

func main() {
	x := 1
	_ = variadic(&x, nil)
	_ = leaky(&x)
	_ = apply(func(p *int) int { return *p }, &x)
	_ = even(&x, 3)
	interfaces(&circle{})
	_ = closures()
	_ = deferred(2)
	_ = library(nil)
}
