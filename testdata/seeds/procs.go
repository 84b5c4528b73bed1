// run

// Ps, cores and goroutines.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	stop := make(chan bool)
	go func() { <-stop }()
	fmt.Println("GOMAXPROCS is set:", runtime.GOMAXPROCS(0) >= 1)
	fmt.Println("CPU cores:", runtime.NumCPU() >= 1)
	fmt.Println("goroutines now:", runtime.NumGoroutine())
	close(stop)
}
