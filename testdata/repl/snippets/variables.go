package main

import "fmt"

var global = "package"

var x, y int

func main() {
	var a = "initial"
	fmt.Println(a)
	var b, c int = 1, 2
	fmt.Println(b, c)
	var d = true
	fmt.Println(d)
	var e int
	fmt.Println(e)
	f := "apple"
	f += "s"
	fmt.Println(f)
	x, y = y+1, x+2
	fmt.Println(x, y, global)
	var (
		g = 2.5
		h = 'h'
	)
	fmt.Println(g, h)
}
