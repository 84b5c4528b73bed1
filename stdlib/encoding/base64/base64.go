// Package base64 writes and reads bytes in base 64, by RFC 4648.
package base64

import (
	"io"
	"slices"
	"strconv"
)

// An Encoding is an alphabet of 64 bytes with a way to fill up the last group.
type Encoding struct {
	alphabet [64]byte
	digits   [256]byte // 255: none
	padChar  rune
	strict   bool
}

const (
	StdPadding rune = '='
	NoPadding  rune = -1
)

func encodeTriples(dst, src []byte, alphabet *[64]byte)
func decodeQuads(dst, src []byte, digits *[256]byte) (quads int)

// NewEncoding makes a padded Encoding of an alphabet of 64 bytes.
func NewEncoding(encoder string) *Encoding {
	if len(encoder) != 64 {
		panic("encoding alphabet is not 64-bytes long")
	}
	for i := 0; i < len(encoder); i++ {
		if encoder[i] == '\n' || encoder[i] == '\r' {
			panic("encoding alphabet contains newline character")
		}
	}
	e := &Encoding{padChar: StdPadding}
	copy(e.alphabet[:], encoder)
	for i := range e.digits {
		e.digits[i] = 255
	}
	for i := 0; i < len(encoder); i++ {
		e.digits[encoder[i]] = byte(i)
	}
	return e
}

// WithPadding gives enc with another padding.
func (enc Encoding) WithPadding(padding rune) *Encoding {
	if padding == '\r' || padding == '\n' || padding > 0xff {
		panic("invalid padding")
	}
	for _, c := range enc.alphabet {
		if rune(c) == padding {
			panic("padding contained in alphabet")
		}
	}
	enc.padChar = padding
	return &enc
}

// Strict gives enc with trailing bits that must be zero.
func (enc Encoding) Strict() *Encoding {
	enc.strict = true
	return &enc
}

var (
	StdEncoding    = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
	URLEncoding    = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
	RawStdEncoding = StdEncoding.WithPadding(NoPadding)
	RawURLEncoding = URLEncoding.WithPadding(NoPadding)
)

// EncodedLen gives the length of n bytes in base 64.
func (enc *Encoding) EncodedLen(n int) int {
	if enc.padChar == NoPadding {
		return n/3*4 + (n%3*8+5)/6
	}
	return (n + 2) / 3 * 4
}

// DecodedLen gives the largest number of bytes that n bytes in base 64 may stand for.
func (enc *Encoding) DecodedLen(n int) int {
	if enc.padChar == NoPadding {
		return n/4*3 + n%4*6/8
	}
	return n / 4 * 3
}

// Encode writes src in base 64 to dst.
func (enc *Encoding) Encode(dst, src []byte) {
	if len(src) == 0 {
		return
	}
	_ = enc.alphabet
	if len(dst) < enc.EncodedLen(len(src)) {
		_ = dst[len(dst)] // the first byte without room
	}
	whole := len(src) / 3 * 3
	encodeTriples(dst, src[:whole], &enc.alphabet)
	src, dst = src[whole:], dst[whole/3*4:]
	if len(src) == 0 {
		return
	}
	v := uint(src[0]) << 16
	if len(src) == 2 {
		v |= uint(src[1]) << 8
	}
	dst[0] = enc.alphabet[v>>18&63]
	dst[1] = enc.alphabet[v>>12&63]
	if len(src) == 2 {
		dst[2] = enc.alphabet[v>>6&63]
		if enc.padChar != NoPadding {
			dst[3] = byte(enc.padChar)
		}
	} else if enc.padChar != NoPadding {
		dst[2], dst[3] = byte(enc.padChar), byte(enc.padChar)
	}
}

// AppendEncode appends src in base 64 to dst.
func (enc *Encoding) AppendEncode(dst, src []byte) []byte {
	n := enc.EncodedLen(len(src))
	dst = slices.Grow(dst, n)
	enc.Encode(dst[len(dst):][:n], src)
	return dst[:len(dst)+n]
}

// EncodeToString gives src in base 64.
func (enc *Encoding) EncodeToString(src []byte) string {
	buf := make([]byte, enc.EncodedLen(len(src)))
	enc.Encode(buf, src)
	return string(buf)
}

// CorruptInputError gives the position of what is wrong.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "illegal base64 data at input byte " + strconv.FormatInt(int64(e), 10)
}

// quantum decodes a group of up to four digits at src[si:], newlines passed over. It gives the position behind and
// the bytes written.
func (enc *Encoding) quantum(dst, src []byte, si int) (nsi, n int, err error) {
	var buf [4]byte
	count := 4
	for j := 0; j < 4; j++ {
		if si == len(src) {
			switch {
			case j == 0:
				return si, 0, nil
			case j == 1, enc.padChar != NoPadding:
				return si, 0, CorruptInputError(si - j)
			}
			count = j
			break
		}
		in := src[si]
		si++
		if out := enc.digits[in]; out != 0xff {
			buf[j] = out
			continue
		}
		if in == '\n' || in == '\r' {
			j--
			continue
		}
		if rune(in) != enc.padChar {
			return si, 0, CorruptInputError(si - 1)
		}
		switch j {
		case 0, 1:
			return si, 0, CorruptInputError(si - 1)
		case 2:
			for si < len(src) && (src[si] == '\n' || src[si] == '\r') {
				si++
			}
			if si == len(src) {
				return si, 0, CorruptInputError(len(src))
			}
			if rune(src[si]) != enc.padChar {
				return si, 0, CorruptInputError(si - 1)
			}
			si++
		}
		for si < len(src) && (src[si] == '\n' || src[si] == '\r') {
			si++
		}
		if si < len(src) {
			err = CorruptInputError(si)
		}
		count = j
		break
	}
	v := uint(buf[0])<<18 | uint(buf[1])<<12 | uint(buf[2])<<6 | uint(buf[3])
	b0, b1, b2 := byte(v>>16), byte(v>>8), byte(v)
	switch count {
	case 4:
		dst[2] = b2
		b2 = 0
		fallthrough
	case 3:
		dst[1] = b1
		if enc.strict && b2 != 0 {
			return si, 0, CorruptInputError(si - 1)
		}
		b1 = 0
		fallthrough
	case 2:
		dst[0] = b0
		if enc.strict && (b1 != 0 || b2 != 0) {
			return si, 0, CorruptInputError(si - 2)
		}
	}
	return si, count - 1, err
}

// Decode writes what src stands for to dst, up to the first error. Newlines are passed over.
func (enc *Encoding) Decode(dst, src []byte) (n int, err error) {
	if len(src) == 0 {
		return 0, nil
	}
	_ = enc.digits
	si := 0
	for si < len(src) {
		quads := decodeQuads(dst[n:], src[si:], &enc.digits)
		si += 4 * quads
		n += 3 * quads
		if si == len(src) {
			break
		}
		var inc int
		si, inc, err = enc.quantum(dst[n:], src, si)
		n += inc
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// AppendDecode appends what src stands for to dst, up to the first error.
func (enc *Encoding) AppendDecode(dst, src []byte) ([]byte, error) {
	n := enc.DecodedLen(len(src))
	dst = slices.Grow(dst, n)
	n, err := enc.Decode(dst[len(dst):][:n], src)
	return dst[:len(dst)+n], err
}

// DecodeString gives what s stands for, up to the first error.
func (enc *Encoding) DecodeString(s string) ([]byte, error) {
	buf := make([]byte, enc.DecodedLen(len(s)))
	n, err := enc.Decode(buf, []byte(s))
	return buf[:n], err
}

type encoder struct {
	err  error
	enc  *Encoding
	w    io.Writer
	buf  [3]byte // waits for its group
	nbuf int
	out  [1024]byte
}

// NewEncoder gives a WriteCloser that writes to w in base 64; Close writes the last group.
func NewEncoder(enc *Encoding, w io.Writer) io.WriteCloser { return &encoder{enc: enc, w: w} }

func (e *encoder) Write(p []byte) (n int, err error) {
	if e.err != nil {
		return 0, e.err
	}
	if e.nbuf > 0 {
		k := copy(e.buf[e.nbuf:], p)
		e.nbuf += k
		n += k
		p = p[k:]
		if e.nbuf < 3 {
			return
		}
		e.enc.Encode(e.out[:], e.buf[:])
		if _, e.err = e.w.Write(e.out[:4]); e.err != nil {
			return n, e.err
		}
		e.nbuf = 0
	}
	for len(p) >= 3 {
		chunk := len(e.out) / 4 * 3
		if chunk > len(p) {
			chunk = len(p) / 3 * 3
		}
		e.enc.Encode(e.out[:], p[:chunk])
		if _, e.err = e.w.Write(e.out[:chunk/3*4]); e.err != nil {
			return n, e.err
		}
		n += chunk
		p = p[chunk:]
	}
	e.nbuf = copy(e.buf[:], p)
	return n + e.nbuf, nil
}

func (e *encoder) Close() error {
	if e.err == nil && e.nbuf > 0 {
		e.enc.Encode(e.out[:], e.buf[:e.nbuf])
		_, e.err = e.w.Write(e.out[:e.enc.EncodedLen(e.nbuf)])
		e.nbuf = 0
	}
	return e.err
}

type decoder struct {
	err     error
	readErr error
	enc     *Encoding
	r       io.Reader
	buf     [1024]byte // read and not yet decoded
	nbuf    int
	out     []byte // decoded and not yet taken
	outbuf  [1024 / 4 * 3]byte
}

// NewDecoder gives a Reader of what r holds in base 64.
func NewDecoder(enc *Encoding, r io.Reader) io.Reader {
	return &decoder{enc: enc, r: &newlineFilter{r}}
}

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(d.out) > 0 {
		n = copy(p, d.out)
		d.out = d.out[n:]
		return n, nil
	}
	if d.err != nil {
		return 0, d.err
	}
	for d.nbuf < 4 && d.readErr == nil {
		nn := len(p) / 3 * 4
		if nn < 4 {
			nn = 4
		}
		if nn > len(d.buf) {
			nn = len(d.buf)
		}
		nn, d.readErr = d.r.Read(d.buf[d.nbuf:nn])
		d.nbuf += nn
	}
	if d.nbuf < 4 {
		if d.enc.padChar == NoPadding && d.nbuf > 0 {
			var nw int
			nw, d.err = d.enc.Decode(d.outbuf[:], d.buf[:d.nbuf])
			d.nbuf = 0
			d.out = d.outbuf[:nw]
			n = copy(p, d.out)
			d.out = d.out[n:]
			if n > 0 || len(p) == 0 && len(d.out) > 0 {
				return n, nil
			}
			if d.err != nil {
				return 0, d.err
			}
		}
		d.err = d.readErr
		if d.err == io.EOF && d.nbuf > 0 {
			d.err = io.ErrUnexpectedEOF
		}
		return 0, d.err
	}
	nr := d.nbuf / 4 * 4
	nw := d.nbuf / 4 * 3
	if nw > len(p) {
		nw, d.err = d.enc.Decode(d.outbuf[:], d.buf[:nr])
		d.out = d.outbuf[:nw]
		n = copy(p, d.out)
		d.out = d.out[n:]
	} else {
		n, d.err = d.enc.Decode(p, d.buf[:nr])
	}
	d.nbuf -= nr
	copy(d.buf[:d.nbuf], d.buf[nr:])
	return n, d.err
}

// newlineFilter drops newlines.
type newlineFilter struct{ r io.Reader }

func (f *newlineFilter) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	for n > 0 {
		kept := 0
		for _, b := range p[:n] {
			if b != '\r' && b != '\n' {
				p[kept] = b
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
		n, err = f.r.Read(p) // nothing but newlines
	}
	return n, err
}
