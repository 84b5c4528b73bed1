// Package testexit tells os.Exit that a test is running.
package testexit

// PanicOn0 makes os.Exit(0) panic: it would look as if all tests had passed.
var PanicOn0 bool
