package session

import (
	"runtime"
	"strconv"
	"time"
)

// Bench calls f again and again for about half a second and tells what a call takes.
func Bench(f func()) {
	f()
	n := 1
	var spent time.Duration
	var before, after runtime.MemStats
	for {
		runtime.ReadMemStats(&before)
		start := time.Now()
		for i := 0; i < n; i++ {
			f()
		}
		spent = time.Since(start)
		if spent > 300*time.Millisecond || n >= 1e9 {
			break
		}
		more := n * 100
		if spent > 0 {
			more = int(int64(n) * int64(500*time.Millisecond) / int64(spent))
		}
		if more > n*100 {
			more = n * 100
		}
		if more <= n {
			more = n + 1
		}
		n = more
	}
	runtime.ReadMemStats(&after)
	per := float64(spent.Nanoseconds()) / float64(n)
	digits := 0
	if per < 100 {
		digits = 2
	}
	write(strconv.Itoa(n) + " times, " + strconv.FormatFloat(per, 'f', digits, 64) + " ns each, " +
		strconv.FormatUint((after.TotalAlloc-before.TotalAlloc)/uint64(n), 10) + " B, " +
		strconv.FormatUint((after.Mallocs-before.Mallocs)/uint64(n), 10) + " allocs\n")
}

// Allocs tells what one call of f allocates.
func Allocs(f func()) {
	f()
	var before, after runtime.MemStats
	const n = 10
	runtime.ReadMemStats(&before)
	for i := 0; i < n; i++ {
		f()
	}
	runtime.ReadMemStats(&after)
	write(strconv.FormatUint((after.Mallocs-before.Mallocs)/n, 10) + " allocs, " +
		strconv.FormatUint((after.TotalAlloc-before.TotalAlloc)/n, 10) + " bytes\n")
}

// Time calls f once.
func Time(f func()) {
	start := time.Now()
	f()
	spent := time.Since(start)
	write(spent.String() + "\n")
}
