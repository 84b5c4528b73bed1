// Package maphash hashes strings and bytes as maps do: fast, and different
// in each run of a program.
package maphash

// memhash hashes n bytes of s; fresh makes a random number that is not 0.
func memhash(s string, seed uint64) uint64
func fresh() uint64

// A Seed chooses one of many hash functions.
type Seed struct {
	s uint64
}

// MakeSeed returns a new random seed.
func MakeSeed() Seed { return Seed{fresh()} }

// chunk is how many bytes are hashed at once: the hash of a long input is
// made of that of its chunks, however it was cut up by Write.
const chunk = 128

// Bytes returns the hash of b.
func Bytes(seed Seed, b []byte) uint64 { return String(seed, string(b)) }

// String returns the hash of s.
func String(seed Seed, s string) uint64 {
	state := seed.s
	if state == 0 {
		panic("maphash: use of uninitialized Seed")
	}
	for len(s) > chunk {
		state = memhash(s[:chunk], state)
		if state == 0 {
			state = 1
		}
		s = s[chunk:]
	}
	return memhash(s, state)
}

// A Hash computes the hash of what is written to it. Its zero value chooses
// a seed at first use.
type Hash struct {
	_     [0]func() // not comparable
	seed  Seed
	state Seed
	buf   [chunk]byte
	n     int
}

func (h *Hash) init() {
	if h.seed.s == 0 {
		h.seed = MakeSeed()
	}
	if h.state.s == 0 {
		h.state = h.seed
	}
}

// flush hashes the full buffer, once more bytes come.
func (h *Hash) flush() {
	h.state.s = memhash(string(h.buf[:h.n]), h.state.s)
	if h.state.s == 0 {
		h.state.s = 1
	}
	h.n = 0
}

// Write adds b.
func (h *Hash) Write(b []byte) (int, error) { return h.WriteString(string(b)) }

// WriteString adds s.
func (h *Hash) WriteString(s string) (int, error) {
	h.init()
	size := len(s)
	for s != "" {
		if h.n == chunk {
			h.flush()
		}
		k := copy(h.buf[h.n:], s)
		h.n += k
		s = s[k:]
	}
	return size, nil
}

// WriteByte adds b.
func (h *Hash) WriteByte(b byte) error {
	h.init()
	if h.n == chunk {
		h.flush()
	}
	h.buf[h.n] = b
	h.n++
	return nil
}

// Sum64 returns the hash of what was written.
func (h *Hash) Sum64() uint64 {
	h.init()
	return memhash(string(h.buf[:h.n]), h.state.s)
}

// Sum appends the hash to b.
func (h *Hash) Sum(b []byte) []byte {
	x := h.Sum64()
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(x>>uint(shift)))
	}
	return b
}

// Reset forgets what was written, not the seed.
func (h *Hash) Reset() {
	h.init()
	h.state = h.seed
	h.n = 0
}

// Seed returns the seed.
func (h *Hash) Seed() Seed {
	h.init()
	return h.seed
}

// SetSeed sets the seed and forgets what was written.
func (h *Hash) SetSeed(seed Seed) {
	if seed.s == 0 {
		panic("maphash: use of uninitialized Seed")
	}
	h.seed = seed
	h.state = seed
	h.n = 0
}

// Size returns 8.
func (h *Hash) Size() int { return 8 }

// BlockSize returns the size of the buffer.
func (h *Hash) BlockSize() int { return chunk }
