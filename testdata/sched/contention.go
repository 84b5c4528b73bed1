// run
// Everything goroutines wait with, all at once, and collections beside it: nothing is lost, nothing counted twice.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

func main() {
	const workers, rounds = 16, 300
	var (
		mu    sync.Mutex
		rw    sync.RWMutex
		cond  = sync.NewCond(&mu)
		wg    sync.WaitGroup
		once  sync.Once
		m     sync.Map
		pool  = sync.Pool{New: func() any { return new([16]int) }}
		total int
		calls int32
		words = map[int]string{}
		turns int
		a, b  = make(chan int), make(chan int, 3)
		quit  = make(chan bool)
	)
	var sums [2]int64
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				select {
				case v := <-a:
					atomic.AddInt64(&sums[0], int64(v))
				case v := <-b:
					atomic.AddInt64(&sums[1], int64(v))
				case <-quit:
					return
				}
			}
		}()
	}
	var work sync.WaitGroup
	for w := 0; w < workers; w++ {
		w := w
		work.Add(1)
		go func() {
			defer work.Done()
			for i := 0; i < rounds; i++ {
				once.Do(func() { atomic.AddInt32(&calls, 1) })
				mu.Lock()
				total++
				mu.Unlock()
				rw.Lock()
				words[i] = fmt.Sprint(w, i)
				rw.Unlock()
				rw.RLock()
				_ = words[i]
				rw.RUnlock()
				x := pool.Get().(*[16]int)
				x[i%16]++
				pool.Put(x)
				m.Store(i, w)
				select {
				case a <- 1:
				case b <- 1:
				}
				if i%100 == w {
					runtime.GC()
				}
			}
			mu.Lock()
			turns++
			cond.Broadcast()
			mu.Unlock()
		}()
	}
	mu.Lock()
	for turns < workers {
		cond.Wait()
	}
	mu.Unlock()
	work.Wait()
	for len(b) > 0 {
		runtime.Gosched()
	}
	close(quit)
	wg.Wait()
	n := 0
	m.Range(func(k, v any) bool { n++; return true })
	fmt.Println(total, calls, len(words), n, turns, sums[0]+sums[1])
}
