// Package runtime is the program's view of the run time it runs on.
package runtime

import "unsafe"

const (
	// Compiler names the compilation tool chain: programs that look take
	// anything else than gc for an exotic one.
	Compiler = "gc"
	GOOS     = "linux"
	GOARCH   = "amd64"

	version = "go1.23"
)

// MemProfileRate is here for programs that set it; nothing is sampled.
var MemProfileRate int = 512 * 1024

// Version returns the version of the language and library.
func Version() string { return version }

// GOROOT returns the root of the Go tree that packages are loaded from.
func GOROOT() string

// GC collects now.
func GC()

// Gosched lets other goroutines run.
func Gosched()

// Goexit ends the calling goroutine after its deferred calls.
func Goexit()

// NumGoroutine returns the number of goroutines that exist.
func NumGoroutine() int

// NumCPU returns the number of processors the process may use.
func NumCPU() int

// NumCgoCall returns 0: there is no cgo.
func NumCgoCall() int64 { return 0 }

// GOMAXPROCS sets, for n > 0, how many threads may run Go code at once and
// returns the number before.
func GOMAXPROCS(n int) int

// LockOSThread ties the goroutine to its thread until UnlockOSThread.
func LockOSThread()

// UnlockOSThread undoes LockOSThread.
func UnlockOSThread()

// KeepAlive keeps x reachable up to the call.
func KeepAlive(x any) { keep(x) }

func keep(x any)

// Breakpoint stops the process with a trap for a debugger; without one it
// would die, so nothing happens then.
func Breakpoint() {}

// SetFinalizer has finalizer called with obj once obj is unreachable.
func SetFinalizer(obj any, finalizer any)

// nextFinalizer hands out a finalizer that is due: its closure and the one
// or two words of its argument.
func nextFinalizer() (fn, word0, word1 unsafe.Pointer, words int)

// runFinalizers is the body of the goroutine in which finalizers run.
func runFinalizers() {
	for {
		fn, w0, w1, n := nextFinalizer()
		switch n {
		case 0:
			return
		case 1:
			(*(*func(unsafe.Pointer))(unsafe.Pointer(&fn)))(w0)
		case 2:
			(*(*func([2]unsafe.Pointer))(unsafe.Pointer(&fn)))([2]unsafe.Pointer{w0, w1})
		}
	}
}

// A Pinner keeps objects in place; objects never move here, so it only
// keeps them reachable.
type Pinner struct {
	refs []any
}

// Pin pins the object that pointer points to.
func (p *Pinner) Pin(pointer any) { p.refs = append(p.refs, pointer) }

// Unpin lets go of all objects.
func (p *Pinner) Unpin() { p.refs = nil }
