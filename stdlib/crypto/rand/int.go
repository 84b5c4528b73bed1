package rand

import (
	"errors"
	"io"
	"math/big"
)

// Int returns a number of [0, max), each as likely. It panics if max <= 0.
func Int(rand io.Reader, max *big.Int) (n *big.Int, err error) {
	if max.Sign() <= 0 {
		panic("crypto/rand: argument to Int is <= 0")
	}
	n = new(big.Int)
	n.Sub(max, n.SetUint64(1))
	bits := n.BitLen()
	if bits == 0 {
		return n, nil // max == 1
	}
	b := make([]byte, (bits+7)/8)
	top := byte(0xff >> (len(b)*8 - bits))
	for {
		if _, err = io.ReadFull(rand, b); err != nil {
			return nil, err
		}
		b[0] &= top
		n.SetBytes(b)
		if n.Cmp(max) < 0 {
			return n, nil
		}
	}
}

// Prime returns a number of so many bits that is prime with high probability.
// Its two highest bits are set, so that a product of two has twice the bits.
func Prime(rand io.Reader, bits int) (*big.Int, error) {
	if bits < 2 {
		return nil, errors.New("crypto/rand: prime size must be at least 2-bit")
	}
	b := make([]byte, (bits+7)/8)
	// Nobody is to rely on what a given reader leads to: at times a byte of
	// it is dropped.
	if getrandom(b[:1]); b[0]&1 == 1 {
		if _, err := io.ReadFull(rand, b[:1]); err != nil {
			return nil, err
		}
	}
	p := new(big.Int)
	const rounds = 20
	for {
		if _, err := io.ReadFull(rand, b); err != nil {
			return nil, err
		}
		p.SetBytes(b)
		p.Rsh(p, uint(len(b)*8-bits))
		p.SetBit(p, bits-1, 1)
		if bits > 2 { // of two bits 2 is a prime as well
			p.SetBit(p, bits-2, 1)
			p.SetBit(p, 0, 1)
		}
		if p.ProbablyPrime(rounds) {
			return p, nil
		}
	}
}
