// One goroutine selects between two that send.
package main

import "fmt"

func main() {
	a, b, quit := make(chan int), make(chan int), make(chan bool)
	const n = 500000
	send := func(c chan int) {
		for i := 0; i < n; i++ {
			c <- i
		}
		quit <- true
	}
	go send(a)
	go send(b)
	s, ended := 0, 0
	for ended < 2 {
		select {
		case v := <-a:
			s += v
		case v := <-b:
			s -= v
		default:
			select {
			case v := <-a:
				s += v
			case v := <-b:
				s -= v
			case <-quit:
				ended++
			}
		}
	}
	fmt.Println(s)
}
