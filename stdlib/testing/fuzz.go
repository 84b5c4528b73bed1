package testing

import (
	"fmt"
	"reflect"
)

// runSeeds runs a fuzz target over its seed corpus, as a test with a subtest for each entry.
func runSeeds(t *T, target func(*F)) {
	f := &F{t: t}
	f.common.name = t.name
	f.common.parent = &t.common
	f.common.chatty = t.chatty
	f.common.context = t.context
	target(f)
	f.runCleanups()
	if f.failed {
		t.Fail()
	}
}

func (f *F) Log(args ...any)                   { f.t.Log(args...) }
func (f *F) Logf(format string, args ...any)   { f.t.Logf(format, args...) }
func (f *F) Error(args ...any)                 { f.t.Error(args...) }
func (f *F) Errorf(format string, args ...any) { f.t.Errorf(format, args...) }
func (f *F) Fatal(args ...any)                 { f.t.Fatal(args...) }
func (f *F) Fatalf(format string, args ...any) { f.t.Fatalf(format, args...) }
func (f *F) Skip(args ...any)                  { f.t.Skip(args...) }
func (f *F) Skipf(format string, args ...any)  { f.t.Skipf(format, args...) }
func (f *F) SkipNow()                          { f.t.SkipNow() }
func (f *F) Fail()                             { f.t.Fail() }
func (f *F) FailNow()                          { f.t.FailNow() }
func (f *F) Failed() bool                      { return f.t.Failed() }
func (f *F) Skipped() bool                     { return f.t.Skipped() }

// Fuzz calls ff, a function of a *T and the arguments of Add, for each entry of the seed corpus.
func (f *F) Fuzz(ff any) {
	fn := reflect.ValueOf(ff)
	typ := fn.Type()
	if typ.Kind() != reflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	if typ.NumIn() < 2 || typ.In(0) != reflect.TypeOf((*T)(nil)) {
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	}
	for i, args := range f.seed {
		if len(args) != typ.NumIn()-1 {
			panic(fmt.Sprintf("testing: wrong number of values in call to Add: %d, fuzz target expects %d", len(args), typ.NumIn()-1))
		}
		f.t.Run(fmt.Sprintf("seed#%d", i), func(t *T) {
			in := []reflect.Value{reflect.ValueOf(t)}
			for _, a := range args {
				in = append(in, reflect.ValueOf(a))
			}
			fn.Call(in)
		})
	}
}
