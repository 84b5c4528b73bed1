// Package rand has random numbers for secrets, from the kernel.
package rand

import (
	"errors"
	"io"
)

// Reader is where random bytes come from.
var Reader io.Reader = kernel{}

type kernel struct{}

func (kernel) Read(b []byte) (n int, err error) {
	const most = 1 << 20 // for one native
	for n < len(b) {
		end := min(len(b), n+most)
		if !getrandom(b[n:end]) {
			return n, errors.New("crypto/rand: the kernel has no random numbers")
		}
		n = end
	}
	return n, nil
}

// getrandom fills b.
func getrandom(b []byte) bool

// Read fills b from Reader. The error is nil if and only if n == len(b).
func Read(b []byte) (n int, err error) { return io.ReadFull(Reader, b) }
