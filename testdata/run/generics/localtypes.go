// run -oracle=no

// Types declared in generic functions: each instance has its own.
package main

import "fmt"

type Named int

func pairOf[A, B any](a A, b B) any {
	type pair struct {
		first  A
		second B
	}
	return pair{a, b}
}

type list[T any] struct{ items []T }

func (l *list[T]) entries() any {
	type entry struct {
		index int
		value T
	}
	var es []entry
	for i, v := range l.items {
		es = append(es, entry{i, v})
	}
	return es
}

func nested[T any](v T) func() any {
	type inner struct{ v T }
	return func() any {
		type deeper struct {
			inner
			self *inner
		}
		i := inner{v}
		return deeper{i, &i}.inner
	}
}

func recursive[T any](vs ...T) int {
	type node struct {
		v    T
		next *node
	}
	var head *node
	for _, v := range vs {
		head = &node{v, head}
	}
	n := 0
	for p := head; p != nil; p = p.next {
		n++
	}
	return n
}

type shower interface{ show() string }

func same[T any](x any) bool {
	type local struct{ v T }
	_, ok := x.(local)
	return ok
}

func local[T any](v T) any {
	type local struct{ v T }
	return local{v}
}

func main() {
	for _, v := range []any{pairOf(1, "one"), pairOf("two", 2), pairOf(Named(3), []int{3}), pairOf(1, "again")} {
		fmt.Printf("%T %+v\n", v, v)
	}
	fmt.Println(pairOf(1, "one") == pairOf(1, "one"), pairOf(1, 2) == pairOf(1, int64(2)))
	fmt.Printf("%T %v\n", (&list[string]{[]string{"a", "b"}}).entries(), (&list[string]{[]string{"a", "b"}}).entries())
	fmt.Printf("%T %v\n", (&list[float64]{[]float64{1.5}}).entries(), (&list[float64]{[]float64{1.5}}).entries())
	fmt.Printf("%T %v\n", nested("x")(), nested("x")())
	fmt.Printf("%T %v\n", nested(7)(), nested(7)())
	fmt.Println(recursive(1, 2, 3), recursive("a"), recursive[error]())
	fmt.Println(same[int](local(1)), local(1) == local(1), local(1) == local("1"))
	m := map[any]int{local(1): 1, local("1"): 2, local(Named(1)): 3}
	fmt.Println(len(m), m[local("1")], m[local(Named(1))])
}
