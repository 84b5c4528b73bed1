package sync

import (
	"sync/atomic"
	"unsafe"
)

// A Cond is a meeting point for goroutines that wait for an event or
// announce it. The waiters stand in a queue in the order of their coming,
// each with a semaphore of its own.
type Cond struct {
	noCopy noCopy

	// L is held while the condition is looked at or changed.
	L Locker

	mu      Mutex // guards head and tail
	head    *condWaiter
	tail    *condWaiter
	checker copyChecker
}

type condWaiter struct {
	sema uint32
	next *condWaiter
}

// NewCond returns a Cond with Locker l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, waits for Signal or Broadcast, and locks c.L again.
func (c *Cond) Wait() {
	c.checker.check()
	w := new(condWaiter)
	c.mu.Lock()
	if c.tail == nil {
		c.head = w
	} else {
		c.tail.next = w
	}
	c.tail = w
	c.mu.Unlock()
	c.L.Unlock()
	runtime_SemacquireCond(&w.sema)
	c.L.Lock()
}

// Signal wakes the goroutine that has waited longest, if there is one.
func (c *Cond) Signal() {
	c.checker.check()
	c.mu.Lock()
	w := c.head
	if w != nil {
		c.head = w.next
		if c.head == nil {
			c.tail = nil
		}
	}
	c.mu.Unlock()
	if w != nil {
		runtime_Semrelease(&w.sema, false, 0)
	}
}

// Broadcast wakes all goroutines that wait.
func (c *Cond) Broadcast() {
	c.checker.check()
	c.mu.Lock()
	w := c.head
	c.head, c.tail = nil, nil
	c.mu.Unlock()
	for w != nil {
		next := w.next
		runtime_Semrelease(&w.sema, false, 0)
		w = next
	}
}

// A copyChecker holds its own address from its first use on, so that a copy
// gives itself away.
type copyChecker uintptr

func (c *copyChecker) check() {
	self := uintptr(unsafe.Pointer(c))
	if uintptr(*c) == self {
		return
	}
	if !atomic.CompareAndSwapUintptr((*uintptr)(c), 0, self) && uintptr(*c) != self {
		panic("sync.Cond is copied")
	}
}
