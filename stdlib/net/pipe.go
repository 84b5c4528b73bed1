package net

import (
	"io"
	"os"
	"sync"
	"time"
)

// A limit is a time after which operations fail.
type limit struct {
	mu     sync.Mutex
	timer  *time.Timer
	passed chan struct{} // closed when it has passed
}

func newLimit() limit { return limit{passed: make(chan struct{})} }

func (l *limit) set(t time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer != nil && !l.timer.Stop() {
		<-l.passed // the timer's function is at work: let it end
	}
	l.timer = nil
	if isClosed(l.passed) {
		l.passed = make(chan struct{})
	}
	if t.IsZero() {
		return
	}
	passed := l.passed
	if d := time.Until(t); d > 0 {
		l.timer = time.AfterFunc(d, func() { close(passed) })
	} else {
		close(passed)
	}
}

func (l *limit) done() chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.passed
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// A lane carries bytes in one direction: a writer offers them, a reader says
// how many it took.
type lane struct {
	writing sync.Mutex
	offer   chan []byte
	taken   chan int
}

// A pipe is one of two ends in memory.
type pipe struct {
	in, out     *lane
	closed      chan struct{}
	peerClosed  <-chan struct{}
	once        sync.Once
	read, write limit
}

// Pipe returns two connections with each other. There is no buffer: each
// write waits until its bytes have been read.
func Pipe() (Conn, Conn) {
	x := &lane{offer: make(chan []byte), taken: make(chan int)}
	y := &lane{offer: make(chan []byte), taken: make(chan int)}
	a := &pipe{in: x, out: y, closed: make(chan struct{}), read: newLimit(), write: newLimit()}
	b := &pipe{in: y, out: x, closed: make(chan struct{}), read: newLimit(), write: newLimit()}
	a.peerClosed, b.peerClosed = b.closed, a.closed
	return a, b
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

func (*pipe) LocalAddr() Addr  { return pipeAddr{} }
func (*pipe) RemoteAddr() Addr { return pipeAddr{} }

// state is the reason why an operation cannot go on, nil if there is none.
func (p *pipe) state(l *limit, gone error) error {
	switch {
	case isClosed(p.closed):
		return io.ErrClosedPipe
	case isClosed(p.peerClosed):
		return gone
	case isClosed(l.done()):
		return os.ErrDeadlineExceeded
	}
	return nil
}

func (p *pipe) Read(b []byte) (int, error) {
	err := p.state(&p.read, io.EOF)
	if err == nil {
		select {
		case data := <-p.in.offer:
			n := copy(b, data)
			p.in.taken <- n
			return n, nil
		case <-p.closed:
		case <-p.peerClosed:
		case <-p.read.done():
			err = os.ErrDeadlineExceeded
		}
		if err == nil {
			err = p.state(&p.read, io.EOF)
		}
	}
	if err != io.EOF && err != io.ErrClosedPipe {
		err = &OpError{Op: "read", Net: "pipe", Err: err}
	}
	return 0, err
}

func (p *pipe) Write(b []byte) (n int, err error) {
	if err = p.state(&p.write, io.ErrClosedPipe); err == nil {
		p.out.writing.Lock() // all of b in one piece
		n, err = p.send(b)
		p.out.writing.Unlock()
	}
	if err != nil && err != io.ErrClosedPipe {
		err = &OpError{Op: "write", Net: "pipe", Err: err}
	}
	return n, err
}

// send offers b at least once, even if it is empty.
func (p *pipe) send(b []byte) (n int, err error) {
	for {
		select {
		case p.out.offer <- b[n:]:
			if n += <-p.out.taken; n == len(b) {
				return n, nil
			}
		case <-p.closed:
			return n, io.ErrClosedPipe
		case <-p.peerClosed:
			return n, io.ErrClosedPipe
		case <-p.write.done():
			return n, os.ErrDeadlineExceeded
		}
	}
}

func (p *pipe) setLimits(t time.Time, limits ...*limit) error {
	if isClosed(p.closed) || isClosed(p.peerClosed) {
		return io.ErrClosedPipe
	}
	for _, l := range limits {
		l.set(t)
	}
	return nil
}

func (p *pipe) SetDeadline(t time.Time) error      { return p.setLimits(t, &p.read, &p.write) }
func (p *pipe) SetReadDeadline(t time.Time) error  { return p.setLimits(t, &p.read) }
func (p *pipe) SetWriteDeadline(t time.Time) error { return p.setLimits(t, &p.write) }

func (p *pipe) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}
