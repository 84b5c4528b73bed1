// run -env=GOMAXPROCS=1
// A loop without calls gives way, to goroutines and to collections.
package main

import (
	"fmt"
	"runtime"
	"time"
)

var stop bool

func main() {
	go func() {
		for x := 0; !stop; x++ {
		}
	}()
	start := time.Now()
	for i := 0; i < 3; i++ {
		runtime.Gosched()
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	stop = true
	fmt.Println(time.Since(start) < 5*time.Second)
}
