// Package sync provides mutual exclusion and the other basic ways in which
// goroutines wait for each other.
package sync

import "sync/atomic"

// A Locker is anything that can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a mutual exclusion lock; its zero value is unlocked.
//
// state is a bit set plus a count: bit 0 "held", bit 1 "a waiter has been
// woken and is trying", bit 2 "starving: hand over in queue order", and from
// bit 3 on the number of goroutines that wait on sema.
type Mutex struct {
	state int32
	sema  uint32
}

const (
	mutexLocked = 1 << iota
	mutexWoken
	mutexStarving
	mutexWaiterShift = iota

	// A waiter that could not get the lock for this long switches the mutex
	// to handing over in order.
	starvationThresholdNs = 1e6
)

// Lock locks m, waiting until it is free.
func (m *Mutex) Lock() {
	if !atomic.CompareAndSwapInt32(&m.state, 0, mutexLocked) {
		m.lockSlow()
	}
}

// TryLock locks m if that needs no waiting and reports whether it did.
func (m *Mutex) TryLock() bool {
	old := m.state
	if old&(mutexLocked|mutexStarving) != 0 {
		return false
	}
	return atomic.CompareAndSwapInt32(&m.state, old, old|mutexLocked)
}

func (m *Mutex) lockSlow() {
	var waitSince int64
	starving, awoke := false, false
	for {
		old := atomic.LoadInt32(&m.state)
		next := old
		// Newcomers must not overtake a starving queue.
		if old&mutexStarving == 0 {
			next |= mutexLocked
		}
		mustWait := old&(mutexLocked|mutexStarving) != 0
		if mustWait {
			next += 1 << mutexWaiterShift
		}
		if starving && old&mutexLocked != 0 {
			next |= mutexStarving
		}
		if awoke {
			if next&mutexWoken == 0 {
				throw("sync: inconsistent mutex state")
			}
			next &^= mutexWoken
		}
		if !atomic.CompareAndSwapInt32(&m.state, old, next) {
			continue
		}
		if !mustWait {
			return
		}
		// Who has waited before goes to the head of the queue again.
		queueFirst := waitSince != 0
		if waitSince == 0 {
			waitSince = runtime_nanotime()
		}
		runtime_SemacquireMutex(&m.sema, queueFirst, 1)
		starving = starving || runtime_nanotime()-waitSince > starvationThresholdNs
		old = atomic.LoadInt32(&m.state)
		if old&mutexStarving != 0 {
			// The lock was handed to us: it is marked neither held nor woken,
			// and we still count as a waiter.
			if old&(mutexLocked|mutexWoken) != 0 || old>>mutexWaiterShift == 0 {
				throw("sync: inconsistent mutex state")
			}
			delta := int32(mutexLocked - 1<<mutexWaiterShift)
			if !starving || old>>mutexWaiterShift == 1 {
				delta -= mutexStarving
			}
			atomic.AddInt32(&m.state, delta)
			return
		}
		awoke = true
	}
}

// Unlock unlocks m; it is fatal if m is not locked.
func (m *Mutex) Unlock() {
	next := atomic.AddInt32(&m.state, -mutexLocked)
	if next != 0 {
		m.unlockSlow(next)
	}
}

func (m *Mutex) unlockSlow(next int32) {
	if (next+mutexLocked)&mutexLocked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	if next&mutexStarving != 0 {
		runtime_Semrelease(&m.sema, true, 1)
		return
	}
	old := next
	for {
		// Nobody to wake, or somebody is already on the way.
		if old>>mutexWaiterShift == 0 || old&(mutexLocked|mutexWoken|mutexStarving) != 0 {
			return
		}
		next = (old - 1<<mutexWaiterShift) | mutexWoken
		if atomic.CompareAndSwapInt32(&m.state, old, next) {
			runtime_Semrelease(&m.sema, false, 1)
			return
		}
		old = atomic.LoadInt32(&m.state)
	}
}
