// run

package main

import (
	"fmt"
	"time"
)

type msg struct {
	id   int
	body string
	resp chan string
}

func server(reqs <-chan msg) {
	for m := range reqs {
		m.resp <- fmt.Sprint(m.body, m.id)
	}
}

func main() {
	c := make(chan int, 3)
	fmt.Println(len(c), cap(c))
	c <- 1
	c <- 2
	fmt.Println(len(c), <-c, len(c))
	close(c)
	v, ok := <-c
	fmt.Println(v, ok)
	v, ok = <-c
	fmt.Println(v, ok, len(c))
	var nilc chan int
	fmt.Println(len(nilc), cap(nilc), nilc == nil)

	reqs := make(chan msg)
	go server(reqs)
	for i := 0; i < 3; i++ {
		m := msg{i, "req", make(chan string)}
		reqs <- m
		fmt.Print(<-m.resp, " ")
	}
	fmt.Println()
	close(reqs)

	// Element types of all sizes.
	big := make(chan [100]int, 1)
	var a [100]int
	a[99] = 5
	big <- a
	a[99] = 6
	fmt.Println((<-big)[99])
	empty := make(chan struct{}, 2)
	empty <- struct{}{}
	fmt.Println(len(empty), <-empty)
	strs := make(chan string)
	go func() { strs <- "over"; strs <- "unbuffered" }()
	fmt.Println(<-strs, <-strs)
	ifs := make(chan interface{}, 3)
	ifs <- 1
	ifs <- "s"
	ifs <- nil
	fmt.Println(<-ifs, <-ifs, <-ifs)
	bytes := make(chan byte, 5)
	for i := 0; i < 5; i++ {
		bytes <- byte(i * 60)
	}
	fmt.Println(<-bytes, <-bytes, <-bytes, <-bytes, <-bytes)
	fns := make(chan func() int, 1)
	fns <- func() int { return 42 }
	fmt.Println((<-fns)())
	chans := make(chan chan int, 1)
	inner := make(chan int, 1)
	chans <- inner
	inner <- 9
	fmt.Println(<-<-chans)

	// Receivers and senders wait in order.
	order := make(chan int)
	done := make(chan [2]int, 3)
	for i := 0; i < 3; i++ {
		go func(i int) { done <- [2]int{i, <-order} }(i)
		time.Sleep(20 * time.Millisecond)
	}
	for i := 0; i < 3; i++ {
		order <- i * 10
	}
	sum := 0
	for i := 0; i < 3; i++ {
		r := <-done
		sum += r[0]*100 + r[1]
	}
	fmt.Println(sum)

	// close wakes all receivers.
	gate, woke := make(chan struct{}), make(chan int, 10)
	for i := 0; i < 10; i++ {
		go func(i int) { <-gate; woke <- i }(i)
	}
	close(gate)
	total := 0
	for i := 0; i < 10; i++ {
		total += <-woke
	}
	fmt.Println(total)

	// A send on a closed channel panics in a goroutine that waits.
	w := make(chan int)
	res := make(chan interface{})
	go func() {
		defer func() { res <- recover() }()
		w <- 1
	}()
	time.Sleep(2 * time.Millisecond)
	close(w)
	fmt.Println(<-res)

	// Semaphore, generator, pipeline.
	sq := func(in <-chan int) <-chan int {
		out := make(chan int)
		go func() {
			for v := range in {
				out <- v * v
			}
			close(out)
		}()
		return out
	}
	src := make(chan int)
	go func() {
		for i := 1; i <= 5; i++ {
			src <- i
		}
		close(src)
	}()
	for v := range sq(sq(src)) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Reset(time.Millisecond))
	<-t.C
	x := 0
	time.AfterFunc(time.Millisecond, func() { x = 1; res <- "after" })
	fmt.Println(<-res, x)
}
