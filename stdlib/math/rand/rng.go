package rand

// An rngSource is Go's additive lagged Fibonacci generator; its steps and its seeding are natives, which
// know the layout.
type rngSource struct {
	tap  int // index into vec
	feed int // index into vec
	vec  [607]int64
}

func seedSource(r *rngSource, seed int64)
func (r *rngSource) Uint64() uint64
func (r *rngSource) Int63() int64

func (r *rngSource) Seed(seed int64) { seedSource(r, seed) }

// runtimeRand is the run time's own generator, seeded by the system.
func runtimeRand() uint64

// A runtimeSource serves the functions of the package until somebody calls Seed.
type runtimeSource struct{}

func (runtimeSource) Int63() int64   { return int64(runtimeRand() >> 1) }
func (runtimeSource) Uint64() uint64 { return runtimeRand() }
func (runtimeSource) Seed(int64)     { panic("internal error: call to runtimeSource.Seed") }
