// run

// Inlined calls are frames to runtime.Caller, Callers, CallersFrames and FuncForPC.
package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

type point struct{ x, y int }

func (p *point) where() string { return here(1) }
func (p point) valueWhere() string {
	return here(1)
}

func here(skip int) string {
	pc, file, line, ok := runtime.Caller(skip)
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), " ", filepath.Base(file), ":", line, " ", ok)
}

func h0() string { return here(0) }
func h1() string { return here(1) }
func h2() string { return here(2) }
func h3() string {
	return here(3)
}

func deep1() string { return h1() }
func deep2() string {
	s := "no"
	if len(s) == 2 {
		return h2()
	}
	return s
}
func deep3() string { return deep4() }
func deep4() string { return h3() }

func frames(skip int) (all []string) {
	pcs := make([]uintptr, 20)
	n := runtime.Callers(skip, pcs)
	f := runtime.CallersFrames(pcs[:n])
	for {
		fr, more := f.Next()
		if strings.HasPrefix(fr.Function, "main.") {
			all = append(all, fmt.Sprint(fr.Function, ":", fr.Line, " ", fr.Func.Name() == fr.Function))
		}
		if !more {
			return
		}
	}
}

func a(skip int) []string { return b(skip) }
func b(skip int) []string { return c(skip) }
func c(skip int) []string {
	return frames(skip)
}

func stack() string {
	buf := make([]byte, 4096)
	return string(buf[:runtime.Stack(buf, false)])
}

func s1() string { return s2() }
func s2() string { return stack() }

func lines(s string) {
	for _, l := range strings.Split(s, "\n") {
		l = strings.TrimSpace(l)
		if i := strings.Index(l, " +0x"); i >= 0 {
			l = l[:i]
		}
		if strings.HasPrefix(l, "/") {
			l = filepath.Base(l)
		}
		if i := strings.Index(l, "("); i >= 0 {
			l = l[:i]
		}
		fmt.Println("  ", l)
	}
}

func main() {
	p := &point{1, 2}
	fmt.Println(p.where())
	fmt.Println(p.valueWhere())
	fmt.Println(h0())
	fmt.Println(h1())
	fmt.Println(deep1())
	fmt.Println(deep2())
	fmt.Println(deep3())
	for skip := 0; skip < 7; skip++ {
		fmt.Println(skip, a(skip))
	}
	func() {
		fmt.Println(a(1))
	}()
	defer func() {
		fmt.Println(recover(), a(2))
		lines(s1())
	}()
	lines(s1())
	var q *point
	fmt.Println(q.valueWhere())
}
