// Package crc32 computes cyclic redundancy checks of 32 bits, bit order
// reversed.
package crc32

import (
	"encoding/binary"
	"errors"
	"hash"
)

// Size of the checksum in bytes.
const Size = 4

// Polynomials, their bits reversed.
const (
	IEEE       = 0xedb88320 // Ethernet, gzip, zip
	Castagnoli = 0x82f63b78 // iSCSI, ext4
	Koopman    = 0xeb31d82e
)

// A Table holds the remainders of the bytes for a polynomial.
type Table [256]uint32

// IEEETable is the table of IEEE.
var IEEETable = makeTable(IEEE)

var castagnoliTable = makeTable(Castagnoli)

// MakeTable returns the table of a polynomial. It must not be changed.
func MakeTable(poly uint32) *Table {
	switch poly {
	case IEEE:
		return IEEETable
	case Castagnoli:
		return castagnoliTable
	}
	return makeTable(poly)
}

func makeTable(poly uint32) *Table {
	t := new(Table)
	for i := range t {
		crc := uint32(i)
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
	magic         = "crc\x01"
	marshaledSize = len(magic) + 4 + 4
)

type digest struct {
	crc uint32
	tab *Table
}

// New returns a hash with a table.
func New(tab *Table) hash.Hash32 { return &digest{0, tab} }

// NewIEEE returns a hash with IEEE's polynomial.
func NewIEEE() hash.Hash32 { return New(IEEETable) }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 1 }
func (d *digest) Reset()         { d.crc = 0 }
func (d *digest) Sum32() uint32  { return d.crc }

func (d *digest) Sum(b []byte) []byte { return binary.BigEndian.AppendUint32(b, d.crc) }

func (d *digest) Write(p []byte) (n int, err error) {
	d.crc = update(d.crc, d.tab, p)
	return len(p), nil
}

func (d *digest) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, marshaledSize)
	b = append(b, magic...)
	b = binary.BigEndian.AppendUint32(b, tableSum(d.tab))
	return binary.BigEndian.AppendUint32(b, d.crc), nil
}

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/crc32: invalid hash state identifier")
	}
	if len(b) != marshaledSize {
		return errors.New("hash/crc32: invalid hash state size")
	}
	if tableSum(d.tab) != binary.BigEndian.Uint32(b[4:]) {
		return errors.New("hash/crc32: tables do not match")
	}
	d.crc = binary.BigEndian.Uint32(b[8:])
	return nil
}

// tableSum tells tables apart in marshaled states.
func tableSum(t *Table) uint32 {
	if t == nil {
		return ChecksumIEEE(nil)
	}
	b := make([]byte, 0, 4*len(t))
	for _, x := range t {
		b = binary.BigEndian.AppendUint32(b, x)
	}
	return ChecksumIEEE(b)
}

// Update adds p to a checksum.
func Update(crc uint32, tab *Table, p []byte) uint32 { return update(crc, tab, p) }

// Checksum returns the checksum of data by a table.
func Checksum(data []byte, tab *Table) uint32 { return update(0, tab, data) }

// ChecksumIEEE returns the checksum of data by IEEE's polynomial.
func ChecksumIEEE(data []byte) uint32 { return update(0, IEEETable, data) }

func update(crc uint32, tab *Table, p []byte) uint32
