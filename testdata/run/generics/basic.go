// run

package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~float32 | ~float64
}

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

func Map[T, U any](xs []T, f func(T) U) []U {
	r := make([]U, 0, len(xs))
	for _, x := range xs {
		r = append(r, f(x))
	}
	return r
}

func Reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }

type List[T any] struct {
	head *node[T]
	size int
}

type node[T any] struct {
	val  T
	next *node[T]
}

func (l *List[T]) Push(v T) *List[T] {
	l.head = &node[T]{v, l.head}
	l.size++
	return l
}

func (l *List[T]) Each(f func(T)) {
	for n := l.head; n != nil; n = n.next {
		f(n.val)
	}
}

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(vs ...T) {
	for _, v := range vs {
		s[v] = struct{}{}
	}
}
func (s Set[T]) Has(v T) bool { _, ok := s[v]; return ok }

type Tree[T any] struct {
	cmp  func(a, b T) int
	root *tnode[T]
}
type tnode[T any] struct {
	left, right *tnode[T]
	val         T
}

func (t *Tree[T]) Insert(v T) bool {
	p := &t.root
	for *p != nil {
		switch c := t.cmp(v, (*p).val); {
		case c < 0:
			p = &(*p).left
		case c > 0:
			p = &(*p).right
		default:
			return false
		}
	}
	*p = &tnode[T]{val: v}
	return true
}

func (n *tnode[T]) walk(f func(T)) {
	if n != nil {
		n.left.walk(f)
		f(n.val)
		n.right.walk(f)
	}
}

type Stringer interface{ String() string }

func Join[T Stringer](xs []T) string {
	return strings.Join(Map(xs, func(x T) string { return x.String() }), ",")
}

type MyInt int

func (m MyInt) String() string { return fmt.Sprintf("MyInt(%d)", int(m)) }

type Setter[B any] interface {
	Set(string)
	*B
}
type Conf struct{ v string }

func (c *Conf) Set(s string) { c.v = s }

func FromStrings[T any, PT Setter[T]](ss []string) []T {
	r := make([]T, len(ss))
	for i, s := range ss {
		PT(&r[i]).Set(s)
	}
	return r
}

func Keys[M ~map[K]V, K comparable, V any](m M) []K {
	r := make([]K, 0, len(m))
	for k := range m {
		r = append(r, k)
	}
	return r
}

func Ptr[T any](v T) *T { return &v }

func Zero[T any]() T { var z T; return z }

func TypeName[T any](v T) string {
	switch any(v).(type) {
	case int:
		return "int"
	case string:
		return "string"
	case []T:
		return "slice of itself"
	}
	return fmt.Sprintf("%T", v)
}

func SortBy[T any, K int | string](xs []T, key func(T) K) {
	sort.Slice(xs, func(i, j int) bool { return key(xs[i]) < key(xs[j]) })
}

type Opt[T any] func(*T)

func Apply[T any](v *T, opts ...Opt[T]) {
	for _, o := range opts {
		o(v)
	}
}

type Num[T Number] struct{ v T }

func (n Num[T]) Add(m Num[T]) Num[T] { return Num[T]{n.v + m.v} }

type Adder[T any] interface{ Add(T) T }

func AddAll[T Adder[T]](first T, rest ...T) T {
	for _, r := range rest {
		first = first.Add(r)
	}
	return first
}

type Result[T any] struct {
	v   T
	err error
}

func Try[T any](f func() (T, error)) (r Result[T]) {
	r.v, r.err = f()
	return
}

func Chan[T any](vs ...T) <-chan T {
	c := make(chan T, len(vs))
	for _, v := range vs {
		c <- v
	}
	close(c)
	return c
}

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2.5), Sum[MyInt](1, 2), Sum[int8]())
	fmt.Println(Map([]int{1, 2, 3}, func(i int) string { return strings.Repeat("x", i) }))
	fmt.Println(Reduce([]string{"a", "bb", "ccc"}, 0, func(n int, s string) int { return n + len(s) }))
	p := Pair[string, int]{"a", 1}
	fmt.Println(p, p.Key, Pair[int, []string]{1, []string{"x"}})
	fmt.Printf("%T %T\n", p, Pair[MyInt, *Pair[string, error]]{})
	var l List[float64]
	l.Push(1.5).Push(2.5).Push(3)
	l.Each(func(f float64) { fmt.Print(f, " ") })
	fmt.Println(l.size)
	s := Set[string]{}
	s.Add("x", "y")
	fmt.Println(s.Has("x"), s.Has("z"), len(s))
	t := Tree[string]{cmp: strings.Compare}
	for _, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		t.Insert(w)
	}
	t.root.walk(func(s string) { fmt.Print(s, " ") })
	fmt.Println()
	fmt.Println(Join([]MyInt{1, 2}), Join([]Pair[int, int]{{1, 2}, {3, 4}}))
	fmt.Println(FromStrings[Conf]([]string{"a", "b"}))
	ks := Keys(map[string]bool{"k": true})
	fmt.Println(ks, len(Keys(Set[int]{1: {}, 2: {}})))
	fmt.Println(*Ptr(3), *Ptr("s"), Zero[int](), Zero[*int]() == nil, Zero[[2]string]())
	fmt.Println(TypeName(1), TypeName("a"), TypeName([]int{}), TypeName(p), TypeName(MyInt(1)))
	xs := []Pair[string, int]{{"b", 2}, {"a", 3}, {"c", 1}}
	SortBy(xs, func(p Pair[string, int]) int { return p.Val })
	fmt.Println(xs)
	SortBy(xs, func(p Pair[string, int]) string { return p.Key })
	fmt.Println(xs)
	c := Conf{}
	Apply(&c, func(c *Conf) { c.v = "opt" }, func(c *Conf) { c.v += "!" })
	fmt.Println(c)
	fmt.Println(AddAll(Num[int]{1}, Num[int]{2}, Num[int]{3}), AddAll(Num[float64]{1.5}))
	res := Try(func() (int, error) { return 1, errors.New("e") })
	fmt.Println(res.v, res.err)
	for v := range Chan("a", "b") {
		fmt.Print(v, " ")
	}
	fmt.Println()
	f := Sum[float64]
	fmt.Println(f(1, 2, 3.5))
	m := (*List[int]).Push
	var li List[int]
	m(&li, 4)
	fmt.Println(li.head.val, li.size)
}
