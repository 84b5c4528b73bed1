// run

// Memory limits and GOGC from within: a limit below the live heap must not stop the program, GOGC=off with a limit collects
// at the limit, and off without one never does.
package main

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"time"
)

var keep [][]byte
var sink []byte

func churn(mb int) {
	for i := 0; i < mb*16; i++ {
		sink = make([]byte, 64<<10)
	}
}

func cycles() uint32 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.NumGC
}

func main() {
	for i := 0; i < 40; i++ {
		keep = append(keep, make([]byte, 1<<20))
	}
	fmt.Println("old limit", debug.SetMemoryLimit(8<<20) == math.MaxInt64, "asked", debug.SetMemoryLimit(-1))
	start := time.Now()
	churn(200)
	fmt.Println("limit below the live heap: done in time", time.Since(start) < 20*time.Second)
	debug.SetMemoryLimit(math.MaxInt64)

	fmt.Println("percent", debug.SetGCPercent(-1), debug.SetGCPercent(-5))
	runtime.GC() // one may be under way
	n := cycles()
	churn(100)
	fmt.Println("off: cycles", cycles()-n)
	debug.SetMemoryLimit(120 << 20)
	churn(400)
	fmt.Println("off with a limit collects:", cycles() > n, "sys within bounds:", sys() < 260<<20)
	debug.SetMemoryLimit(math.MaxInt64)
	fmt.Println("percent", debug.SetGCPercent(50), debug.SetGCPercent(100))
	keep = nil
	n = cycles()
	runtime.GC()
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println("forced", cycles()-n >= 2, "live below 2 MB:", m.HeapAlloc < 2<<20, "kept below 16 MB:", m.HeapSys-m.HeapReleased < 16<<20)
}

func sys() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapSys - m.HeapReleased
}
