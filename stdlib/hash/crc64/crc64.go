// Package crc64 computes cyclic redundancy checks of 64 bits, bit order
// reversed.
package crc64

import (
	"encoding/binary"
	"errors"
	"hash"
)

// Size of the checksum in bytes.
const Size = 8

// Polynomials, their bits reversed.
const (
	ISO  = 0xD800000000000000 // ISO 3309
	ECMA = 0xC96C5795D7870F42 // ECMA 182
)

// A Table holds the remainders of the bytes for a polynomial.
type Table [256]uint64

var isoTable, ecmaTable = makeTable(ISO), makeTable(ECMA)

// MakeTable returns the table of a polynomial. It must not be changed.
func MakeTable(poly uint64) *Table {
	switch poly {
	case ISO:
		return isoTable
	case ECMA:
		return ecmaTable
	}
	return makeTable(poly)
}

func makeTable(poly uint64) *Table {
	t := new(Table)
	for i := range t {
		crc := uint64(i)
		for j := 0; j < 8; j++ {
			if crc&1 == 1 {
				crc = crc>>1 ^ poly
			} else {
				crc >>= 1
			}
		}
		t[i] = crc
	}
	return t
}

const (
	magic         = "crc\x02"
	marshaledSize = len(magic) + 8 + 8
)

type digest struct {
	crc uint64
	tab *Table
}

// New returns a hash with a table.
func New(tab *Table) hash.Hash64 { return &digest{0, tab} }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 1 }
func (d *digest) Reset()         { d.crc = 0 }
func (d *digest) Sum64() uint64  { return d.crc }

func (d *digest) Sum(b []byte) []byte { return binary.BigEndian.AppendUint64(b, d.crc) }

func (d *digest) Write(p []byte) (n int, err error) {
	d.crc = update(d.crc, d.tab, p)
	return len(p), nil
}

func (d *digest) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, marshaledSize)
	b = append(b, magic...)
	b = binary.BigEndian.AppendUint64(b, tableSum(d.tab))
	return binary.BigEndian.AppendUint64(b, d.crc), nil
}

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/crc64: invalid hash state identifier")
	}
	if len(b) != marshaledSize {
		return errors.New("hash/crc64: invalid hash state size")
	}
	if tableSum(d.tab) != binary.BigEndian.Uint64(b[4:]) {
		return errors.New("hash/crc64: tables do not match")
	}
	d.crc = binary.BigEndian.Uint64(b[12:])
	return nil
}

// tableSum tells tables apart in marshaled states.
func tableSum(t *Table) uint64 {
	var b []byte
	if t != nil {
		b = make([]byte, 0, 8*len(t))
		for _, x := range t {
			b = binary.BigEndian.AppendUint64(b, x)
		}
	}
	return Checksum(b, isoTable)
}

// Update adds p to a checksum.
func Update(crc uint64, tab *Table, p []byte) uint64 { return update(crc, tab, p) }

// Checksum returns the checksum of data by a table.
func Checksum(data []byte, tab *Table) uint64 { return update(0, tab, data) }

func update(crc uint64, tab *Table, p []byte) uint64
