package main

import "fmt"

func main() {
	fmt.Println("hello, world")
	fmt.Printf("%s %d\n", "now", 1)
}
