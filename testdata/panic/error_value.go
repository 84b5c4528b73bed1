// run -exit=2

package main

import (
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("deferred calls run first")
	_, err := os.Open("/no/such/file")
	panic(err)
}
