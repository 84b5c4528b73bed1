// What a variable held is collected once nobody reads the variable again: in functions that select, too, and when the value
// still lies in the window of an earlier call.
package main

import (
	"fmt"
	"runtime"
	"time"
)

type resource struct{ freed chan struct{} }

func (r *resource) finalize() { close(r.freed) }

func open() (*resource, chan struct{}) {
	c := make(chan struct{})
	r := &resource{c}
	runtime.SetFinalizer(r, (*resource).finalize)
	return r, c
}

func wait(what string, freed chan struct{}) {
	select {
	case <-freed:
		fmt.Println(what, "freed")
	case <-time.After(10 * time.Second):
		fmt.Println(what, "still held")
	}
}

func unread() {
	r, freed := open()
	_ = r
	runtime.GC()
	wait("unread", freed)
}

func selecting() {
	r, freed := open()
	c := make(chan bool)
	go func() {
		r.freed = freed
		close(c)
	}()
	<-c
	runtime.GC()
	select {
	case <-freed:
		fmt.Println("selecting freed")
	case <-time.After(10 * time.Second):
		fmt.Println("selecting still held")
	}
}

func main() {
	unread()
	selecting()
}
