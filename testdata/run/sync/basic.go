// run

package main

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

type account struct {
	mu  sync.RWMutex
	bal map[string]int
}

func (a *account) add(k string, n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.bal[k] += n
}

func (a *account) get(k string) int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.bal[k]
}

type queue struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []int
}

func main() {
	a := account{bal: map[string]int{}}
	var wg sync.WaitGroup
	for i := 0; i < 20; i++ {
		wg.Add(2)
		go func(i int) { defer wg.Done(); a.add(fmt.Sprint("k", i%3), i) }(i)
		go func(i int) { defer wg.Done(); _ = a.get("k0") }(i)
	}
	wg.Wait()
	fmt.Println(a.get("k0"), a.get("k1"), a.get("k2"))

	q := &queue{}
	q.cond = sync.NewCond(&q.mu)
	var got []int
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			q.mu.Lock()
			for len(q.items) == 0 {
				q.cond.Wait()
			}
			got = append(got, q.items[0])
			q.items = q.items[1:]
			q.mu.Unlock()
		}()
	}
	for i := 0; i < 3; i++ {
		q.mu.Lock()
		q.items = append(q.items, i)
		q.mu.Unlock()
		q.cond.Signal()
	}
	q.cond.Broadcast()
	wg.Wait()
	sort.Ints(got)
	fmt.Println(got)

	var once sync.Once
	for i := 0; i < 3; i++ {
		once.Do(func() { fmt.Println("once", i) })
	}
	var m sync.Map
	m.Store("a", 1)
	v, loaded := m.LoadOrStore("a", 2)
	fmt.Println(v, loaded)
	m.Store("b", 2)
	m.Delete("a")
	n := 0
	m.Range(func(k, v interface{}) bool { n++; fmt.Println(k, v); return true })
	_, ok := m.Load("a")
	fmt.Println(n, ok)

	p := sync.Pool{New: func() interface{} { return new(int) }}
	x := p.Get().(*int)
	*x = 5
	p.Put(x)
	fmt.Println(*p.Get().(*int) >= 0)

	var c atomic.Int64
	var u uint32
	var av atomic.Value
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); c.Add(2); atomic.AddUint32(&u, 1); av.Store("v") }()
	}
	wg.Wait()
	fmt.Println(c.Load(), atomic.LoadUint32(&u), av.Load(), c.CompareAndSwap(100, 1), c.Load(), atomic.SwapUint32(&u, 7), u)

	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), "k", "v"))
	sub, cancel2 := context.WithTimeout(ctx, time.Hour)
	defer cancel2()
	go cancel()
	<-sub.Done()
	fmt.Println(sub.Err(), sub.Value("k"), errors.Is(sub.Err(), context.Canceled))
	ctx, cancel = context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	select {
	case <-ctx.Done():
		fmt.Println(ctx.Err())
	case <-time.After(5 * time.Second):
		fmt.Println("late")
	}
	var mu sync.Mutex
	fmt.Println(mu.TryLock(), mu.TryLock())
	mu.Unlock()
	// Mutual exclusion with contention.
	cnt := 0
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 1000; j++ {
				mu.Lock()
				cnt++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(cnt)
}
