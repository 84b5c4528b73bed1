// Mutexes, wait groups, conditions, pools, maps and atomics under many goroutines.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
)

func mutex() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 20; j++ {
				mu.Lock()
				k := n
				runtime.Gosched()
				n = k + 1
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println("mutex", n, mu.TryLock(), mu.TryLock())
}

func rwmutex() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	m := map[int]int{}
	for i := 0; i < 10; i++ {
		wg.Add(2)
		go func(i int) {
			defer wg.Done()
			mu.Lock()
			m[i] = i * i
			mu.Unlock()
		}(i)
		go func(i int) {
			defer wg.Done()
			mu.RLock()
			_ = m[i]
			runtime.Gosched()
			mu.RUnlock()
		}(i)
	}
	wg.Wait()
	mu.RLock()
	fmt.Println("rwmutex", len(m), mu.TryRLock(), mu.TryLock())
}

func once() {
	var o sync.Once
	for i := 0; i < 3; i++ {
		o.Do(func() { fmt.Println("once", i) })
	}
	var p sync.Once
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		p.Do(func() { panic("first") })
	}()
	p.Do(func() { fmt.Println("not again") })
}

func cond() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	var order []int
	ready := 0
	var wg sync.WaitGroup
	for i := 0; i < 5; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			mu.Lock()
			ready++
			c.Wait()
			order = append(order, i)
			mu.Unlock()
		}(i)
	}
	for {
		mu.Lock()
		r := ready
		mu.Unlock()
		if r == 5 {
			break
		}
		runtime.Gosched()
	}
	c.Signal()
	c.Broadcast()
	wg.Wait()
	sort.Ints(order)
	fmt.Println("cond", order)
}

type big struct{ a, b, c int }

func maps() {
	var m sync.Map
	for i := 0; i < 10; i++ {
		m.Store(i, big{i, i, i})
	}
	v, ok := m.Load(3)
	fmt.Println(v, ok)
	v, ok = m.LoadOrStore("x", 1)
	fmt.Println(v, ok)
	v, ok = m.LoadOrStore("x", 2)
	fmt.Println(v, ok)
	v, ok = m.LoadAndDelete("x")
	fmt.Println(v, ok)
	m.Delete(4)
	n := 0
	m.Range(func(k, v any) bool { n += k.(int); return true })
	fmt.Println(n)
	defer func() { fmt.Println(recover()) }()
	m.Store([]int{}, 1)
}

func atomics() {
	var i32 atomic.Int32
	var u64 atomic.Uint64
	var b atomic.Bool
	var p atomic.Pointer[big]
	fmt.Println(i32.Add(-5), i32.Load(), i32.Swap(7), i32.CompareAndSwap(7, 8), i32.CompareAndSwap(7, 9))
	fmt.Println(u64.Add(^uint64(0)), b.Swap(true), b.Load(), b.CompareAndSwap(true, false))
	fmt.Println(p.Load(), p.CompareAndSwap(nil, &big{1, 2, 3}), *p.Load())
	x := int64(1) << 40
	atomic.AddInt64(&x, 1)
	fmt.Println(x, atomic.LoadInt64(&x))
	var v atomic.Value
	fmt.Println(v.Load())
	v.Store("a")
	fmt.Println(v.Swap("b"), v.Load(), v.CompareAndSwap("b", "c"), v.CompareAndSwap("b", "c"), v.Load())
	func() {
		defer func() { fmt.Println(recover()) }()
		v.Store(1)
	}()
	defer func() { fmt.Println(recover()) }()
	v.Store(nil)
}

func misuse() {
	defer func() { fmt.Println(recover()) }()
	var wg sync.WaitGroup
	wg.Done()
}

func main() {
	mutex()
	rwmutex()
	once()
	cond()
	maps()
	atomics()
	misuse()
	p := sync.Pool{New: func() any { return "new" }}
	fmt.Println(p.Get())
}
