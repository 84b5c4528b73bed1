package main

import "fmt"

func kind(i interface{}) string {
	switch t := i.(type) {
	case bool:
		return "a bool"
	case int, int64:
		return "a whole number"
	case nil:
		return "nothing"
	default:
		return fmt.Sprintf("something else: %T", t)
	}
}

func main() {
	i := 2
	switch i {
	case 1:
		fmt.Println("one")
	case 2:
		fmt.Println("two")
		fallthrough
	case 3:
		fmt.Println("three")
	}
	hour := 15
	switch {
	case hour < 12:
		fmt.Println("before noon")
	default:
		fmt.Println("after noon")
	}
	fmt.Println(kind(true), kind(1), kind("x"), kind(nil))
}
