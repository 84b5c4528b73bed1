// run -exit=2

// How a panic prints its value, and the panics that replaced one another.
package main

import (
	"errors"
	"fmt"
)

type myErr struct{ code int }

func (e myErr) Error() string { return fmt.Sprint("my error ", e.code) }

func main() {
	defer func() {
		panic(fmt.Errorf("third: %w", errors.New("inner")))
	}()
	defer func() {
		panic(myErr{2})
	}()
	panic("first")
}
