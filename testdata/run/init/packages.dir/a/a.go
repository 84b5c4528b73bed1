package a

import "fmt"

const Name = "a"

type Type struct{ N int }

func (t Type) String() string { return fmt.Sprint("T", t.N) }

var count int

func Trace(s string, n int) int { count++; fmt.Println(s, n); return n }

func Count() int { return count }

func init() { fmt.Println("a init") }
