// Package rand implements pseudo-random number generators. A seeded generator produces the sequence it
// produces under Go.
package rand

import "sync"

// A Source is a source of uniformly distributed values in [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 also generates values in [0, 1<<64).
type Source64 interface {
	Source
	Uint64() uint64
}

// NewSource returns a new Source seeded with the given value. It is not safe for use by several goroutines.
func NewSource(seed int64) Source {
	r := new(rngSource)
	seedSource(r, seed)
	return r
}

// A Rand is a source of random numbers.
type Rand struct {
	src Source
	s64 Source64 // src if it is one

	// What Read has left of its last number, and how many bytes that is.
	readVal int64
	readPos int8
}

// New returns a Rand that uses random values from src.
func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

// Seed brings the generator to a deterministic state.
func (r *Rand) Seed(seed int64) {
	if l, ok := r.src.(*lockedSource); ok {
		l.mu.Lock()
		seedSource(&l.src, seed)
		r.readPos = 0
		l.mu.Unlock()
		return
	}
	r.src.Seed(seed)
	r.readPos = 0
}

// Int63 returns a number in [0, 1<<63).
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 returns a 32-bit number.
func (r *Rand) Uint32() uint32 { return uint32(r.src.Int63() >> 31) }

// Uint64 returns a 64-bit number.
func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.src.Int63())>>31 | uint64(r.src.Int63())<<32
}

// Int31 returns a number in [0, 1<<31).
func (r *Rand) Int31() int32 { return int32(r.src.Int63() >> 32) }

// Int returns a non-negative number.
func (r *Rand) Int() int { return int(r.src.Int63()) }

// Int63n returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.src.Int63() & (n - 1)
	}
	// Values above the last whole multiple of n would favour small results.
	limit := int64(1<<63 - 1 - uint64(1<<63)%uint64(n))
	v := r.src.Int63()
	for v > limit {
		v = r.src.Int63()
	}
	return v % n
}

// Int31n returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	limit := int32(1<<31 - 1 - uint32(1<<31)%uint32(n))
	v := r.Int31()
	for v > limit {
		v = r.Int31()
	}
	return v % n
}

// shuffleIndex is Int31n by multiplication instead of division, a different sequence: Lemire's method.
func (r *Rand) shuffleIndex(n int32) int32 {
	product := uint64(r.Uint32()) * uint64(n)
	if low := uint32(product); low < uint32(n) {
		threshold := uint32(-n) % uint32(n)
		for low < threshold {
			product = uint64(r.Uint32()) * uint64(n)
			low = uint32(product)
		}
	}
	return int32(product >> 32)
}

// Intn returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns a number in [0.0, 1.0).
func (r *Rand) Float64() float64 {
	for {
		// The division can round up to 1, which is drawn again.
		if f := float64(r.src.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

// Float32 returns a number in [0.0, 1.0).
func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm returns a permutation of the integers in [0, n).
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := 0; i < n; i++ {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

// Shuffle brings n elements into a random order. It panics if n < 0.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	i := n - 1
	for ; i > 1<<31-1-1; i-- {
		swap(i, int(r.Int63n(int64(i+1))))
	}
	for ; i > 0; i-- {
		swap(i, int(r.shuffleIndex(int32(i+1))))
	}
}

// Read fills p with random bytes; it never fails.
func (r *Rand) Read(p []byte) (n int, err error) {
	if l, ok := r.src.(*lockedSource); ok {
		l.mu.Lock()
		defer l.mu.Unlock()
		return fill(p, &l.src, &r.readVal, &r.readPos)
	}
	return fill(p, r.src, &r.readVal, &r.readPos)
}

func fill(p []byte, src Source, val *int64, pos *int8) (int, error) {
	for i := range p {
		if *pos == 0 {
			*val, *pos = src.Int63(), 7
		}
		p[i] = byte(*val)
		*val >>= 8
		*pos--
	}
	return len(p), nil
}

// A lockedSource is what the functions of the package use after Seed.
type lockedSource struct {
	mu  sync.Mutex
	src rngSource
}

func (l *lockedSource) Int63() int64 {
	l.mu.Lock()
	n := l.src.Int63()
	l.mu.Unlock()
	return n
}

func (l *lockedSource) Uint64() uint64 {
	l.mu.Lock()
	n := l.src.Uint64()
	l.mu.Unlock()
	return n
}

func (l *lockedSource) Seed(seed int64) {
	l.mu.Lock()
	seedSource(&l.src, seed)
	l.mu.Unlock()
}

// The generator of the package's functions. Seed replaces its source.
var global = Rand{src: runtimeSource{}, s64: runtimeSource{}}

// Seed makes the functions of the package a deterministic generator, as after Go's own Seed.
func Seed(seed int64) {
	if l, ok := global.src.(*lockedSource); ok {
		l.Seed(seed)
		global.readPos = 0
		return
	}
	l := new(lockedSource)
	seedSource(&l.src, seed)
	global.src, global.s64, global.readPos = l, l, 0
}

func Int63() int64                       { return global.Int63() }
func Uint32() uint32                     { return global.Uint32() }
func Uint64() uint64                     { return global.Uint64() }
func Int31() int32                       { return global.Int31() }
func Int() int                           { return global.Int() }
func Int63n(n int64) int64               { return global.Int63n(n) }
func Int31n(n int32) int32               { return global.Int31n(n) }
func Intn(n int) int                     { return global.Intn(n) }
func Float64() float64                   { return global.Float64() }
func Float32() float32                   { return global.Float32() }
func Perm(n int) []int                   { return global.Perm(n) }
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }
func Read(p []byte) (n int, err error)   { return global.Read(p) }
func NormFloat64() float64               { return global.NormFloat64() }
func ExpFloat64() float64                { return global.ExpFloat64() }
