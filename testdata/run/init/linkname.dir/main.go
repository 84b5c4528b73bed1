package main

import (
	"fmt"
	_ "unsafe"

	"linked/a"
)

//go:linkname s linked/a.s
var s string

//go:linkname counters linked/a.counters
var counters map[string]int

func main() {
	fmt.Println(a.Get(), s)
	s = "b"
	counters["y"] = 2
	fmt.Println(a.Get(), a.Count("x"), a.Count("y"))
}
