// run -stress=no

// Function literals handed to functions that call them and forget them.
package main

import "fmt"

func each(s []int, f func(int)) {
	for _, x := range s {
		f(x)
	}
}

func fold(s []int, start int, f func(a, b int) int) int {
	for _, x := range s {
		start = f(start, x)
	}
	return start
}

func find(lo, hi int, ok func(int) bool) int {
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if ok(m) {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return lo
}

func main() {
	s := []int{1, 2, 3, 4, 5, 6, 7, 8}
	total := 0
	for i := 0; i < 100000; i++ {
		k := i % 7
		each(s[:2], func(x int) { total += x * k })
		total += fold(s[:3], i, func(a, b int) int { return a ^ b*k })
		total += find(0, 64, func(x int) bool { return x*x > k*10 })
	}
	fmt.Println(total)
}
