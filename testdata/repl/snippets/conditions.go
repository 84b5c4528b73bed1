package main

import "fmt"

func size(n int) string {
	if n < 0 {
		return "negative"
	} else if n < 10 {
		return "one digit"
	}
	return "many digits"
}

func main() {
	if 7%2 == 0 {
		fmt.Println("7 is even")
	} else {
		fmt.Println("7 is odd")
	}
	if num := 9; num < 0 {
		fmt.Println(num, "is negative")
	} else if num < 10 {
		fmt.Println(num, "has one digit")
	} else {
		fmt.Println(num, "has many")
	}
	fmt.Println(size(-1), size(5), size(50))
}
