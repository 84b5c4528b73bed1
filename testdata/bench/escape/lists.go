// run -stress=no

// Nodes of a list and captured counters that really escape: here the analysis has nothing to save.
package main

import "fmt"

type node struct {
	val  int
	next *node
}

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func main() {
	t := 0
	for i := 0; i < 3000; i++ {
		var head *node
		for j := 0; j < 60; j++ {
			head = &node{j, head}
		}
		c := counter()
		for n := head; n != nil; n = n.next {
			t += n.val * c()
		}
	}
	fmt.Println(t)
}
