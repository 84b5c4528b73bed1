// run

// Type sets, inference through constraints, generic aliases of built-in operations.
package main

import (
	"fmt"
	"strconv"
)

type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}
type Float interface{ ~float32 | ~float64 }
type Ordered interface{ Integer | Float | ~string }

func Max[T Ordered](a T, rest ...T) T {
	for _, r := range rest {
		if r > a {
			a = r
		}
	}
	return a
}

func Convert[To, From Integer | Float](f From) To { return To(f) }

func Bytes[T ~string | ~[]byte](x T) (n int) {
	for i := 0; i < len(x); i++ {
		n += int(x[i])
	}
	return n + len(x[1:])
}

func Grow[S ~[]E, E any](s S, v E) S { return append(s, v) }

func Clone[M ~map[K]V, K comparable, V any](m M) M {
	r := make(M, len(m))
	for k, v := range m {
		r[k] = v
	}
	return r
}

func Send[C ~chan T, T any](c C, v T) { c <- v }

func Deref[P ~*T, T any](p P) T { return *p }

func Call[F ~func(A) R, A, R any](f F, a A) R { return f(a) }

type Stringish interface {
	~int
	String() string
}

type ID int

func (i ID) String() string { return "#" + strconv.Itoa(int(i)) }

func Show[T Stringish](x T) string { return x.String() + "/" + strconv.Itoa(int(x)+1) }

type Names []string
type Ages map[string]int

func Index[T comparable](xs []T, x T) int {
	for i, y := range xs {
		if x == y {
			return i
		}
	}
	return -1
}

func Shift[T Integer](x T, n uint) T { return x << n >> 1 }

func SumOf[T Integer | Float | ~complex128](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return s
}

type Graph[N interface{ Edges() []E }, E interface{ Nodes() (N, N) }] struct{ nodes []N }

type V struct {
	id int
	es []*Ed
}
type Ed struct{ a, b *V }

func (v *V) Edges() []*Ed      { return v.es }
func (e *Ed) Nodes() (a, b *V) { return e.a, e.b }

func Degree[N interface{ Edges() []E }, E interface{ Nodes() (N, N) }](g Graph[N, E]) (n int) {
	for _, x := range g.nodes {
		n += len(x.Edges())
	}
	return
}

func main() {
	fmt.Println(Max(1, 5, 3), Max("a", "c", "b"), Max(1.5, 0.5), Max[int8](3))
	fmt.Println(Convert[int](3.99), Convert[uint8](300), Convert[float32](1<<24+1), Convert[int8, int](-129))
	fmt.Println(Bytes("abc"), Bytes([]byte{1, 2}))
	n := Grow(Names{"x"}, "y")
	fmt.Printf("%T %v\n", n, n)
	a := Clone(Ages{"k": 1})
	fmt.Printf("%T %v\n", a, a)
	c := make(chan string, 1)
	Send(c, "v")
	fmt.Println(<-c, Deref(&n)[1], Call(strconv.Itoa, 5), Show(ID(4)))
	fmt.Println(Index([][2]int{{1, 2}, {3, 4}}, [2]int{3, 4}))
	fmt.Println(Shift(int8(100), 1), Shift(uint8(200), 1), Shift(1, 62))
	fmt.Println(SumOf(1, 2), SumOf(1.5, 2.0), SumOf(1i, 2i), SumOf[uint8](200, 100))
	v := &V{id: 1}
	e := &Ed{v, v}
	v.es = append(v.es, e)
	fmt.Println(Degree(Graph[*V, *Ed]{[]*V{v, v}}))
	f := Max[float64]
	fmt.Println(f(1, 2), func() func(string, ...string) string { return Max[string] }()("z"))
}
