// run -stress=no

// Variadic functions and arguments boxed in interfaces, which the callee does not keep.
package main

import "fmt"

func sum(xs ...int) (t int) {
	for _, x := range xs {
		t += x
	}
	return
}

func size(args ...interface{}) (n int) {
	for _, a := range args {
		switch a := a.(type) {
		case int:
			n += a & 7
		case string:
			n += len(a)
		case float64:
			n += int(a)
		}
	}
	return
}

type shape interface{ area() int }
type rect struct{ w, h int }

func (r rect) area() int { return r.w * r.h }

func larger(a, b shape) int {
	if a.area() > b.area() {
		return a.area()
	}
	return b.area()
}

func main() {
	t := 0
	for i := 0; i < 200000; i++ {
		t += sum(i, i+1, i+2)
		t += size(i+1000, "name", float64(i&3))
		t += larger(rect{i & 15, 3}, rect{2, i & 31})
	}
	fmt.Println(t)
}
