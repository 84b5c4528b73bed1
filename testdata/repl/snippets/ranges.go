package main

import "fmt"

func main() {
	nums := []int{2, 3, 4}
	sum := 0
	for _, num := range nums {
		sum += num
	}
	fmt.Println("sum:", sum)
	for i, num := range nums {
		if num == 3 {
			fmt.Println("index:", i)
		}
	}
	for i, c := range "gö!" {
		fmt.Println(i, string(c))
	}
	for range 2 {
		fmt.Println("again")
	}
}
