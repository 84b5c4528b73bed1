// run

// Inlined calls of function literals, of generic instances, in package-level initialisers and in loops over functions.
package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
)

type node[T any] struct {
	value T
	next  *node[T]
}

func cons[T any](v T, rest *node[T]) *node[T] { return &node[T]{v, rest} }
func apply[T, U any](x T, f func(T) U) U      { return f(x) }
func id[T any](x T) T                         { return x }
func twice[T any](f func(T) T) func(T) T      { return func(x T) T { return f(f(x)) } }
func ptr[T any](x T) *T                       { return &x }

// An instance inside another one of the same function: the variables of both are alive at once.
func wrap[T any](x T, depth int, show func(any)) {
	show(x)
	if depth > 0 {
		wrap2([]T{x}, depth-1, show)
	}
	show(x)
}
func wrap2[T any](x T, depth int, show func(any)) {
	y := x
	show(pair(y, pair(depth, y)))
	_ = y
}

type two[A, B any] struct {
	a A
	b B
}

func pair[A, B any](a A, b B) two[A, B] { return two[A, B]{a, b} }

func (p *two[A, B]) swap() *two[B, A] { return &two[B, A]{p.b, p.a} }

func count(from, to int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := from; i < to; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

var initial = apply(20, func(x int) int { return x + 1 })
var table = []func(int) int{func(x int) int { return id(x) * 2 }, twice(func(x int) int { return x + 3 })}
var a, b = func() (int, string) { return initial * 2, id("b") }()
var keep []*int

func atEOF(err error) bool { return err == io.EOF }

func firstOver(limit int) (res *int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	local := 0
	for i := range count(0, 10) {
		p := ptr(i)
		local += *id(p)
		q := &local
		defer func() { *q += i; keep = append(keep, p) }()
		if *p > limit {
			return p, nil
		}
		if limit == 100 && i == 3 {
			panic("three")
		}
	}
	return nil, errors.New("none")
}

func nested() (sum int) {
	words := []string{}
outer:
	for i := range count(0, 5) {
		for j := range count(0, 5) {
			if j == 3 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			add := func(s string) { words = append(words, s); sum += len(s) }
			add(strings.Repeat("x", i*j))
			runtime.GC()
		}
	}
	return sum + len(words)
}

func main() {
	// a literal that assigns to what it captures, called at once and by a name
	n := 1
	func() { n++ }()
	add := func(d int) int { n += d; return n }
	fmt.Println(add(add(2)), n)

	// a literal handed through inlined functions
	fmt.Println(apply(n, func(x int) string { return fmt.Sprint(x, n) }), apply("s", func(s string) int { return len(s) + n }))
	f := twice(func(x int) int { return x + n })
	fmt.Println(f(1), twice(twice(func(s string) string { return s + "." }))("dots"))

	l := cons(1, cons(2, cons(3, nil)))
	for ; l != nil; l = l.next {
		runtime.GC()
		fmt.Print(l.value, " ")
	}
	fmt.Println()
	wrap("w", 1, func(x any) { fmt.Print(x, "; ") })
	fmt.Println()
	p := pair(1, "one")
	q := pair(p.swap(), 2.5)
	fmt.Println(*p.swap(), *q.swap().b)
	fmt.Println(initial, table[0](4), table[1](4), a, b)
	fmt.Println(atEOF(io.EOF), atEOF(nil))

	for _, limit := range []int{4, 50, 100} {
		r, err := firstOver(limit)
		if r != nil {
			fmt.Println("found", *r, err, len(keep))
		} else {
			fmt.Println(r, err, len(keep))
		}
	}
	s := 0
	for _, k := range keep {
		s = s*3 + *k
	}
	fmt.Println(s%1000, nested())

	// boxes of generic values
	show := func(xs ...any) int { return len(xs) }
	fmt.Println(show(ptr(2.5), id(7), pair(1, 2)), any(id(300)) == any(300))
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		func(x []int) { fmt.Println(x[n]) }(nil)
	}()
}
