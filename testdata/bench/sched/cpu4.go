// Four goroutines that only compute; compare GOMAXPROCS=1 with 2.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() {
	n := 35
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	var wg sync.WaitGroup
	r := make([]int, 4)
	for i := range r {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			r[i] = fib(n)
		}()
	}
	wg.Wait()
	fmt.Println(r)
}
