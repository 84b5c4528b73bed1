// Formatting: Sprintf with basic operands, widths, precisions, and a few composite values.
package main

import "fmt"

type point struct{ X, Y int }

func main() {
	n := 0
	for i := 0; i < 200000; i++ {
		n += len(fmt.Sprintf("%d %s %v", i, "abc", i%2 == 0))
		n += len(fmt.Sprintf("%8.3f|%-10s|%05d|%x", float64(i)/7, "name", i, i))
		n += len(fmt.Sprint(i, " ", 2.5, "x"))
	}
	for i := 0; i < 20000; i++ {
		n += len(fmt.Sprintf("%v %+v", point{i, -i}, []int{i, 2, 3}))
	}
	fmt.Println(n)
}
