// Package sha256 implements the digests SHA-224 and SHA-256 of FIPS 180-4, by
// libcrypto.
package sha256

import (
	"crypto"
	"crypto/internal/block"
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

type digest struct{ block.Digest }

var (
	vSHA256 = block.Kind{"crypto/sha256", block.SHA256, "sha\x03",
		[]uint64{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}, Size, BlockSize}
	vSHA224 = block.Kind{"crypto/sha256", block.SHA256, "sha\x02",
		[]uint64{0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4}, Size224, BlockSize}
)

// New returns a hash SHA-256. Its state can be marshaled.
func New() hash.Hash { return newDigest(&vSHA256) }

// New224 returns a hash SHA-224. Its state can be marshaled.
func New224() hash.Hash { return newDigest(&vSHA224) }

func newDigest(k *block.Kind) *digest {
	d := new(digest)
	block.Begin(&d.Digest, k)
	return d
}

// Sum256 returns the SHA-256 checksum of data.
func Sum256(data []byte) (sum [Size]byte) {
	checksum(&vSHA256, data, sum[:])
	return sum
}

// Sum224 returns the SHA-224 checksum of data.
func Sum224(data []byte) (sum [Size224]byte) {
	checksum(&vSHA224, data, sum[:])
	return sum
}

func checksum(k *block.Kind, data, sum []byte) {
	var d block.Digest
	block.Begin(&d, k)
	d.Write(data)
	block.Finish(&d, sum)
}
