// run -lang=go1.21 -oracle=no

// Before Go 1.22 a loop has one set of variables.
package main

import "fmt"

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	var ps []*string
	for _, v := range []string{"a", "b", "c"} {
		ps = append(ps, &v)
	}
	fmt.Println(*ps[0], *ps[1], ps[0] == ps[2])
}
