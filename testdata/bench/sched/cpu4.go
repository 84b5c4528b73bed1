// Four goroutines that only compute; compare GOMAXPROCS=1 with 2.
package main

import (
	"fmt"
	"sync"
)

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() {
	var wg sync.WaitGroup
	r := make([]int, 4)
	for i := range r {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			r[i] = fib(35)
		}()
	}
	wg.Wait()
	fmt.Println(r)
}
