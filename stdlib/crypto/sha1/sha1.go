// Package sha1 implements the digest SHA-1 of RFC 3174, by libcrypto. It is broken:
// for checksums, not for secrets.
package sha1

import (
	"crypto"
	"encoding/binary"
	"errors"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.SHA1, New)
}

// Size is the length of a checksum in bytes.
const Size = 20

// BlockSize is the length of a block in bytes.
const BlockSize = 64

// A digest begins with the state: the native knows it.
type digest struct {
	h   [5]uint32
	x   [BlockSize]byte // what is no whole block yet
	nx  int
	len uint64
}

const magic = "sha\x01"

const stateSize = 4 + 5*4 + BlockSize + 8

// New returns a hash SHA-1. Its state can be marshaled.
func New() hash.Hash {
	d := new(digest)
	d.Reset()
	return d
}

func (d *digest) Reset() {
	d.h = [5]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}
	d.nx, d.len = 0, 0
}

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return BlockSize }

func (d *digest) Write(p []byte) (n int, err error) {
	n = len(p)
	d.len += uint64(n)
	if d.nx > 0 {
		c := copy(d.x[d.nx:], p)
		d.nx += c
		if d.nx < BlockSize {
			return n, nil
		}
		blockGeneric(d, d.x[:])
		d.nx = 0
		p = p[c:]
	}
	if whole := len(p) &^ (BlockSize - 1); whole > 0 {
		blockGeneric(d, p[:whole])
		p = p[whole:]
	}
	d.nx = copy(d.x[:], p)
	return n, nil
}

func (d *digest) Sum(in []byte) []byte {
	c := *d // the state stays as it is
	out := c.finish()
	return append(in, out[:]...)
}

// finish pads what is left by a one bit, zeros and the length in bits.
func (d *digest) finish() (out [20]byte) {
	var pad [2 * BlockSize]byte
	n := copy(pad[:], d.x[:d.nx])
	pad[n] = 0x80
	end := BlockSize
	if n >= BlockSize-8 {
		end = 2 * BlockSize
	}
	binary.BigEndian.PutUint64(pad[end-8:], d.len<<3)
	blockGeneric(d, pad[:end])
	for i, h := range d.h {
		binary.BigEndian.PutUint32(out[i*4:], h)
	}
	return out
}

func (d *digest) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, stateSize)
	b = append(b, magic...)
	for _, h := range d.h {
		b = binary.BigEndian.AppendUint32(b, h)
	}
	b = append(b, d.x[:d.nx]...)
	b = b[:stateSize-8] // zeros
	return binary.BigEndian.AppendUint64(b, d.len), nil
}

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("crypto/sha1: invalid hash state identifier")
	}
	if len(b) != stateSize {
		return errors.New("crypto/sha1: invalid hash state size")
	}
	b = b[len(magic):]
	for i := range d.h {
		d.h[i] = binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	b = b[copy(d.x[:], b):]
	d.len = binary.BigEndian.Uint64(b)
	d.nx = int(d.len % BlockSize)
	return nil
}

// ConstantTimeSum is Sum in a time that does not depend on the length of what
// waits for a whole block: two blocks are always computed, and the state after
// the first or the second is taken. crypto/tls asks for it by name.
func (d *digest) ConstantTimeSum(in []byte) []byte {
	var pad [2 * BlockSize]byte
	n := copy(pad[:], d.x[:d.nx])
	pad[n] = 0x80
	two := -uint32(uint(BlockSize-9-n) >> 63) // all ones when a second block is needed
	var bits [8]byte
	binary.BigEndian.PutUint64(bits[:], d.len<<3)
	for i, b := range bits {
		pad[BlockSize-8+i] |= b &^ byte(two)
		pad[2*BlockSize-8+i] = b
	}
	c := *d
	blockGeneric(&c, pad[:BlockSize])
	first := c.h
	blockGeneric(&c, pad[BlockSize:])
	for i := range first {
		in = binary.BigEndian.AppendUint32(in, first[i]&^two|c.h[i]&two)
	}
	return in
}

// Sum returns the SHA-1 checksum of data.
func Sum(data []byte) [Size]byte {
	var d digest
	d.Reset()
	d.Write(data)
	return d.finish()
}

// blockGeneric adds whole blocks.
func blockGeneric(d *digest, p []byte)
