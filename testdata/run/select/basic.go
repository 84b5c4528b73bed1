// run

package main

import (
	"fmt"
	"time"
)

func main() {
	a, b := make(chan int, 1), make(chan string, 1)
	select {
	case v := <-a:
		fmt.Println("a", v)
	default:
		fmt.Println("default")
	}
	a <- 1
	select {
	case v, ok := <-a:
		fmt.Println("a", v, ok)
	case s := <-b:
		fmt.Println("b", s)
	}
	// Nil channels are never ready.
	var nilc chan int
	select {
	case nilc <- 1:
		fmt.Println("sent to nil")
	case <-nilc:
		fmt.Println("received from nil")
	default:
		fmt.Println("nil channels")
	}
	close(a)
	select {
	case v, ok := <-a:
		fmt.Println("closed", v, ok)
	}
	// Both ready: over many rounds both are chosen.
	c, d := make(chan int, 100), make(chan int, 100)
	for i := 0; i < 100; i++ {
		c <- i
		d <- i
	}
	nc, nd := 0, 0
	for i := 0; i < 100; i++ {
		select {
		case <-c:
			nc++
		case <-d:
			nd++
		}
	}
	fmt.Println(nc > 10, nd > 10, nc+nd)
	// Operands are evaluated once, in order, whether chosen or not.
	e := make(chan int, 3)
	f := func(s string, c chan int) chan int { fmt.Print(s, " "); return c }
	g := func(s string, v int) int { fmt.Print(s, " "); return v }
	arr := [2]int{}
	select {
	case f("recv", nilc) <- g("val", 3):
	case arr[g("index", 1)] = <-f("second", nilc):
	case f("third", e) <- g("value", 7):
	}
	fmt.Println(<-e, arr)
	// Receive into an element and a map.
	m := map[string]int{}
	e <- 5
	var ok bool
	select {
	case m["x"], ok = <-e:
	}
	fmt.Println(m, ok)
	// Blocking select woken by another goroutine.
	done := make(chan bool)
	res := make(chan string)
	go func() {
		for {
			select {
			case s := <-res:
				fmt.Println("got", s)
			case <-done:
				fmt.Println("done")
				done <- true
				return
			}
		}
	}()
	res <- "one"
	res <- "two"
	done <- true
	<-done
	// Time-out.
	select {
	case <-nilc:
	case <-time.After(5 * time.Millisecond):
		fmt.Println("timeout")
	}
	// break leaves the select, a label the loop.
	n := 0
loop:
	for {
		select {
		case e <- n:
			n++
			if n == 2 {
				break
			}
		default:
			break loop
		}
	}
	fmt.Println(n)
	// Sieve by a chain of goroutines.
	ch := make(chan int)
	go func(ch chan int) {
		for i := 2; ; i++ {
			ch <- i
		}
	}(ch)
	for i := 0; i < 15; i++ {
		p := <-ch
		fmt.Print(p, " ")
		next := make(chan int)
		go func(in, out chan int, p int) {
			for {
				if v := <-in; v%p != 0 {
					out <- v
				}
			}
		}(ch, next, p)
		ch = next
	}
	fmt.Println()
}
