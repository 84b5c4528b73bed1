// Package sha512 implements the digests SHA-384, SHA-512, SHA-512/224 and SHA-512/256
// of FIPS 180-4, by libcrypto.
package sha512

import (
	"crypto"
	"crypto/internal/block"
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

type digest struct{ block.Digest }

var (
	vSHA512 = block.Kind{"crypto/sha512", block.SHA512, "sha\x07",
		[]uint64{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}, Size, BlockSize}
	vSHA512_224 = block.Kind{"crypto/sha512", block.SHA512, "sha\x05",
		[]uint64{0x8c3d37c819544da2, 0x73e1996689dcd4d6, 0x1dfab7ae32ff9c82, 0x679dd514582f9fcf, 0x0f6d2b697bd44da8, 0x77e36f7304c48942, 0x3f9d85a86a1d36c8, 0x1112e6ad91d692a1}, Size224, BlockSize}
	vSHA512_256 = block.Kind{"crypto/sha512", block.SHA512, "sha\x06",
		[]uint64{0x22312194fc2bf72c, 0x9f555fa3c84c64c2, 0x2393b86b6f53b151, 0x963877195940eabd, 0x96283ee2a88effe3, 0xbe5e1e2553863992, 0x2b0199fc2c85b8aa, 0x0eb72ddc81c52ca2}, Size256, BlockSize}
	vSHA384 = block.Kind{"crypto/sha512", block.SHA512, "sha\x04",
		[]uint64{0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4}, Size384, BlockSize}
)

// New returns a hash SHA-512. Its state can be marshaled.
func New() hash.Hash { return newDigest(&vSHA512) }

// New512_224 returns a hash SHA-512/224. Its state can be marshaled.
func New512_224() hash.Hash { return newDigest(&vSHA512_224) }

// New512_256 returns a hash SHA-512/256. Its state can be marshaled.
func New512_256() hash.Hash { return newDigest(&vSHA512_256) }

// New384 returns a hash SHA-384. Its state can be marshaled.
func New384() hash.Hash { return newDigest(&vSHA384) }

func newDigest(k *block.Kind) *digest {
	d := new(digest)
	block.Begin(&d.Digest, k)
	return d
}

// Sum512 returns the SHA-512 checksum of data.
func Sum512(data []byte) (sum [Size]byte) {
	checksum(&vSHA512, data, sum[:])
	return sum
}

// Sum512_224 returns the SHA-512/224 checksum of data.
func Sum512_224(data []byte) (sum [Size224]byte) {
	checksum(&vSHA512_224, data, sum[:])
	return sum
}

// Sum512_256 returns the SHA-512/256 checksum of data.
func Sum512_256(data []byte) (sum [Size256]byte) {
	checksum(&vSHA512_256, data, sum[:])
	return sum
}

// Sum384 returns the SHA-384 checksum of data.
func Sum384(data []byte) (sum [Size384]byte) {
	checksum(&vSHA384, data, sum[:])
	return sum
}

func checksum(k *block.Kind, data, sum []byte) {
	var d block.Digest
	block.Begin(&d, k)
	d.Write(data)
	block.Finish(&d, sum)
}
