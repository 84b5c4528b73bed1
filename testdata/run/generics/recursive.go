// run

package main

import "fmt"

type Tree[K any, V any] struct {
	less func(a, b K) bool
	root *node[K, V]
	n    int
}
type node[K any, V any] struct {
	k           K
	v           V
	left, right *node[K, V]
}

func (t *Tree[K, V]) Put(k K, v V) {
	t.root = t.put(t.root, k, v)
}

func (t *Tree[K, V]) put(n *node[K, V], k K, v V) *node[K, V] {
	switch {
	case n == nil:
		t.n++
		return &node[K, V]{k: k, v: v}
	case t.less(k, n.k):
		n.left = t.put(n.left, k, v)
	case t.less(n.k, k):
		n.right = t.put(n.right, k, v)
	default:
		n.v = v
	}
	return n
}

func (t *Tree[K, V]) Walk(f func(K, V)) {
	var rec func(*node[K, V])
	rec = func(n *node[K, V]) {
		if n != nil {
			rec(n.left)
			f(n.k, n.v)
			rec(n.right)
		}
	}
	rec(t.root)
}

type Option[T any] struct {
	val *T
}

func Some[T any](v T) Option[T] { return Option[T]{&v} }
func None[T any]() Option[T]    { return Option[T]{} }
func (o Option[T]) OrElse(v T) T {
	if o.val == nil {
		return v
	}
	return *o.val
}
func Then[T, U any](o Option[T], f func(T) Option[U]) Option[U] {
	if o.val == nil {
		return None[U]()
	}
	return f(*o.val)
}

type Stream[T any] func() (T, Stream[T])

func From(n int) Stream[int] { return func() (int, Stream[int]) { return n, From(n + 1) } }

func Take[T any](s Stream[T], n int) (out []T) {
	for ; n > 0; n-- {
		var v T
		v, s = s()
		out = append(out, v)
	}
	return
}

func Filter[T any](s Stream[T], ok func(T) bool) Stream[T] {
	return func() (T, Stream[T]) {
		for {
			v, rest := s()
			if ok(v) {
				return v, Filter(rest, ok)
			}
			s = rest
		}
	}
}

type Eq[T any] interface{ Equal(T) bool }
type Num int

func (a Num) Equal(b Num) bool { return a == b }

func Contains[T Eq[T]](xs []T, x T) bool {
	for _, y := range xs {
		if y.Equal(x) {
			return true
		}
	}
	return false
}

type Event[T any] struct{ handlers []func(T) }

func (e *Event[T]) On(f func(T)) { e.handlers = append(e.handlers, f) }
func (e *Event[T]) Emit(v T) {
	for _, h := range e.handlers {
		h(v)
	}
}

type Memo[K comparable, V any] struct {
	f    func(*Memo[K, V], K) V
	seen map[K]V
}

func (m *Memo[K, V]) Get(k K) V {
	if v, ok := m.seen[k]; ok {
		return v
	}
	v := m.f(m, k)
	m.seen[k] = v
	return v
}

func even[T any](n int, x T) bool {
	if n == 0 {
		return true
	}
	return odd(n-1, x)
}
func odd[T any](n int, x T) bool { return n != 0 && even(n-1, x) }

func main() {
	t := &Tree[string, []int]{less: func(a, b string) bool { return a < b }}
	for i, k := range []string{"m", "c", "x", "a", "c"} {
		t.Put(k, []int{i})
	}
	t.Walk(func(k string, v []int) { fmt.Print(k, v, " ") })
	fmt.Println(t.n)
	o := Then(Some(4), func(i int) Option[string] {
		if i > 3 {
			return Some(fmt.Sprint("big ", i))
		}
		return None[string]()
	})
	fmt.Println(o.OrElse("none"), Then(None[int](), func(int) Option[bool] { return Some(true) }).OrElse(false))
	fmt.Println(Take(Filter(From(1), func(n int) bool { return n%3 == 0 }), 5))
	fmt.Println(Contains([]Num{1, 2}, 2), Contains([]Num{1}, 3))
	var e Event[map[string]int]
	sum := 0
	e.On(func(m map[string]int) { sum += m["a"] })
	e.On(func(m map[string]int) { sum += len(m) * 100 })
	e.Emit(map[string]int{"a": 1, "b": 2})
	fmt.Println(sum)
	fib := &Memo[int, int]{f: func(m *Memo[int, int], n int) int {
		if n < 2 {
			return n
		}
		return m.Get(n-1) + m.Get(n-2)
	}, seen: map[int]int{}}
	fmt.Println(fib.Get(80), len(fib.seen))
	fmt.Println(even(10, "x"), odd(7, 1.5), even(3, struct{}{}))
	fmt.Printf("%T %T %T\n", t, o, e)
}
