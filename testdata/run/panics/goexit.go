// run

// runtime.Goexit runs deferred calls, is no panic, and cannot be recovered from.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(3)
	go func() {
		defer wg.Done()
		defer func() { fmt.Println("recover in Goexit:", recover()) }()
		func() {
			defer fmt.Println("inner deferred")
			runtime.Goexit()
		}()
		fmt.Println("not reached")
	}()
	wg.Add(-2)
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() {
			fmt.Println("recovered:", recover())
		}()
		defer func() {
			panic("panic in a deferred call of Goexit")
		}()
		runtime.Goexit()
	}()
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() {
			// The Goexit aborts the panic.
			runtime.Goexit()
		}()
		panic("aborted")
	}()
	wg.Wait()
	fmt.Println("main goes on")
}
