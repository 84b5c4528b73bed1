// run
// The number of processors changes while goroutines run, collections and statistics stop the world, timers move.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	fmt.Println(runtime.GOMAXPROCS(0) == runtime.GOMAXPROCS(-1))
	var wg sync.WaitGroup
	stop := make(chan bool)
	for i := 0; i < 6; i++ {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			x := 0
			for {
				select {
				case <-stop:
					return
				default:
					x++
				}
				if i < 3 {
					time.Sleep(time.Microsecond * 50)
				}
			}
		}()
	}
	for i := 0; i < 200; i++ {
		runtime.GOMAXPROCS(i%7 + 1)
		if i%10 == 0 {
			runtime.GC()
		}
		if i%20 == 0 {
			var ms runtime.MemStats
			runtime.ReadMemStats(&ms)
			runtime.Stack(make([]byte, 1000), true)
		}
	}
	close(stop)
	wg.Wait()
	fmt.Println(runtime.GOMAXPROCS(1000))
	fmt.Println(runtime.GOMAXPROCS(2))
}
