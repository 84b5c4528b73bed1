package os

import (
	"syscall"
	"time"
)

// Args is the command line, beginning with the program.
var Args []string = programArgs()

func programArgs() []string

// Exit ends the program without running deferred calls.
func Exit(code int) { syscall.Exit(code) }

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
func Executable() (string, error) { return Readlink("/proc/self/exe") }

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
	done bool
}

// FindProcess returns the Process of pid; whether it exists is seen later.
func FindProcess(pid int) (*Process, error) { return &Process{Pid: pid}, nil }

// Signal sends sig.
func (p *Process) Signal(sig Signal) error {
	if p.Pid <= 0 {
		return plainError("os: process not initialized")
	}
	if p.done {
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

// spawn starts a program; errno 0 means it could.
func spawn(name string, argv, env []string, dir string, fds []int) (pid, errno int)

// StartProcess starts the program name.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	env := attr.Env
	if env == nil {
		env = Environ()
	}
	fds := make([]int, len(attr.Files))
	for i, f := range attr.Files {
		fds[i] = -1
		if f != nil {
			fds[i] = int(f.Fd())
		}
	}
	pid, errno := spawn(name, argv, env, attr.Dir, fds)
	if errno != 0 {
		return nil, &PathError{Op: "fork/exec", Path: name, Err: syscall.Errno(errno)}
	}
	return &Process{Pid: pid}, nil
}

// A ProcessState is how a process ended.
type ProcessState struct {
	pid    int
	status syscall.WaitStatus
	rusage *syscall.Rusage
}

// Wait waits for p to end.
func (p *Process) Wait() (*ProcessState, error) {
	if p.Pid == -1 {
		return nil, syscall.EINVAL
	}
	s := &ProcessState{rusage: new(syscall.Rusage)}
	// Other goroutines run meanwhile: ask, and sleep longer each time.
	for pause := 50 * time.Microsecond; ; {
		pid, err := syscall.Wait4(p.Pid, &s.status, syscall.WNOHANG, s.rusage)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return nil, NewSyscallError("wait", err)
		}
		if pid != 0 {
			s.pid = pid
			break
		}
		time.Sleep(pause)
		if pause < 2*time.Millisecond {
			pause *= 2
		}
	}
	p.done = true
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
