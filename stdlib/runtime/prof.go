package runtime

import "unsafe"

// No profile is sampled: the functions below answer for empty ones.

// A MemProfileRecord is what one place has allocated.
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr
}

// InUseBytes returns the bytes not freed.
func (r *MemProfileRecord) InUseBytes() int64 { return r.AllocBytes - r.FreeBytes }

// InUseObjects returns the objects not freed.
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

// Stack returns the addresses of r.
func (r *MemProfileRecord) Stack() []uintptr { return (&StackRecord{r.Stack0}).Stack() }

// A BlockProfileRecord is what one place has waited.
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) { return 0, true }
func BlockProfile(p []BlockProfileRecord) (n int, ok bool)             { return 0, true }
func MutexProfile(p []BlockProfileRecord) (n int, ok bool)             { return 0, true }
func ThreadCreateProfile(p []StackRecord) (n int, ok bool)             { return 0, true }

// GoroutineProfile returns the number of goroutines; their stacks are to be
// had from Stack.
func GoroutineProfile(p []StackRecord) (n int, ok bool) {
	n = NumGoroutine()
	return n, n <= len(p)
}

// CPUProfile panics, as it does in Go: use package runtime/pprof.
//
// Deprecated: since Go 1.9.
func CPUProfile() []byte {
	panic("CPUProfile no longer available")
}

// StartTrace begins to collect a trace of the program: there is none.
func StartTrace() error { return traceError("tracing is not supported") }

// StopTrace ends what StartTrace began.
func StopTrace() {}

// ReadTrace returns the next piece of the trace: nil, there is none.
func ReadTrace() []byte { return nil }

// SetCgoTraceback is for traces through C functions, of which there are none.
func SetCgoTraceback(version int, traceback, context, symbolizer unsafe.Pointer) {}

type traceError string

func (e traceError) Error() string { return string(e) }
