// Package session is what vole's read-eval-print loop runs on: the goroutine that serves the loop's thread, and the printing
// of values.
package session

// Serve never returns.
func Serve()

func write(s string)
