// run
// Timers are started, stopped and reset by goroutines that do not own them.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var fired, stopped int64
	var wg sync.WaitGroup
	timers := make(chan *time.Timer, 100)
	for g := 0; g < 4; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 500; i++ {
				timers <- time.AfterFunc(time.Duration(i%5)*100*time.Microsecond, func() { atomic.AddInt64(&fired, 1) })
			}
		}()
	}
	var sg sync.WaitGroup
	for g := 0; g < 3; g++ {
		sg.Add(1)
		go func() {
			defer sg.Done()
			for t := range timers {
				if t.Stop() {
					atomic.AddInt64(&stopped, 1)
				}
			}
		}()
	}
	wg.Wait()
	close(timers)
	sg.Wait()
	for i := 0; i < 1000 && atomic.LoadInt64(&fired)+atomic.LoadInt64(&stopped) != 2000; i++ {
		time.Sleep(time.Millisecond)
	}
	fmt.Println(fired + stopped)

	// One timer, many hands.
	t := time.NewTimer(time.Hour)
	for g := 0; g < 8; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 200; i++ {
				t.Reset(time.Hour)
				t.Stop()
			}
		}()
	}
	wg.Wait()
	t.Reset(time.Microsecond)
	<-t.C

	// Sleepers wake in the order of their times.
	var mu sync.Mutex
	var order []int
	for _, d := range []int{30, 10, 20} {
		d := d
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(time.Duration(d) * 4 * time.Millisecond)
			mu.Lock()
			order = append(order, d)
			mu.Unlock()
		}()
	}
	wg.Wait()
	fmt.Println(order)
	tick := time.NewTicker(time.Millisecond)
	for i := 0; i < 3; i++ {
		<-tick.C
	}
	tick.Stop()
	fmt.Println("ok")
}
