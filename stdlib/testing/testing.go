// Package testing runs tests, benchmarks, fuzz targets and examples; `vole test` makes the program that calls Start.
package testing

import (
	"errors"
	"flag"
	"fmt"
	"internal/testexit"
	"math/rand"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// T is passed to tests.
type T struct {
	common
	isParallel bool
	isEnvSet   bool
	context    *testContext
}

// InternalTest is a test of the program `vole test` makes.
type InternalTest struct {
	Name string
	F    func(*T)
}

// testContext is what all tests of a run share: how many of the parallel ones may run at a time.
type testContext struct {
	match    *matcher
	deadline time.Time
	mu       sync.Mutex
	start    chan bool // hands a place on to one that waits
	running  int       // without those that wait for their subtests
	waiting  int
	max      int
}

func newTestContext(max int, m *matcher) *testContext {
	return &testContext{match: m, start: make(chan bool), max: max, running: 1}
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

// Deadline is when -timeout ends the program.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	deadline = t.context.deadline
	return deadline, !deadline.IsZero()
}

// Setenv is not for parallel tests: the environment is everybody's.
func (t *T) Setenv(key, value string) {
	if t.isParallel {
		panic("testing: t.Setenv called after t.Parallel; cannot set environment variables in parallel tests")
	}
	t.isEnvSet = true
	t.common.Setenv(key, value)
}

// Parallel lets the test run at the same time as other parallel ones, once the sequential part of its parent is over.
func (t *T) Parallel() {
	if t.isParallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.isEnvSet {
		panic("testing: t.Parallel called after t.Setenv; cannot set environment variables in parallel tests")
	}
	t.isParallel = true
	if t.parent.barrier == nil {
		return
	}
	t.duration += time.Since(t.start)
	t.parent.sub = append(t.parent.sub, t)
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

var errNilPanicOrGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

// numFailed counts the tests that failed, for -failfast.
var numFailed atomic.Uint32

func shouldFailFast() bool { return *failFast && numFailed.Load() > 0 }

// tRunner runs a test in a goroutine of its own and tells the one that called Run when it is over. Its closures stand in
// the order in which traces number them.
func tRunner(t *T, fn func(t *T)) {
	t.runner = callerName(0)
	defer func() {
		if t.Failed() {
			numFailed.Add(1)
		}
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
		// A cleanup may call FailNow: the end is told by a deferred call, unless the program is about to end.
		panicked := false
		defer func() {
			if panicked {
				return
			}
			if err != nil {
				panic(err)
			}
			t.signal <- signal
		}()
		doPanic := func(err any) {
			t.die()
			panicked = true
			panic(err)
		}
		if err != nil {
			doPanic(err)
		}
		t.duration += time.Since(t.start)
		if len(t.sub) > 0 {
			// The place of this test is free while its parallel subtests run.
			t.context.release()
			close(t.barrier)
			for _, s := range t.sub {
				<-s.signal
			}
			begin := time.Now()
			err := t.runCleanup(true)
			t.duration += time.Since(begin)
			if err != nil {
				doPanic(err)
			}
			if !t.isParallel {
				t.context.waitParallel()
			}
		} else if t.isParallel {
			t.context.release()
		}
		t.report()
		t.done = true
		if t.parent != nil && !t.hasSub.Load() {
			t.setRan()
		}
	}()
	defer func() {
		if len(t.sub) == 0 {
			t.runCleanup(false)
		}
	}()
	t.start = time.Now()
	fn(t)
	t.mu.Lock()
	t.finished = true
	t.mu.Unlock()
}

// Run runs f as a subtest and waits until it is over or parallel; false: it failed.
func (t *T) Run(name string, f func(t *T)) bool {
	t.hasSub.Store(true)
	full, ok, _ := t.context.match.fullName(&t.common, name)
	if !ok || shouldFailFast() {
		return true
	}
	var pcs [maxFrames]uintptr
	n := runtime.Callers(2, pcs[:])
	sub := &T{context: t.context}
	sub.init(full, &t.common, t.chatty)
	sub.signal = make(chan bool, 1)
	sub.creator = append([]uintptr(nil), pcs[:n]...)
	sub.w = indenter{&sub.common}
	if sub.chatty != nil {
		sub.chatty.update(full, "=== RUN   %s\n", full)
	}
	go tRunner(sub, f)
	if !<-sub.signal {
		// It ended one of its parents.
		runtime.Goexit()
	}
	return !sub.failed
}

func (c *common) init(name string, parent *common, chatty *chattyPrinter) {
	c.name = name
	c.parent = parent
	c.level = parent.level + 1
	c.chatty = chatty
	c.barrier = make(chan bool)
	c.signal = make(chan bool)
}

// M is passed to TestMain.
type M struct {
	path       string
	match      func(pat, str string) (bool, error)
	tests      []InternalTest
	benchmarks []InternalBenchmark
	fuzz       []InternalFuzzTarget
	examples   []InternalExample
	timer      *time.Timer
	afterOnce  sync.Once
	exitCode   int
}

// Start is MainStart for the program `vole test` makes: path is the import path of the tested package.
func Start(path string, tests []InternalTest, benchmarks []InternalBenchmark, fuzz []InternalFuzzTarget, examples []InternalExample) *M {
	started = true
	Init()
	return &M{path: path, match: matchString, tests: tests, benchmarks: benchmarks, fuzz: fuzz, examples: examples}
}

type testDeps interface {
	ImportPath() string
	MatchString(pat, str string) (bool, error)
}

// MainStart is for programs that make a test program of their own.
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzz []InternalFuzzTarget, examples []InternalExample) *M {
	Init()
	return &M{path: deps.ImportPath(), match: deps.MatchString, tests: tests, benchmarks: benchmarks, fuzz: fuzz, examples: examples}
}

// Main runs tests and ends the program.
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark, examples []InternalExample) {
	Init()
	m := &M{match: matchString, tests: tests, benchmarks: benchmarks, examples: examples}
	os.Exit(m.Run())
}

// Code is what the program ends with when TestMain returns without having called os.Exit.
func (m *M) Code() int { return m.exitCode }

// Run runs the tests; the result is what to hand to os.Exit.
func (m *M) Run() (code int) {
	defer func() { code = m.exitCode }()
	if !flag.Parsed() {
		flag.Parse()
	}
	m.exitCode = 2
	if *parallel < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		return
	}
	if *matchFuzz != "" && *fuzzCacheDir == "" {
		fmt.Fprintln(os.Stderr, "testing: -test.fuzzcachedir must be set if -test.fuzz is set")
		flag.Usage()
		return
	}
	if *matchList != "" {
		m.listTests()
		m.exitCode = 0
		return
	}
	if *shuffle != "off" {
		seed := time.Now().UnixNano()
		if *shuffle != "on" {
			n, err := strconv.ParseInt(*shuffle, 10, 64)
			if err != nil {
				fmt.Fprintln(os.Stderr, `testing: -shuffle should be "off", "on", or a valid integer:`, err)
				return
			}
			seed = n
		}
		fmt.Println("-test.shuffle", seed)
		rng := rand.New(rand.NewSource(seed))
		rng.Shuffle(len(m.tests), func(i, j int) { m.tests[i], m.tests[j] = m.tests[j], m.tests[i] })
		rng.Shuffle(len(m.benchmarks), func(i, j int) { m.benchmarks[i], m.benchmarks[j] = m.benchmarks[j], m.benchmarks[i] })
	}
	parseCPUList()
	m.before()
	defer m.after()
	deadline := m.startAlarm()
	haveExamples = len(m.examples) > 0
	testRan, testOK := runTests(m.match, m.tests, deadline)
	fuzzRan, fuzzOK := runFuzzTests(m.match, m.fuzz, deadline)
	exampleRan, exampleOK := runExamples(m.match, m.examples)
	m.stopAlarm()
	if !testRan && !exampleRan && !fuzzRan && *matchBenchmarks == "" && *matchFuzz == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if !testOK || !exampleOK || !fuzzOK || !runBenchmarks(m.path, m.match, m.benchmarks) || !runFuzzing(m.match, m.fuzz) {
		fmt.Println("FAIL")
		m.exitCode = 1
		return
	}
	m.exitCode = 0
	fmt.Println("PASS")
	return
}

func runTests(match func(pat, str string) (bool, error), tests []InternalTest, deadline time.Time) (ran, ok bool) {
	ok = true
	for _, procs := range cpuList {
		runtime.GOMAXPROCS(procs)
		for i := uint(0); i < *count; i++ {
			if shouldFailFast() || i > 0 && !ran {
				break
			}
			ctx := newTestContext(*parallel, newMatcher(match, *matchRun, "-test.run", *skip))
			ctx.deadline = deadline
			root := &T{context: ctx}
			root.signal = make(chan bool, 1)
			root.barrier = make(chan bool)
			root.w = os.Stdout
			if Verbose() {
				root.chatty = newChattyPrinter(os.Stdout)
			}
			tRunner(root, func(t *T) {
				for _, test := range tests {
					t.Run(test.Name, test.F)
				}
			})
			select {
			case <-root.signal:
			default:
				panic("internal error: tRunner exited without sending on t.signal")
			}
			ok = ok && !root.Failed()
			ran = ran || root.ran
		}
	}
	return ran, ok
}

// RunTests is for programs that call it themselves.
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	var deadline time.Time
	if *timeout > 0 {
		deadline = time.Now().Add(*timeout)
	}
	if cpuList == nil {
		parseCPUList()
	}
	ran, ok := runTests(matchString, tests, deadline)
	if !ran && !haveExamples {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	return ok
}

func (m *M) listTests() {
	if _, err := m.match(*matchList, "non-empty"); err != nil {
		fmt.Fprintf(os.Stderr, "testing: invalid regexp in -test.list (%q): %s\n", *matchList, err)
		os.Exit(1)
	}
	list := func(name string) {
		if ok, _ := m.match(*matchList, name); ok {
			fmt.Println(name)
		}
	}
	for _, t := range m.tests {
		list(t.Name)
	}
	for _, b := range m.benchmarks {
		list(b.Name)
	}
	for _, f := range m.fuzz {
		list(f.Name)
	}
	for _, e := range m.examples {
		list(e.Name)
	}
}

func (m *M) before() {
	if *coverProfile != "" && cover.Mode == "" {
		fmt.Fprintf(os.Stderr, "testing: cannot use -test.coverprofile because test binary was not built with coverage enabled\n")
		os.Exit(2)
	}
	if *panicOnExit0 {
		testexit.PanicOn0 = true
	}
}

func (m *M) after() {
	m.afterOnce.Do(func() {
		if cover.Mode != "" {
			coverReport()
		}
	})
	if *panicOnExit0 {
		testexit.PanicOn0 = false
	}
}

// startAlarm makes -timeout end the program, with the traces of all goroutines.
func (m *M) startAlarm() time.Time {
	if *timeout <= 0 {
		return time.Time{}
	}
	deadline := time.Now().Add(*timeout)
	m.timer = time.AfterFunc(*timeout, func() {
		m.after()
		debug.SetTraceback("all")
		panic(fmt.Sprintf("test timed out after %v", *timeout))
	})
	return deadline
}

func (m *M) stopAlarm() {
	if *timeout > 0 {
		m.timer.Stop()
	}
}
