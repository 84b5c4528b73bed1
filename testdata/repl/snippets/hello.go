package main

import "fmt"

func main() {
	fmt.Println("hello, world")
	fmt.Print("no line end", " ")
	fmt.Printf("%s %d\n", "then", 1)
}
