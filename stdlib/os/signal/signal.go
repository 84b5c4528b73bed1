// Package signal hands incoming signals to channels.
package signal

import (
	"context"
	"internal/poll"
	"os"
	"sync"
	"syscall"
	"time"
)

// The leaves: watch makes a signal be counted instead of acting, ignore and
// reset make it do nothing or what it does by default; pending takes the
// lowest signal that was counted, -1 if none; wakeFD is an eventfd that every
// counted signal writes to, -1 if there is none to be had.
func watch(sig int)
func ignore(sig int)
func reset(sig int)
func ignored(sig int) bool
func pending() int
func wakeFD() int

const numSignals = 65

var table struct {
	sync.Mutex
	running bool
	wake    poll.FD
	want    map[chan<- os.Signal]*[numSignals]bool
	ignored [numSignals]bool // by Ignore; only Notify undoes it, as in Go
}

// number returns the number of sig, -1 for something else.
func number(sig os.Signal) int {
	if s, ok := sig.(syscall.Signal); ok && s >= 0 && int(s) < numSignals {
		return int(s)
	}
	return -1
}

// each calls f for the signals of sigs, for all if there are none.
func each(sigs []os.Signal, f func(n int)) {
	if len(sigs) == 0 {
		for n := 1; n < numSignals; n++ {
			f(n)
		}
		return
	}
	for _, s := range sigs {
		if n := number(s); n > 0 {
			f(n)
		}
	}
}

// Notify sends incoming signals to c, all if none are named. It does not
// wait for c.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	table.Lock()
	defer table.Unlock()
	if table.want == nil {
		table.want = make(map[chan<- os.Signal]*[numSignals]bool)
	}
	w := table.want[c]
	if w == nil {
		w = new([numSignals]bool)
		table.want[c] = w
	}
	each(sig, func(n int) {
		if !w[n] {
			w[n] = true
			table.ignored[n] = false
			watch(n)
		}
	})
	if !table.running {
		table.running = true
		table.wake.Sysfd = wakeFD()
		go loop(table.wake.Sysfd >= 0 && table.wake.Init("file", true) == nil)
	}
}

// loop hands out the signals that were counted, for ever. Where the poller
// cannot wake it (no descriptor was left), it looks at short intervals.
func loop(woken bool) {
	var count [8]byte
	for {
		for n := pending(); n >= 0; n = pending() {
			deliver(n)
		}
		if !woken {
			time.Sleep(5 * time.Millisecond)
		} else if _, err := table.wake.Read(count[:]); err != nil {
			woken = false
		}
	}
}

func deliver(n int) {
	table.Lock()
	defer table.Unlock()
	for c, w := range table.want {
		if w[n] {
			select {
			case c <- syscall.Signal(n):
			default:
			}
		}
	}
}

// Stop ends the sending to c.
func Stop(c chan<- os.Signal) {
	table.Lock()
	defer table.Unlock()
	w := table.want[c]
	if w == nil {
		return
	}
	delete(table.want, c)
	for n := range w {
		if w[n] {
			release(n)
		}
	}
}

// release gives signal n its default back if nobody wants it any more.
func release(n int) {
	for _, w := range table.want {
		if w[n] {
			return
		}
	}
	reset(n)
}

// Ignore makes the signals do nothing.
func Ignore(sig ...os.Signal) {
	forget(sig, func(n int) {
		table.ignored[n] = true
		ignore(n)
	})
}

// Reset undoes Notify for the signals.
func Reset(sig ...os.Signal) { forget(sig, reset) }

func forget(sigs []os.Signal, then func(int)) {
	table.Lock()
	defer table.Unlock()
	each(sigs, func(n int) {
		for _, w := range table.want {
			w[n] = false
		}
		then(n)
	})
}

// Ignored reports whether sig does nothing.
func Ignored(sig os.Signal) bool {
	n := number(sig)
	table.Lock()
	defer table.Unlock()
	return n > 0 && (table.ignored[n] || ignored(n))
}

// NotifyContext returns a child of parent that ends with a signal.
func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	ch := make(chan os.Signal, 1)
	Notify(ch, signals...)
	if ctx.Err() == nil {
		go func() {
			select {
			case <-ch:
				cancel()
			case <-ctx.Done():
			}
		}()
	}
	return ctx, func() {
		cancel()
		Stop(ch)
	}
}
