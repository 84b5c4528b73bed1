// So many parked goroutines as the first argument says (100000): the bytes each takes, on standard error.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

func rss() int {
	data, _ := os.ReadFile("/proc/self/statm")
	pages, _ := strconv.Atoi(strings.Fields(string(data))[1])
	return pages * 4096
}

func main() {
	n := 100000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	before := rss()
	c, done := make(chan int), make(chan int)
	for i := 0; i < n; i++ {
		go func() { done <- <-c }()
	}
	for i := 0; i < n/100; i++ {
		c <- i
	}
	for i := 0; i < n/100; i++ {
		<-done
	}
	fmt.Fprintln(os.Stderr, (rss()-before)/n, "bytes each")
	close(c)
	s := 0
	for i := n / 100; i < n; i++ {
		s += <-done
	}
	fmt.Println(n, s)
}
