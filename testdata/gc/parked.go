// One runtime.GC() with 100 000 parked goroutines.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"
)

func main() {
	const n = 100000
	stop := make(chan bool)
	var ready, done sync.WaitGroup
	ready.Add(n)
	done.Add(n)
	for i := 0; i < n; i++ {
		go func(i int) {
			p := new([4]int)
			p[i&3] = i
			ready.Done()
			<-stop
			if p[i&3] != i {
				panic("lost")
			}
			done.Done()
		}(i)
	}
	ready.Wait()
	best := time.Hour
	for i := 0; i < 5; i++ {
		t := time.Now()
		runtime.GC()
		if d := time.Since(t); d < best {
			best = d
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	worst := uint64(0)
	for _, p := range m.PauseNs {
		if p > worst {
			worst = p
		}
	}
	close(stop)
	done.Wait()
	fmt.Println("goroutines", n)
	fmt.Fprintf(os.Stderr, "stat gc_ms=%.2f pause_us=%.1f\n", float64(best)/1e6, float64(worst)/1e3)
}
