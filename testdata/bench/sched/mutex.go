// A mutex nobody else wants.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	n := 0
	for i := 0; i < 10000000; i++ {
		mu.Lock()
		n++
		mu.Unlock()
	}
	fmt.Println(n)
}
