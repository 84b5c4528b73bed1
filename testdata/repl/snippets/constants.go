package main

import (
	"fmt"
	"math"
)

const s string = "constant"

const (
	small = iota * 10
	middle
	large
)

type weekday int

const (
	monday weekday = iota
	tuesday
)

func main() {
	fmt.Println(s)
	const n = 500000000
	const d = 3e20 / n
	fmt.Println(d)
	fmt.Println(int64(d))
	fmt.Printf("%.6f\n", math.Sin(n))
	fmt.Println(small, middle, large, monday, tuesday)
	const huge = 1 << 100
	fmt.Println(huge >> 98)
}
