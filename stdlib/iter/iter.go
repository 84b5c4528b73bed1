// Package iter defines iterators over sequences.
package iter

// Seq calls yield with each value of a sequence until it returns false.
type Seq[V any] func(yield func(V) bool)

// Seq2 calls yield with each pair of values of a sequence until it returns false.
type Seq2[K, V any] func(yield func(K, V) bool)

// puller runs a sequence in a goroutine of its own, one step at a time: resume lets it run, and it
// answers on paused at the next value or at its end. Never do both sides run.
type puller struct {
	resume  chan bool // false: stop
	paused  chan struct{}
	started bool
	done    bool
	running bool
	panicV  any
	paniced bool
	exited  bool // by runtime.Goexit
}

func (p *puller) start(run func()) {
	p.started = true
	p.resume = make(chan bool)
	p.paused = make(chan struct{})
	go func() {
		normal := false
		defer func() {
			if !normal {
				if v := recover(); v != nil {
					p.paniced, p.panicV = true, v
				} else {
					p.exited = true
				}
			}
			p.done = true
			p.paused <- struct{}{}
		}()
		if <-p.resume {
			run()
		}
		normal = true
	}()
}

// step lets the sequence run until its next value or its end, and passes on a panic.
func (p *puller) step(goOn bool) {
	p.running = true
	p.resume <- goOn
	<-p.paused
	p.running = false
	if p.paniced {
		p.paniced = false
		panic(p.panicV)
	}
	if p.exited {
		p.exited = false
		goexit()
	}
}

// yielded hands control back to the caller of next, and reports whether to go on.
func (p *puller) yielded() bool {
	p.paused <- struct{}{}
	return <-p.resume
}

// Pull turns a sequence around: next gives its next value and whether there is one, stop ends it. Both
// may be called again after the end.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var p puller
	var v V
	var have bool
	yield := func(x V) bool {
		if p.done {
			return false
		}
		if !p.running {
			panic("iter.Pull: yield called again before next")
		}
		v, have = x, true
		return p.yielded()
	}
	next = func() (V, bool) {
		var zero V
		if p.running {
			panic("iter.Pull: next called again before yield")
		}
		if p.done {
			return zero, false
		}
		if !p.started {
			p.start(func() { seq(yield) })
		}
		have = false
		p.step(true)
		x := v
		v = zero
		return x, have
	}
	stop = func() { p.stop() }
	return next, stop
}

// Pull2 is Pull for a sequence of pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var p puller
	var k K
	var v V
	var have bool
	yield := func(x K, y V) bool {
		if p.done {
			return false
		}
		if !p.running {
			panic("iter.Pull2: yield called again before next")
		}
		k, v, have = x, y, true
		return p.yielded()
	}
	next = func() (K, V, bool) {
		var zeroK K
		var zeroV V
		if p.running {
			panic("iter.Pull2: next called again before yield")
		}
		if p.done {
			return zeroK, zeroV, false
		}
		if !p.started {
			p.start(func() { seq(yield) })
		}
		have = false
		p.step(true)
		x, y := k, v
		k, v = zeroK, zeroV
		return x, y, have
	}
	stop = func() { p.stop() }
	return next, stop
}

func (p *puller) stop() {
	if p.running {
		panic("iter.Pull: stop called from within the sequence")
	}
	if p.done {
		return
	}
	if !p.started {
		p.done = true
		return
	}
	p.step(false)
	p.done = true
}
