package main

import "fmt"

func plus(a int, b int) int {
	return a + b
}

func plusPlus(a, b, c int) int {
	return a + b + c
}

func split(sum int) (x, y int) {
	x = sum * 4 / 9
	y = sum - x
	return
}

func sum(nums ...int) int {
	total := 0
	for _, n := range nums {
		total += n
	}
	return total
}

func main() {
	fmt.Println("1+2 =", plus(1, 2))
	fmt.Println("1+2+3 =", plusPlus(1, 2, 3))
	fmt.Println(split(17))
	a, _ := split(100)
	fmt.Println(a)
	fmt.Println(sum(), sum(1, 2), sum([]int{1, 2, 3}...))
	compute := func(fn func(int, int) int) int { return fn(3, 4) }
	fmt.Println(compute(plus))
}
