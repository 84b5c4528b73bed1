// run -env=VOLE_GCSTRESS=200 -env=GODEBUG=gccheckmark=1,clobberfree=1

// Goroutines that change linked structures, maps, slices, channels and atomic pointers while the collector marks. Every
// object knows what it must hold; anything freed too early shows.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"unsafe"
)

type cell struct {
	id    int
	check *int
	next  *cell
	any   interface{}
	words []string
}

func newCell(id int) *cell {
	v := new(int)
	*v = id * 3
	return &cell{id: id, check: v, any: strconv.Itoa(id), words: []string{strconv.Itoa(id + 1), strconv.Itoa(id + 2)}}
}

func (c *cell) verify() {
	if *c.check != c.id*3 || c.any.(string) != strconv.Itoa(c.id) || c.words[0] != strconv.Itoa(c.id+1) || c.words[1] != strconv.Itoa(c.id+2) {
		panic(fmt.Sprint("cell ", c.id, " is broken"))
	}
}

// A ring whose cells are moved from place to place: the only pointer to a cell is often on a stack.
func ring(rounds int) int {
	const n = 64
	var slots [n]*cell
	heap := make([]*cell, n)
	for i := range slots {
		heap[i] = newCell(i)
	}
	r := uint32(7)
	for k := 0; k < rounds; k++ {
		r = r*1664525 + 1013904223
		i, j := int(r>>8)%n, int(r>>16)%n
		c := heap[i]
		heap[i] = nil
		garbage := newCell(k)
		garbage.next = c
		heap[i], heap[j] = heap[j], c
		if heap[i] == nil {
			heap[i] = newCell(i)
		}
		if k%16 == 0 {
			heap[j] = newCell(int(r>>4) % 1000)
		}
		heap[i].verify()
		heap[j].verify()
	}
	sum := 0
	for _, c := range heap {
		c.verify()
		sum++
	}
	return sum
}

func maps(rounds int) int {
	m := map[string]*cell{}
	big := map[[40]int]*cell{}
	for k := 0; k < rounds; k++ {
		key := strconv.Itoa(k % 97)
		if c, ok := m[key]; ok {
			c.verify()
			delete(m, key)
			m[key+"x"] = c
		} else {
			m[key] = newCell(k)
		}
		var a [40]int
		a[0] = k % 31
		if c := big[a]; c != nil {
			c.verify()
		}
		big[a] = newCell(k)
		if k%1000 == 999 {
			for key, c := range m {
				c.verify()
				if len(key) > 2 {
					delete(m, key)
				}
			}
			old := m
			m = map[string]*cell{}
			for key, c := range old {
				m[key] = c
			}
		}
	}
	for _, c := range m {
		c.verify()
	}
	return len(big)
}

func pass(rounds int) int {
	var wg sync.WaitGroup
	first := make(chan *cell)
	in := first
	for i := 0; i < 4; i++ {
		out := make(chan *cell, i)
		wg.Add(1)
		go func(in, out chan *cell) {
			defer wg.Done()
			for c := range in {
				c.verify()
				d := newCell(c.id)
				d.next = c
				if c.next != nil {
					c.next = nil
				}
				select {
				case out <- d:
				}
			}
			close(out)
		}(in, out)
		in = out
	}
	go func() {
		for k := 0; k < rounds; k++ {
			first <- newCell(k)
		}
		close(first)
	}()
	n := 0
	for c := range in {
		c.verify()
		c.next.verify()
		n++
	}
	wg.Wait()
	return n
}

func atomics(rounds int) int {
	var p unsafe.Pointer
	var v atomic.Value
	v.Store(newCell(0))
	atomic.StorePointer(&p, unsafe.Pointer(newCell(1)))
	for k := 0; k < rounds; k++ {
		old := (*cell)(atomic.SwapPointer(&p, unsafe.Pointer(newCell(k))))
		old.verify()
		v.Load().(*cell).verify()
		v.Store(old)
		cur := atomic.LoadPointer(&p)
		if atomic.CompareAndSwapPointer(&p, cur, unsafe.Pointer(newCell(k+1))) {
			(*cell)(cur).verify()
		}
	}
	return 1
}

func slices(rounds int) int {
	var s []*cell
	var strs []string
	for k := 0; k < rounds; k++ {
		s = append(s, newCell(k))
		strs = append(strs, strconv.Itoa(k))
		if len(s) > 200 {
			copy(s, s[100:])
			s = s[:100:150]
			sort.Slice(s, func(i, j int) bool { return s[i].id*7919%1009 < s[j].id*7919%1009 })
			sort.Strings(strs)
			strs = append([]string(nil), strs[50:150]...)
		}
	}
	for _, c := range s {
		c.verify()
	}
	for _, t := range strs {
		if _, err := strconv.Atoi(t); err != nil {
			panic(err)
		}
	}
	return 1
}

func deferred(rounds int) (n int) {
	for k := 0; k < rounds; k++ {
		func() {
			c := newCell(k)
			defer func() {
				r := recover().(*cell)
				r.verify()
				c.verify()
				n++
			}()
			defer c.verify()
			panic(newCell(k + 1))
		}()
	}
	return n
}

func main() {
	rounds := 4000
	if len(os.Args) > 1 {
		rounds, _ = strconv.Atoi(os.Args[1])
	}
	stop := make(chan bool)
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				runtime.GC()
			}
		}
	}()
	var wg sync.WaitGroup
	results := make([]int, 6)
	for i, f := range []func(int) int{ring, maps, pass, atomics, slices, deferred} {
		wg.Add(1)
		go func(i int, f func(int) int) {
			defer wg.Done()
			results[i] = f(rounds)
		}(i, f)
	}
	wg.Wait()
	close(stop)
	fmt.Println(results)
}
