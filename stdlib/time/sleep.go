package time

import "unsafe"

// A runtimeTimer is the run time's Timer (runtime/sched/timer.h).
type runtimeTimer struct {
	when   int64
	period int64
	action int64
	arg    unsafe.Pointer
	seq    unsafe.Pointer
	index  int64
	pp     uintptr
	lock   uint64
}

// What a timer does when it is due.
const (
	actionSendTime = 1 // arg is a chan Time: send without waiting
	actionGoFunc   = 2 // arg is a closure: run it in a goroutine of its own
)

func startTimer(t *runtimeTimer)
func stopTimer(t *runtimeTimer) bool
func resetTimer(t *runtimeTimer, when, period int64) bool
func runtimeNano() int64

// Sleep lets at least d pass.
func Sleep(d Duration)

// when returns the monotonic time d from now.
func when(d Duration) int64 {
	if d <= 0 {
		return runtimeNano()
	}
	t := runtimeNano() + int64(d)
	if t < 0 {
		t = 1<<63 - 1
	}
	return t
}

// A Timer is a single event in the future: a time sent on C, or a call.
type Timer struct {
	C <-chan Time
	r runtimeTimer
}

// NewTimer returns a Timer that sends the time on its channel after d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{C: c}
	t.r = timerFor(c, when(d), 0)
	startTimer(&t.r)
	return t
}

// timerFor: seq tells the run time which Location to put in the Time it
// sends.
func timerFor(c chan Time, when, period int64) runtimeTimer {
	return runtimeTimer{
		when:   when,
		period: period,
		action: actionSendTime,
		arg:    *(*unsafe.Pointer)(unsafe.Pointer(&c)),
		seq:    unsafe.Pointer(&localLoc),
	}
}

// drain empties the channel: after Stop and Reset no old time is received.
func drain(c <-chan Time) {
	select {
	case <-c:
	default:
	}
}

// Stop keeps t from firing; false if it has fired or been stopped.
func (t *Timer) Stop() bool {
	if t.r.action == 0 {
		panic("time: Stop called on uninitialized Timer")
	}
	pending := stopTimer(&t.r)
	if t.C != nil {
		if len(t.C) > 0 {
			pending = true
		}
		drain(t.C)
	}
	return pending
}

// Reset makes t fire after d; true if it was pending.
func (t *Timer) Reset(d Duration) bool {
	if t.r.action == 0 {
		panic("time: Reset called on uninitialized Timer")
	}
	w := when(d)
	pending := stopTimer(&t.r)
	if t.C != nil {
		if len(t.C) > 0 {
			pending = true
		}
		drain(t.C)
	}
	resetTimer(&t.r, w, 0)
	return pending
}

// After returns a channel on which the time is sent after d.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// AfterFunc calls f in a goroutine of its own after d.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{}
	t.r = runtimeTimer{
		when:   when(d),
		action: actionGoFunc,
		arg:    *(*unsafe.Pointer)(unsafe.Pointer(&f)),
	}
	startTimer(&t.r)
	return t
}

// A Ticker sends the time on C at intervals.
type Ticker struct {
	C <-chan Time
	r runtimeTimer
}

// NewTicker returns a Ticker with period d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := &Ticker{C: c}
	t.r = timerFor(c, when(d), int64(d))
	startTimer(&t.r)
	return t
}

// Stop ends the ticks.
func (t *Ticker) Stop() {
	if t.r.action == 0 {
		return // made by &Ticker{}: there is nothing to stop
	}
	stopTimer(&t.r)
	drain(t.C)
}

// Reset ends the ticks and begins with period d anew.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.r.action == 0 {
		panic("time: Reset called on uninitialized Ticker")
	}
	stopTimer(&t.r)
	drain(t.C)
	resetTimer(&t.r, when(d), int64(d))
}

// Tick returns the channel of a new Ticker, nil for d <= 0.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
