package main

import "fmt"

func mapKeys[K comparable, V any](m map[K]V) int {
	n := 0
	for range m {
		n++
	}
	return n
}

type element[T any] struct {
	next *element[T]
	val  T
}

type list[T any] struct {
	head, tail *element[T]
}

func (lst *list[T]) push(v T) {
	if lst.tail == nil {
		lst.head = &element[T]{val: v}
		lst.tail = lst.head
	} else {
		lst.tail.next = &element[T]{val: v}
		lst.tail = lst.tail.next
	}
}

func (lst *list[T]) all() []T {
	var elems []T
	for e := lst.head; e != nil; e = e.next {
		elems = append(elems, e.val)
	}
	return elems
}

type number interface {
	~int | ~float64
}

func sum[T number](v ...T) T {
	var s T
	for _, x := range v {
		s += x
	}
	return s
}

func main() {
	fmt.Println(mapKeys(map[int]string{1: "2", 2: "4"}))
	lst := list[int]{}
	lst.push(10)
	lst.push(13)
	lst.push(23)
	fmt.Println("list:", lst.all())
	fmt.Println(sum(1, 2, 3), sum(1.5, 2))
	words := list[string]{}
	words.push("w")
	fmt.Println(words.all())
}
