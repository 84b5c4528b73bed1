// run
// A goroutine locked to its thread stays there, however often others run in between.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"syscall"
)

func main() {
	var wg sync.WaitGroup
	for i := 0; i < 10; i++ {
		wg.Add(2)
		go func() {
			defer wg.Done()
			runtime.LockOSThread()
			runtime.LockOSThread()
			runtime.UnlockOSThread()
			defer runtime.UnlockOSThread()
			t := syscall.Gettid()
			for k := 0; k < 100; k++ {
				runtime.Gosched()
				if syscall.Gettid() != t {
					panic("moved")
				}
			}
		}()
		go func() {
			defer wg.Done()
			for k := 0; k < 100; k++ {
				runtime.Gosched()
			}
		}()
	}
	wg.Wait()
	// A locked goroutine that ends lets its thread go.
	done := make(chan bool)
	go func() {
		runtime.LockOSThread()
		close(done)
	}()
	<-done
	fmt.Println("ok")
}
