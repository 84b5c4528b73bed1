// run -env=GODEBUG=gccheckmark=1 -- 14

// Binary trees of the benchmarks game: short-lived and one long-lived tree.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type Node struct{ l, r *Node }

func bottomUp(d int) *Node {
	if d <= 0 {
		return &Node{}
	}
	return &Node{bottomUp(d - 1), bottomUp(d - 1)}
}

func (n *Node) check() int {
	if n.l == nil {
		return 1
	}
	return 1 + n.l.check() + n.r.check()
}

func main() {
	n := 16
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	const minD = 4
	fmt.Printf("stretch tree of depth %d\t check: %d\n", n+1, bottomUp(n+1).check())
	long := bottomUp(n)
	for d := minD; d <= n; d += 4 {
		it := 1 << uint(n-d+minD)
		c := 0
		for i := 0; i < it; i++ {
			c += bottomUp(d).check()
		}
		fmt.Printf("%d\t trees of depth %d\t check: %d\n", it, d, c)
	}
	fmt.Printf("long lived tree of depth %d\t check: %d\n", n, long.check())
}
