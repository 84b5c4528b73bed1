// run -exit=2
// Two goroutines write one map without a lock.
package main

import (
	"runtime"
	"time"
)

func main() {
	runtime.GOMAXPROCS(4)
	m := map[int]int{}
	for g := 0; g < 4; g++ {
		go func() {
			for i := 0; ; i++ {
				m[i%1000] = i
			}
		}()
	}
	time.Sleep(10 * time.Second)
}
