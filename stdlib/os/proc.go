package os

import (
	"internal/testexit"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Args is the command line, beginning with the program.
var Args []string = programArgs()

func programArgs() []string

// ownProgram is what runs a test program again; see tools/vole/cmd_test.cc.
func ownProgram() string

// Exit ends the program without running deferred calls.
func Exit(code int) {
	if code == 0 && testexit.PanicOn0 {
		panic("unexpected call to os.Exit(0) during test")
	}
	syscall.Exit(code)
}

func Getuid() int  { return syscall.Getuid() }
func Geteuid() int { return syscall.Geteuid() }
func Getgid() int  { return syscall.Getgid() }
func Getegid() int { return syscall.Getegid() }
func Getpid() int  { return syscall.Getpid() }
func Getppid() int { return syscall.Getppid() }

// Getgroups returns the supplementary groups.
func Getgroups() ([]int, error) {
	g, err := syscall.Getgroups()
	return g, NewSyscallError("getgroups", err)
}

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return syscall.Getpagesize() }

// Hostname returns the name of the machine.
func Hostname() (name string, err error) {
	var u syscall.Utsname
	if err := syscall.Uname(&u); err != nil {
		return "", NewSyscallError("uname", err)
	}
	b := make([]byte, 0, len(u.Nodename))
	for _, c := range u.Nodename {
		if c == 0 {
			break
		}
		b = append(b, byte(c))
	}
	return string(b), nil
}

// Executable returns the path of the running program.
func Executable() (string, error) {
	if name := ownProgram(); name != "" {
		return name, nil
	}
	return Readlink("/proc/self/exe")
}

// A Signal is what can be sent to a process.
type Signal interface {
	String() string
	Signal()
}

var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// A Process is another process.
type Process struct {
	Pid  int
	done atomic.Bool
	mu   sync.RWMutex // held by Wait while it fetches the status: until then no other process can get the number
}

// FindProcess returns the Process of pid; whether it exists is seen later.
func FindProcess(pid int) (*Process, error) { return &Process{Pid: pid}, nil }

// Signal sends sig.
func (p *Process) Signal(sig Signal) error {
	if p.Pid == -1 {
		return plainError("os: process already released")
	}
	if p.Pid == 0 {
		return plainError("os: process not initialized")
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.done.Load() {
		return ErrProcessDone
	}
	s, ok := sig.(syscall.Signal)
	if !ok {
		return plainError("os: unsupported signal type")
	}
	err := syscall.Kill(p.Pid, s)
	if err == syscall.ESRCH {
		return ErrProcessDone
	}
	return err
}

// Kill ends p.
func (p *Process) Kill() error { return p.Signal(Kill) }

// Release gives up p.
func (p *Process) Release() error {
	p.Pid = -1
	return nil
}

// ProcAttr holds what a new process gets.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []*File
	Sys   *syscall.SysProcAttr
}

// StartProcess starts the program name.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	// The kernel's answer does not tell a missing directory from a missing program.
	if attr.Dir != "" && (attr.Sys == nil || attr.Sys.Chroot == "") {
		if _, err := Stat(attr.Dir); err != nil {
			pe := err.(*PathError)
			pe.Op = "chdir"
			return nil, pe
		}
	}
	sys := &syscall.ProcAttr{Dir: attr.Dir, Env: attr.Env, Sys: attr.Sys}
	if sys.Env == nil {
		sys.Env = Environ()
	}
	for _, f := range attr.Files {
		fd := ^uintptr(0)
		if f != nil {
			fd = f.Fd()
		}
		sys.Files = append(sys.Files, fd)
	}
	pid, err := syscall.ForkExec(name, argv, sys)
	runtime.KeepAlive(attr)
	if err != nil {
		return nil, &PathError{Op: "fork/exec", Path: name, Err: err}
	}
	return &Process{Pid: pid}, nil
}

// A ProcessState is how a process ended.
type ProcessState struct {
	pid    int
	status syscall.WaitStatus
	rusage *syscall.Rusage
}

// waitChild waits for a child's end and leaves its status to be fetched; it
// may have to be called again.
func waitChild(pid int) (again bool)

// Wait waits for p to end.
func (p *Process) Wait() (*ProcessState, error) {
	if p.Pid == -1 {
		return nil, syscall.EINVAL
	}
	for waitChild(p.Pid) {
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s := &ProcessState{rusage: new(syscall.Rusage)}
	for {
		pid, err := syscall.Wait4(p.Pid, &s.status, 0, s.rusage)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return nil, NewSyscallError("wait", err)
		}
		s.pid = pid
		break
	}
	p.done.Store(true)
	return s, nil
}

func (p *ProcessState) Exited() bool  { return p.status.Exited() }
func (p *ProcessState) Success() bool { return p.status.ExitStatus() == 0 }
func (p *ProcessState) Pid() int      { return p.pid }
func (p *ProcessState) Sys() any      { return p.status }
func (p *ProcessState) SysUsage() any { return p.rusage }

// ExitCode returns the exit status, -1 for an end by a signal.
func (p *ProcessState) ExitCode() int {
	if p == nil {
		return -1
	}
	return p.status.ExitStatus()
}

func (p *ProcessState) UserTime() time.Duration   { return time.Duration(p.rusage.Utime.Nano()) }
func (p *ProcessState) SystemTime() time.Duration { return time.Duration(p.rusage.Stime.Nano()) }

func decimal(n int) string {
	if n < 0 {
		return "-" + decimal(-n)
	}
	if n < 10 {
		return string([]byte{byte(n) + '0'})
	}
	return decimal(n/10) + decimal(n%10)
}

// String returns how the process ended in words.
func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	s := ""
	switch w := p.status; {
	case w.Exited():
		s = "exit status " + decimal(w.ExitStatus())
	case w.Signaled():
		s = "signal: " + w.Signal().String()
	case w.Stopped():
		s = "stop signal: " + w.StopSignal().String()
	case w.Continued():
		s = "continued"
	}
	if p.status.CoreDump() {
		s += " (core dumped)"
	}
	return s
}
