// run

// defer with method values, interface calls, built-ins, closures over results; recover changes the result.
package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

type res struct {
	name string
	log  *[]string
}

func (r res) Close() error { *r.log = append(*r.log, r.name); return nil }

func open(log *[]string, names ...string) (err error) {
	var cs []io.Closer
	for _, n := range names {
		c := res{n, log}
		defer c.Close()
		cs = append(cs, c)
	}
	for _, c := range cs {
		defer c.Close()
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	if len(names) > 2 {
		panic("too many")
	}
	return nil
}

func wrap(err *error, msg string) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", msg, *err)
	}
}

func do(fail bool) (err error) {
	defer wrap(&err, "outer")
	defer wrap(&err, "inner")
	if fail {
		return errors.New("base")
	}
	return nil
}

func multi() (a, b int, s string) {
	defer func() { a, b = b, a }()
	defer func() { s = strings.Repeat("x", a+b) }()
	return 1, 2, "ignored"
}

func panicInLoop() (out []int) {
	for i := 0; i < 4; i++ {
		func() {
			defer func() {
				if r := recover(); r != nil {
					out = append(out, -i)
				}
			}()
			if i%2 == 1 {
				panic(i)
			}
			out = append(out, i)
		}()
	}
	return
}

func nestedPanics() (s string) {
	defer func() { s += fmt.Sprint(recover()) }()
	defer func() {
		defer func() { s += fmt.Sprint(recover(), ";") }()
		panic("second")
	}()
	panic("first")
}

func deferNil() (s string) {
	defer func() { s = fmt.Sprint(recover() != nil) }()
	var f func()
	defer f()
	return "unset"
}

func main() {
	var log []string
	fmt.Println(open(&log, "a", "b"), log)
	log = nil
	fmt.Println(open(&log, "a", "b", "c"), log)
	fmt.Println(do(true), do(false), errors.Unwrap(errors.Unwrap(do(true))))
	fmt.Println(multi())
	fmt.Println(panicInLoop(), nestedPanics(), deferNil())
	m := map[int]int{1: 1}
	func() {
		defer delete(m, 1)
		defer copy([]int{1}, []int{2})
		defer print()
		defer func(n int) { m[n] = n }(len(m) + 5)
	}()
	fmt.Println(m)
	x := 0
	func() {
		defer func(p *int) { *p++ }(&x)
		defer func() { x *= 10 }()
		x = 4
	}()
	fmt.Println(x)
	for i := 0; i < 3; i++ {
		defer func(i int) { fmt.Print("end", i, " ") }(i)
	}
	defer fmt.Println("values:", x, func() int { x++; return x }())
	x = 1000
}
