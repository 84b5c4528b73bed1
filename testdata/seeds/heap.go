// run -stress=no

// The heap in kilobytes: small, about 10 MB, small again.
package main

import (
	"fmt"
	"runtime"
)

func heapKB() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc / 1024
}

var junk [][]byte

func main() {
	runtime.GC()
	before := heapKB()
	for i := 0; i < 1000; i++ {
		junk = append(junk, make([]byte, 10*1024))
	}
	full := heapKB()
	junk = nil
	runtime.GC()
	after := heapKB()
	fmt.Println(before < 2000, full > before+9500 && full < before+12000, after < before+500)
}
