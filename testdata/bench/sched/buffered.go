// A producer and a consumer with a buffer between them.
package main

import "fmt"

func main() {
	c := make(chan int, 128)
	go func() {
		for i := 0; i < 3000000; i++ {
			c <- i
		}
		close(c)
	}()
	s := 0
	for v := range c {
		s += v
	}
	fmt.Println(s)
}
