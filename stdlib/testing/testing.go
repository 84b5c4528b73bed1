// Package testing runs tests, benchmarks and examples; `vole test` makes the program that calls MainStart.
package testing

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

// TB is what T, B and F share.
type TB interface {
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string

	// Nobody else can implement it, so that it may grow.
	private()
}

// common is the state of a test, benchmark or fuzz target. A subtest's output is handed to its parent when it is over, so
// that the lines of tests that run at the same time do not mix; with -v log lines appear at once.
type common struct {
	mu       sync.RWMutex
	output   []byte
	w        io.Writer // where the reports of subtests go
	chatty   *chattyPrinter
	ran      bool
	failed   bool
	skipped  bool
	done     bool
	finished bool // by FailNow, SkipNow or the end of the function
	isBench  bool
	hasSub   bool
	helpers  map[string]bool
	cleanups []func()
	parent   *common
	level    int
	name     string
	start    time.Time
	duration time.Duration
	barrier  chan bool // closed when parallel subtests may start
	signal   chan bool // the test is over, or parallel
	sub      []*T      // parallel subtests
	tempDir  string
	tempSeq  int
	parallel bool
	env      bool // Setenv was called
	context  *testContext
	names    map[string]int
	runner   string // function the frames below it belong to the package
}

// chattyPrinter tells with -v which test a line belongs to.
type chattyPrinter struct {
	w    io.Writer
	mu   sync.Mutex
	last string
}

func (p *chattyPrinter) update(test, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = test
	fmt.Fprintf(p.w, format, args...)
}

func (p *chattyPrinter) print(test, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last == "" {
		p.last = test
	} else if p.last != test {
		fmt.Fprintf(p.w, "=== CONT  %s\n", test)
		p.last = test
	}
	fmt.Fprintf(p.w, format, args...)
}

// indenter appends to the output of a test, four columns to the right.
type indenter struct{ c *common }

func (w indenter) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		end := len(b)
		for i, c := range b {
			if c == '\n' {
				end = i + 1
				break
			}
		}
		w.c.output = append(w.c.output, "    "...)
		w.c.output = append(w.c.output, b[:end]...)
		b = b[end:]
	}
	return n, nil
}

func (c *common) private()     {}
func (c *common) Name() string { return c.name }

func (c *common) Failed() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.failed
}

func (c *common) Skipped() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.skipped
}

func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

func (c *common) FailNow() {
	c.Fail()
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

func (c *common) SkipNow() {
	c.mu.Lock()
	c.skipped = true
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// Helper marks the calling function: log lines name its caller.
func (c *common) Helper() {
	pc, _, _, ok := runtime.Caller(1)
	if !ok {
		return
	}
	f := runtime.FuncForPC(pc)
	if f == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.helpers == nil {
		c.helpers = map[string]bool{}
	}
	c.helpers[f.Name()] = true
}

// place is the file and line a message is about; skip counts frames above it.
func (c *common) place(skip int) (string, int) {
	var pcs [50]uintptr
	n := runtime.Callers(skip+2, pcs[:])
	if n == 0 {
		return "???", 1
	}
	frames := runtime.CallersFrames(pcs[:n])
	var first runtime.Frame
	for {
		f, more := frames.Next()
		if first.PC == 0 {
			first = f
		}
		if f.Function == "testing.tRunner" || f.Function == "runtime.goexit" {
			f = first
			more = false
		} else if c.helpers[f.Function] && more {
			continue
		}
		file := f.File
		if i := strings.LastIndexByte(file, '/'); i >= 0 {
			file = file[i+1:]
		}
		if f.Line == 0 {
			f.Line = 1
		}
		return file, f.Line
	}
}

func (c *common) decorate(s string, skip int) string {
	file, line := c.place(skip + 1)
	s = strings.TrimSuffix(s, "\n")
	return fmt.Sprintf("    %s:%d: %s\n", file, line, strings.ReplaceAll(s, "\n", "\n        "))
}

func (c *common) log(s string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		for p := c.parent; p != nil; p = p.parent {
			p.mu.Lock()
			if !p.done {
				p.output = append(p.output, p.decorate(s, 2)...)
				p.mu.Unlock()
				return
			}
			p.mu.Unlock()
		}
		panic("Log in goroutine after " + c.name + " has completed: " + s)
	}
	text := c.decorate(s, 2)
	switch {
	case c.chatty == nil:
		c.output = append(c.output, text...)
	case c.isBench:
		fmt.Print(text)
	default:
		c.chatty.print(c.name, "%s", text)
	}
}

func (c *common) Log(args ...any)                 { c.log(fmt.Sprintln(args...)) }
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }

func (c *common) Error(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

func (c *common) Fatal(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

func (c *common) Skip(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// Cleanup registers a function that runs, last first, when the test is over.
func (c *common) Cleanup(f func()) {
	c.mu.Lock()
	c.cleanups = append(c.cleanups, f)
	c.mu.Unlock()
}

func (c *common) runCleanups() {
	for {
		c.mu.Lock()
		n := len(c.cleanups)
		if n == 0 {
			c.mu.Unlock()
			return
		}
		f := c.cleanups[n-1]
		c.cleanups = c.cleanups[:n-1]
		c.mu.Unlock()
		f()
	}
}

func (c *common) setenv(key, value string) {
	old, ok := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	if ok {
		c.Cleanup(func() { os.Setenv(key, old) })
	} else {
		c.Cleanup(func() { os.Unsetenv(key) })
	}
}

func (c *common) Setenv(key, value string) { c.setenv(key, value) }

// TempDir makes a new directory, removed when the test is over.
func (c *common) TempDir() string {
	c.mu.Lock()
	dir, seq := c.tempDir, c.tempSeq
	c.tempSeq++
	c.mu.Unlock()
	if dir == "" {
		pattern := strings.Map(func(r rune) rune {
			if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_=.@#", r)) || r >= 128 && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
				return r
			}
			return -1
		}, c.name)
		var err error
		if dir, err = os.MkdirTemp("", pattern); err != nil {
			c.Fatalf("TempDir: %v", err)
		}
		c.mu.Lock()
		c.tempDir = dir
		c.mu.Unlock()
		c.Cleanup(func() {
			if err := os.RemoveAll(dir); err != nil {
				c.Errorf("TempDir RemoveAll cleanup: %v", err)
			}
		})
	}
	d := fmt.Sprintf("%s%c%03d", dir, os.PathSeparator, seq+1)
	if err := os.Mkdir(d, 0777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return d
}

func fmtDuration(d time.Duration) string { return fmt.Sprintf("%.2fs", d.Seconds()) }

// flushToParent prints the format and then the test's own output where the parent's subtests are reported.
func (c *common) flushToParent(test, format string, args ...any) {
	p := c.parent
	p.mu.Lock()
	defer p.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.output) > 0 {
		format += "%s"
		args = append(args[:len(args):len(args)], c.output)
		c.output = nil
	}
	if c.chatty != nil && p.w == c.chatty.w {
		c.chatty.update(test, format, args...)
	} else {
		fmt.Fprintf(p.w, format, args...)
	}
}

func (c *common) report() {
	if c.parent == nil {
		return
	}
	const format = "--- %s: %s (%s)\n"
	d := fmtDuration(c.duration)
	switch {
	case c.Failed():
		c.flushToParent(c.name, format, "FAIL", c.name, d)
	case c.chatty == nil:
	case c.Skipped():
		c.flushToParent(c.name, format, "SKIP", c.name, d)
	default:
		c.flushToParent(c.name, format, "PASS", c.name, d)
	}
}

// unique makes a subtest's name: rewritten as a word, with a number when it is taken.
func (c *common) unique(sub string) string {
	b := []rune{}
	for _, r := range sub {
		switch {
		case unicode.IsSpace(r):
			b = append(b, '_')
		case !strconv.IsPrint(r):
			b = append(b, []rune(strings.Trim(strconv.QuoteRune(r), "'"))...)
		default:
			b = append(b, r)
		}
	}
	name := string(b)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.names == nil {
		c.names = map[string]int{}
	}
	base := name
	for {
		n := c.names[base]
		if name != "" && base == name && n == 0 && c.names[name] == 0 {
			c.names[name] = 1
			break
		}
		name = fmt.Sprintf("%s#%02d", base, n)
		c.names[base] = n + 1
		if c.names[name] == 0 {
			c.names[name] = 1
			break
		}
	}
	if c.level > 0 {
		return c.name + "/" + name
	}
	return name
}

// testContext is what all tests of a run share.
type testContext struct {
	match    *matcher
	deadline time.Time
	mu       sync.Mutex
	start    chan bool
	running  int
	waiting  int
	max      int
}

func (c *testContext) waitParallel() {
	c.mu.Lock()
	if c.running < c.max {
		c.running++
		c.mu.Unlock()
		return
	}
	c.waiting++
	c.mu.Unlock()
	<-c.start
}

func (c *testContext) release() {
	c.mu.Lock()
	if c.waiting == 0 {
		c.running--
		c.mu.Unlock()
		return
	}
	c.waiting--
	c.mu.Unlock()
	c.start <- true
}

// T is passed to tests.
type T struct {
	common
}

func (t *T) Deadline() (deadline time.Time, ok bool) {
	deadline = t.context.deadline
	return deadline, !deadline.IsZero()
}

func (t *T) Setenv(key, value string) {
	for c := &t.common; c != nil; c = c.parent {
		if c.parallel {
			panic("testing: t.Setenv called after t.Parallel; cannot set environment variables in parallel tests")
		}
	}
	t.env = true
	t.setenv(key, value)
}

// Parallel lets the test run at the same time as other parallel ones, once the sequential part of its parent is over.
func (t *T) Parallel() {
	if t.parallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.env {
		panic("testing: t.Parallel called after t.Setenv; cannot set environment variables in parallel tests")
	}
	t.parallel = true
	if t.parent.barrier == nil {
		return
	}
	t.duration += time.Since(t.start)
	t.parent.mu.Lock()
	t.parent.sub = append(t.parent.sub, t)
	t.parent.mu.Unlock()
	if t.chatty != nil {
		t.chatty.update(t.name, "=== PAUSE %s\n", t.name)
	}
	t.signal <- true
	<-t.parent.barrier
	t.context.waitParallel()
	if t.chatty != nil {
		t.chatty.update(t.name, "=== CONT  %s\n", t.name)
	}
	t.start = time.Now()
}

// Run runs f as a subtest.
func (t *T) Run(name string, f func(t *T)) bool {
	t.hasSub = true
	full := t.unique(name)
	if !t.context.match.matches(full) {
		return true
	}
	sub := &T{common{barrier: make(chan bool), signal: make(chan bool, 1), name: full, parent: &t.common, level: t.level + 1,
		chatty: t.chatty, context: t.context}}
	sub.w = indenter{&sub.common}
	if t.chatty != nil {
		t.chatty.update(full, "=== RUN   %s\n", full)
	}
	go tRunner(sub, f)
	if !<-sub.signal {
		runtime.Goexit()
	}
	return !sub.Failed()
}

var errNilPanicOrGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

func tRunner(t *T, f func(*T)) {
	defer func() {
		err := recover()
		signal := true
		t.mu.RLock()
		finished := t.finished
		t.mu.RUnlock()
		if !finished && err == nil {
			err = errNilPanicOrGoexit
			for p := t.parent; p != nil; p = p.parent {
				p.mu.RLock()
				finished = p.finished
				p.mu.RUnlock()
				if finished {
					t.Errorf("%v: subtest may have called FailNow on a parent test", err)
					err = nil
					signal = false
					break
				}
			}
		}
		if err != nil {
			// The program ends here, with what is known so far.
			t.Fail()
			t.runCleanups()
			t.duration += time.Since(t.start)
			t.report()
			for c := t.parent; c.parent != nil; c = c.parent {
				c.duration += time.Since(c.start)
				c.report()
			}
			panic(err)
		}
		t.duration += time.Since(t.start)
		if len(t.sub) > 0 {
			t.context.release()
			close(t.barrier)
			for _, s := range t.sub {
				<-s.signal
			}
			begin := time.Now()
			t.runCleanups()
			t.duration += time.Since(begin)
			if !t.parallel {
				t.context.waitParallel()
			}
		} else {
			t.runCleanups()
			if t.parallel {
				t.context.release()
			}
		}
		t.report()
		t.mu.Lock()
		t.done = true
		t.mu.Unlock()
		if t.parent != nil && !t.hasSub {
			t.parent.mu.Lock()
			t.parent.ran = true
			t.parent.mu.Unlock()
		}
		t.setRan()
		t.signal <- signal
	}()
	t.start = time.Now()
	f(t)
	t.mu.Lock()
	t.finished = true
	t.mu.Unlock()
}

func (c *common) setRan() {
	for ; c != nil; c = c.parent {
		c.mu.Lock()
		c.ran = true
		c.mu.Unlock()
	}
}

// Verbose tells whether -v is set.
func Verbose() bool { return flags.verbose }

// Short tells whether -short is set.
func Short() bool { return flags.short }

// Testing tells whether the program was made by `vole test`.
func Testing() bool { return started }

func CoverMode() string { return "" }

// Coverage is not measured.
func Coverage() float64 { return 0 }

var started bool

// flags as the go command hands them over.
var flags struct {
	verbose, short, failFast, benchMem   bool
	run, bench, benchTime, list, shuffle string
	skip                                 string
	count, parallel                      int
	timeout                              time.Duration
}

// Init registers the flags; MainStart does.
func Init() {
	if flag.Lookup("test.v") != nil {
		return
	}
	flag.BoolVar(&flags.verbose, "test.v", false, "verbose: print additional output")
	flag.BoolVar(&flags.short, "test.short", false, "run smaller test suite to save time")
	flag.BoolVar(&flags.failFast, "test.failfast", false, "do not start new tests after the first test failure")
	flag.BoolVar(&flags.benchMem, "test.benchmem", false, "print memory allocations for benchmarks")
	flag.StringVar(&flags.run, "test.run", "", "run only tests and examples matching `regexp`")
	flag.StringVar(&flags.skip, "test.skip", "", "do not list or run tests matching `regexp`")
	flag.StringVar(&flags.bench, "test.bench", "", "run only benchmarks matching `regexp`")
	flag.StringVar(&flags.benchTime, "test.benchtime", "1s", "run each benchmark for duration `d`")
	flag.StringVar(&flags.list, "test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
	flag.StringVar(&flags.shuffle, "test.shuffle", "off", "randomize the execution order of tests and benchmarks")
	flag.IntVar(&flags.count, "test.count", 1, "run tests and benchmarks `n` times")
	flag.IntVar(&flags.parallel, "test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
	flag.DurationVar(&flags.timeout, "test.timeout", 0, "panic test binary after duration `d` (0 means unlimited)")
}
