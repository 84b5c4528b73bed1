// run

// runtime.MemStats: what is counted exactly, and what must fit together.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

type big struct {
	p *int
	a [1000]int
}

var sinkP []*big
var sinkI *[3]int64

func read() (m runtime.MemStats) {
	runtime.ReadMemStats(&m)
	return
}

func main() {
	debug.SetGCPercent(-1)
	runtime.GC()
	before := read()
	sinkP = make([]*big, 500)
	for i := range sinkP {
		sinkP[i] = new(big)
	}
	after := read()
	fmt.Println("mallocs at least 501:", after.Mallocs-before.Mallocs >= 501, "at most 520:", after.Mallocs-before.Mallocs <= 520)
	size := after.TotalAlloc - before.TotalAlloc
	fmt.Println("bytes", size >= 500*8192+4096, size < 500*8192+8192+4096)
	fmt.Println("no frees:", after.Frees-before.Frees < 5)
	sinkP = nil
	runtime.GC()
	end := read()
	fmt.Println("frees at least 500:", end.Frees-after.Frees >= 500, "objects:", end.HeapObjects == end.Mallocs-end.Frees)
	fmt.Println("total grows only:", end.TotalAlloc >= after.TotalAlloc, "alloc falls:", end.Alloc+500*8192 < after.Alloc+4096)
	fmt.Println("cycles", end.NumGC-before.NumGC, "forced", end.NumForcedGC-before.NumForcedGC)
	fmt.Println("alloc = heapalloc:", end.Alloc == end.HeapAlloc, "idle+inuse = sys:", end.HeapIdle+end.HeapInuse == end.HeapSys)
	fmt.Println("inuse >= alloc:", end.HeapInuse >= end.HeapAlloc, "sys >= parts:", end.Sys >= end.HeapSys+end.StackSys)
	fmt.Println("pause:", end.PauseNs[(end.NumGC+255)%256] > 0, end.PauseTotalNs > 0, "last:", end.LastGC > 1e18)
	fmt.Println("enabled:", end.EnableGC, "fraction:", end.GCCPUFraction >= 0 && end.GCCPUFraction < 1)
	fmt.Println("by size:", end.BySize[0].Size, end.BySize[1].Size, end.BySize[5].Size, end.BySize[60].Size)
	for i := 0; i < 10000; i++ {
		sinkI = new([3]int64)
	}
	small := read()
	fmt.Println("24 bytes:", small.BySize[3].Size, small.BySize[3].Mallocs-end.BySize[3].Mallocs >= 10000)
	var st debug.GCStats
	st.PauseQuantiles = make([]time.Duration, 5)
	debug.ReadGCStats(&st)
	fmt.Println("gcstats:", st.NumGC == int64(small.NumGC), len(st.Pause) == int(st.NumGC), st.PauseQuantiles[0] <= st.PauseQuantiles[4])
}
