// Package sha512 implements the digests SHA-384, SHA-512, SHA-512/224 and SHA-512/256
// of FIPS 180-4, by libcrypto.
package sha512

import (
	"crypto"
	"encoding/binary"
	"errors"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.SHA512, New)
	crypto.RegisterHash(crypto.SHA512_224, New512_224)
	crypto.RegisterHash(crypto.SHA512_256, New512_256)
	crypto.RegisterHash(crypto.SHA384, New384)
}

// Size is the length of SHA-512 in bytes.
const Size = 64

// Size224 is the length of SHA-512/224 in bytes.
const Size224 = 28

// Size256 is the length of SHA-512/256 in bytes.
const Size256 = 32

// Size384 is the length of SHA-384 in bytes.
const Size384 = 48

// BlockSize is the length of a block in bytes.
const BlockSize = 128

// A digest begins with the state: the native knows it.
type digest struct {
	h   [8]uint64
	x   [BlockSize]byte // what is no whole block yet
	nx  int
	len uint64
	v   *variant
}

type variant struct {
	size  int
	magic string
	init  [8]uint64
}

var (
	vSHA512     = variant{Size, "sha\x07", [8]uint64{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}}
	vSHA512_224 = variant{Size224, "sha\x05", [8]uint64{0x8c3d37c819544da2, 0x73e1996689dcd4d6, 0x1dfab7ae32ff9c82, 0x679dd514582f9fcf, 0x0f6d2b697bd44da8, 0x77e36f7304c48942, 0x3f9d85a86a1d36c8, 0x1112e6ad91d692a1}}
	vSHA512_256 = variant{Size256, "sha\x06", [8]uint64{0x22312194fc2bf72c, 0x9f555fa3c84c64c2, 0x2393b86b6f53b151, 0x963877195940eabd, 0x96283ee2a88effe3, 0xbe5e1e2553863992, 0x2b0199fc2c85b8aa, 0x0eb72ddc81c52ca2}}
	vSHA384     = variant{Size384, "sha\x04", [8]uint64{0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4}}
)

const stateSize = 4 + 8*8 + BlockSize + 8

// New returns a hash SHA-512. Its state can be marshaled.
func New() hash.Hash { return newDigest(&vSHA512) }

// New512_224 returns a hash SHA-512/224. Its state can be marshaled.
func New512_224() hash.Hash { return newDigest(&vSHA512_224) }

// New512_256 returns a hash SHA-512/256. Its state can be marshaled.
func New512_256() hash.Hash { return newDigest(&vSHA512_256) }

// New384 returns a hash SHA-384. Its state can be marshaled.
func New384() hash.Hash { return newDigest(&vSHA384) }

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
func (d *digest) finish() (out [64]byte) {
	var pad [2 * BlockSize]byte
	n := copy(pad[:], d.x[:d.nx])
	pad[n] = 0x80
	end := BlockSize
	if n >= BlockSize-16 {
		end = 2 * BlockSize
	}
	binary.BigEndian.PutUint64(pad[end-8:], d.len<<3)
	binary.BigEndian.PutUint64(pad[end-16:], d.len>>61)
	blockGeneric(d, pad[:end])
	for i, h := range d.h {
		binary.BigEndian.PutUint64(out[i*8:], h)
	}
	return out
}

func (d *digest) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, stateSize)
	b = append(b, d.v.magic...)
	for _, h := range d.h {
		b = binary.BigEndian.AppendUint64(b, h)
	}
	b = append(b, d.x[:d.nx]...)
	b = b[:stateSize-8] // zeros
	return binary.BigEndian.AppendUint64(b, d.len), nil
}

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(d.v.magic) || string(b[:len(d.v.magic)]) != d.v.magic {
		return errors.New("crypto/sha512: invalid hash state identifier")
	}
	if len(b) != stateSize {
		return errors.New("crypto/sha512: invalid hash state size")
	}
	b = b[len(d.v.magic):]
	for i := range d.h {
		d.h[i] = binary.BigEndian.Uint64(b)
		b = b[8:]
	}
	b = b[copy(d.x[:], b):]
	d.len = binary.BigEndian.Uint64(b)
	d.nx = int(d.len % BlockSize)
	return nil
}

// Sum512 returns the SHA-512 checksum of data.
func Sum512(data []byte) (sum [Size]byte) {
	d := digest{h: vSHA512.init, v: &vSHA512}
	d.Write(data)
	out := d.finish()
	copy(sum[:], out[:])
	return sum
}

// Sum512_224 returns the SHA-512/224 checksum of data.
func Sum512_224(data []byte) (sum [Size224]byte) {
	d := digest{h: vSHA512_224.init, v: &vSHA512_224}
	d.Write(data)
	out := d.finish()
	copy(sum[:], out[:])
	return sum
}

// Sum512_256 returns the SHA-512/256 checksum of data.
func Sum512_256(data []byte) (sum [Size256]byte) {
	d := digest{h: vSHA512_256.init, v: &vSHA512_256}
	d.Write(data)
	out := d.finish()
	copy(sum[:], out[:])
	return sum
}

// Sum384 returns the SHA-384 checksum of data.
func Sum384(data []byte) (sum [Size384]byte) {
	d := digest{h: vSHA384.init, v: &vSHA384}
	d.Write(data)
	out := d.finish()
	copy(sum[:], out[:])
	return sum
}

// blockGeneric adds whole blocks.
func blockGeneric(d *digest, p []byte)
