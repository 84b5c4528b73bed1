package rand

import (
	"errors"
	"math/bits"
)

// A PCG is a PCG generator with 128 bits of state (the DXSM variant).
type PCG struct{ hi, lo uint64 }

// NewPCG returns a new PCG seeded with the given values.
func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{seed1, seed2} }

func (p *PCG) Seed(seed1, seed2 uint64) { p.hi, p.lo = seed1, seed2 }

func (p *PCG) next() (hi, lo uint64) {
	const (
		mulHi, mulLo = 2549297995355413924, 4865540595714422341
		incHi, incLo = 6364136223846793005, 1442695040888963407
	)
	hi, lo = bits.Mul64(p.lo, mulLo)
	hi += p.hi*mulLo + p.lo*mulHi
	lo, carry := bits.Add64(lo, incLo, 0)
	hi, _ = bits.Add64(hi, incHi, carry)
	p.hi, p.lo = hi, lo
	return hi, lo
}

// Uint64 returns a uniformly distributed value.
func (p *PCG) Uint64() uint64 {
	hi, lo := p.next()
	const cheapMul = 0xda942042e4dd58b5
	hi ^= hi >> 32
	hi *= cheapMul
	hi ^= hi >> 48
	hi *= lo | 1
	return hi
}

var errPCG = errors.New("invalid PCG encoding")

func (p *PCG) MarshalBinary() ([]byte, error) {
	b := []byte("pcg:")
	return be64(be64(b, p.hi), p.lo), nil
}

func (p *PCG) UnmarshalBinary(data []byte) error {
	if len(data) != 20 || string(data[:4]) != "pcg:" {
		return errPCG
	}
	p.hi, p.lo = fromBe64(data[4:]), fromBe64(data[12:])
	return nil
}

func be64(b []byte, v uint64) []byte {
	for s := 56; s >= 0; s -= 8 {
		b = append(b, byte(v>>s))
	}
	return b
}

func fromBe64(b []byte) (v uint64) {
	for _, c := range b[:8] {
		v = v<<8 | uint64(c)
	}
	return v
}

// A ChaCha8 is a generator based on the ChaCha8 cipher, strong against prediction.
//
// It works in rounds of sixteen blocks: four calls of the block function make four interleaved blocks of
// keystream each; the last four words of the round become the next round's key.
type ChaCha8 struct {
	buf  [32]uint64
	seed [4]uint64
	i, n uint32 // next word of buf; words of it that may be used
	c    uint32 // block counter

	readBuf [8]byte
	readLen int
}

const (
	chachaRound  = 16 // blocks in a round
	chachaStep   = 4  // blocks made at once
	chachaReseed = 4  // words of a round that become the next key
)

// chachaBlock fills buf with the four blocks that begin at the counter.
func chachaBlock(seed *[4]uint64, buf *[32]uint64, counter uint32)

// NewChaCha8 returns a new ChaCha8 seeded with the given seed.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

func (c *ChaCha8) Seed(seed [32]byte) {
	for i := range c.seed {
		c.seed[i] = 0
		for j := 7; j >= 0; j-- {
			c.seed[i] = c.seed[i]<<8 | uint64(seed[8*i+j])
		}
	}
	chachaBlock(&c.seed, &c.buf, 0)
	c.c, c.i, c.n = 0, 0, 32
	c.readLen = 0
	c.readBuf = [8]byte{}
}

func (c *ChaCha8) refill() {
	c.c += chachaStep
	if c.c == chachaRound {
		copy(c.seed[:], c.buf[len(c.buf)-chachaReseed:])
		c.c = 0
	}
	chachaBlock(&c.seed, &c.buf, c.c)
	c.i = 0
	c.n = 32
	if c.c == chachaRound-chachaStep {
		c.n = 32 - chachaReseed
	}
}

// Uint64 returns a uniformly distributed value.
func (c *ChaCha8) Uint64() uint64 {
	if c.i >= c.n {
		c.refill()
	}
	c.i++
	return c.buf[c.i-1]
}

// Read fills p; it never fails.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	n = len(p)
	for len(p) > 0 {
		if c.readLen == 0 {
			v := c.Uint64()
			for i := range c.readBuf {
				c.readBuf[i] = byte(v >> (8 * i))
			}
			c.readLen = 8
		}
		k := copy(p, c.readBuf[8-c.readLen:])
		c.readLen -= k
		p = p[k:]
	}
	return n, nil
}
