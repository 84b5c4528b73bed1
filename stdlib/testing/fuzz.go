package testing

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"time"
)

// InternalFuzzTarget is a fuzz target of the program `vole test` makes.
type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// F is passed to fuzz targets; what is in the seed corpus runs as tests.
type F struct {
	common
	context    *testContext
	corpus     []corpusEntry
	fuzzCalled bool
}

// corpusEntry is one list of arguments, from Add or from a file.
type corpusEntry struct {
	path   string
	values []any
}

// corpusDir is where a package keeps seeds, in a folder for each target.
const corpusDir = "testdata/fuzz"

func (f *F) notInside(name string) {
	if f.inFuzzFn {
		panic("testing: f." + name + " was called inside the fuzz target, use t." + name + " instead")
	}
}

func (f *F) Helper() {
	f.notInside("Helper")
	f.common.helper(1)
}

func (f *F) Fail() {
	f.notInside("Fail")
	f.common.Fail()
}

func (f *F) Skipped() bool {
	f.notInside("Skipped")
	return f.common.Skipped()
}

// fuzzable tells whether arguments can be of type t.
func fuzzable(t reflect.Type) bool {
	if t == nil {
		return false
	}
	switch k := t.Kind(); k {
	case reflect.Slice:
		return t == reflect.TypeOf([]byte(nil))
	case reflect.String, reflect.Bool, reflect.Float32, reflect.Float64, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32,
		reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return t.PkgPath() == "" && t.Name() == k.String()
	}
	return false
}

// Add puts arguments into the seed corpus.
func (f *F) Add(args ...any) {
	for _, a := range args {
		if t := reflect.TypeOf(a); !fuzzable(t) {
			panic(fmt.Sprintf("testing: unsupported type to Add %v", t))
		}
	}
	f.corpus = append(f.corpus, corpusEntry{fmt.Sprintf("seed#%d", len(f.corpus)), append([]any(nil), args...)})
}

// Fuzz calls ff, a function of a *T and the arguments of Add, for each entry of the seed corpus.
func (f *F) Fuzz(ff any) {
	if f.fuzzCalled {
		panic("testing: F.Fuzz called more than once")
	}
	f.fuzzCalled = true
	if f.failed {
		return
	}
	f.Helper()
	fn := reflect.ValueOf(ff)
	typ := fn.Type()
	if typ.Kind() != reflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	if typ.NumIn() < 2 || typ.In(0) != reflect.TypeOf((*T)(nil)) {
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	}
	if typ.NumOut() != 0 {
		panic("testing: fuzz target must not return a value")
	}
	var types []reflect.Type
	for i := 1; i < typ.NumIn(); i++ {
		t := typ.In(i)
		if !fuzzable(t) {
			panic(fmt.Sprintf("testing: unsupported type for fuzzing %v", t))
		}
		types = append(types, t)
	}
	for _, e := range f.corpus {
		if err := checkCorpus(e.values, types); err != nil {
			f.Fatal(err)
		}
	}
	seeds, err := readCorpus(filepath.Join(corpusDir, f.name), types)
	if err != nil {
		f.Fatal(err)
	}
	f.corpus = append(f.corpus, seeds...)
	// The target runs as a subtest.
	run := func(name string, e corpusEntry) {
		var pcs [maxFrames]uintptr
		n := runtime.Callers(2, pcs[:])
		t := &T{context: f.context}
		t.init(name, &f.common, f.chatty)
		t.creator = append([]uintptr(nil), pcs[:n]...)
		t.w = indenter{&t.common}
		if t.chatty != nil {
			t.chatty.update(name, "=== RUN   %s\n", name)
		}
		f.inFuzzFn = true
		go tRunner(t, func(t *T) {
			args := []reflect.Value{reflect.ValueOf(t)}
			for _, v := range e.values {
				args = append(args, reflect.ValueOf(v))
			}
			fn.Call(args)
		})
		<-t.signal
		f.inFuzzFn = false
	}
	for _, e := range f.corpus {
		name := f.name + "/" + filepath.Base(e.path)
		if _, ok, _ := f.context.match.fullName(nil, name); ok && !shouldFailFast() {
			run(name, e)
		}
	}
}

// checkCorpus compares an entry with the arguments of the target.
func checkCorpus(values []any, types []reflect.Type) error {
	if len(values) != len(types) {
		return fmt.Errorf("wrong number of values in corpus entry: %d, want %d", len(values), len(types))
	}
	have := make([]reflect.Type, len(values))
	for i, v := range values {
		have[i] = reflect.TypeOf(v)
	}
	for i := range types {
		if have[i] != types[i] {
			return fmt.Errorf("mismatched types in corpus entry: %v, want %v", have, types)
		}
	}
	return nil
}

// readCorpus reads the files of a folder, in the order of their names; all malformed ones are told.
func readCorpus(dir string, types []reflect.Type) ([]corpusEntry, error) {
	files, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading seed corpus from testdata: %v", err)
	}
	var entries []corpusEntry
	var wrong []string
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		path := filepath.Join(dir, file.Name())
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("failed to read corpus file: %v", err)
		}
		values, err := unmarshalCorpus(data)
		if err != nil {
			err = fmt.Errorf("unmarshal: %v", err)
		} else {
			err = checkCorpus(values, types)
		}
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%q: %v", path, err))
			continue
		}
		entries = append(entries, corpusEntry{path, values})
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(wrong, "\n"))
	}
	return entries, nil
}

func runFuzzTests(match func(pat, str string) (bool, error), targets []InternalFuzzTarget, deadline time.Time) (ran, ok bool) {
	if len(targets) == 0 {
		return false, true
	}
	ctx := newTestContext(*parallel, newMatcher(match, *matchRun, "-test.run", *skip))
	ctx.deadline = deadline
	var fuzzed *matcher
	if *matchFuzz != "" {
		fuzzed = newMatcher(match, *matchFuzz, "-test.fuzz", "")
	}
	root := common{w: os.Stdout}
	if Verbose() {
		root.chatty = newChattyPrinter(root.w)
	}
	for _, target := range targets {
		if shouldFailFast() {
			break
		}
		name, ok, _ := ctx.match.fullName(nil, target.Name)
		if !ok {
			continue
		}
		if fuzzed != nil {
			if _, ok, _ := fuzzed.fullName(nil, target.Name); ok {
				continue
			}
		}
		f := &F{context: ctx}
		f.init(name, &root, root.chatty)
		f.w = indenter{&f.common}
		if f.chatty != nil {
			f.chatty.update(name, "=== RUN   %s\n", name)
		}
		go fRunner(f, target.Fn)
		<-f.signal
	}
	return root.ran, !root.Failed()
}

// runFuzzing is what -fuzz asks for: new inputs made from the corpus. There is no such engine here.
func runFuzzing(match func(pat, str string) (bool, error), targets []InternalFuzzTarget) (ok bool) {
	if len(targets) == 0 || *matchFuzz == "" {
		return true
	}
	m := newMatcher(match, *matchFuzz, "-test.fuzz", "")
	var names []string
	for _, t := range targets {
		if name, ok, _ := m.fullName(nil, t.Name); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		fmt.Fprintln(os.Stderr, "testing: warning: no fuzz tests to fuzz")
		return true
	}
	if len(names) > 1 {
		fmt.Fprintf(os.Stderr, "testing: will not fuzz, -fuzz matches more than one fuzz test: %v\n", names)
		return false
	}
	fmt.Fprintln(os.Stderr, "testing: vole runs the seed corpus of fuzz targets only; -fuzz is not supported")
	return false
}

// fRunner runs a fuzz target as tRunner does a test; it must have called Fuzz, Fail or Skip.
func fRunner(f *F, fn func(*F)) {
	defer func() {
		if f.Failed() {
			numFailed.Add(1)
		}
		err := recover()
		if err == nil {
			f.mu.RLock()
			silent := !f.fuzzCalled && !f.skipped && !f.failed
			if !f.finished && !f.skipped && !f.failed {
				err = errNilPanicOrGoexit
			}
			f.mu.RUnlock()
			if silent && err == nil {
				f.Error("returned without calling F.Fuzz, F.Fail, or F.Skip")
			}
		}
		panicked := false
		defer func() {
			if !panicked {
				f.signal <- true
			}
		}()
		doPanic := func(err any) {
			f.die()
			panicked = true
			panic(err)
		}
		if err != nil {
			doPanic(err)
		}
		f.duration += time.Since(f.start)
		if len(f.sub) > 0 {
			f.context.release()
			close(f.barrier)
			for _, s := range f.sub {
				<-s.signal
			}
			begin := time.Now()
			err := f.runCleanup(true)
			f.duration += time.Since(begin)
			if err != nil {
				doPanic(err)
			}
		}
		f.report()
		f.done = true
		f.setRan()
	}()
	defer func() {
		if len(f.sub) == 0 {
			f.runCleanup(false)
		}
	}()
	f.start = time.Now()
	fn(f)
	f.mu.Lock()
	f.finished = true
	f.mu.Unlock()
}
