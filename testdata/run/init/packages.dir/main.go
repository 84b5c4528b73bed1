package main

import (
	"fmt"

	alias "example.com/order/a"
	"example.com/order/b"
	_ "example.com/order/internal/c"
)

var m = alias.Trace("main var", b.V)

func init() { fmt.Println("main init", m) }

func main() { fmt.Println(alias.Count(), b.V, other()) }
