package flate

import (
	"errors"
	"io"
	"runtime"
	"strconv"
)

// Levels of compression.
const (
	NoCompression      = 0
	BestSpeed          = 1
	BestCompression    = 9
	DefaultCompression = -1
	HuffmanOnly        = -2
)

var errWriterClosed = errors.New("flate: closed writer")

const outputSize = 32 << 10

// A Writer compresses what is written to it.
type Writer struct {
	stream
	w     io.Writer
	level int
	dict  []byte
	out   []byte
	err   error
}

// NewWriter returns a Writer to w with a level from -2 to 9.
func NewWriter(w io.Writer, level int) (*Writer, error) {
	if level < HuffmanOnly || level > BestCompression {
		return nil, errors.New("flate: invalid compression level " + strconv.Itoa(level) + ": want value in range [-2, 9]")
	}
	z := &Writer{w: w, level: level}
	runtime.SetFinalizer(z, (*Writer).finalize)
	return z, nil
}

// NewWriterDict is NewWriter with a dictionary, which the reader must know.
func NewWriterDict(w io.Writer, level int, dict []byte) (*Writer, error) {
	z, err := NewWriter(w, level)
	if err != nil {
		return nil, err
	}
	z.dict = append([]byte(nil), dict...)
	return z, nil
}

func (w *Writer) finalize() { w.free() }

// Write compresses data. It may reach the underlying writer only after Flush
// or Close.
func (w *Writer) Write(data []byte) (n int, err error) {
	if err := w.run(data, 0); err != nil {
		return 0, err
	}
	return len(data), nil
}

// Flush brings out all that was written: the reader can have it.
func (w *Writer) Flush() error { return w.run(nil, 1) }

// Close flushes and ends the compressed data. The underlying writer stays
// open.
func (w *Writer) Close() error {
	if w.err == errWriterClosed {
		return nil
	}
	if err := w.run(nil, 2); err != nil {
		return err
	}
	w.err = errWriterClosed
	w.free()
	return nil
}

// Reset makes w as new, with the writer dst.
func (w *Writer) Reset(dst io.Writer) {
	w.free()
	w.w, w.err = dst, nil
}

func (w *Writer) run(data []byte, mode int) error {
	if w.err != nil {
		return w.err
	}
	if w.h == 0 {
		w.h = newDeflate(w.level, w.dict)
		if w.h == 0 {
			w.err = InternalError("no memory")
			return w.err
		}
	}
	if w.out == nil {
		w.out = make([]byte, outputSize)
	}
	for {
		nin, nout, state := deflate(w.h, data, w.out, mode)
		data = data[nin:]
		if nout > 0 {
			// How much was written is not looked at: writers exist that hold bytes back and say so.
			if _, err := w.w.Write(w.out[:nout]); err != nil {
				w.err = err
				w.free()
				return err
			}
		}
		if state == corrupt {
			w.err = InternalError("deflate failed")
			return w.err
		}
		if state == end || (nout < len(w.out) && len(data) == 0 && mode != 2) {
			return nil
		}
	}
}
