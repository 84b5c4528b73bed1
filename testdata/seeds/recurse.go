// run -- 50000

package main

import (
	"fmt"
	"os"
	"strconv"
)

// Each frame holds 8 000 bytes: the stack must grow again and again.
func sum(n int) int {
	var arr [1000]int
	arr[uint(n)%1000] = n
	if n == 0 {
		return 0
	}
	return arr[uint(n)%1000] + sum(n-1)
}

func main() {
	depth := 10
	if len(os.Args) > 1 {
		depth, _ = strconv.Atoi(os.Args[1]) // -1: without end
	}
	fmt.Println(sum(depth))
}
