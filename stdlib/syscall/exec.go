package syscall

import "runtime"

// Credential is who a new process shall be.
type Credential struct {
	Uid         uint32
	Gid         uint32
	Groups      []uint32
	NoSetGroups bool
}

// ProcAttr holds what a new process gets.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []uintptr
	Sys   *SysProcAttr
}

// SysProcIDMap maps ids of a user namespace to those outside.
type SysProcIDMap struct {
	ContainerID int
	HostID      int
	Size        int
}

// SysProcAttr holds wishes for a new process that only Linux knows.
type SysProcAttr struct {
	Chroot     string
	Credential *Credential
	Ptrace     bool
	Setsid     bool
	Setpgid    bool
	Setctty    bool
	Noctty     bool
	Ctty       int // a number in the child
	Foreground bool
	Pgid       int
	Pdeathsig  Signal

	Cloneflags   uintptr
	Unshareflags uintptr

	UidMappings                []SysProcIDMap
	GidMappings                []SysProcIDMap
	GidMappingsEnableSetgroups bool
	AmbientCaps                []uintptr
}

// What exec.cc reads; the order is known there.
type child struct {
	argv0        *byte
	argv, env    **byte
	dir, chroot  *byte
	files        *int
	nfiles       int
	flags        uintptr
	pgid, ctty   int
	pdeathsig    int
	uid, gid     uintptr
	groups       *uint32
	ngroups      int
	cloneflags   uintptr
	unshareflags uintptr
	caps         *uintptr
	ncaps        int
}

const (
	childSetsid = 1 << iota
	childSetpgid
	childForeground
	childNoctty
	childSetctty
	childPtrace
	childCredential
	childSetgroups
)

// startChild makes the process; errno tells what the child could not do.
func startChild(c *child) (pid int, errno Errno)

// execve replaces the process; it returns when it could not.
func execve(argv0 *byte, argv, env **byte) Errno

// SlicePtrFromStrings turns strings into what C calls a vector: pointers to bytes that a zero ends, and a nil at its end.
func SlicePtrFromStrings(ss []string) ([]*byte, error) {
	n := 0
	for _, s := range ss {
		if len(s) != len(untilZero(s)) {
			return nil, EINVAL
		}
		n += len(s) + 1
	}
	all := make([]byte, n)
	out := make([]*byte, len(ss)+1)
	at := 0
	for i, s := range ss {
		copy(all[at:], s)
		out[i] = &all[at]
		at += len(s) + 1
	}
	return out, nil
}

// StringSlicePtr is SlicePtrFromStrings for strings known to hold no zero byte.
func StringSlicePtr(ss []string) []*byte {
	out, err := SlicePtrFromStrings(ss)
	if err != nil {
		panic("syscall: string with NUL passed to StringToByteSlice")
	}
	return out
}

func untilZero(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] == 0 {
			return s[:i]
		}
	}
	return s
}

func optional(s string) (*byte, error) {
	if s == "" {
		return nil, nil
	}
	return BytePtrFromString(s)
}

// ForkExec starts argv0 as a new process.
func ForkExec(argv0 string, argv []string, attr *ProcAttr) (pid int, err error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	sys := attr.Sys
	if sys == nil {
		sys = &SysProcAttr{}
	}
	if len(sys.UidMappings) > 0 || len(sys.GidMappings) > 0 {
		return 0, EOPNOTSUPP // the ids would have to be written between fork and exec
	}
	if sys.Setctty && sys.Foreground {
		return 0, EINVAL
	}
	if sys.Setctty && sys.Ctty >= len(attr.Files) {
		return 0, EINVAL
	}
	c := new(child)
	if c.argv0, err = BytePtrFromString(argv0); err != nil {
		return 0, err
	}
	av, err := SlicePtrFromStrings(argv)
	if err != nil {
		return 0, err
	}
	ev, err := SlicePtrFromStrings(attr.Env)
	if err != nil {
		return 0, err
	}
	c.argv, c.env = &av[0], &ev[0]
	if c.chroot, err = optional(sys.Chroot); err != nil {
		return 0, err
	}
	if c.dir, err = optional(attr.Dir); err != nil {
		return 0, err
	}
	files := make([]int, len(attr.Files)+1)
	for i, f := range attr.Files {
		files[i] = int(f)
	}
	c.files, c.nfiles = &files[0], len(attr.Files)
	for _, f := range []struct {
		on  bool
		bit uintptr
	}{
		{sys.Setsid, childSetsid}, {sys.Setpgid, childSetpgid}, {sys.Foreground, childForeground},
		{sys.Noctty, childNoctty}, {sys.Setctty, childSetctty}, {sys.Ptrace, childPtrace},
	} {
		if f.on {
			c.flags |= f.bit
		}
	}
	c.pgid, c.ctty, c.pdeathsig = sys.Pgid, sys.Ctty, int(sys.Pdeathsig)
	if cred := sys.Credential; cred != nil {
		c.flags |= childCredential
		c.uid, c.gid = uintptr(cred.Uid), uintptr(cred.Gid)
		if !cred.NoSetGroups {
			c.flags |= childSetgroups
		}
		if c.ngroups = len(cred.Groups); c.ngroups > 0 {
			c.groups = &cred.Groups[0]
		}
	}
	c.cloneflags, c.unshareflags = sys.Cloneflags, sys.Unshareflags
	if c.ncaps = len(sys.AmbientCaps); c.ncaps > 0 {
		c.caps = &sys.AmbientCaps[0]
	}
	ForkLock.Lock()
	pid, e := startChild(c)
	ForkLock.Unlock()
	runtime.KeepAlive(av)
	runtime.KeepAlive(ev)
	if e != 0 {
		return 0, e
	}
	return pid, nil
}

// StartProcess is ForkExec for package os.
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {
	pid, err = ForkExec(argv0, argv, attr)
	return pid, 0, err
}

// Exec replaces this process by argv0.
func Exec(argv0 string, argv []string, envv []string) (err error) {
	p, err := BytePtrFromString(argv0)
	if err != nil {
		return err
	}
	av, err := SlicePtrFromStrings(argv)
	if err != nil {
		return err
	}
	ev, err := SlicePtrFromStrings(envv)
	if err != nil {
		return err
	}
	return errOf(execve(p, &av[0], &ev[0]))
}
