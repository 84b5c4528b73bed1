// run

// Order, time of evaluation of arguments, results changed by deferred functions.
package main

import "fmt"

type T struct{ n int }

func (t T) show(s string)   { fmt.Println(s, t.n) }
func (t *T) pshow(s string) { fmt.Println(s, t.n) }

func results() (a int, b string) {
	defer func() { a *= 2; b += "!" }()
	return 21, "hi"
}

func unnamed() int {
	x := 1
	defer func() { x = 100 }()
	return x
}

func loop() {
	for i := 0; i < 4; i++ {
		defer fmt.Print(i, " ")
	}
	fmt.Print("loop: ")
}

func conditional(b bool) {
	if b {
		defer fmt.Println("conditional")
	}
	fmt.Println("body", b)
}

func nested() {
	defer fmt.Println("outer")
	func() {
		defer fmt.Println("inner")
		fmt.Println("in inner")
	}()
	fmt.Println("after inner")
}

func early(n int) (s string) {
	defer func() { s = fmt.Sprint(s, n) }()
	switch {
	case n == 0:
		return "zero"
	case n < 0:
		defer func() { s += "-" }()
		return "neg"
	}
	for {
		n--
		if n < 3 {
			return "small"
		}
	}
}

type stack []string

func (s *stack) push(x string) *stack { fmt.Println("push", x); *s = append(*s, x); return s }

func main() {
	fmt.Println(results())
	fmt.Println(unnamed())
	loop()
	fmt.Println()
	conditional(true)
	conditional(false)
	nested()
	fmt.Println(early(0), early(-5), early(9))

	func() {
		t := T{1}
		defer t.show("value receiver")
		defer t.pshow("pointer receiver")
		f := t.show
		t.n = 2
		defer f("method value")
		defer func(n int) { fmt.Println("arg", n, "now", t.n) }(t.n)
		t.n = 3
	}()

	func() {
		var s stack
		// Only the last call is deferred; the chain before it runs at once.
		defer s.push("a").push("b").push("c")
		fmt.Println(len(s))
	}()

	func() {
		defer println0(one(), two())
		fmt.Println("three")
	}()
	func() {
		for i := 0; i < 100; i++ {
			defer func(k int) {
				if k%33 == 0 {
					fmt.Print(k, " ")
				}
			}(i)
		}
	}()
	fmt.Println()
	m := map[string]int{}
	func() {
		defer delete(m, "a")
		m["a"] = 1
	}()
	fmt.Println(len(m))
	ch := make(chan int, 1)
	func() { defer close(ch) }()
	_, ok := <-ch
	fmt.Println(ok)
}

func one() int          { fmt.Println("one"); return 1 }
func two() int          { fmt.Println("two"); return 2 }
func println0(a, b int) { fmt.Println("args", a, b) }
