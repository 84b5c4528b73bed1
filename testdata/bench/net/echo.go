// TCP echo on loopback: 5 000 connections at once, 200 000 messages, in one
// process. Prints what came back and how many threads there were.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	conns    = 5000
	messages = 200000 / conns
	size     = 64
)

func serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			b := make([]byte, size)
			for {
				if _, err := io.ReadFull(c, b); err != nil {
					return
				}
				if _, err := c.Write(b); err != nil {
					return
				}
			}
		}()
	}
}

func threads() string {
	data, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(line, "Threads:") {
			return strings.TrimSpace(line[8:])
		}
	}
	return "?"
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	go serve(l)
	start := time.Now()
	var echoed, failed atomic.Int64
	var ready, done sync.WaitGroup
	begin := make(chan bool)
	slots := make(chan bool, 100) // dial at most so many at once: the backlog is finite
	for i := 0; i < conns; i++ {
		ready.Add(1)
		done.Add(1)
		go func(i int) {
			defer done.Done()
			slots <- true
			c, err := net.Dial("tcp", l.Addr().String())
			<-slots
			ready.Done()
			if err != nil {
				failed.Add(1)
				fmt.Fprintln(os.Stderr, err)
				return
			}
			defer c.Close()
			<-begin
			out, in := make([]byte, size), make([]byte, size)
			for j := 0; j < messages; j++ {
				copy(out, fmt.Sprintf("connection %d message %d", i, j))
				if _, err := c.Write(out); err != nil {
					failed.Add(1)
					return
				}
				if _, err := io.ReadFull(c, in); err != nil || string(in) != string(out) {
					failed.Add(1)
					return
				}
				echoed.Add(1)
			}
		}(i)
	}
	ready.Wait()
	connected := time.Since(start)
	close(begin)
	done.Wait()
	fmt.Println("echoed", echoed.Load(), "failed", failed.Load())
	fmt.Fprintln(os.Stderr, "threads", threads(), "GOMAXPROCS", runtime.GOMAXPROCS(0), "connected after", connected, "all after", time.Since(start))
}
