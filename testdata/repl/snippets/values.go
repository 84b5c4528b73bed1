package main

import "fmt"

func main() {
	fmt.Println("vo" + "le")
	fmt.Println("1+1 =", 1+1)
	fmt.Println("7.0/3.0 =", 7.0/3.0)
	fmt.Println(true && false, true || false, !true)
	fmt.Println(7/3, 7%3, -7/3, -7%3)
	fmt.Println(1<<10, 0xff&^0x0f, 6^3)
}
