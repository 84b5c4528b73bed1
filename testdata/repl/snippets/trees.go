package main

import "fmt"

type tree struct {
	left, right *tree
	value       int
}

func insert(t *tree, v int) *tree {
	if t == nil {
		return &tree{nil, nil, v}
	}
	if v < t.value {
		t.left = insert(t.left, v)
	} else {
		t.right = insert(t.right, v)
	}
	return t
}

func walk(t *tree, ch chan int) {
	if t != nil {
		walk(t.left, ch)
		ch <- t.value
		walk(t.right, ch)
	}
}

func all(t *tree) chan int {
	ch := make(chan int)
	go func() {
		walk(t, ch)
		close(ch)
	}()
	return ch
}

func same(a, b *tree) bool {
	ca, cb := all(a), all(b)
	for {
		x, ok1 := <-ca
		y, ok2 := <-cb
		if ok1 != ok2 || x != y {
			return false
		}
		if !ok1 {
			return true
		}
	}
}

func main() {
	var a, b *tree
	for _, v := range []int{5, 2, 8, 1} {
		a = insert(a, v)
	}
	for _, v := range []int{1, 2, 5, 8} {
		b = insert(b, v)
	}
	for v := range all(a) {
		fmt.Println(v)
	}
	fmt.Println(same(a, b))
	b = insert(b, 3)
	fmt.Println(same(a, b))
}
