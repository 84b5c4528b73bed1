// run -env=VOLE_GCSTRESS=100 -env=GODEBUG=gccheckmark=1,clobberfree=1

// What only a timer refers to lives until it fires: closures of AfterFunc, channels of After and of tickers that are reset and
// stopped, while the number of processors changes and the collector runs all the time.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type payload struct {
	id   int
	twin *int
}

func main() {
	var wg sync.WaitGroup
	var sum int64
	stop := make(chan bool)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			runtime.GC()
			if i%20 == 0 {
				runtime.GOMAXPROCS(1 + i/20%4)
			}
		}
	}()
	for i := 0; i < 2000; i++ {
		wg.Add(1)
		p := &payload{id: i, twin: new(int)}
		*p.twin = i
		time.AfterFunc(time.Duration(i%50)*time.Millisecond, func() {
			if *p.twin != p.id {
				panic("freed too early")
			}
			atomic.AddInt64(&sum, int64(p.id))
			wg.Done()
		})
	}
	for i := 0; i < 200; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			box := &payload{i, new(int)}
			*box.twin = i
			tick := time.NewTicker(time.Millisecond)
			<-tick.C
			tick.Reset(2 * time.Millisecond)
			<-tick.C
			tick.Stop()
			<-time.After(time.Duration(i%7) * time.Millisecond)
			late := time.AfterFunc(time.Hour, func() { panic(box) })
			late.Reset(2 * time.Hour)
			if !late.Stop() || *box.twin != i {
				panic("timer")
			}
		}(i)
	}
	wg.Wait()
	close(stop)
	fmt.Println(sum)
}
