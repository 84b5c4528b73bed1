package main

import "fmt"

func intSeq() func() int {
	i := 0
	return func() int {
		i++
		return i
	}
}

func fibonacci() func() int {
	a, b := 0, 1
	return func() int {
		r := a
		a, b = b, a+b
		return r
	}
}

func main() {
	next := intSeq()
	fmt.Println(next())
	fmt.Println(next())
	other := intSeq()
	fmt.Println(other(), next())
	f := fibonacci()
	var row []int
	for i := 0; i < 10; i++ {
		row = append(row, f())
	}
	fmt.Println(row)
	var funcs []func() int
	for i := 0; i < 3; i++ {
		funcs = append(funcs, func() int { return i * i })
	}
	for _, g := range funcs {
		fmt.Println(g())
	}
}
