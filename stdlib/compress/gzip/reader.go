// Package gzip reads and writes the format of RFC 1952.
package gzip

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"time"
)

const (
	magic1, magic2, deflated = 0x1f, 0x8b, 8

	flagCRC     = 1 << 1
	flagExtra   = 1 << 2
	flagName    = 1 << 3
	flagComment = 1 << 4
)

var (
	// ErrChecksum says that the data are not what was compressed.
	ErrChecksum = errors.New("gzip: invalid checksum")
	// ErrHeader says that this is not gzip.
	ErrHeader = errors.New("gzip: invalid header")
)

// A Header has what a gzip file says about the file it was made of. Name and
// Comment are of Latin-1.
type Header struct {
	Comment string
	Extra   []byte
	ModTime time.Time
	Name    string
	OS      byte
}

// A Reader is the uncompressed form of a gzip file, or of several one after
// the other; the Header is that of the first, or of the last read.
type Reader struct {
	Header
	r       flate.Reader
	z       io.ReadCloser
	sum     uint32
	size    uint32
	err     error
	onlyOne bool
	buf     [512]byte
}

// NewReader reads the header of r. If r is no io.ByteReader, more may be read
// of it than the compressed data.
func NewReader(r io.Reader) (*Reader, error) {
	z := new(Reader)
	if err := z.Reset(r); err != nil {
		return nil, err
	}
	return z, nil
}

// Reset makes z as NewReader(r).
func (z *Reader) Reset(r io.Reader) error {
	*z = Reader{z: z.z}
	if rr, ok := r.(flate.Reader); ok {
		z.r = rr
	} else {
		z.r = bufio.NewReader(r)
	}
	z.err = z.header()
	return z.err
}

// Multistream says whether files that follow the first are part of the data
// (as they are at first), or are left for Reset with the same reader.
func (z *Reader) Multistream(ok bool) { z.onlyOne = !ok }

// read fills b; the end of the input is unexpected.
func (z *Reader) read(b []byte) error {
	_, err := io.ReadFull(z.r, b)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// text reads up to a zero: Latin-1.
func (z *Reader) text() (string, error) {
	wide := false
	for i := 0; ; i++ {
		if i >= len(z.buf) {
			return "", ErrHeader
		}
		c, err := z.r.ReadByte()
		if err != nil {
			return "", err
		}
		z.buf[i] = c
		wide = wide || c >= 0x80
		if c == 0 {
			b := z.buf[:i]
			z.sum = crc32.Update(z.sum, crc32.IEEETable, z.buf[:i+1])
			if !wide {
				return string(b), nil
			}
			runes := make([]rune, len(b))
			for i, c := range b {
				runes[i] = rune(c)
			}
			return string(runes), nil
		}
	}
}

// header reads a header. io.EOF says that there is none and nothing else.
func (z *Reader) header() error {
	b := z.buf[:10]
	if _, err := io.ReadFull(z.r, b); err != nil {
		return err // also io.EOF
	}
	if b[0] != magic1 || b[1] != magic2 || b[2] != deflated {
		return ErrHeader
	}
	flags := b[3]
	z.Header = Header{OS: b[9]}
	if t := int64(binary.LittleEndian.Uint32(b[4:])); t > 0 {
		z.ModTime = time.Unix(t, 0)
	}
	z.sum = crc32.ChecksumIEEE(b)
	if flags&flagExtra != 0 {
		if err := z.read(z.buf[:2]); err != nil {
			return err
		}
		z.sum = crc32.Update(z.sum, crc32.IEEETable, z.buf[:2])
		extra := make([]byte, binary.LittleEndian.Uint16(z.buf[:2]))
		if err := z.read(extra); err != nil {
			return err
		}
		z.sum = crc32.Update(z.sum, crc32.IEEETable, extra)
		z.Extra = extra
	}
	var err error
	if flags&flagName != 0 {
		if z.Name, err = z.text(); err != nil {
			return unexpected(err)
		}
	}
	if flags&flagComment != 0 {
		if z.Comment, err = z.text(); err != nil {
			return unexpected(err)
		}
	}
	if flags&flagCRC != 0 {
		if err := z.read(z.buf[:2]); err != nil {
			return err
		}
		if binary.LittleEndian.Uint16(z.buf[:2]) != uint16(z.sum) {
			return ErrHeader
		}
	}
	z.sum, z.size = 0, 0
	if z.z == nil {
		z.z = flate.NewReader(z.r)
	} else {
		z.z.(flate.Resetter).Reset(z.r, nil)
	}
	return nil
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Read reads uncompressed data.
func (z *Reader) Read(p []byte) (n int, err error) {
	if z.err != nil {
		return 0, z.err
	}
	for n == 0 {
		n, z.err = z.z.Read(p)
		z.sum = crc32.Update(z.sum, crc32.IEEETable, p[:n])
		z.size += uint32(n)
		if z.err != io.EOF {
			return n, z.err
		}
		// The end: checksum and size follow.
		if err := z.read(z.buf[:8]); err != nil {
			z.err = err
			return n, err
		}
		if binary.LittleEndian.Uint32(z.buf[:4]) != z.sum || binary.LittleEndian.Uint32(z.buf[4:8]) != z.size {
			z.err = ErrChecksum
			return n, z.err
		}
		z.sum, z.size = 0, 0
		if z.onlyOne {
			return n, io.EOF
		}
		z.err = nil
		if z.err = z.header(); z.err != nil {
			return n, z.err
		}
	}
	return n, nil
}

// Close ends the reading; the underlying reader stays open.
func (z *Reader) Close() error { return z.z.Close() }
