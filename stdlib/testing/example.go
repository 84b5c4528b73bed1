package testing

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sort"
	"strings"
	"time"
)

// InternalExample is an example with what it prints.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

// RunExamples is for programs that call it themselves.
func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool) {
	_, ok = runExamples(matchString, examples)
	return ok
}

func runExamples(match func(pat, str string) (bool, error), examples []InternalExample) (ran, ok bool) {
	ok = true
	m := &matcher{match: match, skip: compile(match, *skip, "-test.skip")}
	for _, e := range examples {
		matched, err := match(*matchRun, e.Name)
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: invalid regexp for -test.run: %s\n", err)
			os.Exit(1)
		}
		if skipped, _ := m.matches(m.skip, []string{e.Name}); !matched || skipped {
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
	if *chatty {
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
		text := <-out
		ok = e.processRunResult(text, took, finished, recover())
	}()
	e.F()
	finished = true
	return
}

func (e *InternalExample) processRunResult(out string, took time.Duration, finished bool, panicked any) bool {
	got, want := strings.TrimSpace(out), strings.TrimSpace(e.Output)
	fail := ""
	switch {
	case panicked != nil:
	case e.Unordered && sortLines(got) != sortLines(want):
		fail = fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", out, e.Output)
	case !e.Unordered && got != want:
		fail = fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
	}
	passed := fail == "" && finished && panicked == nil
	if !passed {
		fmt.Printf("--- FAIL: %s (%s)\n%s", e.Name, fmtDuration(took), fail)
	} else if *chatty {
		fmt.Printf("--- PASS: %s (%s)\n", e.Name, fmtDuration(took))
	}
	if panicked != nil {
		panic(panicked)
	}
	if !finished {
		panic(errNilPanicOrGoexit)
	}
	return passed
}

// AllocsPerRun returns the average number of allocations of a call of f, rounded down.
func AllocsPerRun(runs int, f func()) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.Mallocs
	for i := 0; i < runs; i++ {
		f()
	}
	runtime.ReadMemStats(&m)
	return float64((m.Mallocs - before) / uint64(runs))
}
