// Package hash has the interfaces of hash functions.
package hash

import "io"

// Hash is what all hash functions have in common. Those of the library also
// implement encoding.BinaryMarshaler and encoding.BinaryUnmarshaler, so that
// the state can be kept.
type Hash interface {
	// Write adds data; it never fails.
	io.Writer

	// Sum appends the hash of what was written to b; the state stays.
	Sum(b []byte) []byte

	// Reset makes the hash as new.
	Reset()

	// Size is the number of bytes that Sum appends.
	Size() int

	// BlockSize: writes of multiples of it are the fastest.
	BlockSize() int
}

// Hash32 is a hash of 32 bits.
type Hash32 interface {
	Hash
	Sum32() uint32
}

// Hash64 is a hash of 64 bits.
type Hash64 interface {
	Hash
	Sum64() uint64
}
