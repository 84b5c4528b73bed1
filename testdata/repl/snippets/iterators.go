package main

import (
	"fmt"
	"iter"
)

func countdown(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := n; i > 0; i-- {
			if !yield(i) {
				return
			}
		}
	}
}

func pairs(words ...string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i, w := range words {
			if !yield(i, w) {
				return
			}
		}
	}
}

func main() {
	for n := range countdown(5) {
		if n == 2 {
			break
		}
		fmt.Println(n)
	}
	for i, w := range pairs("a", "b") {
		fmt.Println(i, w)
	}
	next, stop := iter.Pull(countdown(3))
	v, ok := next()
	fmt.Println(v, ok)
	stop()
}
