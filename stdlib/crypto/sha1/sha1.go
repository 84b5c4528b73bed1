// Package sha1 implements the digest SHA-1 of RFC 3174, by libcrypto. It is broken:
// for checksums, not for secrets.
package sha1

import (
	"crypto"
	"crypto/internal/block"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.SHA1, New)
}

// Size is the length of a checksum in bytes.
const Size = 20

// BlockSize is the length of a block in bytes.
const BlockSize = 64

type digest struct{ block.Digest }

var kind = block.Kind{"crypto/sha1", block.SHA1, "sha\x01",
	[]uint64{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}, Size, BlockSize}

// New returns a hash SHA-1. Its state can be marshaled.
func New() hash.Hash {
	d := new(digest)
	block.Begin(&d.Digest, &kind)
	return d
}

// ConstantTimeSum is Sum in a time that tells nothing; crypto/tls asks for it by name.
func (d *digest) ConstantTimeSum(in []byte) []byte { return block.SumConstantTime(&d.Digest, in) }

// Sum returns the SHA-1 checksum of data.
func Sum(data []byte) (sum [Size]byte) {
	var d block.Digest
	block.Begin(&d, &kind)
	d.Write(data)
	block.Finish(&d, sum[:])
	return sum
}
