package testing

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"
)

// BenchmarkResult holds the measurements.
type BenchmarkResult struct {
	N         int
	T         time.Duration
	Bytes     int64
	MemAllocs uint64
	MemBytes  uint64
	Extra     map[string]float64
}

// perOp divides by the iterations, unless the benchmark has reported the value itself.
func (r BenchmarkResult) perOp(total int64, unit string) int64 {
	if v, ok := r.Extra[unit]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return total / int64(r.N)
}

func (r BenchmarkResult) NsPerOp() int64           { return r.perOp(r.T.Nanoseconds(), "ns/op") }
func (r BenchmarkResult) AllocsPerOp() int64       { return r.perOp(int64(r.MemAllocs), "allocs/op") }
func (r BenchmarkResult) AllocedBytesPerOp() int64 { return r.perOp(int64(r.MemBytes), "B/op") }

func (r BenchmarkResult) mbPerSec() float64 {
	if v, ok := r.Extra["MB/s"]; ok {
		return v
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return float64(r.Bytes) * float64(r.N) / 1e6 / r.T.Seconds()
}

func (r BenchmarkResult) String() string {
	b := new(strings.Builder)
	fmt.Fprintf(b, "%8d", r.N)
	ns, ok := r.Extra["ns/op"]
	if !ok {
		ns = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	if ns != 0 {
		b.WriteByte('\t')
		prettyPrint(b, ns, "ns/op")
	}
	if mbs := r.mbPerSec(); mbs != 0 {
		fmt.Fprintf(b, "\t%7.2f MB/s", mbs)
	}
	var keys []string
	for k := range r.Extra {
		switch k {
		case "ns/op", "MB/s", "B/op", "allocs/op":
			continue
		}
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		b.WriteByte('\t')
		prettyPrint(b, r.Extra[k], k)
	}
	return b.String()
}

// prettyPrint gives four significant digits and lines up the points.
func prettyPrint(b *strings.Builder, x float64, unit string) {
	digits, y := 7, math.Abs(x)
	switch {
	case y == 0 || y >= 999.95:
		digits = 0
	case y >= 99.995:
		digits = 1
	case y >= 9.9995:
		digits = 2
	case y >= 0.99995:
		digits = 3
	case y >= 0.099995:
		digits = 4
	case y >= 0.0099995:
		digits = 5
	case y >= 0.00099995:
		digits = 6
	}
	width := 10
	if digits > 0 {
		width = 11 + digits
	}
	fmt.Fprintf(b, "%*.*f %s", width, digits, x, unit)
}

func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}
