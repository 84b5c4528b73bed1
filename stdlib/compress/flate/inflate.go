// Package flate reads and writes the DEFLATE format of RFC 1951, by zlib.
package flate

import (
	"bufio"
	"bytes"
	"io"
	"runtime"
	"strconv"
)

// A CorruptInputError reports input that is not DEFLATE, and where.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "flate: corrupt input before offset " + strconv.FormatInt(int64(e), 10)
}

// An InternalError is a mistake of this package.
type InternalError string

func (e InternalError) Error() string { return "flate: internal error: " + string(e) }

// A ReadError is not returned any more.
type ReadError struct {
	Offset int64
	Err    error
}

func (e *ReadError) Error() string {
	return "flate: read error at offset " + strconv.FormatInt(e.Offset, 10) + ": " + e.Err.Error()
}

// A WriteError is not returned any more.
type WriteError struct {
	Offset int64
	Err    error
}

func (e *WriteError) Error() string {
	return "flate: write error at offset " + strconv.FormatInt(e.Offset, 10) + ": " + e.Err.Error()
}

// Resetter lets a ReadCloser of NewReader or NewReaderDict start again.
type Resetter interface {
	Reset(r io.Reader, dict []byte) error
}

// Reader is what NewReader wants: the ByteReader keeps it from reading beyond
// the end of the compressed data.
type Reader interface {
	io.Reader
	io.ByteReader
}

// What a native answers.
const (
	more    = iota // went as far as input and room for output allow
	end            // the end of the compressed data
	corrupt        // not DEFLATE
)

// The state of zlib is C memory, given back at the end of the data or, at
// last, by the finalizer. It is made at the first Read.
type stream struct {
	h uintptr
}

func (s *stream) free() {
	if s.h != 0 {
		freeStream(s.h)
		s.h = 0
	}
}

type decompressor struct {
	stream
	r    Reader
	dict []byte
	one  [1]byte
	err  error
	off  int64
}

// NewReader returns a reader of the uncompressed form of r. If r is no
// ByteReader, more of it may be read than the compressed data.
func NewReader(r io.Reader) io.ReadCloser { return NewReaderDict(r, nil) }

// NewReaderDict is NewReader for data compressed with a dictionary.
func NewReaderDict(r io.Reader, dict []byte) io.ReadCloser {
	d := &decompressor{}
	runtime.SetFinalizer(d, (*decompressor).finalize)
	d.Reset(r, dict)
	return d
}

func (d *decompressor) Reset(r io.Reader, dict []byte) error {
	d.free()
	d.r = makeReader(r)
	d.dict = append([]byte(nil), dict...)
	d.err, d.off = nil, 0
	return nil
}

func makeReader(r io.Reader) Reader {
	if rr, ok := r.(Reader); ok {
		return rr
	}
	return bufio.NewReader(r)
}

func (d *decompressor) Close() error {
	err := d.err
	d.free()
	if err == io.EOF {
		return nil
	}
	return err
}

// fill looks at the next input. What is looked at stays in the source until
// take says how much was used, for sources that can do this; of others it is
// one byte, for there must be no byte too many.
func (d *decompressor) fill() (in []byte, err error) {
	switch r := d.r.(type) {
	case *bufio.Reader:
		if _, err := r.Peek(1); err != nil {
			return nil, err
		}
		return r.Peek(r.Buffered())
	case *bytes.Buffer:
		if r.Len() == 0 {
			return nil, io.EOF
		}
		return r.Bytes(), nil
	}
	c, err := d.r.ReadByte()
	if err != nil {
		return nil, err
	}
	d.one[0] = c
	return d.one[:], nil
}

func (d *decompressor) take(n int) {
	switch r := d.r.(type) {
	case *bufio.Reader:
		r.Discard(n)
	case *bytes.Buffer:
		r.Next(n)
	}
	d.off += int64(n)
}

func (d *decompressor) Read(b []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	if len(b) == 0 {
		return 0, nil
	}
	if d.h == 0 {
		d.h = newInflate(d.dict)
		if d.h == 0 {
			d.err = InternalError("no memory")
			return 0, d.err
		}
	}
	done := 0
	for {
		// Output that waits inside zlib comes first.
		var in []byte
		nin, nout, state := inflate(d.h, nil, b[done:])
		done += nout
		if state == more && done < len(b) {
			var err error
			if in, err = d.fill(); err != nil {
				if err == io.EOF {
					err = io.ErrUnexpectedEOF
				}
				if done == 0 {
					d.fail(err)
				}
				// Once more at the next Read, which finds nothing to do.
				return done, d.err
			}
			nin, nout, state = inflate(d.h, in, b[done:])
			done += nout
			d.take(nin)
		}
		switch state {
		case end:
			d.fail(io.EOF)
			return done, d.err
		case corrupt:
			d.fail(CorruptInputError(d.off))
			return done, d.err
		}
		if done == len(b) {
			return done, nil
		}
		// A source with few bytes at a time is not made to wait for all of b.
		if done > 0 && !d.ready() {
			return done, nil
		}
	}
}

func (d *decompressor) ready() bool {
	switch r := d.r.(type) {
	case *bufio.Reader:
		return r.Buffered() > 0
	case *bytes.Buffer:
		return r.Len() > 0
	}
	return true
}

func (d *decompressor) fail(err error) {
	d.err = err
	d.free()
}

func (d *decompressor) finalize() { d.free() }

// newInflate and newDeflate return 0 when there is no memory.
func newInflate(dict []byte) uintptr
func newDeflate(level int, dict []byte) uintptr
func freeStream(h uintptr)

// inflate consumes nin bytes and makes nout.
func inflate(h uintptr, in, out []byte) (nin, nout, state int)

// deflate does so too, with mode 0 to go on, 1 to bring out all there is, 2
// to end.
func deflate(h uintptr, in, out []byte, mode int) (nin, nout, state int)
