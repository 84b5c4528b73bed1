// run -exit=3
// The program ends on whatever thread calls Exit, whatever the others do.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	for i := 0; i < 4; i++ {
		go func() {
			for x := 0; ; x++ {
			}
		}()
	}
	r, _, _ := os.Pipe()
	go func() { r.Read(make([]byte, 1)) }()
	go func() {
		time.Sleep(5 * time.Millisecond)
		fmt.Println("exit")
		os.Exit(3)
	}()
	select {}
}
