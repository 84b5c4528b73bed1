// run -exit=2 -env=GOTRACEBACK=all
// A panic while other goroutines compute on other threads, wait, and sit in system calls.
package main

import (
	"os"
	"time"
)

func spin() {
	for x := 0; ; x++ {
	}
}

func main() {
	go spin()
	go spin()
	r, _, _ := os.Pipe()
	go func() { r.Read(make([]byte, 1)) }()
	go func() { select {} }()
	time.Sleep(20 * time.Millisecond)
	var p *int
	*p = 1
}
