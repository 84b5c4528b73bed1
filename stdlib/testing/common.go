package testing

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
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

// maxFrames bounds how far up a message looks for the line it is about.
const maxFrames = 50

// common is the state of a test, benchmark or fuzz target. A subtest's output is handed to its parent when it is over, so
// that the lines of tests that run at the same time do not mix; with -v log lines appear at once.
type common struct {
	mu       sync.RWMutex // guards the fields up to cleanupPCs
	output   []byte
	w        io.Writer // where the reports of subtests go
	ran      bool      // it or a subtest was run
	failed   bool
	skipped  bool
	done     bool // with all subtests
	helpers  map[uintptr]bool
	names    map[string]bool // the functions of helpers; nil: to be made anew
	cleanups []func()
	finished bool // by FailNow, SkipNow or the end of the function
	inFuzzFn bool

	cleanupName string    // while a cleanup runs: the function that runs it
	cleanupPCs  []uintptr // and where it was registered

	chatty *chattyPrinter
	bench  bool
	hasSub atomic.Bool
	runner string // the function that runs tests, as frames name it

	parent   *common
	level    int
	creator  []uintptr // where the parent called Run
	name     string
	start    time.Time
	duration time.Duration
	barrier  chan bool // closed when parallel subtests may start; nil where there are none
	signal   chan bool // the test is over, or parallel
	sub      []*T      // parallel subtests

	tempMu  sync.Mutex
	tempDir string
	tempErr error
	tempSeq int
}

// chattyPrinter tells with -v which test a line belongs to.
type chattyPrinter struct {
	w    io.Writer
	mu   sync.Mutex
	last string
}

func newChattyPrinter(w io.Writer) *chattyPrinter { return &chattyPrinter{w: w} }

// update prints what itself names the test.
func (p *chattyPrinter) update(test, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = test
	fmt.Fprintf(p.w, format, args...)
}

// print prints what a test says; where another one spoke last, its name comes first.
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
		end := strings.IndexByte(string(b), '\n') + 1
		if end == 0 {
			end = len(b)
		}
		w.c.output = append(w.c.output, "    "...)
		w.c.output = append(w.c.output, b[:end]...)
		b = b[end:]
	}
	return n, nil
}

// checkFuzzFn is called by what belongs to F, and whose place inside of a fuzz target T's method takes.
func (c *common) checkFuzzFn(name string) {
	if c.inFuzzFn {
		panic(fmt.Sprintf("testing: f.%s was called inside the fuzz target, use t.%s instead", name, name))
	}
}

func (c *common) private() {}

// Name is the name of the test with those of its parents: A/b/c.
func (c *common) Name() string { return c.name }

func (c *common) setRan() {
	if c.parent != nil {
		c.parent.setRan()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ran = true
}

// Failed tells whether it or a subtest failed so far.
func (c *common) Failed() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.failed
}

// Skipped tells whether it was skipped.
func (c *common) Skipped() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.skipped
}

// Fail marks it as failed; it goes on.
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

// FailNow marks it as failed and ends its goroutine, which must be the caller's.
func (c *common) FailNow() {
	c.checkFuzzFn("FailNow")
	c.Fail()
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// SkipNow marks it as skipped and ends its goroutine.
func (c *common) SkipNow() {
	c.checkFuzzFn("SkipNow")
	c.mu.Lock()
	c.skipped = true
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// Helper marks the calling function: log lines name its caller.
func (c *common) Helper() { c.helper(1) }

func (c *common) helper(skip int) {
	var pc [1]uintptr
	if runtime.Callers(skip+2, pc[:]) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.helpers == nil {
		c.helpers = map[uintptr]bool{}
	}
	if !c.helpers[pc[0]] {
		c.helpers[pc[0]] = true
		c.names = nil
	}
}

func funcName(pc uintptr) string {
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	return frame.Function
}

// callerName is the function skip frames above the caller's.
func callerName(skip int) string {
	var pc [1]uintptr
	if runtime.Callers(skip+2, pc[:]) == 0 {
		panic("testing: zero callers found")
	}
	return funcName(pc[0])
}

// place is the frame a message is about: the first that is in no helper, looked for from skip frames up, out of a cleanup
// to where it was registered, and out of a subtest to the call of Run. The caller holds c.mu.
func (c *common) place(skip int) runtime.Frame {
	var locked *common // a parent whose lock we took
	defer func() {
		if locked != nil {
			locked.mu.Unlock()
		}
	}()
	var pcs [maxFrames]uintptr
	n := runtime.Callers(skip+2, pcs[:])
	if n == 0 {
		panic("testing: zero callers found")
	}
	frames := runtime.CallersFrames(pcs[:n])
	var first, previous, frame runtime.Frame
	for more := true; more; previous = frame {
		frame, more = frames.Next()
		if frame.Function == "runtime.gopanic" {
			continue
		}
		if frame.Function == c.cleanupName && c.cleanupName != "" {
			frames = runtime.CallersFrames(c.cleanupPCs)
			continue
		}
		if first.PC == 0 {
			first = frame
		}
		if frame.Function == c.runner {
			if c.level <= 1 {
				return previous
			}
			frames = runtime.CallersFrames(c.creator)
			if locked != nil {
				locked.mu.Unlock()
			}
			c = c.parent
			c.mu.Lock()
			locked = c
			continue
		}
		if c.names == nil {
			c.names = make(map[string]bool, len(c.helpers))
			for pc := range c.helpers {
				c.names[funcName(pc)] = true
			}
		}
		if !c.names[frame.Function] {
			return frame
		}
	}
	return first
}

// decorate makes the lines of a message: file and line, and what follows the first line further to the right.
func (c *common) decorate(s string, skip int) string {
	frame := c.place(skip)
	file, line := frame.File, frame.Line
	if file == "" {
		file = "???"
	} else if i := strings.LastIndexByte(file, '/'); i >= 0 {
		file = file[i+1:]
	}
	if line == 0 {
		line = 1
	}
	s = strings.TrimSuffix(s, "\n")
	return fmt.Sprintf("    %s:%d: %s\n", file, line, strings.ReplaceAll(s, "\n", "\n        "))
}

// log is called by the exported methods directly: the depth is always the same.
func (c *common) log(s string) { c.logDepth(s, 3) }

func (c *common) logDepth(s string, depth int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		// It is over; the nearest parent that is not takes the message.
		for p := c.parent; p != nil; p = p.parent {
			p.mu.Lock()
			defer p.mu.Unlock()
			if !p.done {
				p.output = append(p.output, p.decorate(s, depth+1)...)
				return
			}
		}
		panic("Log in goroutine after " + c.name + " has completed: " + s)
	}
	switch {
	case c.chatty == nil:
		c.output = append(c.output, c.decorate(s, depth+1)...)
	case c.bench:
		fmt.Print(c.decorate(s, depth+1))
	default:
		c.chatty.print(c.name, "%s", c.decorate(s, depth+1))
	}
}

func (c *common) Log(args ...any) {
	c.checkFuzzFn("Log")
	c.log(fmt.Sprintln(args...))
}

func (c *common) Logf(format string, args ...any) {
	c.checkFuzzFn("Logf")
	c.log(fmt.Sprintf(format, args...))
}

func (c *common) Error(args ...any) {
	c.checkFuzzFn("Error")
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.checkFuzzFn("Errorf")
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

func (c *common) Fatal(args ...any) {
	c.checkFuzzFn("Fatal")
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

func (c *common) Fatalf(format string, args ...any) {
	c.checkFuzzFn("Fatalf")
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

func (c *common) Skip(args ...any) {
	c.checkFuzzFn("Skip")
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

func (c *common) Skipf(format string, args ...any) {
	c.checkFuzzFn("Skipf")
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// Cleanup registers a function that runs, last first, when the test and its subtests are over.
func (c *common) Cleanup(f func()) {
	c.checkFuzzFn("Cleanup")
	var pcs [maxFrames]uintptr
	registered := append([]uintptr(nil), pcs[:runtime.Callers(2, pcs[:])]...)
	run := func() {
		defer func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.cleanupName = ""
			c.cleanupPCs = nil
		}()
		name := callerName(0)
		c.mu.Lock()
		c.cleanupName = name
		c.cleanupPCs = registered
		c.mu.Unlock()
		f()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, run)
}

// runCleanup runs what Cleanup registered. A panic of one does not keep the others from running; catch: it is returned.
func (c *common) runCleanup(catch bool) (panicked any) {
	if catch {
		defer func() { panicked = recover() }()
	}
	defer func() {
		c.mu.Lock()
		left := len(c.cleanups) > 0
		c.mu.Unlock()
		if left {
			c.runCleanup(false)
		}
	}()
	for {
		var f func()
		c.mu.Lock()
		if n := len(c.cleanups); n > 0 {
			f = c.cleanups[n-1]
			c.cleanups = c.cleanups[:n-1]
		}
		c.mu.Unlock()
		if f == nil {
			return nil
		}
		f()
	}
}

// Setenv sets a variable of the environment until the test is over.
func (c *common) Setenv(key, value string) {
	c.checkFuzzFn("Setenv")
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

// inPattern keeps of a test's name what may stand in a file's.
func inPattern(r rune) rune {
	switch {
	case r < 128 && ('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || strings.ContainsRune("!#$%&()+,-.=@^_{}~ ", r)):
		return r
	case r >= 128 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
		return r
	}
	return -1
}

// TempDir makes a new directory, removed when the test is over.
func (c *common) TempDir() string {
	c.checkFuzzFn("TempDir")
	c.tempMu.Lock()
	gone := c.tempDir == ""
	if !gone {
		_, err := os.Stat(c.tempDir)
		gone = os.IsNotExist(err)
		if err != nil && !gone {
			c.Fatalf("TempDir: %v", err)
		}
	}
	if gone {
		c.Helper()
		c.tempDir, c.tempErr = os.MkdirTemp("", strings.Map(inPattern, c.name))
		if c.tempErr == nil {
			c.Cleanup(func() {
				if err := os.RemoveAll(c.tempDir); err != nil {
					c.Errorf("TempDir RemoveAll cleanup: %v", err)
				}
			})
		}
	}
	if c.tempErr == nil {
		c.tempSeq++
	}
	seq := c.tempSeq
	c.tempMu.Unlock()
	if c.tempErr != nil {
		c.Fatalf("TempDir: %v", c.tempErr)
	}
	dir := fmt.Sprintf("%s%c%03d", c.tempDir, os.PathSeparator, seq)
	if err := os.Mkdir(dir, 0777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
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

// report prints how it ended.
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

// die reports what is known so far, up to the root; the caller panics then.
func (c *common) die() {
	c.Fail()
	if r := c.runCleanup(true); r != nil {
		c.Logf("cleanup panicked with %v", r)
	}
	for t := c; t.parent != nil; t = t.parent {
		t.mu.Lock()
		t.duration += time.Since(t.start)
		d := t.duration
		t.mu.Unlock()
		t.flushToParent(t.name, "--- FAIL: %s (%s)\n", t.name, fmtDuration(d))
		if r := t.parent.runCleanup(true); r != nil {
			fmt.Fprintf(t.parent.w, "cleanup panicked with %v", r)
		}
	}
}
