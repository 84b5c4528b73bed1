package main

import (
	"fmt"
	"os"
)

type point struct {
	x, y int
}

func main() {
	p := point{1, 2}
	fmt.Printf("%v %+v %#v %T\n", p, p, p, p)
	fmt.Printf("%t %d %b %c %x\n", true, 123, 14, 33, 456)
	fmt.Printf("%.1f %e %E\n", 78.9, 123400000.0, 123400000.0)
	fmt.Printf("%s %q %x\n", "\"string\"", "\"string\"", "hex this")
	fmt.Printf("|%6d|%-6d|%06d|\n", 12, 345, 67)
	fmt.Printf("|%6.2f|%-6.2f|\n", 1.2, 3.45)
	fmt.Printf("|%6s|%-6s|%*d|\n", "foo", "b", 5, 42)
	s := fmt.Sprintf("sprintf: a %s", "string")
	fmt.Println(s)
	fmt.Fprintf(os.Stdout, "%5t %v %v\n", false, []string{"a"}, map[string]int{"z": 1, "a": 2})
	fmt.Printf("%d %!\n", 1, 2)
}
