// Pools: a value survives one collection and not two, is handed to one goroutine only, and its memory is given back.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type item struct {
	used atomic.Int32
	data [100]int
}

func collections() uint32 {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.NumGC
}

func main() {
	var p sync.Pool
	fmt.Println(p.Get())
	p.Put(nil)
	fmt.Println(p.Get())
	for gcs := 0; gcs < 4; gcs++ {
		before := collections()
		for i := 0; i < 10; i++ {
			p.Put(i)
		}
		for i := 0; i < gcs; i++ {
			runtime.GC()
		}
		left := 0
		for p.Get() != nil {
			left++
		}
		// The goroutine may have changed its P, and there may have been more collections.
		more := collections()-before != uint32(gcs)
		fmt.Println(gcs, left > 8 || more, left == 0 || more)
	}

	// Nobody else holds what Get gives.
	made := atomic.Int32{}
	items := sync.Pool{New: func() any { made.Add(1); return new(item) }}
	var wg sync.WaitGroup
	for g := 0; g < 8; g++ {
		wg.Add(1)
		go func(g int) {
			defer wg.Done()
			for i := 0; i < 2000; i++ {
				var own []*item
				for k := 0; k <= i%3; k++ {
					x := items.Get().(*item)
					if n := x.used.Add(1); n != 1 {
						panic(n)
					}
					for j := range x.data {
						x.data[j] = g
					}
					own = append(own, x)
				}
				if i%500 == 0 {
					runtime.GC()
				}
				if i%7 == 0 {
					runtime.Gosched()
				}
				for _, x := range own {
					for _, v := range x.data {
						if v != g {
							panic(v)
						}
					}
					x.used.Add(-1)
					items.Put(x)
				}
			}
		}(g)
	}
	wg.Wait()
	fmt.Println(made.Load() < 8*2000)

	// What the pool drops is freed, and so is a pool.
	var freed atomic.Int32
	func() {
		var dropped sync.Pool
		for i := 0; i < 100; i++ {
			x := new(item)
			runtime.SetFinalizer(x, func(*item) { freed.Add(1) })
			dropped.Put(x)
		}
	}()
	for i := 0; i < 100 && freed.Load() < 90; i++ {
		runtime.GC()
		runtime.Gosched()
	}
	fmt.Println(freed.Load() >= 90)
}
