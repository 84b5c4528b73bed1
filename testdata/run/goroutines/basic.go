// run

package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func producer(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := 0; i < n; i++ {
			c <- i
		}
	}()
	return c
}

func merge(cs ...<-chan int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	wg.Add(len(cs))
	for _, c := range cs {
		go func(c <-chan int) {
			defer wg.Done()
			for v := range c {
				out <- v
			}
		}(c)
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

func tree(depth int) int {
	if depth == 0 {
		return 1
	}
	c := make(chan int)
	for i := 0; i < 2; i++ {
		go func() { c <- tree(depth - 1) }()
	}
	return <-c + <-c
}

type worker struct{ id int }

func (w *worker) run(jobs <-chan int, results chan<- int) {
	for j := range jobs {
		results <- j * w.id
	}
}

func main() {
	sum := 0
	for v := range merge(producer(100), producer(50), producer(10)) {
		sum += v
	}
	fmt.Println(sum)
	fmt.Println(tree(8))

	jobs, results := make(chan int), make(chan int, 10)
	for i := 1; i <= 3; i++ {
		w := &worker{1}
		go w.run(jobs, results)
	}
	go func() {
		for i := 0; i < 30; i++ {
			jobs <- i
		}
		close(jobs)
	}()
	sum = 0
	for i := 0; i < 30; i++ {
		sum += <-results
	}
	fmt.Println(sum)

	var mu sync.Mutex
	var wg sync.WaitGroup
	var n int
	var an int64
	for i := 0; i < 100; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 100; j++ {
				mu.Lock()
				n++
				mu.Unlock()
				atomic.AddInt64(&an, 1)
				if j%10 == 0 {
					runtime.Gosched()
				}
			}
		}()
	}
	wg.Wait()
	fmt.Println(n, an)

	// Arguments are evaluated by the caller.
	vals := make([]int, 5)
	for i := 0; i < 5; i++ {
		wg.Add(1)
		go func(i, sq int) { defer wg.Done(); vals[i] = sq }(i, i*i)
	}
	wg.Wait()
	fmt.Println(vals)

	// Unbuffered ping-pong.
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			pong <- v + 1
		}
		close(pong)
	}()
	v := 0
	for i := 0; i < 1000; i++ {
		ping <- v
		v = <-pong
	}
	close(ping)
	_, ok := <-pong
	fmt.Println(v, ok)

	// Many goroutines parked at once.
	start, finished := make(chan struct{}), make(chan int)
	for i := 0; i < 5000; i++ {
		go func(i int) {
			<-start
			finished <- i
		}(i)
	}
	close(start)
	sum = 0
	for i := 0; i < 5000; i++ {
		sum += <-finished
	}
	fmt.Println(sum)

	// Deep recursion in a goroutine grows its stack.
	deep := make(chan int)
	go func() {
		var f func(int) int
		f = func(n int) int {
			if n == 0 {
				return 0
			}
			var pad [16]int
			pad[n%16] = n
			return f(n-1) + pad[n%16] - n + 1
		}
		deep <- f(50000)
	}()
	fmt.Println(<-deep)

	// A loop without calls does not keep others from running.
	var stop int32
	go func() {
		time.Sleep(time.Millisecond)
		atomic.StoreInt32(&stop, 1)
	}()
	spins := 0
	for atomic.LoadInt32(&stop) == 0 {
		spins++
	}
	fmt.Println(spins > 0)

	t := time.Now()
	time.Sleep(3 * time.Millisecond)
	fmt.Println(time.Since(t) >= 3*time.Millisecond)
	tick := time.NewTicker(time.Millisecond)
	for i := 0; i < 3; i++ {
		<-tick.C
	}
	tick.Stop()
	var once sync.Once
	for i := 0; i < 3; i++ {
		once.Do(func() { fmt.Println("once") })
	}
}
