// Package md5 implements the digest MD5 of RFC 1321, by libcrypto. It is broken: for
// checksums, not for secrets.
package md5

import (
	"crypto"
	"crypto/internal/block"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.MD5, New)
}

// Size is the length of a checksum in bytes.
const Size = 16

// BlockSize is the length of a block in bytes.
const BlockSize = 64

type digest struct{ block.Digest }

var kind = block.Kind{"crypto/md5", block.MD5, "md5\x01",
	[]uint64{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, Size, BlockSize}

// New returns a hash MD5. Its state can be marshaled.
func New() hash.Hash {
	d := new(digest)
	block.Begin(&d.Digest, &kind)
	return d
}

// Sum returns the MD5 checksum of data.
func Sum(data []byte) (sum [Size]byte) {
	var d block.Digest
	block.Begin(&d, &kind)
	d.Write(data)
	block.Finish(&d, sum[:])
	return sum
}
