package gzip

import (
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"time"
)

// Levels of compression.
const (
	NoCompression      = flate.NoCompression
	BestSpeed          = flate.BestSpeed
	BestCompression    = flate.BestCompression
	DefaultCompression = flate.DefaultCompression
	HuffmanOnly        = flate.HuffmanOnly
)

// A Writer compresses what is written to it. Its Header may be set before
// the first Write, Flush or Close.
type Writer struct {
	Header
	w       io.Writer
	level   int
	started bool
	closed  bool
	z       *flate.Writer
	sum     uint32
	size    uint32
	err     error
}

// NewWriter returns a Writer to w with the default level. Close it, to have
// the end written.
func NewWriter(w io.Writer) *Writer {
	z, _ := NewWriterLevel(w, DefaultCompression)
	return z
}

// NewWriterLevel is NewWriter with a level.
func NewWriterLevel(w io.Writer, level int) (*Writer, error) {
	if level < HuffmanOnly || level > BestCompression {
		return nil, fmt.Errorf("gzip: invalid compression level: %d", level)
	}
	z := &Writer{level: level}
	z.Reset(w)
	return z, nil
}

// Reset makes z as new, with the writer w.
func (z *Writer) Reset(w io.Writer) {
	c := z.z
	if c != nil {
		c.Reset(w)
	}
	*z = Writer{Header: Header{OS: 255}, w: w, level: z.level, z: c}
}

// latin1 is s, ended by a zero, in the encoding of the header.
func latin1(s string) ([]byte, error) {
	b := make([]byte, 0, len(s)+1)
	for _, r := range s {
		if r == 0 || r > 0xff {
			return nil, errors.New("gzip.Write: non-Latin-1 header string")
		}
		b = append(b, byte(r))
	}
	return append(b, 0), nil
}

// start writes the header.
func (z *Writer) start() error {
	z.started = true
	b := []byte{magic1, magic2, deflated, 0, 0, 0, 0, 0, 0, z.OS}
	if z.ModTime.After(time.Unix(0, 0)) {
		binary.LittleEndian.PutUint32(b[4:], uint32(z.ModTime.Unix()))
	}
	if z.level == BestCompression {
		b[8] = 2
	} else if z.level == BestSpeed {
		b[8] = 4
	}
	if z.Extra != nil {
		b[3] |= flagExtra
	}
	if z.Name != "" {
		b[3] |= flagName
	}
	if z.Comment != "" {
		b[3] |= flagComment
	}
	if _, err := z.w.Write(b); err != nil {
		return err
	}
	if z.Extra != nil {
		if len(z.Extra) > 0xffff {
			return errors.New("gzip.Write: Extra data is too large")
		}
		if _, err := z.w.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(z.Extra)))); err != nil {
			return err
		}
		if _, err := z.w.Write(z.Extra); err != nil {
			return err
		}
	}
	for _, s := range []string{z.Name, z.Comment} {
		if s == "" {
			continue
		}
		text, err := latin1(s)
		if err == nil {
			_, err = z.w.Write(text)
		}
		if err != nil {
			return err
		}
	}
	if z.z == nil {
		z.z, _ = flate.NewWriter(z.w, z.level)
	}
	return nil
}

// Write compresses p; it may reach the underlying writer only after Flush or
// Close.
func (z *Writer) Write(p []byte) (n int, err error) {
	if z.err != nil {
		return 0, z.err
	}
	if !z.started {
		if z.err = z.start(); z.err != nil {
			return 0, z.err
		}
	}
	z.size += uint32(len(p))
	z.sum = crc32.Update(z.sum, crc32.IEEETable, p)
	n, z.err = z.z.Write(p)
	return n, z.err
}

// Flush brings out all that was written: the reader can have it.
func (z *Writer) Flush() error {
	if z.err != nil || z.closed {
		return z.err
	}
	if !z.started {
		z.Write(nil)
		if z.err != nil {
			return z.err
		}
	}
	z.err = z.z.Flush()
	return z.err
}

// Close writes the end. The underlying writer stays open.
func (z *Writer) Close() error {
	if z.err != nil || z.closed {
		return z.err
	}
	z.closed = true
	if !z.started {
		z.Write(nil)
		if z.err != nil {
			return z.err
		}
	}
	if z.err = z.z.Close(); z.err != nil {
		return z.err
	}
	end := binary.LittleEndian.AppendUint32(make([]byte, 0, 8), z.sum)
	_, z.err = z.w.Write(binary.LittleEndian.AppendUint32(end, z.size))
	return z.err
}
