package sync

import "sync/atomic"

// A RWMutex may be held by any number of readers or by one writer.
//
// readerCount counts readers, minus rwmutexMaxReaders while a writer holds
// the lock or waits for it; readerWait is how many of the readers that came
// before the writer have still to leave.
type RWMutex struct {
	w           Mutex
	writerSem   uint32
	readerSem   uint32
	readerCount atomic.Int32
	readerWait  atomic.Int32
}

const rwmutexMaxReaders = 1 << 30

// RLock locks rw for reading.
func (rw *RWMutex) RLock() {
	if rw.readerCount.Add(1) < 0 {
		runtime_SemacquireRWMutexR(&rw.readerSem, false, 0)
	}
}

// TryRLock locks rw for reading if that needs no waiting.
func (rw *RWMutex) TryRLock() bool {
	for {
		n := rw.readerCount.Load()
		if n < 0 {
			return false
		}
		if rw.readerCount.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// RUnlock undoes one RLock.
func (rw *RWMutex) RUnlock() {
	if n := rw.readerCount.Add(-1); n < 0 {
		rw.rUnlockSlow(n)
	}
}

func (rw *RWMutex) rUnlockSlow(n int32) {
	if n+1 == 0 || n+1 == -rwmutexMaxReaders {
		fatal("sync: RUnlock of unlocked RWMutex")
	}
	// The last reader the writer waits for lets it in.
	if rw.readerWait.Add(-1) == 0 {
		runtime_Semrelease(&rw.writerSem, false, 1)
	}
}

// Lock locks rw for writing.
func (rw *RWMutex) Lock() {
	rw.w.Lock()
	readers := rw.readerCount.Add(-rwmutexMaxReaders) + rwmutexMaxReaders
	if readers != 0 && rw.readerWait.Add(readers) != 0 {
		runtime_SemacquireRWMutex(&rw.writerSem, false, 0)
	}
}

// TryLock locks rw for writing if that needs no waiting.
func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !rw.readerCount.CompareAndSwap(0, -rwmutexMaxReaders) {
		rw.w.Unlock()
		return false
	}
	return true
}

// Unlock undoes Lock and lets the readers in that came meanwhile.
func (rw *RWMutex) Unlock() {
	readers := rw.readerCount.Add(rwmutexMaxReaders)
	if readers >= rwmutexMaxReaders {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	for i := int32(0); i < readers; i++ {
		runtime_Semrelease(&rw.readerSem, false, 0)
	}
	rw.w.Unlock()
}

// RLocker returns a Locker whose methods are rw's RLock and RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
