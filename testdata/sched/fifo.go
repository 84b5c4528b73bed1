// run

// A FIFO costs no thread while nobody writes: a thousand readers wait on the poller, others go on.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

func main() {
	runtime.GOMAXPROCS(1)
	dir, err := os.MkdirTemp("", "fifo")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	fifo := filepath.Join(dir, "fifo")
	fmt.Println(syscall.Mkfifo(fifo, 0600))
	go func() {
		w, err := os.OpenFile(fifo, os.O_WRONLY, 0) // waits for the reader
		if err != nil {
			fmt.Println(err)
			return
		}
		w.Write([]byte("through the fifo"))
		time.Sleep(5 * time.Millisecond)
		w.Close()
	}()
	r, err := os.Open(fifo)
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := io.ReadAll(r)
	fmt.Println(string(all), err)
	r.Close()

	// Both ends, so that nobody needs to be waited for.
	const n = 200
	var files []*os.File
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		f, err := os.OpenFile(fifo, os.O_RDWR, 0)
		if err != nil {
			fmt.Println(err)
			return
		}
		files = append(files, f)
		wg.Add(1)
		go func() {
			defer wg.Done()
			f.Read(make([]byte, 1))
		}()
	}
	time.Sleep(10 * time.Millisecond)
	status, _ := os.ReadFile("/proc/self/status")
	threads := 0
	if _, after, ok := strings.Cut(string(status), "Threads:"); ok {
		fmt.Sscan(after, &threads)
	}
	fmt.Println("few threads:", 0 < threads && threads <= 12)
	// The others go on meanwhile: one sleeps, one computes.
	tick := time.Now()
	worst := time.Duration(0)
	for i := 0; i < 20; i++ {
		time.Sleep(time.Millisecond)
		for k := 0; k < 10000; k++ {
			i := k
			_ = i
		}
		if d := time.Since(tick); d > worst {
			worst = d
		}
		tick = time.Now()
	}
	fmt.Println("no stall:", worst < 500*time.Millisecond)
	for _, f := range files {
		f.Close()
	}
	wg.Wait()
	fmt.Println("all woken")
}
