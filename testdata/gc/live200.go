// A live heap of about 200 MB under steady allocation: trees that are replaced one by one, so that marking always meets
// stores. Prints to standard error what MemStats says: the longest stop of the world, the number of cycles.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

type Item struct {
	left, right *Item
	payload     []byte
	name        string
	n           int
}

func build(depth, n int) *Item {
	it := &Item{n: n, payload: make([]byte, 24), name: "item"}
	if depth > 0 {
		it.left = build(depth-1, 2*n)
		it.right = build(depth-1, 2*n+1)
	}
	return it
}

func (it *Item) sum() int {
	if it == nil {
		return 0
	}
	return it.n&7 + len(it.payload) + it.left.sum() + it.right.sum()
}

func main() {
	const trees = 950
	start := time.Now()
	live := make([]*Item, trees)
	for i := range live {
		live[i] = build(10, i)
	}
	var after runtime.MemStats
	rounds := 3000
	x := uint32(1)
	for i := 0; i < rounds; i++ {
		x = x*1664525 + 1013904223
		live[int(x>>8)%trees] = build(10, i)
	}
	total := 0
	for _, t := range live {
		total += t.sum()
	}
	fmt.Println("trees", trees, "nodes", trees*2047, total > 0)
	runtime.ReadMemStats(&after)
	var st debug.GCStats
	debug.ReadGCStats(&st)
	worst := time.Duration(0)
	for _, p := range st.Pause {
		if p > worst {
			worst = p
		}
	}
	fmt.Fprintf(os.Stderr, "stat pause_us=%.1f cycles=%d heap_mb=%d sys_mb=%d ms=%d\n", float64(worst)/1e3, after.NumGC, after.HeapAlloc>>20, after.Sys>>20, time.Since(start).Milliseconds())
}
