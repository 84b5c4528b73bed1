// run -sanitize=no

// A long multiplication of big numbers keeps nobody waiting: not other goroutines, not the collector, not the program's end.
package main

import (
	"fmt"
	"math/big"
	"runtime"
	"time"
)

func main() {
	runtime.GOMAXPROCS(2)
	started := make(chan bool)
	for i := 0; i < 3; i++ {
		go func() {
			x := big.NewInt(3)
			started <- true
			for {
				x.Mul(x, x)
			}
		}()
	}
	for i := 0; i < 3; i++ {
		<-started
	}
	var longest time.Duration
	for end := time.Now().Add(1500 * time.Millisecond); time.Now().Before(end); {
		begin := time.Now()
		time.Sleep(time.Millisecond)
		runtime.GC()
		if d := time.Since(begin); d > longest {
			longest = d
		}
	}
	if longest > time.Second {
		fmt.Println("waited", longest)
	}
	fmt.Println("done")
}
