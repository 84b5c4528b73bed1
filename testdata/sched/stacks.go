// run
// Stacks grow and shrink on whatever thread the goroutine happens to run, with pointers into them and values on their way.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type link struct {
	up *link
	v  int
}

func deep(n int, up *link, c chan int) int {
	l := link{up, n}
	if n == 0 {
		s := 0
		for p := &l; p != nil; p = p.up {
			s += p.v
		}
		c <- s
		return <-c
	}
	if n%64 == 0 {
		runtime.Gosched()
	}
	r := deep(n-1, &l, c)
	return r + l.v - n
}

func main() {
	var wg sync.WaitGroup
	for g := 0; g < 20; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 4; i++ {
				c := make(chan int, 1)
				if got := deep(500*(i%2+1), nil, c); got != 500*(i%2+1)*(500*(i%2+1)+1)/2 {
					panic(got)
				}
				runtime.GC()
			}
		}()
	}
	wg.Wait()
	fmt.Println("ok")
}
