package runtime

import "unsafe"

// Caller tells where the skip-th caller of the calling function is, 0 being
// the caller of Caller.
func Caller(skip int) (pc uintptr, file string, line int, ok bool)

// Callers fills pc with return addresses of the calling goroutine's stack;
// skip 0 is Callers itself, 1 its caller.
func Callers(skip int, pc []uintptr) int

// A Func is a function of the running program; the address of a Func is that
// of the run time's own record.
type Func struct {
	opaque struct{}
}

// FuncForPC returns the function that pc lies in, or nil.
func FuncForPC(pc uintptr) *Func { return (*Func)(funcForPC(pc)) }

func funcForPC(pc uintptr) unsafe.Pointer
func inlinedInto(pc uintptr) unsafe.Pointer
func funcName(f unsafe.Pointer) string
func funcEntry(f unsafe.Pointer) uintptr
func funcFileLine(f unsafe.Pointer, pc uintptr) (file string, line int)

// Name returns the name of f.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return funcName(unsafe.Pointer(f))
}

// Entry returns the address f begins at.
func (f *Func) Entry() uintptr { return funcEntry(unsafe.Pointer(f)) }

// FileLine returns the source position of pc in f.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	if pc == f.Entry() {
		pc = 0 // where the function is declared
	}
	return funcFileLine(unsafe.Pointer(f), pc)
}

// A Frame is one frame of a stack.
type Frame struct {
	PC        uintptr
	Func      *Func
	Function  string
	File      string
	Line      int
	startLine int
	Entry     uintptr
}

// Frames turns the addresses that Callers returned into Frame values.
type Frames struct {
	callers []uintptr
}

// CallersFrames returns the Frames for callers.
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

// Next returns the next frame and whether there are more after it.
func (ci *Frames) Next() (frame Frame, more bool) {
	if len(ci.callers) == 0 {
		return Frame{}, false
	}
	pc := ci.callers[0]
	ci.callers = ci.callers[1:]
	// A return address is behind the call.
	f := funcForPC(pc - 1)
	frame.PC = pc - 1
	if f != nil {
		frame.Function = funcName(f)
		if outer := inlinedInto(pc - 1); outer != nil {
			frame.Entry = funcEntry(outer)
		} else {
			frame.Func = (*Func)(f)
			frame.Entry = funcEntry(f)
		}
		frame.File, frame.Line = funcFileLine(f, pc-1)
	}
	return frame, len(ci.callers) > 0
}

// Stack writes the trace of the calling goroutine, or of all of them, to buf
// and returns how many bytes.
func Stack(buf []byte, all bool) int

// A StackRecord is one stack of a profile.
type StackRecord struct {
	Stack0 [32]uintptr
}

// Stack returns the addresses of r.
func (r *StackRecord) Stack() []uintptr {
	for i, pc := range r.Stack0 {
		if pc == 0 {
			return r.Stack0[:i]
		}
	}
	return r.Stack0[:]
}

// SetBlockProfileRate does nothing: no profile is kept.
func SetBlockProfileRate(rate int) {}

// SetMutexProfileFraction does nothing: no profile is kept.
func SetMutexProfileFraction(rate int) int { return 0 }

// SetCPUProfileRate does nothing: no profile is kept.
func SetCPUProfileRate(hz int) {}
