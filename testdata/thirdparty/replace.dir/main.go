package main

import (
	"fmt"

	"example.com/main/sub"
	"example.com/main/sub/deep"
	"example.com/nested"
	"example.com/other"
	ver "example.com/versioned/v2"
	"example.com/versioned/v2/inner"
)

func main() {
	fmt.Println(sub.Name, deep.Name, nested.Name(), other.Name(), ver.Name, inner.Name)
	// One and the same type, by whatever way it was imported.
	var t ver.T = other.Make()
	fmt.Printf("%T %v\n", t, t)
}
