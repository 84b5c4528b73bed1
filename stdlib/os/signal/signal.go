// Package signal hands incoming signals to channels.
package signal

import (
	"context"
	"os"
	"sync"
	"syscall"
	"time"
)

// The leaves: watch makes a signal be counted instead of acting, ignore and
// reset make it do nothing or what it does by default; pending takes the
// lowest signal that was counted, -1 if none.
func watch(sig int)
func ignore(sig int)
func reset(sig int)
func ignored(sig int) bool
func pending() int

const numSignals = 65

var table struct {
	sync.Mutex
	running bool
	want    map[chan<- os.Signal]*[numSignals]bool
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
			watch(n)
		}
	})
	if !table.running {
		table.running = true
		go deliver()
	}
}

// deliver asks for signals at short intervals as long as somebody wants any.
func deliver() {
	for {
		n := pending()
		table.Lock()
		if n < 0 && len(table.want) == 0 {
			table.running = false
			table.Unlock()
			return
		}
		if n >= 0 {
			for c, w := range table.want {
				if w[n] {
					select {
					case c <- syscall.Signal(n):
					default:
					}
				}
			}
		}
		table.Unlock()
		if n < 0 {
			time.Sleep(5 * time.Millisecond)
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
func Ignore(sig ...os.Signal) { forget(sig, ignore) }

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
	return n > 0 && ignored(n)
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
