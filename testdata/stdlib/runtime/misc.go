// Callers, statistics, Goexit and finalizers.
package main

import (
	"errors"
	"fmt"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

func where() (string, int) {
	_, file, line, ok := runtime.Caller(1)
	if !ok {
		return "?", 0
	}
	return path.Base(file), line
}

type T struct{}

func (T) frames() []string {
	pcs := make([]uintptr, 10)
	n := runtime.Callers(1, pcs)
	fr := runtime.CallersFrames(pcs[:n])
	var out []string
	for {
		f, more := fr.Next()
		out = append(out, fmt.Sprintf("%s:%d", f.Function, f.Line))
		if !more || f.Function == "main.main" {
			break
		}
	}
	return out
}

func main() {
	fmt.Println(where())
	func() { fmt.Println(where()) }()
	fmt.Println(T{}.frames())
	pc, _, _, _ := runtime.Caller(0)
	fmt.Println(runtime.FuncForPC(pc).Name())
	fmt.Println(runtime.GOOS, runtime.GOARCH, runtime.Compiler, runtime.NumCPU() > 0, runtime.NumGoroutine())
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("deferred")
		runtime.Goexit()
		fmt.Println("not here")
	}()
	<-done
	func() {
		defer func() {
			err := recover().(error)
			var re runtime.Error
			fmt.Println(err, errors.As(err, &re))
			st := string(debug.Stack())
			fmt.Println(strings.HasPrefix(st, "goroutine 1 [running]:\n"), strings.Contains(st, "main.main"))
		}()
		var m map[string]int
		m["a"] = 1
	}()
	var m1, m2 runtime.MemStats
	runtime.ReadMemStats(&m1)
	runtime.GC()
	runtime.ReadMemStats(&m2)
	fmt.Println(m2.NumGC > m1.NumGC, m2.HeapAlloc > 0, m2.Sys > 0)
	fin := make(chan int, 1)
	make1 := func() {
		p := &struct{ a, b int }{7, 8}
		runtime.SetFinalizer(p, func(p *struct{ a, b int }) { fin <- p.a })
	}
	go make1()
	for i := 0; i < 100; i++ {
		runtime.GC()
		select {
		case x := <-fin:
			fmt.Println("finalized", x)
			i = 100
		case <-time.After(5 * time.Millisecond):
		}
	}
	old := debug.SetGCPercent(50)
	fmt.Println(old, debug.SetGCPercent(old))
}
