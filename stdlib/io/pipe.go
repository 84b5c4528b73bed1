package io

import (
	"errors"
	"sync"
)

// onceError keeps the first error stored.
type onceError struct {
	mu  sync.Mutex
	err error
}

func (o *onceError) store(err error) {
	o.mu.Lock()
	if o.err == nil {
		o.err = err
	}
	o.mu.Unlock()
}

func (o *onceError) load() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// ErrClosedPipe is returned for reads and writes on a closed pipe.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

type pipe struct {
	wrMu sync.Mutex // one writer at a time
	wrCh chan []byte
	rdCh chan int // how much of the slice last sent was read

	once sync.Once // guards closing done
	done chan struct{}
	rerr onceError
	werr onceError
}

func (p *pipe) read(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.readCloseError()
	default:
	}
	select {
	case bw := <-p.wrCh:
		n = copy(b, bw)
		p.rdCh <- n
		return n, nil
	case <-p.done:
		return 0, p.readCloseError()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.writeCloseError()
	default:
		p.wrMu.Lock()
		defer p.wrMu.Unlock()
	}
	for first := true; first || len(b) > 0; first = false {
		select {
		case p.wrCh <- b:
			k := <-p.rdCh
			b = b[k:]
			n += k
		case <-p.done:
			return n, p.writeCloseError()
		}
	}
	return n, nil
}

func (p *pipe) close() { p.once.Do(p.closeDone) }

func (p *pipe) closeDone() { close(p.done) }

func (p *pipe) readCloseError() error {
	rerr, werr := p.rerr.load(), p.werr.load()
	if rerr != nil || werr == nil {
		return ErrClosedPipe
	}
	return werr
}

func (p *pipe) writeCloseError() error {
	rerr := p.rerr.load()
	if p.werr.load() != nil || rerr == nil {
		return ErrClosedPipe
	}
	return rerr
}

// A PipeReader is the reading half of a pipe.
type PipeReader struct{ pipe }

// Read waits for a writer or for the end; it returns the error the writing half was closed with, or
// EOF.
func (r *PipeReader) Read(data []byte) (n int, err error) { return r.pipe.read(data) }

// Close makes writes fail with ErrClosedPipe.
func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError makes writes fail with err. It never overwrites an earlier error and returns nil.
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.pipe.rerr.store(err)
	r.pipe.close()
	return nil
}

// A PipeWriter is the writing half of a pipe.
type PipeWriter struct{ r PipeReader }

// Write waits until readers have taken all of data or the reading half is closed.
func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.r.pipe.write(data) }

// Close makes reads return EOF.
func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError makes reads return err, or EOF if it is nil. It never overwrites an earlier error and
// returns nil.
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.r.pipe.werr.store(err)
	w.r.pipe.close()
	return nil
}

// Pipe makes a synchronous pipe in memory: each write waits for the reads that take its data.
func Pipe() (*PipeReader, *PipeWriter) {
	w := &PipeWriter{r: PipeReader{pipe: pipe{
		wrCh: make(chan []byte),
		rdCh: make(chan int),
		done: make(chan struct{}),
	}}}
	return &w.r, w
}
