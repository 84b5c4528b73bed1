// Package fnv computes the hashes FNV-1 and FNV-1a of Fowler, Noll and Vo.
package fnv

import (
	"encoding/binary"
	"errors"
	"hash"
	"math/bits"
)

type (
	sum32   uint32
	sum32a  uint32
	sum64   uint64
	sum64a  uint64
	sum128  [2]uint64 // the high word first
	sum128a [2]uint64
)

const (
	offset32     = 2166136261
	offset64     = 14695981039346656037
	offset128lo  = 0x62b821756295c58d
	offset128hi  = 0x6c62272e07bb0142
	prime128lo   = 0x13b
	prime128bits = 24 // the high word is 1<<24
)

// New32 returns the 32-bit hash FNV-1.
func New32() hash.Hash32 {
	s := sum32(offset32)
	return &s
}

func (s *sum32) Reset()         { *s = offset32 }
func (s *sum32) Sum32() uint32  { return uint32(*s) }
func (s *sum32) Size() int      { return 4 }
func (s *sum32) BlockSize() int { return 1 }

// Write is a native.
func (s *sum32) Write(data []byte) (int, error)

func (s *sum32) Sum(in []byte) []byte { return binary.BigEndian.AppendUint32(in, uint32(*s)) }

func (s *sum32) MarshalBinary() ([]byte, error) {
	return binary.BigEndian.AppendUint32([]byte("fnv\x01"), uint32(*s)), nil
}

func (s *sum32) UnmarshalBinary(b []byte) error {
	b, err := state(b, "fnv\x01", 4)
	if err == nil {
		*s = sum32(binary.BigEndian.Uint32(b))
	}
	return err
}

// New32a returns the 32-bit hash FNV-1a.
func New32a() hash.Hash32 {
	s := sum32a(offset32)
	return &s
}

func (s *sum32a) Reset()         { *s = offset32 }
func (s *sum32a) Sum32() uint32  { return uint32(*s) }
func (s *sum32a) Size() int      { return 4 }
func (s *sum32a) BlockSize() int { return 1 }

// Write is a native.
func (s *sum32a) Write(data []byte) (int, error)

func (s *sum32a) Sum(in []byte) []byte { return binary.BigEndian.AppendUint32(in, uint32(*s)) }

func (s *sum32a) MarshalBinary() ([]byte, error) {
	return binary.BigEndian.AppendUint32([]byte("fnv\x02"), uint32(*s)), nil
}

func (s *sum32a) UnmarshalBinary(b []byte) error {
	b, err := state(b, "fnv\x02", 4)
	if err == nil {
		*s = sum32a(binary.BigEndian.Uint32(b))
	}
	return err
}

// New64 returns the 64-bit hash FNV-1.
func New64() hash.Hash64 {
	s := sum64(offset64)
	return &s
}

func (s *sum64) Reset()         { *s = offset64 }
func (s *sum64) Sum64() uint64  { return uint64(*s) }
func (s *sum64) Size() int      { return 8 }
func (s *sum64) BlockSize() int { return 1 }

// Write is a native.
func (s *sum64) Write(data []byte) (int, error)

func (s *sum64) Sum(in []byte) []byte { return binary.BigEndian.AppendUint64(in, uint64(*s)) }

func (s *sum64) MarshalBinary() ([]byte, error) {
	return binary.BigEndian.AppendUint64([]byte("fnv\x03"), uint64(*s)), nil
}

func (s *sum64) UnmarshalBinary(b []byte) error {
	b, err := state(b, "fnv\x03", 8)
	if err == nil {
		*s = sum64(binary.BigEndian.Uint64(b))
	}
	return err
}

// New64a returns the 64-bit hash FNV-1a.
func New64a() hash.Hash64 {
	s := sum64a(offset64)
	return &s
}

func (s *sum64a) Reset()         { *s = offset64 }
func (s *sum64a) Sum64() uint64  { return uint64(*s) }
func (s *sum64a) Size() int      { return 8 }
func (s *sum64a) BlockSize() int { return 1 }

// Write is a native.
func (s *sum64a) Write(data []byte) (int, error)

func (s *sum64a) Sum(in []byte) []byte { return binary.BigEndian.AppendUint64(in, uint64(*s)) }

func (s *sum64a) MarshalBinary() ([]byte, error) {
	return binary.BigEndian.AppendUint64([]byte("fnv\x04"), uint64(*s)), nil
}

func (s *sum64a) UnmarshalBinary(b []byte) error {
	b, err := state(b, "fnv\x04", 8)
	if err == nil {
		*s = sum64a(binary.BigEndian.Uint64(b))
	}
	return err
}

// New128 returns the 128-bit hash FNV-1.
func New128() hash.Hash {
	return &sum128{offset128hi, offset128lo}
}

func (s *sum128) Reset()         { s[0], s[1] = offset128hi, offset128lo }
func (s *sum128) Size() int      { return 16 }
func (s *sum128) BlockSize() int { return 1 }

func (s *sum128) Write(data []byte) (int, error) {
	for _, c := range data {
		s.multiply()
		s[1] ^= uint64(c)
	}
	return len(data), nil
}

func (s *sum128) Sum(in []byte) []byte {
	in = binary.BigEndian.AppendUint64(in, s[0])
	return binary.BigEndian.AppendUint64(in, s[1])
}

func (s *sum128) MarshalBinary() ([]byte, error) { return s.Sum([]byte("fnv\x05")), nil }

func (s *sum128) UnmarshalBinary(b []byte) error {
	b, err := state(b, "fnv\x05", 16)
	if err == nil {
		s[0], s[1] = binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])
	}
	return err
}

// New128a returns the 128-bit hash FNV-1a.
func New128a() hash.Hash {
	return &sum128a{offset128hi, offset128lo}
}

func (s *sum128a) Reset()         { s[0], s[1] = offset128hi, offset128lo }
func (s *sum128a) Size() int      { return 16 }
func (s *sum128a) BlockSize() int { return 1 }

func (s *sum128a) Write(data []byte) (int, error) {
	for _, c := range data {
		s[1] ^= uint64(c)
		(*sum128)(s).multiply()
	}
	return len(data), nil
}

func (s *sum128a) Sum(in []byte) []byte {
	in = binary.BigEndian.AppendUint64(in, s[0])
	return binary.BigEndian.AppendUint64(in, s[1])
}

func (s *sum128a) MarshalBinary() ([]byte, error) { return s.Sum([]byte("fnv\x06")), nil }

func (s *sum128a) UnmarshalBinary(b []byte) error {
	b, err := state(b, "fnv\x06", 16)
	if err == nil {
		s[0], s[1] = binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])
	}
	return err
}

// multiply is s *= prime, modulo 2**128.
func (s *sum128) multiply() {
	hi, lo := bits.Mul64(prime128lo, s[1])
	s[0] = hi + s[1]<<prime128bits + prime128lo*s[0]
	s[1] = lo
}

// state is what follows the identifier of a marshaled hash.
func state(b []byte, magic string, size int) ([]byte, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, errors.New("hash/fnv: invalid hash state identifier")
	}
	if len(b) != len(magic)+size {
		return nil, errors.New("hash/fnv: invalid hash state size")
	}
	return b[len(magic):], nil
}
