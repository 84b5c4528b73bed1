package main

import (
	"fmt"
	"path/filepath"
	"runtime"
)

var (
	first  = at()
	second = later + " after " + at()
)

func at() string {
	pc, file, line, ok := runtime.Caller(1)
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), " ", filepath.Base(file), ":", line, " ", ok)
}

func main() {
	fmt.Println(first)
	fmt.Println(second)
	fmt.Println(third)
	fmt.Println(literal())
	fmt.Println(blank)
}

func init() {
	defer func() {
		fmt.Println("init:", recover() != nil, at())
	}()
	var m map[string]int
	m[at()] = 1
}
