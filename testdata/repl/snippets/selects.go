package main

import (
	"fmt"
	"time"
)

func fibonacci(c chan int, quit chan bool) {
	x, y := 0, 1
	for {
		select {
		case c <- x:
			x, y = y, x+y
		case <-quit:
			fmt.Println("quit")
			return
		}
	}
}

func main() {
	c1 := make(chan string)
	go func() {
		time.Sleep(5 * time.Millisecond)
		c1 <- "one"
	}()
	select {
	case msg := <-c1:
		fmt.Println("received", msg)
	case <-time.After(10 * time.Second):
		fmt.Println("timeout")
	}
	select {
	case msg := <-c1:
		fmt.Println("received", msg)
	default:
		fmt.Println("nothing there")
	}
	c := make(chan int)
	quit := make(chan bool)
	finished := make(chan bool)
	go func() {
		for i := 0; i < 10; i++ {
			fmt.Println(<-c)
		}
		quit <- true
		finished <- true
	}()
	fibonacci(c, quit)
	_ = <-finished
}
