// Package block is what the digests of libcrypto have in common: a state of
// words that a native adds whole blocks to, what is no whole block kept until
// more comes, the padding at the end, and a state that can be marshaled.
package block

import (
	"encoding/binary"
	"errors"
)

// The functions that add blocks; crypto.cc has them in this order.
const (
	MD5 = iota
	SHA1
	SHA256
	SHA512
)

// A Kind is one digest. Several may have a function and differ in where they
// begin and how much of the end they show.
type Kind struct {
	Package   string // of the errors
	Function  int
	Magic     string // a marshaled state begins with it
	Init      []uint64
	Size      int // of a checksum, in bytes
	BlockSize int
}

// wordSize is the number of bytes of a word: a block has sixteen words.
func (k *Kind) wordSize() int { return k.BlockSize / 16 }

func (k *Kind) stateSize() int {
	return len(k.Magic) + len(k.Init)*k.wordSize() + k.BlockSize + 8
}

// A Digest is a hash.Hash of its kind. Copied, it goes on by itself.
type Digest struct {
	h    [8]uint64 // words of 32 bits lie in the lower halves
	x    [128]byte // what is no whole block yet
	nx   int
	len  uint64
	kind *Kind
}

// Begin makes d the digest of nothing.
func Begin(d *Digest, k *Kind) {
	d.kind = k
	d.Reset()
}

func (d *Digest) Reset() {
	copy(d.h[:], d.kind.Init)
	d.nx, d.len = 0, 0
}

func (d *Digest) Size() int      { return d.kind.Size }
func (d *Digest) BlockSize() int { return d.kind.BlockSize }

func (d *Digest) Write(p []byte) (n int, err error) {
	n = len(p)
	block := d.kind.BlockSize
	d.len += uint64(n)
	if d.nx > 0 {
		c := copy(d.x[d.nx:block], p)
		d.nx += c
		if d.nx < block {
			return n, nil
		}
		add(&d.h, d.kind.Function, d.x[:block])
		d.nx = 0
		p = p[c:]
	}
	if whole := len(p) &^ (block - 1); whole > 0 {
		add(&d.h, d.kind.Function, p[:whole])
		p = p[whole:]
	}
	d.nx = copy(d.x[:], p)
	return n, nil
}

func (d *Digest) Sum(in []byte) []byte {
	c := *d // the state stays as it is
	var out [64]byte
	Finish(&c, out[:])
	return append(in, out[:c.kind.Size]...)
}

// Finish pads what is left by a one bit, zeros and the length in bits, and
// writes as much of the checksum as fits into out.
func Finish(d *Digest, out []byte) {
	k := d.kind
	var pad [256]byte
	n := copy(pad[:], d.x[:d.nx])
	pad[n] = 0x80
	end := k.BlockSize
	if n >= end-2*k.wordSize() {
		end *= 2
	}
	d.putLength(pad[:end])
	add(&d.h, k.Function, pad[:end])
	d.words(out)
}

// putLength writes the length in bits, two words, to the end of p.
func (d *Digest) putLength(p []byte) {
	switch n := len(p); d.kind.Function {
	case MD5:
		binary.LittleEndian.PutUint64(p[n-8:], d.len<<3)
	case SHA512:
		binary.BigEndian.PutUint64(p[n-16:], d.len>>61)
		fallthrough
	default:
		binary.BigEndian.PutUint64(p[n-8:], d.len<<3)
	}
}

// words writes the state's words to out while there is room.
func (d *Digest) words(out []byte) {
	size := d.kind.wordSize()
	for i := range d.kind.Init {
		if len(out) == 0 {
			return
		}
		var w [8]byte
		switch d.kind.Function {
		case MD5:
			binary.LittleEndian.PutUint32(w[:], uint32(d.h[i]))
		case SHA512:
			binary.BigEndian.PutUint64(w[:], d.h[i])
		default:
			binary.BigEndian.PutUint32(w[:], uint32(d.h[i]))
		}
		out = out[copy(out, w[:size]):]
	}
}

// SumConstantTime is Sum in a time that does not depend on the length of what
// waits for a whole block: two blocks are always added, and the state after the
// first or the second is taken.
func SumConstantTime(d *Digest, in []byte) []byte {
	c := *d
	block := c.kind.BlockSize
	var pad [256]byte
	n := copy(pad[:], c.x[:c.nx])
	pad[n] = 0x80
	two := -uint64(uint(block-2*c.kind.wordSize()-1-n) >> 63) // all ones when a second block is needed
	c.putLength(pad[:2*block])
	for i := block - 2*c.kind.wordSize(); i < block; i++ {
		pad[i] |= pad[block+i] &^ byte(two)
	}
	add(&c.h, c.kind.Function, pad[:block])
	first := c.h
	add(&c.h, c.kind.Function, pad[block:2*block])
	for i := range c.h {
		c.h[i] = first[i]&^two | c.h[i]&two
	}
	var out [64]byte
	c.words(out[:])
	return append(in, out[:c.kind.Size]...)
}

func (d *Digest) MarshalBinary() ([]byte, error) {
	k := d.kind
	b := make([]byte, 0, k.stateSize())
	b = append(b, k.Magic...)
	for i := range k.Init {
		if k.wordSize() == 4 {
			b = binary.BigEndian.AppendUint32(b, uint32(d.h[i]))
		} else {
			b = binary.BigEndian.AppendUint64(b, d.h[i])
		}
	}
	b = append(b, d.x[:d.nx]...)
	b = b[:k.stateSize()-8] // zeros
	return binary.BigEndian.AppendUint64(b, d.len), nil
}

func (d *Digest) UnmarshalBinary(b []byte) error {
	k := d.kind
	if len(b) < len(k.Magic) || string(b[:len(k.Magic)]) != k.Magic {
		return errors.New(k.Package + ": invalid hash state identifier")
	}
	if len(b) != k.stateSize() {
		return errors.New(k.Package + ": invalid hash state size")
	}
	b = b[len(k.Magic):]
	for i := range k.Init {
		if k.wordSize() == 4 {
			d.h[i] = uint64(binary.BigEndian.Uint32(b))
		} else {
			d.h[i] = binary.BigEndian.Uint64(b)
		}
		b = b[k.wordSize():]
	}
	b = b[copy(d.x[:k.BlockSize], b):]
	d.len = binary.BigEndian.Uint64(b)
	d.nx = int(d.len % uint64(k.BlockSize))
	return nil
}

// add adds whole blocks to a state.
func add(h *[8]uint64, function int, p []byte)
