// run -exit=2

// The text and trace of an uncaught panic.
package main

import "fmt"

type T struct{ n int }

func (t *T) fail(s string) {
	defer fmt.Println("deferred")
	panic(fmt.Sprintf("failed %s %d", s, t.n))
}

func middle(f func()) { f() }

func main() {
	fmt.Println("start")
	middle(func() { (&T{7}).fail("x") })
}
