// run

// Many deferred calls, and many panics nested in deferred calls.
package main

import "fmt"

func nest(n int) (r int) {
	defer func() {
		r = recover().(int)
		if n > 0 {
			r += nest(n - 1)
		}
	}()
	panic(1)
}

func main() {
	count := 0
	func() {
		for i := 0; i < 200000; i++ {
			defer func() { count++ }()
		}
	}()
	fmt.Println(count, nest(2000))
}
