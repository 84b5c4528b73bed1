// run

package main

import (
	"fmt"
	"runtime"
	"time"
)

// The receiver waits for ever, and holds its slice as long as it waits.
func leak() {
	data := make([]byte, 1<<20)
	ch := make(chan int)
	go func() {
		<-ch
		fmt.Println(len(data))
	}()
}

func main() {
	for i := 0; i < 10; i++ {
		leak()
	}
	time.Sleep(10 * time.Millisecond)
	runtime.GC()
	fmt.Println("goroutines:", runtime.NumGoroutine())
}
