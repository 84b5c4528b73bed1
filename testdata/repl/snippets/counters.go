package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type counters struct {
	mu sync.Mutex
	m  map[string]int
}

func (c *counters) inc(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[name]++
}

func main() {
	var ops atomic.Uint64
	var wg sync.WaitGroup
	c := counters{m: map[string]int{"a": 0, "b": 0}}
	for i := 0; i < 10; i++ {
		wg.Add(1)
		go func() {
			for j := 0; j < 100; j++ {
				ops.Add(1)
				c.inc("a")
			}
			c.inc("b")
			wg.Done()
		}()
	}
	wg.Wait()
	fmt.Println("ops:", ops.Load(), c.m)
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
}
