package testing

import (
	"flag"
	"fmt"
	"io"
	"math/rand"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"time"
)

// InternalTest, InternalExample, InternalBenchmark, InternalFuzzTarget: a function of the test files and its name.
type InternalTest struct {
	Name string
	F    func(*T)
}

type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// M is passed to TestMain.
type M struct {
	path       string
	tests      []InternalTest
	benchmarks []InternalBenchmark
	fuzz       []InternalFuzzTarget
	examples   []InternalExample
	code       int
	ran        bool
}

// Start is MainStart for the program `vole test` makes: path is the import path of the tested package.
func Start(path string, tests []InternalTest, benchmarks []InternalBenchmark, fuzz []InternalFuzzTarget, examples []InternalExample) *M {
	started = true
	Init()
	return &M{path: path, tests: tests, benchmarks: benchmarks, fuzz: fuzz, examples: examples}
}

// Run runs the tests; the result is what to hand to os.Exit.
func (m *M) Run() (code int) {
	if m.ran {
		return m.code
	}
	m.ran = true
	if !flag.Parsed() {
		flag.Parse()
	}
	if flags.parallel < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		return 2
	}
	if flags.list != "" {
		m.listTests()
		return 0
	}
	if flags.shuffle != "off" {
		seed := time.Now().UnixNano()
		if flags.shuffle != "on" {
			n, err := strconv.ParseInt(flags.shuffle, 10, 64)
			if err != nil {
				fmt.Fprintln(os.Stderr, `testing: -shuffle should be "off", "on", or a valid integer:`, err)
				return 2
			}
			seed = n
		}
		fmt.Println("-test.shuffle", seed)
		rng := rand.New(rand.NewSource(seed))
		rng.Shuffle(len(m.tests), func(i, j int) { m.tests[i], m.tests[j] = m.tests[j], m.tests[i] })
		rng.Shuffle(len(m.benchmarks), func(i, j int) { m.benchmarks[i], m.benchmarks[j] = m.benchmarks[j], m.benchmarks[i] })
	}
	var deadline time.Time
	if flags.timeout > 0 {
		deadline = time.Now().Add(flags.timeout)
		timer := time.AfterFunc(flags.timeout, func() {
			panic(fmt.Sprintf("test timed out after %v", flags.timeout))
		})
		defer timer.Stop()
	}
	tests := m.tests
	for _, f := range m.fuzz {
		tests = append(tests, InternalTest{f.Name, func(t *T) { runSeeds(t, f.Fn) }})
	}
	testRan, testOK := runTests(newMatcher(flags.run, flags.skip, "-test.run"), tests, deadline)
	exampleRan, exampleOK := runExamples(newMatcher(flags.run, flags.skip, "-test.run"), m.examples)
	if !testRan && !exampleRan && flags.bench == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if !testOK || !exampleOK || !runBenchmarks(m.path, m.benchmarks) {
		fmt.Println("FAIL")
		m.code = 1
		return m.code
	}
	fmt.Println("PASS")
	return m.code
}

func (m *M) listTests() {
	match := newMatcher(flags.list, "", "-test.list")
	for _, t := range m.tests {
		if match.matches(t.Name) {
			fmt.Println(t.Name)
		}
	}
	for _, b := range m.benchmarks {
		if match.matches(b.Name) {
			fmt.Println(b.Name)
		}
	}
	for _, f := range m.fuzz {
		if match.matches(f.Name) {
			fmt.Println(f.Name)
		}
	}
	for _, e := range m.examples {
		if match.matches(e.Name) {
			fmt.Println(e.Name)
		}
	}
}

func runTests(match *matcher, tests []InternalTest, deadline time.Time) (ran, ok bool) {
	ok = true
	for i := 0; i < flags.count; i++ {
		if i > 0 && !ran {
			break
		}
		ctx := &testContext{match: match, deadline: deadline, start: make(chan bool), running: 1, max: flags.parallel}
		root := &T{common{signal: make(chan bool, 1), barrier: make(chan bool), w: os.Stdout, context: ctx}}
		if Verbose() {
			root.chatty = &chattyPrinter{w: os.Stdout}
		}
		tRunner(root, func(t *T) {
			for _, test := range tests {
				if flags.failFast && root.Failed() {
					break
				}
				t.Run(test.Name, test.F)
			}
		})
		<-root.signal
		ok = ok && !root.Failed()
		ran = ran || root.common.subRan()
	}
	return ran, ok
}

// subRan tells whether any test ran; the root itself always does.
func (c *common) subRan() bool { return len(c.names) > 0 && c.hasSub && c.context.match.any(c.names) }

func (m *matcher) any(names map[string]int) bool {
	for n := range names {
		if m.matches(n) {
			return true
		}
	}
	return false
}

// RunTests is for programs that call it themselves.
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	Init()
	_, ok = runTests(newMatcher(flags.run, "", "-test.run"), tests, time.Time{})
	return ok
}

func runExamples(match *matcher, examples []InternalExample) (ran, ok bool) {
	ok = true
	for _, e := range examples {
		if !match.matches(e.Name) {
			continue
		}
		ran = true
		if !runExample(e) {
			ok = false
		}
	}
	return ran, ok
}

func sortLines(s string) string {
	lines := strings.Split(s, "\n")
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

func runExample(e InternalExample) (ok bool) {
	if Verbose() {
		fmt.Printf("=== RUN   %s\n", e.Name)
	}
	stdout := os.Stdout
	r, w, err := os.Pipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout = w
	out := make(chan string)
	go func() {
		var b strings.Builder
		_, err := io.Copy(&b, r)
		r.Close()
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: copying pipe: %v\n", err)
			os.Exit(1)
		}
		out <- b.String()
	}()
	finished := false
	start := time.Now()
	defer func() {
		took := time.Since(start)
		w.Close()
		os.Stdout = stdout
		got := strings.TrimSpace(<-out)
		p := recover()
		want := strings.TrimSpace(e.Output)
		fail := ""
		if e.Unordered {
			if sortLines(got) != sortLines(want) && p == nil {
				fail = fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", got, e.Output)
			}
		} else if got != want && p == nil {
			fail = fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
		}
		switch {
		case fail != "" || !finished || p != nil:
			fmt.Printf("--- FAIL: %s (%s)\n%s", e.Name, fmtDuration(took), fail)
		case Verbose():
			fmt.Printf("--- PASS: %s (%s)\n", e.Name, fmtDuration(took))
		}
		ok = fail == "" && finished && p == nil
		if p != nil {
			panic(p)
		}
	}()
	e.F()
	finished = true
	return
}

// F is passed to fuzz targets; what is added to the corpus runs as tests.
type F struct {
	common
	t    *T
	seed [][]any
}

// Add puts arguments into the seed corpus.
func (f *F) Add(args ...any) { f.seed = append(f.seed, args) }

// AllocsPerRun returns the average number of allocations of a call of f.
func AllocsPerRun(runs int, f func()) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := 0; i < runs; i++ {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / uint64(runs))
}

// Code is what the program ends with when TestMain returns without having called os.Exit.
func (m *M) Code() int { return m.code }
