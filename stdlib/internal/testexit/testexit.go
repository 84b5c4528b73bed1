// Package testexit tells os.Exit that a test is running: to end the program with 0 would look as if all had passed.
package testexit

// PanicOn0 makes os.Exit(0) panic.
var PanicOn0 bool
