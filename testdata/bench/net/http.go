// net/http server and client in one program: 20 000 requests over 100 connections.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

var start = time.Now()

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/hello", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "hello %s", r.URL.Query().Get("n"))
	})
	go http.Serve(l, nil)
	url := "http://" + l.Addr().String() + "/hello?n="
	resp, err := http.Get(url + "0")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	b, _ := io.ReadAll(resp.Body)
	fmt.Println(resp.Status, string(b))
	fmt.Fprintln(os.Stderr, "first response after", time.Since(start))
	tr := &http.Transport{MaxIdleConnsPerHost: 100, MaxConnsPerHost: 100}
	client := &http.Client{Transport: tr}
	var ok atomic.Int64
	var wg sync.WaitGroup
	for i := 0; i < 100; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			for j := 0; j < 200; j++ {
				want := fmt.Sprintf("hello %d", i*200+j)
				resp, err := client.Get(url + want[6:])
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					continue
				}
				b, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				if err == nil && string(b) == want {
					ok.Add(1)
				}
			}
		}(i)
	}
	wg.Wait()
	fmt.Println("answered", ok.Load())
	fmt.Fprintln(os.Stderr, "all after", time.Since(start))
}
