package sync

import "sync/atomic"

// A Once performs one action exactly once.
type Once struct {
	done atomic.Uint32
	m    Mutex
}

// Do calls f if this is the first call of Do on o; other callers wait until
// that call has returned.
func (o *Once) Do(f func()) {
	if o.done.Load() == 0 {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if o.done.Load() == 0 {
		defer o.done.Store(1)
		f()
	}
}

// OnceFunc returns a function that calls f only at its own first call. If f
// panics, every call panics with the same value.
func OnceFunc(f func()) func() {
	var (
		once   Once
		ok     bool
		reason any
	)
	first := func() {
		defer func() {
			reason = recover()
			if !ok {
				// Panicking again here keeps the first trace in view.
				panic(reason)
			}
		}()
		f()
		f = nil // lets the collector have what f holds
		ok = true
	}
	return func() {
		once.Do(first)
		if !ok {
			panic(reason)
		}
	}
}

// OnceValue is OnceFunc for a function with a result.
func OnceValue[T any](f func() T) func() T {
	var (
		once   Once
		ok     bool
		reason any
		result T
	)
	first := func() {
		defer func() {
			reason = recover()
			if !ok {
				panic(reason)
			}
		}()
		result = f()
		f = nil
		ok = true
	}
	return func() T {
		once.Do(first)
		if !ok {
			panic(reason)
		}
		return result
	}
}

// OnceValues is OnceFunc for a function with two results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var (
		once   Once
		ok     bool
		reason any
		r1     T1
		r2     T2
	)
	first := func() {
		defer func() {
			reason = recover()
			if !ok {
				panic(reason)
			}
		}()
		r1, r2 = f()
		f = nil
		ok = true
	}
	return func() (T1, T2) {
		once.Do(first)
		if !ok {
			panic(reason)
		}
		return r1, r2
	}
}
