// run
// A hundred goroutines wait in reads; the rest of the program goes on.
package main

import (
	"fmt"
	"os"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var ws []*os.File
	for i := 0; i < 100; i++ {
		r, w, err := os.Pipe()
		if err != nil {
			panic(err)
		}
		ws = append(ws, w)
		wg.Add(1)
		go func() {
			defer wg.Done()
			b := make([]byte, 10)
			if n, err := r.Read(b); n != 2 || string(b[:n]) != "hi" {
				panic(fmt.Sprint(n, err))
			}
			r.Close()
		}()
	}
	time.Sleep(10 * time.Millisecond)
	for _, w := range ws {
		w.Write([]byte("hi"))
		w.Close()
	}
	wg.Wait()
	fmt.Println("ok")
}
