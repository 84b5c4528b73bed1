// run

// What a closure captures: variables, not values.
package main

import "fmt"

func counter() (inc func() int, get func() int) {
	n := 0
	inc = func() int { n++; return n }
	get = func() int { return n }
	return
}

func fibs() func() int {
	a, b := 0, 1
	return func() int {
		r := a
		a, b = b, a+b
		return r
	}
}

type acc struct{ total int }

func (a *acc) adder() func(int) { return func(n int) { a.total += n } }

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func main() {
	inc, get := counter()
	inc()
	inc()
	fmt.Println(get(), inc(), get())
	inc2, get2 := counter()
	inc2()
	fmt.Println(get2(), get())

	f := fibs()
	for i := 0; i < 10; i++ {
		fmt.Print(f(), " ")
	}
	fmt.Println()

	a := &acc{}
	add := a.adder()
	add(3)
	add(4)
	fmt.Println(a.total)

	k := 10
	g := compose(func(x int) int { return x + k }, func(x int) int { k++; return x * k }, func(x int) int { return -x })
	x1 := g(1)
	k1 := k
	fmt.Println(x1, k1, g(1))
	fmt.Println(k)

	// Captured parameters and named results.
	h := func(x int) (r int, undo func()) {
		old := x
		undo = func() { r, x = old, 0 }
		x *= 2
		r = x
		return
	}
	r, undo := h(21)
	undo()
	fmt.Println(r)

	// A closure in a closure in a closure shares one variable.
	v := 1
	func() {
		v *= 2
		func() {
			v *= 3
			func() { v *= 5 }()
		}()
	}()
	fmt.Println(v)

	// Recursion through a variable.
	var fact func(n int) int
	fact = func(n int) int {
		if n <= 1 {
			return 1
		}
		return n * fact(n-1)
	}
	fmt.Println(fact(10))

	// Arrays and structs are captured whole, and shared.
	arr := [3]int{1, 2, 3}
	st := struct{ a, b string }{"x", "y"}
	func() {
		arr[1] = 20
		st.b += "z"
	}()
	fmt.Println(arr, st)

	// Each variable declared in a loop body is new.
	var fs []func() int
	for i := 0; i < 3; i++ {
		j := i * i
		fs = append(fs, func() int { j++; return j })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
}
