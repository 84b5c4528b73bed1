// run

// Order of package-level initialisation: by dependency, then by declaration.
package main

import "fmt"

var (
	a = c + b
	b = f()
	c = 1
)

var d, e = pair()

var _ = trace("blank")

var x = func() int { return y * 2 }()
var y = z + 1
var z = 20

var m = map[string]func() int{"get": get}

func get() int { return later }

var later = trace2("later", 5)

var t = T{}.method()

type T struct{}

func (T) method() int { return viaMethod }

var viaMethod = trace2("viaMethod", 6)

var table = [...]int{5: len(names), 1: 7}
var names = []string{"x", "y"}

var p = &q
var q = 3

func f() int { c++; return c }

func pair() (int, string) { fmt.Println("pair", a); return 1, "e" }

func trace(s string) int { fmt.Println(s); return 0 }

func trace2(s string, n int) int { fmt.Println(s); return n }

func init() { fmt.Println("init 1", a, b, c) }

func init() {
	fmt.Println("init 2", d, e, x, y, z)
	*p = 4
}

func main() {
	fmt.Println("main", a, b, c, later, t, viaMethod, table, q, m["get"]())
}

func init() { fmt.Println("init 3", q) }
