package strings

import (
	"unicode/utf8"
	"unsafe"
)

// A Builder puts a string together with little copying. The zero value is ready to use; a Builder in use
// must not be copied.
type Builder struct {
	addr *Builder // of the receiver, to detect copies
	buf  []byte
}

func (b *Builder) checkCopy() {
	if b.addr != b {
		if b.addr != nil {
			panic("strings: illegal use of non-zero Builder copied by value")
		}
		// By a variable that is no pointer to the escape analysis: a Builder may point to itself in a frame, too.
		self := uintptr(unsafe.Pointer(b))
		b.addr = (*Builder)(unsafe.Pointer(self))
	}
}

// String gives what has been written.
func (b *Builder) String() string { return unsafe.String(unsafe.SliceData(b.buf), len(b.buf)) }

// Len is the number of bytes written.
func (b *Builder) Len() int { return len(b.buf) }

// Cap is the room there is, used or not.
func (b *Builder) Cap() int { return cap(b.buf) }

// Reset empties the Builder.
func (b *Builder) Reset() {
	b.addr = nil
	b.buf = nil
}

// Grow makes room for n more bytes.
func (b *Builder) Grow(n int) {
	b.checkCopy()
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
	if cap(b.buf)-len(b.buf) < n {
		bigger := make([]byte, len(b.buf), 2*cap(b.buf)+n)
		copy(bigger, b.buf)
		b.buf = bigger
	}
}

// Write appends p.
func (b *Builder) Write(p []byte) (int, error) {
	if b.addr != b {
		b.checkCopy()
	}
	b.buf = append(b.buf, p...)
	return len(p), nil
}

// WriteByte appends c.
func (b *Builder) WriteByte(c byte) error {
	if b.addr != b {
		b.checkCopy()
	}
	b.buf = append(b.buf, c)
	return nil
}

// WriteRune appends r's encoding.
func (b *Builder) WriteRune(r rune) (int, error) {
	if b.addr != b {
		b.checkCopy()
	}
	if uint32(r) < utf8.RuneSelf {
		b.buf = append(b.buf, byte(r))
		return 1, nil
	}
	n := len(b.buf)
	b.buf = utf8.AppendRune(b.buf, r)
	return len(b.buf) - n, nil
}

// WriteString appends s.
func (b *Builder) WriteString(s string) (int, error) {
	if b.addr != b {
		b.checkCopy()
	}
	b.buf = append(b.buf, s...)
	return len(s), nil
}
