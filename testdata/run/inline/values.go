// run

// Literals that inlined functions return, inlined in their turn: what they capture comes out of the closure.
package main

import "fmt"

func counter() (func() int, *int) {
	n := 0
	return func() int { n++; return n }, &n
}
func adder(d int) func(int) int { return func(x int) int { return x + d } }
func fibs() func() int {
	a, b := 0, 1
	return func() int {
		a, b = b, a+b
		return a
	}
}

type T struct{ s []string }

func (t *T) add(p string) func(string) func() int {
	return func(s string) func() int {
		t.s = append(t.s, p+s)
		return func() int { return len(t.s) }
	}
}
func compose[A, B, C any](f func(A) B, g func(B) C) func(A) C { return func(a A) C { return g(f(a)) } }

func main() {
	f, p := counter()
	g, q := counter()
	fmt.Println(f(), f(), g(), *p, *q)
	*p = 10
	fmt.Println(f(), g())
	a, b := adder(3), adder(100)
	fmt.Println(a(b(a(1))), adder(5)(6))
	h := fibs()
	for i := 0; i < 5; i++ {
		fmt.Print(h(), " ")
	}
	fmt.Println()
	t := &T{}
	fmt.Println(t.add("x")("y")(), t.add("z")("w")(), t.s)
	c := compose(func(x int) string { return fmt.Sprint(x + *p) }, func(s string) []byte { return []byte(s + "!") })
	fmt.Println(string(c(3)), string(compose(c, func(b []byte) int { return len(b) + a(1) })(8)))
}
