// Package sha256 implements the digests SHA-224 and SHA-256 of FIPS 180-4, by
// libcrypto.
package sha256

import (
	"crypto"
	"encoding/binary"
	"errors"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.SHA256, New)
	crypto.RegisterHash(crypto.SHA224, New224)
}

// Size is the length of SHA-256 in bytes.
const Size = 32

// Size224 is the length of SHA-224 in bytes.
const Size224 = 28

// BlockSize is the length of a block in bytes.
const BlockSize = 64

// A digest begins with the state: the native knows it.
type digest struct {
	h   [8]uint32
	x   [BlockSize]byte // what is no whole block yet
	nx  int
	len uint64
	v   *variant
}

type variant struct {
	size  int
	magic string
	init  [8]uint32
}

var (
	vSHA256 = variant{Size, "sha\x03", [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}}
	vSHA224 = variant{Size224, "sha\x02", [8]uint32{0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4}}
)

const stateSize = 4 + 8*4 + BlockSize + 8

// New returns a hash SHA-256. Its state can be marshaled.
func New() hash.Hash { return newDigest(&vSHA256) }

// New224 returns a hash SHA-224. Its state can be marshaled.
func New224() hash.Hash { return newDigest(&vSHA224) }

func newDigest(v *variant) *digest {
	d := &digest{v: v}
	d.Reset()
	return d
}

func (d *digest) Reset() {
	d.h = d.v.init
	d.nx, d.len = 0, 0
}

func (d *digest) Size() int      { return d.v.size }
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
	return append(in, out[:d.v.size]...)
}

// finish pads what is left by a one bit, zeros and the length in bits.
func (d *digest) finish() (out [32]byte) {
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
	b = append(b, d.v.magic...)
	for _, h := range d.h {
		b = binary.BigEndian.AppendUint32(b, h)
	}
	b = append(b, d.x[:d.nx]...)
	b = b[:stateSize-8] // zeros
	return binary.BigEndian.AppendUint64(b, d.len), nil
}

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(d.v.magic) || string(b[:len(d.v.magic)]) != d.v.magic {
		return errors.New("crypto/sha256: invalid hash state identifier")
	}
	if len(b) != stateSize {
		return errors.New("crypto/sha256: invalid hash state size")
	}
	b = b[len(d.v.magic):]
	for i := range d.h {
		d.h[i] = binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	b = b[copy(d.x[:], b):]
	d.len = binary.BigEndian.Uint64(b)
	d.nx = int(d.len % BlockSize)
	return nil
}

// Sum256 returns the SHA-256 checksum of data.
func Sum256(data []byte) (sum [Size]byte) {
	d := digest{h: vSHA256.init, v: &vSHA256}
	d.Write(data)
	out := d.finish()
	copy(sum[:], out[:])
	return sum
}

// Sum224 returns the SHA-224 checksum of data.
func Sum224(data []byte) (sum [Size224]byte) {
	d := digest{h: vSHA224.init, v: &vSHA224}
	d.Write(data)
	out := d.finish()
	copy(sum[:], out[:])
	return sum
}

// blockGeneric adds whole blocks.
func blockGeneric(d *digest, p []byte)
