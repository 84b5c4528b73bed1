// A million goroutines, made and joined.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var wg sync.WaitGroup
	var n int64
	for i := 0; i < 1000000; i++ {
		wg.Add(1)
		go func() {
			atomic.AddInt64(&n, 1)
			wg.Done()
		}()
	}
	wg.Wait()
	fmt.Println(n)
}
