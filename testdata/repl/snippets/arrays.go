package main

import "fmt"

func main() {
	var a [5]int
	fmt.Println("empty:", a)
	a[4] = 100
	fmt.Println("set:", a, "get:", a[4], "len:", len(a))
	b := [...]int{1, 2, 3}
	c := b
	c[0] = 9
	fmt.Println(b, c, b == [3]int{1, 2, 3})
	d := [...]string{3: "x", 1: "y"}
	fmt.Printf("%q\n", d)
	var grid [2][3]int
	for i := 0; i < 2; i++ {
		for j := 0; j < 3; j++ {
			grid[i][j] = i + j
		}
	}
	fmt.Println("grid:", grid)
}
