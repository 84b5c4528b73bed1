package testing

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// B is passed to benchmarks.
type B struct {
	common
	N           int
	fn          func(*B)
	running     bool
	allocs      bool // ReportAllocs
	bytes       int64
	startAllocs uint64
	startBytes  uint64
	netAllocs   uint64
	netBytes    uint64
	extra       map[string]float64
	previousN   int
	benchTime   benchTime
	result      BenchmarkResult
	match       *matcher
	maxLen      int
	parallelism int
	hasSubs     bool
	quiet       bool // no line of its own
}

type benchTime struct {
	d time.Duration
	n int
}

func parseBenchTime(s string) (benchTime, error) {
	if strings.HasSuffix(s, "x") {
		n, err := strconv.Atoi(s[:len(s)-1])
		if err != nil || n <= 0 {
			return benchTime{}, fmt.Errorf("invalid count")
		}
		return benchTime{n: n}, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return benchTime{}, fmt.Errorf("invalid duration")
	}
	return benchTime{d: d}, nil
}

func (b *B) StartTimer() {
	if !b.running {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.startAllocs, b.startBytes = m.Mallocs, m.TotalAlloc
		b.start = time.Now()
		b.running = true
	}
}

func (b *B) StopTimer() {
	if b.running {
		b.duration += time.Since(b.start)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.netAllocs += m.Mallocs - b.startAllocs
		b.netBytes += m.TotalAlloc - b.startBytes
		b.running = false
	}
}

func (b *B) ResetTimer() {
	b.extra = map[string]float64{}
	if b.running {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.startAllocs, b.startBytes = m.Mallocs, m.TotalAlloc
		b.start = time.Now()
	}
	b.duration, b.netAllocs, b.netBytes = 0, 0, 0
}

// SetBytes records the bytes one operation works on: the result has a throughput.
func (b *B) SetBytes(n int64) { b.bytes = n }
func (b *B) ReportAllocs()    { b.allocs = true }

func (b *B) Elapsed() time.Duration {
	d := b.duration
	if b.running {
		d += time.Since(b.start)
	}
	return d
}

// ReportMetric adds a value to the result; it replaces a built-in one of the same unit.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.ContainsAny(unit, " \t\n") {
		panic("metric unit must not contain whitespace")
	}
	if b.extra == nil {
		b.extra = map[string]float64{}
	}
	b.extra[unit] = n
}

func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.parallelism = p
	}
}

// PB hands out iterations to the goroutines of RunParallel.
type PB struct {
	shared *atomic.Int64
	left   int64
}

func (pb *PB) Next() bool { return pb.shared.Add(-1) >= 0 }

func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	var left atomic.Int64
	left.Store(int64(b.N))
	n := max(b.parallelism, 1) * runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			body(&PB{shared: &left})
		}()
	}
	wg.Wait()
}

// runN calls the function once, for n iterations.
func (b *B) runN(n int) {
	runtime.GC()
	b.N = n
	b.ResetTimer()
	b.StartTimer()
	b.fn(b)
	b.StopTimer()
	b.previousN = n
}

// run1 runs one iteration to see whether the benchmark works; false: nothing more is to be done.
func (b *B) run1() bool {
	b.within(func() { b.runN(1) })
	if b.Failed() {
		fmt.Fprintf(b.w, "--- FAIL: %s\n%s", b.name, b.output)
		return false
	}
	if b.hasSubs || b.Skipped() {
		if (b.chatty != nil || b.Skipped()) && (b.Skipped() || len(b.output) > 0) && b.Skipped() {
			fmt.Fprintf(b.w, "--- SKIP: %s\n%s", b.name, b.output)
		}
		return false
	}
	return true
}

// within runs f in a goroutine of its own, which FailNow may end.
func (b *B) within(f func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer b.runCleanups()
		f()
		b.finished = true
	}()
	<-done
}

func (b *B) launch() {
	b.within(func() {
		if b.benchTime.n > 0 {
			if b.benchTime.n > 1 {
				b.runN(b.benchTime.n)
			}
			return
		}
		d := b.benchTime.d
		for n := int64(1); !b.Failed() && b.duration < d && n < 1e9; {
			last := n
			prev := b.duration.Nanoseconds()
			if prev <= 0 {
				prev = 1
			}
			n = d.Nanoseconds() * int64(b.N) / prev
			n += n / 5
			n = min(n, 100*last)
			n = max(n, last+1)
			n = min(n, 1e9)
			b.runN(int(n))
		}
	})
	b.result = BenchmarkResult{b.N, b.duration, b.bytes, b.netAllocs, b.netBytes, b.extra}
}

// Run measures f as a part of this benchmark, which then has no result of its own.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSubs = true
	full := b.unique(name)
	if !b.match.matches(full) {
		return true
	}
	sub := &B{common: common{name: full, parent: &b.common, level: b.level + 1, w: b.w, chatty: b.chatty, isBench: true},
		fn: f, benchTime: b.benchTime, match: b.match, maxLen: b.maxLen, quiet: b.quiet}
	if n := len(full) + len((&B{}).label()) + 1; b.level > 0 && n > b.maxLen {
		b.maxLen = n + 8 // some more, so that the column does not move at every name
		sub.maxLen = b.maxLen
	}
	if sub.quiet {
		if sub.run1() {
			sub.launch()
		}
		b.add(sub.result)
		return !sub.Failed()
	}
	if sub.run1() {
		sub.measure()
	}
	return !sub.Failed()
}

func (b *B) add(r BenchmarkResult) {
	b.result.N = 1
	b.result.T += time.Duration(r.NsPerOp())
	b.result.MemAllocs += uint64(r.AllocsPerOp())
	b.result.MemBytes += uint64(r.AllocedBytesPerOp())
}

func (b *B) label() string {
	if n := runtime.GOMAXPROCS(-1); n != 1 {
		return fmt.Sprintf("%s-%d", b.name, n)
	}
	return b.name
}

// measure prints the benchmark's line, -count times.
func (b *B) measure() {
	for i := 0; i < flags.count; i++ {
		label := b.label()
		if b.chatty != nil {
			fmt.Println(b.name)
		}
		fmt.Fprintf(b.w, "%-*s\t", b.maxLen, label)
		c := b
		if i > 0 {
			c = &B{common: common{name: b.name, parent: b.parent, level: b.level, w: b.w, isBench: true}, fn: b.fn, benchTime: b.benchTime,
				match: b.match, maxLen: b.maxLen}
			c.within(func() { c.runN(1) })
		}
		c.launch()
		if c.Failed() {
			fmt.Fprintf(b.w, "--- FAIL: %s\n%s", label, c.output)
			b.Fail()
			continue
		}
		line := c.result.String()
		if flags.benchMem || c.allocs {
			line += "\t" + c.result.MemString()
		}
		fmt.Fprintln(b.w, line)
		if len(c.output) > 0 {
			fmt.Fprintf(b.w, "--- BENCH: %s\n%s", label, c.output)
		}
	}
}

func cpuName() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for _, line := range strings.Split(string(text), "\n") {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func runBenchmarks(path string, benchmarks []InternalBenchmark) bool {
	if flags.bench == "" {
		return true
	}
	bt, err := parseBenchTime(flags.benchTime)
	if err != nil {
		fmt.Fprintf(os.Stderr, "invalid value %q for flag -test.benchtime: %v\n", flags.benchTime, err)
		return false
	}
	match := newMatcher(flags.bench, flags.skip, "-test.bench")
	root := &B{common: common{name: "Main", w: os.Stdout}, benchTime: bt, match: match}
	if Verbose() {
		root.chatty = &chattyPrinter{w: os.Stdout}
	}
	first := true
	for _, x := range benchmarks {
		if match.matches(x.Name) {
			root.maxLen = max(root.maxLen, len((&B{common: common{name: x.Name}}).label())+len((&B{}).label())+1)
		}
	}
	for _, x := range benchmarks {
		if !match.matches(x.Name) {
			continue
		}
		if first {
			fmt.Printf("goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
			if path != "" {
				fmt.Printf("pkg: %s\n", path)
			}
			if cpu := cpuName(); cpu != "" {
				fmt.Printf("cpu: %s\n", cpu)
			}
			first = false
		}
		root.Run(x.Name, x.F)
	}
	return !root.Failed()
}

// BenchmarkResult holds the measurements.
type BenchmarkResult struct {
	N         int
	T         time.Duration
	Bytes     int64
	MemAllocs uint64
	MemBytes  uint64
	Extra     map[string]float64
}

func (r BenchmarkResult) NsPerOp() int64 {
	if v, ok := r.Extra["ns/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return r.T.Nanoseconds() / int64(r.N)
}

func (r BenchmarkResult) AllocsPerOp() int64 {
	if v, ok := r.Extra["allocs/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemAllocs) / int64(r.N)
}

func (r BenchmarkResult) AllocedBytesPerOp() int64 {
	if v, ok := r.Extra["B/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemBytes) / int64(r.N)
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
	if r.Bytes > 0 && r.T > 0 && r.N > 0 {
		fmt.Fprintf(b, "\t%7.2f MB/s", float64(r.Bytes)*float64(r.N)/1e6/r.T.Seconds())
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

func prettyPrint(b *strings.Builder, x float64, unit string) {
	var format string
	switch y := math.Abs(x); {
	case y == 0 || y >= 999.95:
		format = "%10.0f %s"
	case y >= 99.995:
		format = "%12.1f %s"
	case y >= 9.9995:
		format = "%13.2f %s"
	case y >= 0.99995:
		format = "%14.3f %s"
	case y >= 0.099995:
		format = "%15.4f %s"
	case y >= 0.0099995:
		format = "%16.5f %s"
	case y >= 0.00099995:
		format = "%17.6f %s"
	default:
		format = "%18.7f %s"
	}
	fmt.Fprintf(b, format, x, unit)
}

func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}

// Benchmark measures a function outside of `vole test`.
func Benchmark(f func(b *B)) BenchmarkResult {
	b := &B{common: common{w: discard{}, isBench: true}, fn: f, benchTime: benchTime{d: time.Second}, match: &matcher{}, quiet: true}
	if b.run1() {
		b.launch()
	}
	return b.result
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
