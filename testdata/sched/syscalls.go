// run
// System calls from many goroutines while others compute and collect: buffers stay where and what they are.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for g := 0; g < 8; g++ {
		g := g
		wg.Add(1)
		go func() {
			defer wg.Done()
			r, w, err := os.Pipe()
			if err != nil {
				panic(err)
			}
			defer r.Close()
			defer w.Close()
			for i := 0; i < 200; i++ {
				var out [64]byte
				for k := range out {
					out[k] = byte(g + i)
				}
				w.Write(out[:])
				in := make([]byte, 64)
				n, err := r.Read(in)
				if n != 64 || err != nil || in[0] != byte(g+i) || in[63] != byte(g+i) {
					panic(fmt.Sprint(n, err, in))
				}
				if i%50 == g {
					runtime.GC()
				}
			}
		}()
	}
	stop := make(chan bool)
	go func() {
		var keep [][]byte
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				keep = append(keep[:i%100], make([]byte, 1000))
			}
		}
	}()
	wg.Wait()
	close(stop)
	fmt.Println("ok")
}
