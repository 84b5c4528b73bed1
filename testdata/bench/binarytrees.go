// run

// Allocation and collection of small objects with pointers.
package main

import "fmt"

type node struct{ left, right *node }

func build(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{build(depth - 1), build(depth - 1)}
}

func (n *node) check() int {
	if n.left == nil {
		return 1
	}
	return 1 + n.left.check() + n.right.check()
}

func main() {
	const minDepth, maxDepth = 4, 16
	fmt.Println(build(maxDepth + 1).check())
	long := build(maxDepth)
	for depth := minDepth; depth <= maxDepth; depth += 4 {
		iterations := 1 << (maxDepth - depth + minDepth)
		check := 0
		for i := 0; i < iterations; i++ {
			check += build(depth).check()
		}
		fmt.Println(iterations, depth, check)
	}
	fmt.Println(long.check())
}
