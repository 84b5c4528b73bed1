// run -exit=2
// Goroutines locked to threads wait for ever, as others do.
package main

import (
	"runtime"
	"sync"
	"time"
)

func main() {
	runtime.LockOSThread()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		runtime.LockOSThread()
		select {}
	}()
	for i := 0; i < 50; i++ {
		go func() { <-make(chan int) }()
	}
	time.Sleep(3 * time.Millisecond)
	wg.Wait()
}
