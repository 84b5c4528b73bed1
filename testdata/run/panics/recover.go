// run

// Where recover works and what it returns.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		switch e := r.(type) {
		case nil:
			fmt.Println(name, "ok")
		case runtime.Error:
			fmt.Println(name, "runtime error:", e)
		case error:
			fmt.Println(name, "error:", e)
		default:
			fmt.Printf("%s %T: %v\n", name, e, e)
		}
	}()
	f()
}

func helper() interface{} { return recover() }

type point struct{ x, y int }

func value() (r int) {
	defer func() {
		recover()
		r++
	}()
	r = 41
	panic("x")
}

func main() {
	var np *point
	var nm map[string]int
	var ns []int
	var ni interface{}
	var nf func()
	var nerr error
	zero := 0
	five := 5
	try("none", func() {})
	try("string", func() { panic("boom") })
	try("int", func() { panic(42) })
	try("struct", func() { panic(point{1, 2}) })
	try("error", func() { panic(errors.New("bad")) })
	try("wrapped", func() { panic(fmt.Errorf("w: %w", errors.New("inner"))) })
	try("nil deref", func() { fmt.Println(np.x) })
	try("nil map", func() { nm["a"] = 1 })
	try("index", func() { _ = ns[five] })
	try("index neg", func() { _ = []int{1}[zero-1] })
	try("array", func() { a := [3]int{}; _ = a[five] })
	try("string index", func() { _ = "abc"[five] })
	try("slice hi", func() { _ = make([]int, 2, 4)[:five] })
	try("slice lo", func() { _ = make([]int, 2, 4)[five:] })
	try("slice order", func() { _ = make([]int, 2, 4)[3:zero] })
	try("slice3", func() { _ = make([]int, 2, 4)[0:2:five] })
	try("string slice", func() { _ = "abc"[five:] })
	try("divide", func() { fmt.Println(1 / zero) })
	try("modulo", func() { fmt.Println(1 % zero) })
	try("assert nil", func() { _ = ni.(int) })
	ni = "s"
	try("assert type", func() { _ = ni.(int) })
	try("assert iface", func() { _ = ni.(fmt.Stringer) })
	try("nil func", func() { nf() })
	try("nil iface", func() { _ = nerr.Error() })
	try("makeslice", func() { _ = make([]int, zero-1) })
	try("makeslice cap", func() { _ = make([]int, five, zero) })
	try("makechan", func() { _ = make(chan int, zero-1) })
	try("close nil", func() { var c chan int; close(c) })
	try("close twice", func() { c := make(chan int); close(c); close(c) })
	try("send closed", func() { c := make(chan int); close(c); c <- 1 })
	try("unhashable", func() { m := map[interface{}]int{}; m[[]int{1}] = 1 })
	try("incomparable", func() { var a, b interface{} = []int{1}, []int{1}; _ = a == b })
	try("shift", func() { s := zero - 1; _ = 1 << s })
	try("to array", func() { _ = (*[4]int)(make([]int, 2)) })
	try("repanic", func() {
		defer func() { panic(fmt.Sprint("again ", recover())) }()
		panic("first")
	})
	try("replaced", func() {
		defer func() { panic("second") }()
		panic("first")
	})
	try("not in helper", func() {
		defer func() {
			func() {
				if recover() != nil {
					fmt.Println("must not recover here")
				}
			}()
		}()
		panic("deep")
	})
	try("direct helper", func() {
		defer helper()
		panic("gone")
	})
	try("recover twice", func() {
		defer func() { fmt.Println(recover(), recover()) }()
		panic("once")
	})
	try("nested ok", func() {
		defer func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic("inside defer")
		}()
	})
	fmt.Println(recover(), value())
	var e runtime.Error
	func() {
		defer func() { e = recover().(runtime.Error) }()
		_ = ns[five]
	}()
	var err error = e
	fmt.Println(err.Error(), errors.As(err, &e))
}
