// run

// Finalizers: they run once, for outer objects before what they refer to, may bring their object back, may be set again or
// taken away; objects in a cycle of which one has a finalizer are never finalized; tiny objects have their own.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"time"
)

type node struct {
	name string
	next *node
	pad  [5]int
}

var back *node

func waitFor(what string, c chan string, n int) {
	var got []string
	for i := 0; i < 400 && len(got) < n; i++ {
		runtime.GC()
		select {
		case s := <-c:
			got = append(got, s)
		case <-time.After(5 * time.Millisecond):
		}
	}
	fmt.Println(what, got)
}

//go:noinline
func chain(c chan string) {
	a := &node{name: "a"}
	b := &node{name: "b", next: a}
	d := &node{name: "c", next: b}
	for _, x := range []*node{a, b, d} {
		runtime.SetFinalizer(x, func(x *node) { c <- x.name })
	}
}

//go:noinline
func resurrect(c chan string) {
	x := &node{name: "phoenix"}
	runtime.SetFinalizer(x, func(x *node) {
		back = x
		c <- x.name + " comes back"
	})
}

//go:noinline
func cycle(c chan string) {
	x, y := &node{name: "x"}, &node{name: "y"}
	x.next, y.next = y, x
	runtime.SetFinalizer(x, func(*node) { c <- "cycle" })
}

//go:noinline
func removed(c chan string) {
	x := &node{name: "removed"}
	runtime.SetFinalizer(x, func(*node) { c <- "removed" })
	runtime.SetFinalizer(x, nil)
}

//go:noinline
func many(n int, done chan int) {
	for i := 0; i < n; i++ {
		x := &node{name: "m"}
		i := i
		runtime.SetFinalizer(x, func(*node) { done <- i })
	}
}

//go:noinline
func clearStack(n int) int {
	var a [64]int
	if n > 0 {
		a[n&63] = clearStack(n - 1)
	}
	return a[n&63] + n
}

func main() {
	c := make(chan string, 16)
	chain(c)
	clearStack(10)
	waitFor("chain:", c, 3)

	resurrect(c)
	clearStack(10)
	waitFor("resurrection:", c, 1)
	fmt.Println("back is", back.name)
	runtime.SetFinalizer(back, func(x *node) { c <- x.name + " dies" })
	back = nil
	clearStack(10)
	waitFor("again:", c, 1)

	cycle(c)
	removed(c)
	clearStack(10)
	for i := 0; i < 3; i++ {
		runtime.GC()
		time.Sleep(2 * time.Millisecond)
	}
	select {
	case s := <-c:
		fmt.Println("unexpected:", s)
	default:
		fmt.Println("no finalizer of a cycle or taken away ran")
	}

	const n = 1000
	done := make(chan int, n)
	many(n, done)
	clearStack(10)
	var got []int
	for i := 0; i < 400 && len(got) < n-1; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
		for more := true; more; {
			select {
			case k := <-done:
				got = append(got, k)
			default:
				more = false
			}
		}
	}
	sort.Ints(got)
	double := false
	for i := 1; i < len(got); i++ {
		double = double || got[i] == got[i-1]
	}
	fmt.Println("many:", len(got) >= n-1, "double:", double)
}
