// run -oracle=no

// The frames of iterator functions, loop bodies, and generic functions, by their names.
package main

import (
	"fmt"
	"path/filepath"
	"runtime"
)

func show(tag string) {
	var pcs [20]uintptr
	n := runtime.Callers(2, pcs[:])
	fr := runtime.CallersFrames(pcs[:n])
	fmt.Println(tag)
	for {
		f, more := fr.Next()
		fmt.Printf("  %s %s:%d\n", f.Function, filepath.Base(f.File), f.Line)
		if !more {
			break
		}
	}
}

func seq(yield func(int) bool) {
	yield(1)
}

type L[T any] struct{ v []T }

func (l *L[T]) All(yield func(int, T) bool) {
	for i, x := range l.v {
		if !yield(i, x) {
			return
		}
	}
}

func G[T any](x T) {
	func() { show("generic") }()
}

func f() {
	for x := range seq {
		show(fmt.Sprint("range ", x))
		defer show("deferred in range")
		func() { show("lit in range") }()
	}
}

func main() {
	f()
	G(1)
	l := &L[string]{[]string{"a"}}
	for i, s := range l.All {
		show(fmt.Sprint(i, s))
		for range l.All {
			show("inner")
		}
	}
}
