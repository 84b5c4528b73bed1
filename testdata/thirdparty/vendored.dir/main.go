package main

import (
	"fmt"

	"example.com/lib"
	"example.com/lib/util"
)

func main() { fmt.Println(lib.Name(), util.Double(21)) }
