package testing

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
)

// InternalBenchmark is a benchmark of the program `vole test` makes.
type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// B is passed to benchmarks.
type B struct {
	common
	N           int
	importPath  string
	context     *benchContext // null: called through Benchmark
	fn          func(*B)
	running     bool
	showAllocs  bool
	bytes       int64
	noBytes     bool // a part of it has none
	startAllocs uint64
	startBytes  uint64
	netAllocs   uint64
	netBytes    uint64
	extra       map[string]float64
	lastN       int
	lastTook    time.Duration
	benchTime   durationOrCount
	result      BenchmarkResult
	parallelism int
}

// benchContext is what all benchmarks of a run share; the columns line up.
type benchContext struct {
	match  *matcher
	maxLen int
	extLen int // of the number of processors in a name
}

var (
	benchmarkMu sync.Mutex // one at a time
	memStats    runtime.MemStats
	headerOnce  sync.Once
)

func (b *B) markStart() {
	runtime.ReadMemStats(&memStats)
	b.startAllocs, b.startBytes = memStats.Mallocs, memStats.TotalAlloc
	b.start = time.Now()
}

func (b *B) StartTimer() {
	if !b.running {
		b.markStart()
		b.running = true
	}
}

func (b *B) StopTimer() {
	if b.running {
		b.duration += time.Since(b.start)
		runtime.ReadMemStats(&memStats)
		b.netAllocs += memStats.Mallocs - b.startAllocs
		b.netBytes += memStats.TotalAlloc - b.startBytes
		b.running = false
	}
}

func (b *B) ResetTimer() {
	if b.extra == nil {
		b.extra = make(map[string]float64, 16)
	} else {
		clear(b.extra)
	}
	if b.running {
		b.markStart()
	}
	b.duration, b.netAllocs, b.netBytes = 0, 0, 0
}

// SetBytes records the bytes one operation works on: the result has a throughput.
func (b *B) SetBytes(n int64) { b.bytes = n }
func (b *B) ReportAllocs()    { b.showAllocs = true }

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
	if strings.IndexFunc(unit, unicode.IsSpace) >= 0 {
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

// PB hands out iterations to the goroutines of RunParallel, some at a time.
type PB struct {
	shared *atomic.Uint64
	grain  uint64
	left   uint64
	n      uint64
}

func (pb *PB) Next() bool {
	if pb.left == 0 {
		n := pb.shared.Add(pb.grain)
		switch {
		case n <= pb.n:
			pb.left = pb.grain
		case n < pb.n+pb.grain:
			pb.left = pb.n + pb.grain - n
		default:
			return false
		}
	}
	pb.left--
	return true
}

func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	// A grain is some 100 us of work, but no more than 10 000 iterations.
	grain := uint64(1)
	if b.lastN > 0 && b.lastTook > 0 {
		grain = min(max(100000*uint64(b.lastN)/uint64(b.lastTook), 1), 10000)
	}
	var shared atomic.Uint64
	var wg sync.WaitGroup
	for i := b.parallelism * runtime.GOMAXPROCS(0); i > 0; i-- {
		wg.Add(1)
		go func() {
			defer wg.Done()
			body(&PB{shared: &shared, grain: grain, n: uint64(b.N)})
		}()
	}
	wg.Wait()
	if shared.Load() <= uint64(b.N) && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

// runN calls the function once, for n iterations.
func (b *B) runN(n int) {
	benchmarkMu.Lock()
	defer benchmarkMu.Unlock()
	defer b.runCleanup(false)
	runtime.GC()
	b.N = n
	b.parallelism = 1
	b.ResetTimer()
	b.StartTimer()
	b.fn(b)
	b.StopTimer()
	b.lastN, b.lastTook = n, b.duration
}

// run1 runs one iteration to see whether the benchmark works; false: nothing more is to be done.
func (b *B) run1() bool {
	if ctx := b.context; ctx != nil {
		if n := len(b.name) + ctx.extLen + 1; n > ctx.maxLen {
			ctx.maxLen = n + 8 // some more, so that the column does not move at every name
		}
	}
	go func() {
		defer func() { b.signal <- true }()
		b.runN(1)
	}()
	<-b.signal
	if b.failed {
		fmt.Fprintf(b.w, "--- FAIL: %s\n%s", b.name, b.output)
		return false
	}
	b.mu.RLock()
	finished := b.finished
	b.mu.RUnlock()
	if b.hasSub.Load() || finished {
		tag := "BENCH"
		if b.skipped {
			tag = "SKIP"
		}
		if b.chatty != nil && (len(b.output) > 0 || finished) {
			b.trimOutput()
			fmt.Fprintf(b.w, "--- %s: %s\n%s", tag, b.name, b.output)
		}
		return false
	}
	return true
}

func (b *B) header() {
	headerOnce.Do(func() {
		fmt.Fprintf(b.w, "goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
		if b.importPath != "" {
			fmt.Fprintf(b.w, "pkg: %s\n", b.importPath)
		}
		if cpu := cpuName(); cpu != "" {
			fmt.Fprintf(b.w, "cpu: %s\n", cpu)
		}
	})
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

func (b *B) doBench() BenchmarkResult {
	go b.launch()
	<-b.signal
	return b.result
}

// launch runs the function with more and more iterations until it takes long enough.
func (b *B) launch() {
	defer func() { b.signal <- true }()
	if b.benchTime.n > 0 {
		if b.benchTime.n > 1 {
			b.runN(b.benchTime.n)
		}
	} else {
		d := b.benchTime.d
		for n := int64(1); !b.failed && b.duration < d && n < 1e9; {
			last := n
			n = d.Nanoseconds() * int64(b.N) / max(b.duration.Nanoseconds(), 1)
			n += n / 5
			n = min(n, 100*last)
			n = max(n, last+1)
			n = min(n, 1e9)
			b.runN(int(n))
		}
	}
	b.result = BenchmarkResult{b.N, b.duration, b.bytes, b.netAllocs, b.netBytes, b.extra}
}

// Run measures f as a part of this benchmark, which then has no result of its own.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSub.Store(true)
	benchmarkMu.Unlock()
	defer benchmarkMu.Lock()
	full, ok, partial := b.name, true, false
	if b.context != nil {
		full, ok, partial = b.context.match.fullName(&b.common, name)
	}
	if !ok {
		return true
	}
	var pcs [maxFrames]uintptr
	n := runtime.Callers(2, pcs[:])
	sub := &B{importPath: b.importPath, fn: f, benchTime: b.benchTime, context: b.context}
	sub.init(full, &b.common, b.chatty)
	sub.barrier = nil
	sub.creator = append([]uintptr(nil), pcs[:n]...)
	sub.w = b.w
	sub.bench = true
	if partial {
		sub.hasSub.Store(true)
	}
	if b.chatty != nil {
		b.header()
		fmt.Println(full)
	}
	if sub.run1() {
		sub.header()
		if sub.context != nil {
			sub.context.measure(sub)
		} else {
			sub.doBench()
		}
	}
	b.add(sub.result)
	return !sub.failed
}

// add makes the result of a benchmark with parts: as if they ran one after another, once.
func (b *B) add(r BenchmarkResult) {
	b.result.N = 1
	b.result.T += time.Duration(r.NsPerOp())
	if r.Bytes == 0 {
		b.noBytes = true
		b.result.Bytes = 0
	}
	if !b.noBytes {
		b.result.Bytes += r.Bytes
	}
	b.result.MemAllocs += uint64(r.AllocsPerOp())
	b.result.MemBytes += uint64(r.AllocedBytesPerOp())
}

// trimOutput keeps what a benchmark logs, many times over, to some lines.
func (b *B) trimOutput() {
	lines := 0
	for i, c := range b.output {
		if c != '\n' {
			continue
		}
		if lines++; lines >= 10 {
			b.output = append(b.output[:i], "\n\t... [output truncated]\n"...)
			return
		}
	}
}

func benchmarkName(name string, procs int) string {
	if procs != 1 {
		return fmt.Sprintf("%s-%d", name, procs)
	}
	return name
}

// measure prints the benchmark's line, -count times for each of -cpu.
func (ctx *benchContext) measure(b *B) {
	for i, procs := range cpuList {
		for j := uint(0); j < *count; j++ {
			runtime.GOMAXPROCS(procs)
			label := benchmarkName(b.name, procs)
			if b.chatty == nil {
				fmt.Fprintf(b.w, "%-*s\t", ctx.maxLen, label)
			}
			if i > 0 || j > 0 {
				again := &B{fn: b.fn, benchTime: b.benchTime}
				again.name, again.w, again.chatty, again.bench = b.name, b.w, b.chatty, true
				again.signal = make(chan bool)
				b = again
				b.run1()
			}
			r := b.doBench()
			if b.failed {
				fmt.Fprintf(b.w, "--- FAIL: %s\n%s", label, b.output)
				continue
			}
			line := r.String()
			if b.chatty != nil {
				fmt.Fprintf(b.w, "%-*s\t", ctx.maxLen, label)
			}
			if *benchmarkMemory || b.showAllocs {
				line += "\t" + r.MemString()
			}
			fmt.Fprintln(b.w, line)
			if len(b.output) > 0 {
				b.trimOutput()
				fmt.Fprintf(b.w, "--- BENCH: %s\n%s", label, b.output)
			}
			if p := runtime.GOMAXPROCS(-1); p != procs {
				fmt.Fprintf(os.Stderr, "testing: %s left GOMAXPROCS set to %d\n", label, p)
			}
		}
	}
}

// RunBenchmarks is for programs that call it themselves.
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	runBenchmarks("", matchString, benchmarks)
}

func runBenchmarks(path string, match func(pat, str string) (bool, error), benchmarks []InternalBenchmark) bool {
	if *matchBenchmarks == "" {
		return true
	}
	if cpuList == nil {
		parseCPUList()
	}
	procs := 1
	for _, n := range cpuList {
		procs = max(procs, n)
	}
	ctx := &benchContext{match: newMatcher(match, *matchBenchmarks, "-test.bench", *skip), extLen: len(benchmarkName("", procs))}
	var chosen []InternalBenchmark
	for _, x := range benchmarks {
		if _, ok, _ := ctx.match.fullName(nil, x.Name); ok {
			chosen = append(chosen, x)
			ctx.maxLen = max(ctx.maxLen, len(benchmarkName(x.Name, procs))+ctx.extLen+1)
		}
	}
	root := &B{importPath: path, benchTime: benchTime, context: ctx}
	root.name, root.w, root.bench = "Main", os.Stdout, true
	root.fn = func(b *B) {
		for _, x := range chosen {
			b.Run(x.Name, x.F)
		}
	}
	if Verbose() {
		root.chatty = newChattyPrinter(root.w)
	}
	root.runN(1)
	return !root.failed
}

// Benchmark measures a function outside of `vole test`.
func Benchmark(f func(b *B)) BenchmarkResult {
	b := &B{fn: f, benchTime: benchTime}
	b.signal = make(chan bool)
	b.w = discard{}
	if b.run1() {
		b.header()
		b.doBench()
	}
	return b.result
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
