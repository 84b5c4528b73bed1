// run -exit=3

// os.Exit runs no deferred calls.
package main

import (
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("not printed")
	fmt.Println("printed")
	os.Exit(3)
}
