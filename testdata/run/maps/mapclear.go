// run -oracle=no

// clear, min and max.
package main

import (
	"fmt"
	"math"
)

func main() {
	m := map[float64]int{1: 1, math.NaN(): 2}
	clear(m)
	fmt.Println(len(m))
	s := []int{1, 2, 3}
	clear(s[:2])
	fmt.Println(s)
	var nm map[int]int
	clear(nm)
	fmt.Println(min(3, 1, 2), max(1.5, 2), min("b", "a"), max(int8(3), 4))
	x := 2.0
	fmt.Println(min(x, math.NaN()), max(x, math.Inf(1)), math.Signbit(min(0.0*x, math.Copysign(0, -1))))
	const c = max(1, 2.5, 'a')
	fmt.Println(c, min(x))
}
