// run
// main returns while others compute, read and sleep.
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
		go time.Sleep(time.Hour)
	}
	r, _, _ := os.Pipe()
	go func() { r.Read(make([]byte, 1)) }()
	time.Sleep(2 * time.Millisecond)
	fmt.Println("end")
}
