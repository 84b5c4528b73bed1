// run

// Generic types in interfaces, embedding, closures; instances with different shapes.
package main

import "fmt"

type Box[T any] struct{ val T }

func (b *Box[T]) Get() T  { return b.val }
func (b *Box[T]) Set(v T) { b.val = v }

type Getter[T any] interface{ Get() T }

type Named[T any] struct {
	*Box[T]
	name string
}

type Cache[K comparable, V any] struct {
	data  map[K]V
	order []K
	limit int
	load  func(K) (V, error)
	hits  int
}

func NewCache[K comparable, V any](limit int, load func(K) (V, error)) *Cache[K, V] {
	return &Cache[K, V]{data: make(map[K]V), limit: limit, load: load}
}

func (c *Cache[K, V]) Get(k K) (V, error) {
	if v, ok := c.data[k]; ok {
		c.hits++
		return v, nil
	}
	v, err := c.load(k)
	if err != nil {
		var zero V
		return zero, fmt.Errorf("load %v: %w", k, err)
	}
	if len(c.order) == c.limit {
		delete(c.data, c.order[0])
		c.order = c.order[1:]
	}
	c.data[k] = v
	c.order = append(c.order, k)
	return v, nil
}

type Ring[T any] struct {
	buf        []T
	head, size int
}

func (r *Ring[T]) Push(v T) {
	if r.size == len(r.buf) {
		n := make([]T, 2*len(r.buf)+1)
		for i := 0; i < r.size; i++ {
			n[i] = r.buf[(r.head+i)%len(r.buf)]
		}
		r.buf, r.head = n, 0
	}
	r.buf[(r.head+r.size)%len(r.buf)] = v
	r.size++
}

func (r *Ring[T]) Pop() (v T, ok bool) {
	if r.size == 0 {
		return v, false
	}
	v = r.buf[r.head]
	var zero T
	r.buf[r.head] = zero
	r.head = (r.head + 1) % len(r.buf)
	r.size--
	return v, true
}

type Matrix[T interface{ ~int | ~float64 | ~complex128 }] [][]T

func (m Matrix[T]) Mul(o Matrix[T]) Matrix[T] {
	r := make(Matrix[T], len(m))
	for i := range m {
		r[i] = make([]T, len(o[0]))
		for j := range o[0] {
			for k := range o {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return r
}

type Big struct{ a, b, c, d int }

func Swap[T any](a, b *T) { *a, *b = *b, *a }

func Equal[T comparable](a, b T) bool { return a == b }

func Count[T any](xs []T, ok func(T) bool) (n int) {
	for _, x := range xs {
		if ok(x) {
			n++
		}
	}
	return
}

func Curry[A, B, C any](f func(A, B) C) func(A) func(B) C {
	return func(a A) func(B) C { return func(b B) C { return f(a, b) } }
}

type Visitor[R any] interface {
	Num(int) R
	Add(a, b Expr) R
}
type Expr interface{ String() string }
type num int
type add struct{ a, b Expr }

func (n num) String() string { return fmt.Sprint(int(n)) }
func (a add) String() string { return "(" + a.a.String() + "+" + a.b.String() + ")" }

type eval struct{}

func (eval) Num(n int) int { return n }
func (e eval) Add(a, b Expr) int {
	return Visit[int](a, e) + Visit[int](b, e)
}

func Visit[R any](e Expr, v Visitor[R]) R {
	switch e := e.(type) {
	case num:
		return v.Num(int(e))
	case add:
		return v.Add(e.a, e.b)
	}
	panic("unknown")
}

func depth[T any](n int, v T) int {
	if n == 0 {
		return 0
	}
	return 1 + depth(n-1, v)
}

func main() {
	var g Getter[string] = &Box[string]{"b"}
	fmt.Println(g.Get())
	n := Named[int]{&Box[int]{1}, "n"}
	n.Set(5)
	var gi Getter[int] = n
	fmt.Println(gi.Get(), n.name)
	_, ok := any(n).(Getter[string])
	fmt.Println(ok)

	c := NewCache(2, func(k string) (int, error) {
		if k == "" {
			return 0, fmt.Errorf("empty")
		}
		return len(k), nil
	})
	for _, k := range []string{"a", "bb", "a", "ccc", "bb", "a", ""} {
		fmt.Println(c.Get(k))
	}
	fmt.Println(c.hits, len(c.data))

	var r Ring[Big]
	for i := 0; i < 5; i++ {
		r.Push(Big{i, i, i, i * i})
	}
	for {
		v, ok := r.Pop()
		if !ok {
			break
		}
		fmt.Print(v.d, " ")
	}
	fmt.Println()
	fmt.Println(Matrix[int]{{1, 2}, {3, 4}}.Mul(Matrix[int]{{0, 1}, {1, 0}}), Matrix[complex128]{{1i}}.Mul(Matrix[complex128]{{1i}}))
	a, b := Big{a: 1}, Big{b: 2}
	Swap(&a, &b)
	x, y := "x", "y"
	Swap(&x, &y)
	i8, j8 := int8(1), int8(-1)
	Swap(&i8, &j8)
	fmt.Println(a, b, x, y, i8, j8)
	fmt.Println(Equal(1, 1), Equal("a", "b"), Equal(Big{}, Big{}), Equal([2]int{1, 2}, [2]int{1, 2}))
	fmt.Println(Count([]int{1, 2, 3, 4}, func(i int) bool { return i%2 == 0 }))
	fmt.Println(Curry(func(a int, b string) string { return fmt.Sprint(a, b) })(1)("x"))
	fmt.Println(Visit[int](add{num(1), add{num(2), num(3)}}, eval{}))
	fmt.Println(depth(1000, Big{}), depth(3, ""))
	fmt.Printf("%T %T %v\n", g, c, Named[string]{}.Box == nil)
	type local[T any] struct{ v T }
	fmt.Printf("%v\n", local[int]{3})
}
