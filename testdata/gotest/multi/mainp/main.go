package main

import "fmt"

func main() { fmt.Println(answer()) }

func answer() int { return 42 }
