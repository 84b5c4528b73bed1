// Package zlib reads and writes the format of RFC 1950.
package zlib

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/adler32"
	"io"
)

// Levels of compression.
const (
	NoCompression      = flate.NoCompression
	BestSpeed          = flate.BestSpeed
	BestCompression    = flate.BestCompression
	DefaultCompression = flate.DefaultCompression
	HuffmanOnly        = flate.HuffmanOnly
)

const (
	deflated  = 8
	maxWindow = 7
)

var (
	// ErrChecksum says that the data are not what was compressed.
	ErrChecksum = errors.New("zlib: invalid checksum")
	// ErrDictionary says that the data were compressed with another
	// dictionary.
	ErrDictionary = errors.New("zlib: invalid dictionary")
	// ErrHeader says that this is not zlib's format.
	ErrHeader = errors.New("zlib: invalid header")
)

// Resetter lets a ReadCloser of NewReader or NewReaderDict start again.
type Resetter interface {
	Reset(r io.Reader, dict []byte) error
}

type reader struct {
	r   flate.Reader
	z   io.ReadCloser
	sum hash.Hash32
	err error
	b   [4]byte
}

// NewReader reads the header of r. If r is no io.ByteReader, more may be read
// of it than the compressed data.
func NewReader(r io.Reader) (io.ReadCloser, error) { return NewReaderDict(r, nil) }

// NewReaderDict is NewReader for data compressed with a dictionary; data
// without one are read as well.
func NewReaderDict(r io.Reader, dict []byte) (io.ReadCloser, error) {
	z := new(reader)
	if err := z.Reset(r, dict); err != nil {
		return nil, err
	}
	return z, nil
}

func (z *reader) Reset(r io.Reader, dict []byte) error {
	*z = reader{z: z.z, sum: z.sum}
	if rr, ok := r.(flate.Reader); ok {
		z.r = rr
	} else {
		z.r = bufio.NewReader(r)
	}
	z.err = z.header(dict)
	return z.err
}

// read fills b; the end of the input is unexpected.
func (z *reader) read(b []byte) error {
	_, err := io.ReadFull(z.r, b)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

func (z *reader) header(dict []byte) error {
	if err := z.read(z.b[:2]); err != nil {
		return err
	}
	h := binary.BigEndian.Uint16(z.b[:2])
	if z.b[0]&0x0f != deflated || z.b[0]>>4 > maxWindow || h%31 != 0 {
		return ErrHeader
	}
	hasDict := z.b[1]&0x20 != 0
	if hasDict {
		if err := z.read(z.b[:]); err != nil {
			return err
		}
		if binary.BigEndian.Uint32(z.b[:]) != adler32.Checksum(dict) {
			return ErrDictionary
		}
	} else {
		dict = nil
	}
	if z.z == nil {
		z.z = flate.NewReaderDict(z.r, dict)
	} else {
		z.z.(flate.Resetter).Reset(z.r, dict)
	}
	z.sum = adler32.New()
	return nil
}

func (z *reader) Read(p []byte) (n int, err error) {
	if z.err != nil {
		return 0, z.err
	}
	n, z.err = z.z.Read(p)
	z.sum.Write(p[:n])
	if z.err != io.EOF {
		return n, z.err
	}
	if err := z.read(z.b[:]); err != nil {
		z.err = err
	} else if binary.BigEndian.Uint32(z.b[:]) != z.sum.Sum32() {
		z.err = ErrChecksum
	}
	return n, z.err
}

func (z *reader) Close() error {
	if z.err != nil && z.err != io.EOF {
		return z.err
	}
	z.err = z.z.Close()
	return z.err
}

// A Writer compresses what is written to it.
type Writer struct {
	w       io.Writer
	level   int
	dict    []byte
	z       *flate.Writer
	sum     hash.Hash32
	err     error
	started bool
}

// NewWriter returns a Writer to w with the default level. Close it, to have
// the end written.
func NewWriter(w io.Writer) *Writer {
	z, _ := NewWriterLevelDict(w, DefaultCompression, nil)
	return z
}

// NewWriterLevel is NewWriter with a level.
func NewWriterLevel(w io.Writer, level int) (*Writer, error) {
	return NewWriterLevelDict(w, level, nil)
}

// NewWriterLevelDict is NewWriter with a level and a dictionary, which the
// reader must know.
func NewWriterLevelDict(w io.Writer, level int, dict []byte) (*Writer, error) {
	if level < HuffmanOnly || level > BestCompression {
		return nil, fmt.Errorf("zlib: invalid compression level: %d", level)
	}
	return &Writer{w: w, level: level, dict: dict}, nil
}

// Reset makes z as new, with the writer w.
func (z *Writer) Reset(w io.Writer) {
	z.w, z.err, z.started = w, nil, false
	if z.z != nil {
		z.z.Reset(w)
		z.sum.Reset()
	}
}

// start writes the header.
func (z *Writer) start() error {
	z.started = true
	class := map[int]uint16{-2: 0, 0: 0, 1: 0, 2: 1, 3: 1, 4: 1, 5: 1, 6: 2, -1: 2, 7: 3, 8: 3, 9: 3}[z.level]
	h := uint16(0x7800) | class<<6
	if z.dict != nil {
		h |= 0x20
	}
	h += 31 - h%31
	b := binary.BigEndian.AppendUint16(nil, h)
	if z.dict != nil {
		b = binary.BigEndian.AppendUint32(b, adler32.Checksum(z.dict))
	}
	if _, err := z.w.Write(b); err != nil {
		return err
	}
	if z.z == nil {
		var err error
		if z.z, err = flate.NewWriterDict(z.w, z.level, z.dict); err != nil {
			return err
		}
		z.sum = adler32.New()
	}
	return nil
}

// Write compresses p; it may reach the underlying writer only after Flush or
// Close.
func (z *Writer) Write(p []byte) (n int, err error) {
	if !z.started {
		z.err = z.start()
	}
	if z.err != nil {
		return 0, z.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, err = z.z.Write(p)
	if err != nil {
		z.err = err
		return n, err
	}
	z.sum.Write(p)
	return n, nil
}

// Flush brings out all that was written: the reader can have it.
func (z *Writer) Flush() error {
	if !z.started {
		z.err = z.start()
	}
	if z.err == nil {
		z.err = z.z.Flush()
	}
	return z.err
}

// Close writes the end. The underlying writer stays open.
func (z *Writer) Close() error {
	if !z.started {
		z.err = z.start()
	}
	if z.err != nil {
		return z.err
	}
	if z.err = z.z.Close(); z.err != nil {
		return z.err
	}
	_, z.err = z.w.Write(binary.BigEndian.AppendUint32(nil, z.sum.Sum32()))
	return z.err
}
