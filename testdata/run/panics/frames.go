// run -oracle=no

// What runtime.Callers shows of a panic: the frames between the deferred function and the one that panicked. (Go 1.19 has
// others for deferred calls compiled into a function's exits.)
package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

func show(what string) {
	var pcs [20]uintptr
	n := runtime.Callers(3, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	fmt.Println(what)
	for {
		f, more := frames.Next()
		if f.Function == "main.try" {
			break
		}
		line := fmt.Sprint(f.Line)
		file := filepath.Base(f.File)
		if strings.HasPrefix(f.Function, "runtime.") {
			line = "-"
			if !strings.HasSuffix(filepath.Dir(f.File), "runtime") {
				file = f.File
			}
		}
		fmt.Printf("  %s %s:%s\n", f.Function, file, line)
		if !more {
			break
		}
	}
}

func deferred(what string) {
	show(what)
	recover()
}

func try(what string, f func(what string)) {
	f(what)
}

type T struct{ x, y int }

var (
	nilT   *T
	zero   int
	ten    = 10
	slice  = make([]int, 3)
	nilMap map[string]int
	any1   any = 1
	str1   fmt.Stringer
)

func main() {
	try("panic", func(what string) {
		defer deferred(what)
		panic("x")
	})
	try("nil pointer", func(what string) {
		defer deferred(what)
		nilT.y = 1
	})
	try("index", func(what string) {
		defer deferred(what)
		slice[ten] = 1
	})
	try("slice", func(what string) {
		defer deferred(what)
		_ = slice[ten:]
	})
	try("slice3", func(what string) {
		defer deferred(what)
		_ = slice[0:1:ten]
	})
	try("divide", func(what string) {
		defer deferred(what)
		ten /= zero
	})
	try("nil map", func(what string) {
		defer deferred(what)
		nilMap["a"] = 1
	})
	try("type assertion", func(what string) {
		defer deferred(what)
		_ = any1.(string)
	})
	try("assertion to an interface", func(what string) {
		defer deferred(what)
		_ = any1.(fmt.Stringer)
	})
	try("nil interface", func(what string) {
		defer deferred(what)
		_ = str1.(interface{ M() })
	})
	try("makeslice", func(what string) {
		defer deferred(what)
		slice = make([]int, zero-1)
	})
	try("exit", func(what string) {
		defer deferred(what)
		zero = 0
	})
	try("return", func(what string) {
		defer deferred(what)
		if zero == 0 {
			return
		}
		zero = 0
	})
	try("loop", func(what string) {
		for i := 0; i < 1; i++ {
			defer deferred(what)
		}
	})
	done := make(chan bool)
	go try("Goexit", func(what string) {
		defer close(done)
		defer deferred(what)
		runtime.Goexit()
	})
	<-done
	// Panics within panics.
	try("nested", func(what string) {
		defer deferred(what)
		defer func() {
			nilT.x++
		}()
		panic(1)
	})

	// Counting.
	func() {
		defer func() {
			recover()
			_, file, line, ok := runtime.Caller(2)
			fmt.Println(filepath.Base(file), line, ok)
		}()
		panic("counted")
	}()
	func() {
		defer func() {
			_, file, line, ok := runtime.Caller(1)
			fmt.Println(filepath.Base(file), line, ok)
		}()
		ten = 10
	}()
	func() {
		defer func() {
			_, file, line, ok := runtime.Caller(1)
			fmt.Println(filepath.Base(file), line, ok)
		}()
		call()
	}()
}

//go:noinline
func call() {}
