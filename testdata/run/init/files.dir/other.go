package main

import "fmt"

// Initialised before a variable of the other file that needs it.
var later = at()

var third = fmt.Sprint("[", at(),
	"]")

var literal = func() string { return at() }

var blank []string

var _ = func() int {
	blank = append(blank, at())
	return 0
}()
