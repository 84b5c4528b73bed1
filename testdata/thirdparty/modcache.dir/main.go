package main

import (
	"fmt"

	upper "example.com/Upper"
	"example.com/low"
)

func main() { fmt.Println(upper.Name(), low.Version) }
