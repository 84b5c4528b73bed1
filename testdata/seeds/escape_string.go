// run

package main

import "fmt"

func createString() *string {
	s := "hello from the heap"
	return &s
}

func main() {
	p := createString()
	fmt.Println(*p)
}
