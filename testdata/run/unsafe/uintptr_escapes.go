// run -stress=no

// What a uintptr made in the argument list of a function marked go:uintptrescapes points at lives while the function runs, and
// no longer.
package main

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"
)

var freed = make(chan string, 100)

//go:noinline
func object(name string) unsafe.Pointer {
	p := &[2]string{name, "there"}
	runtime.SetFinalizer(p, func(p *[2]string) {
		freed <- p[0]
		p[1] = "gone"
	})
	return unsafe.Pointer(p)
}

func collect() {
	for i := 0; i < 3; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}

func see(p uintptr) string { return (*[2]string)(unsafe.Pointer(p))[1] }

//go:noinline
//go:uintptrescapes
func use(name string, p, q uintptr, rest ...uintptr) {
	collect()
	fmt.Print(name, " ", see(p), " ", see(q))
	for _, r := range rest {
		fmt.Print(" ", see(r))
	}
	fmt.Println()
}

type T struct{}

//go:noinline
//go:uintptrescapes
func (T) use(p uintptr) { collect(); fmt.Println("method", see(p)) }

func drain(want int) {
	for i := 0; i < want; i++ {
		for tries := 0; ; tries++ {
			select {
			case <-freed:
			default:
				if tries > 50 {
					fmt.Println("kept too long")
					return
				}
				collect()
				continue
			}
			break
		}
	}
}

//go:noinline
func calls() {
	use("call", uintptr(object("a")), uintptr(object("b")), uintptr(object("c")), uintptr(object("d")))
	drain(4)
	T{}.use(uintptr(object("e")))
	(&T{}).use(uintptr(object("e")))
	drain(2)
}

func main() {
	calls()
	done := make(chan bool)
	go func() {
		defer close(done)
		defer use("defer", uintptr(object("f")), uintptr(object("g")), uintptr(object("h")))
		for i := 0; i < 2; i++ {
			defer T{}.use(uintptr(object("i")))
		}
		collect()
	}()
	<-done
	drain(5)
	go use("go", uintptr(object("j")), uintptr(object("k")))
	time.Sleep(50 * time.Millisecond)
	drain(2)
}
