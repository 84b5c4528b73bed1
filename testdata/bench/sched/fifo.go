// A goroutine reads a FIFO that nobody writes, one sleeps, one computes: how long the last two stall at most. GOMAXPROCS=1.
package main

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

func main() {
	name := os.TempDir() + "/vole-fifo-" + fmt.Sprint(os.Getpid())
	if err := syscall.Mkfifo(name, 0600); err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(name)
	go func() {
		f, err := os.Open(name) // blocks: there is no writer
		if err == nil {
			f.Read(make([]byte, 1))
		}
	}()
	go func() {
		f, err := os.OpenFile(name, os.O_RDWR, 0) // does not block, but reading does
		if err == nil {
			f.Read(make([]byte, 1))
		}
	}()
	worst := make(chan time.Duration, 2)
	end := time.Now().Add(2 * time.Second)
	go func() {
		var max time.Duration
		for t := time.Now(); t.Before(end); t = time.Now() {
			time.Sleep(time.Millisecond)
			if d := time.Since(t) - time.Millisecond; d > max {
				max = d
			}
		}
		worst <- max
	}()
	go func() {
		var max time.Duration
		x := 0
		for t := time.Now(); t.Before(end); {
			for i := 0; i < 10000; i++ {
				x += i
			}
			now := time.Now()
			if d := now.Sub(t); d > max {
				max = d
			}
			t = now
		}
		worst <- max
	}()
	a, b := <-worst, <-worst
	fmt.Fprintln(os.Stderr, a, b)
	fmt.Println("ended")
}
