package main

import (
	"fmt"
	"sync"
)

func say(from string, out *[]string, mu *sync.Mutex) {
	for i := 0; i < 3; i++ {
		mu.Lock()
		*out = append(*out, fmt.Sprint(from, ":", i))
		mu.Unlock()
	}
}

func main() {
	var mu sync.Mutex
	var out []string
	var wg sync.WaitGroup
	for _, name := range []string{"a", "b"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			say(name, &out, &mu)
		}()
	}
	wg.Wait()
	fmt.Println(len(out))
	done := make(chan string)
	go func(msg string) {
		done <- msg
	}("going")
	fmt.Println(<-done)
}
