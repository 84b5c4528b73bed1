// run

// Function values as arguments, results, fields, map values; comparison with nil; many parameters.
package main

import "fmt"

type op func(a, b int) int

func (o op) twice(a, b int) int { return o(o(a, b), b) }

type ops struct {
	name string
	f    op
}

func apply(f func(...int) int, xs ...int) int { return f(xs...) }

func many(a int8, b uint16, c string, d float32, e []int, f [3]byte, g complex128, h interface{}) (string, int) {
	return fmt.Sprint(a, b, c, d, e, f, g, h), int(a) + int(b)
}

func main() {
	table := []ops{
		{"add", func(a, b int) int { return a + b }},
		{"mul", func(a, b int) int { return a * b }},
		{"none", nil},
	}
	for _, o := range table {
		if o.f == nil {
			fmt.Println(o.name, "nil")
			continue
		}
		fmt.Println(o.name, o.f(3, 4), o.f.twice(3, 4))
	}
	m := map[string]func() string{"hi": func() string { return "hello" }}
	fmt.Println(m["hi"](), m["no"] == nil)
	sum := func(xs ...int) int {
		t := 0
		for _, x := range xs {
			t += x
		}
		return t
	}
	fmt.Println(apply(sum), apply(sum, 1), apply(sum, 1, 2, 3))
	xs := []int{4, 5}
	fmt.Println(apply(func(ys ...int) int { ys[0] = 40; return len(ys) }, xs...), xs)
	fmt.Println(many(-1, 65535, "s", 1.5, []int{1}, [3]byte{1, 2, 3}, 1+2i, nil))
	func(xs ...interface{}) { fmt.Println(len(xs), xs == nil) }()
	fmt.Println(func(a, b int) (int, int) { return b, a }(1, 2))
	defer func(s string) { fmt.Println("bye", s) }("x")
	var f func()
	defer func() { fmt.Println(recover() != nil) }()
	f()
}
