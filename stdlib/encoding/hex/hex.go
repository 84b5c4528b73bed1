// Package hex writes and reads bytes as hexadecimal digits.
package hex

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ErrLength tells of a text with an odd number of digits.
var ErrLength = errors.New("encoding/hex: odd length hex string")

// InvalidByteError tells of a byte that is no digit.
type InvalidByteError byte

func (e InvalidByteError) Error() string {
	return fmt.Sprintf("encoding/hex: invalid byte: %#U", rune(e))
}

// encode and decode take a dst that is large enough; decode stops at a pair with a byte that is no digit.
func encode(dst, src []byte)
func decode(dst, src []byte) (n int)

func isDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// EncodedLen gives the length of n bytes as digits.
func EncodedLen(n int) int { return n * 2 }

// DecodedLen gives the number of bytes x digits stand for.
func DecodedLen(x int) int { return x / 2 }

// Encode writes src as digits to dst and gives their number.
func Encode(dst, src []byte) int {
	n := len(src) * 2
	if n > 0 {
		_ = dst[n-1]
		encode(dst, src)
	}
	return n
}

// AppendEncode appends src as digits to dst.
func AppendEncode(dst, src []byte) []byte {
	n := len(src) * 2
	dst = slices.Grow(dst, n)
	encode(dst[len(dst):len(dst)+n], src)
	return dst[:len(dst)+n]
}

// Decode writes what the digits of src stand for to dst, up to the first error.
func Decode(dst, src []byte) (int, error) {
	room := len(src) / 2
	if room > len(dst) {
		room = len(dst)
	}
	n := decode(dst, src[:2*room])
	switch {
	case n < len(src)/2 && n == room:
		_ = dst[n] // Go's panic: dst is too short
	case n < room:
		c := src[2*n]
		if isDigit(c) {
			c = src[2*n+1]
		}
		return n, InvalidByteError(c)
	}
	if len(src)%2 == 1 {
		if c := src[len(src)-1]; !isDigit(c) {
			return n, InvalidByteError(c)
		}
		return n, ErrLength
	}
	return n, nil
}

// AppendDecode appends what the digits of src stand for to dst, up to the first error.
func AppendDecode(dst, src []byte) ([]byte, error) {
	dst = slices.Grow(dst, len(src)/2)
	n, err := Decode(dst[len(dst):len(dst)+len(src)/2], src)
	return dst[:len(dst)+n], err
}

// EncodeToString gives src as digits.
func EncodeToString(src []byte) string {
	dst := make([]byte, len(src)*2)
	encode(dst, src)
	return string(dst)
}

// DecodeString gives the bytes that the digits of s stand for, up to the first error.
func DecodeString(s string) ([]byte, error) {
	src := []byte(s)
	n, err := Decode(src, src)
	return src[:n], err
}

// Dump gives data as hexdump -C prints it.
func Dump(data []byte) string {
	if len(data) == 0 {
		return ""
	}
	var b strings.Builder
	b.Grow((1 + (len(data)-1)/16) * 79)
	d := Dumper(&b)
	d.Write(data)
	d.Close()
	return b.String()
}

type encoder struct {
	w   io.Writer
	err error
}

// NewEncoder gives a Writer that writes digits to w.
func NewEncoder(w io.Writer) io.Writer { return &encoder{w: w} }

func (e *encoder) Write(p []byte) (n int, err error) {
	var out [1024]byte
	for len(p) > 0 && e.err == nil {
		chunk := p
		if len(chunk) > len(out)/2 {
			chunk = chunk[:len(out)/2]
		}
		encode(out[:], chunk)
		var written int
		written, e.err = e.w.Write(out[:2*len(chunk)])
		n += written / 2
		p = p[len(chunk):]
	}
	return n, e.err
}

type decoder struct {
	r   io.Reader
	err error
	in  []byte // read and not yet decoded
	arr [1024]byte
}

// NewDecoder gives a Reader of what the digits of r stand for.
func NewDecoder(r io.Reader) io.Reader { return &decoder{r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(d.in) < 2 && d.err == nil {
		kept := copy(d.arr[:], d.in)
		var got int
		got, d.err = d.r.Read(d.arr[kept:])
		d.in = d.arr[:kept+got]
		if d.err == io.EOF && len(d.in)%2 != 0 {
			if c := d.in[len(d.in)-1]; !isDigit(c) {
				d.err = InvalidByteError(c)
			} else {
				d.err = io.ErrUnexpectedEOF
			}
		}
	}
	if avail := len(d.in) / 2; len(p) > avail {
		p = p[:avail]
	}
	n, err = Decode(p, d.in[:len(p)*2])
	d.in = d.in[2*n:]
	if err != nil {
		d.in, d.err = nil, err
	}
	if len(d.in) < 2 {
		return n, d.err
	}
	return n, nil
}

// Dumper gives a WriteCloser that writes to w as hexdump -C prints. Close writes the last line.
func Dumper(w io.Writer) io.WriteCloser { return &dumper{w: w} }

type dumper struct {
	w      io.Writer
	text   [18]byte // the right-hand column of the line
	buf    [14]byte
	used   int  // bytes in the line
	n      uint // bytes in all
	closed bool
}

func visible(b byte) byte {
	if b < 32 || b > 126 {
		return '.'
	}
	return b
}

func (h *dumper) Write(data []byte) (n int, err error) {
	if h.closed {
		return 0, errors.New("encoding/hex: dumper closed")
	}
	for i := range data {
		if h.used == 0 {
			h.buf[0], h.buf[1], h.buf[2], h.buf[3] = byte(h.n>>24), byte(h.n>>16), byte(h.n>>8), byte(h.n)
			encode(h.buf[4:], h.buf[:4])
			h.buf[12], h.buf[13] = ' ', ' '
			if _, err = h.w.Write(h.buf[4:]); err != nil {
				return
			}
		}
		encode(h.buf[:], data[i:i+1])
		h.buf[2] = ' '
		l := 3
		switch h.used {
		case 7: // a gap in the middle
			h.buf[3] = ' '
			l = 4
		case 15: // and before the text
			h.buf[3], h.buf[4] = ' ', '|'
			l = 5
		}
		if _, err = h.w.Write(h.buf[:l]); err != nil {
			return
		}
		n++
		h.text[h.used] = visible(data[i])
		h.used++
		h.n++
		if h.used == 16 {
			h.text[16], h.text[17] = '|', '\n'
			if _, err = h.w.Write(h.text[:]); err != nil {
				return
			}
			h.used = 0
		}
	}
	return
}

func (h *dumper) Close() (err error) {
	if h.closed {
		return
	}
	h.closed = true
	if h.used == 0 {
		return
	}
	h.buf[0], h.buf[1], h.buf[2], h.buf[3], h.buf[4] = ' ', ' ', ' ', ' ', '|'
	used := h.used
	for h.used < 16 {
		l := 3
		switch h.used {
		case 7:
			l = 4
		case 15:
			l = 5
		}
		if _, err = h.w.Write(h.buf[:l]); err != nil {
			return
		}
		h.used++
	}
	h.text[used], h.text[used+1] = '|', '\n'
	_, err = h.w.Write(h.text[:used+2])
	return
}
