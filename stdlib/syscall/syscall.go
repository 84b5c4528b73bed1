// Package syscall is the interface to the operating system's calls. It is Go
// text over one leaf that makes any call by number.
package syscall

import (
	"internal/voleerr"
	"unsafe"
)

// ImplementsGetwd says that Getwd works.
const ImplementsGetwd = true

// The standard file descriptors.
var (
	Stdin  = 0
	Stdout = 1
	Stderr = 2
)

// Syscall makes the call trap; the result is -1 and err set if it fails.
func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)

// Syscall6 is Syscall with six arguments.
func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)

// RawSyscall is Syscall.
func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)

// RawSyscall6 is Syscall6.
func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)

// An Errno is an error number of the system.
type Errno uintptr

func errnoText(e int) string

func (e Errno) Error() string { return errnoText(int(e)) }

// Is makes errors.Is find the error of io/fs that e stands for.
func (e Errno) Is(target error) bool {
	switch target {
	case voleerr.ErrPermission:
		return e == EACCES || e == EPERM
	case voleerr.ErrExist:
		return e == EEXIST || e == ENOTEMPTY
	case voleerr.ErrNotExist:
		return e == ENOENT
	}
	return false
}

// Temporary reports whether trying again may help.
func (e Errno) Temporary() bool {
	return e == EINTR || e == EMFILE || e == ENFILE || e.Timeout()
}

// Timeout reports whether e says that something took too long.
func (e Errno) Timeout() bool {
	return e == EAGAIN || e == EWOULDBLOCK || e == ETIMEDOUT
}

// errOf turns 0 into nil.
func errOf(e Errno) error {
	if e == 0 {
		return nil
	}
	return e
}

// A Signal is a number describing a process signal.
type Signal int

func signalText(s int) string

// Signal marks Signal as an os.Signal.
func (s Signal) Signal() {}

// String returns what the system calls s.
func (s Signal) String() string { return signalText(int(s)) }

// ByteSliceFromString returns s with a zero byte behind it.
func ByteSliceFromString(s string) ([]byte, error) {
	for i := 0; i < len(s); i++ {
		if s[i] == 0 {
			return nil, EINVAL
		}
	}
	b := make([]byte, len(s)+1)
	copy(b, s)
	return b, nil
}

// BytePtrFromString is ByteSliceFromString returning a pointer.
func BytePtrFromString(s string) (*byte, error) {
	b, err := ByteSliceFromString(s)
	if err != nil {
		return nil, err
	}
	return &b[0], nil
}

// BytePtrToString returns the bytes from p to a zero byte.
func BytePtrToString(p *byte) string {
	if p == nil {
		return ""
	}
	n := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return string(unsafe.Slice(p, n))
}

// The environment.

func getenv(key string) (value string, found bool)
func setenv(key, value string) bool
func unsetenv(key string)
func clearenv()
func environ() []string

// Getenv returns the value of an environment variable.
func Getenv(key string) (value string, found bool) {
	if key == "" {
		return "", false
	}
	return getenv(key)
}

// Setenv sets an environment variable.
func Setenv(key, value string) error {
	if key == "" {
		return EINVAL
	}
	for i := 0; i < len(key); i++ {
		if key[i] == '=' || key[i] == 0 {
			return EINVAL
		}
	}
	for i := 0; i < len(value); i++ {
		if value[i] == 0 {
			return EINVAL
		}
	}
	if !setenv(key, value) {
		return ENOMEM
	}
	return nil
}

// Unsetenv removes an environment variable.
func Unsetenv(key string) error {
	unsetenv(key)
	return nil
}

// Clearenv removes all environment variables.
func Clearenv() { clearenv() }

// Environ returns the environment as "key=value" strings.
func Environ() []string { return environ() }

// Exit ends the process.
func Exit(code int)

// The calls with one path.

func path1(trap uintptr, path string, a2, a3 uintptr) (r uintptr, err error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return 0, err
	}
	r, _, e := Syscall(trap, uintptr(unsafe.Pointer(p)), a2, a3)
	return r, errOf(e)
}

func path2(trap uintptr, from, to string) error {
	p, err := BytePtrFromString(from)
	if err != nil {
		return err
	}
	q, err := BytePtrFromString(to)
	if err != nil {
		return err
	}
	_, _, e := Syscall(trap, uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(q)), 0)
	return errOf(e)
}

func fd1(trap uintptr, fd int, a2, a3 uintptr) error {
	_, _, e := Syscall(trap, uintptr(fd), a2, a3)
	return errOf(e)
}

// Open opens a file.
func Open(path string, mode int, perm uint32) (fd int, err error) {
	r, err := path1(SYS_OPEN, path, uintptr(mode), uintptr(perm))
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

// Creat makes and opens a file.
func Creat(path string, mode uint32) (fd int, err error) {
	return Open(path, O_CREAT|O_WRONLY|O_TRUNC, mode)
}

func Mkdir(path string, mode uint32) error {
	_, err := path1(SYS_MKDIR, path, uintptr(mode), 0)
	return err
}
func Rmdir(path string) error  { _, err := path1(SYS_RMDIR, path, 0, 0); return err }
func Unlink(path string) error { _, err := path1(SYS_UNLINK, path, 0, 0); return err }
func Chdir(path string) error  { _, err := path1(SYS_CHDIR, path, 0, 0); return err }
func Chroot(path string) error { _, err := path1(SYS_CHROOT, path, 0, 0); return err }
func Chmod(path string, mode uint32) error {
	_, err := path1(SYS_CHMOD, path, uintptr(mode), 0)
	return err
}
func Chown(path string, uid, gid int) error {
	_, err := path1(SYS_CHOWN, path, uintptr(uid), uintptr(gid))
	return err
}
func Lchown(path string, uid, gid int) error {
	_, err := path1(SYS_LCHOWN, path, uintptr(uid), uintptr(gid))
	return err
}
func Truncate(path string, length int64) error {
	_, err := path1(SYS_TRUNCATE, path, uintptr(length), 0)
	return err
}
func Access(path string, mode uint32) error {
	_, err := path1(SYS_ACCESS, path, uintptr(mode), 0)
	return err
}
func Mkfifo(path string, mode uint32) error {
	_, err := path1(SYS_MKNOD, path, uintptr(mode|S_IFIFO), 0)
	return err
}
func Rename(from, to string) error  { return path2(SYS_RENAME, from, to) }
func Link(from, to string) error    { return path2(SYS_LINK, from, to) }
func Symlink(from, to string) error { return path2(SYS_SYMLINK, from, to) }

// Stat describes the file path leads to, Lstat path itself.
func Stat(path string, st *Stat_t) error {
	_, err := path1(SYS_STAT, path, uintptr(unsafe.Pointer(st)), 0)
	return err
}
func Lstat(path string, st *Stat_t) error {
	_, err := path1(SYS_LSTAT, path, uintptr(unsafe.Pointer(st)), 0)
	return err
}

// Fstat describes an open file.
func Fstat(fd int, st *Stat_t) error {
	return fd1(SYS_FSTAT, fd, uintptr(unsafe.Pointer(st)), 0)
}

// Readlink reads where a symbolic link leads.
func Readlink(path string, buf []byte) (n int, err error) {
	if len(buf) == 0 {
		return 0, EINVAL
	}
	r, err := path1(SYS_READLINK, path, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)))
	if err != nil {
		return -1, err
	}
	return int(r), nil
}

// Close closes fd.
func Close(fd int) error                   { return fd1(SYS_CLOSE, fd, 0, 0) }
func Fsync(fd int) error                   { return fd1(SYS_FSYNC, fd, 0, 0) }
func Fchdir(fd int) error                  { return fd1(SYS_FCHDIR, fd, 0, 0) }
func Fchmod(fd int, mode uint32) error     { return fd1(SYS_FCHMOD, fd, uintptr(mode), 0) }
func Fchown(fd int, uid, gid int) error    { return fd1(SYS_FCHOWN, fd, uintptr(uid), uintptr(gid)) }
func Ftruncate(fd int, length int64) error { return fd1(SYS_FTRUNCATE, fd, uintptr(length), 0) }
func Flock(fd int, how int) error          { return fd1(SYS_FLOCK, fd, uintptr(how), 0) }
func Dup2(oldfd, newfd int) error          { return fd1(SYS_DUP2, oldfd, uintptr(newfd), 0) }
func Kill(pid int, sig Signal) error       { return fd1(SYS_KILL, pid, uintptr(sig), 0) }
func SetNonblock(fd int, on bool) error {
	flags, _, e := Syscall(SYS_FCNTL, uintptr(fd), F_GETFL, 0)
	if e != 0 {
		return e
	}
	flags &^= O_NONBLOCK
	if on {
		flags |= O_NONBLOCK
	}
	return fd1(SYS_FCNTL, fd, F_SETFL, flags)
}
func CloseOnExec(fd int) { Syscall(SYS_FCNTL, uintptr(fd), F_SETFD, FD_CLOEXEC) }

// Dup returns a second descriptor for fd's file.
func Dup(fd int) (nfd int, err error) {
	r, _, e := Syscall(SYS_DUP, uintptr(fd), 0, 0)
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// bytesAt returns where p's bytes are; some address for an empty slice.
func bytesAt(p []byte) unsafe.Pointer {
	if len(p) == 0 {
		return unsafe.Pointer(&none)
	}
	return unsafe.Pointer(&p[0])
}

var none uintptr

func count(r uintptr, e Errno) (int, error) {
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Read reads from fd.
func Read(fd int, p []byte) (n int, err error) {
	r, _, e := Syscall(SYS_READ, uintptr(fd), uintptr(bytesAt(p)), uintptr(len(p)))
	return count(r, e)
}

// Write writes to fd.
func Write(fd int, p []byte) (n int, err error) {
	r, _, e := Syscall(SYS_WRITE, uintptr(fd), uintptr(bytesAt(p)), uintptr(len(p)))
	return count(r, e)
}

// Pread reads at an offset.
func Pread(fd int, p []byte, offset int64) (n int, err error) {
	r, _, e := Syscall6(SYS_PREAD64, uintptr(fd), uintptr(bytesAt(p)), uintptr(len(p)), uintptr(offset), 0, 0)
	return count(r, e)
}

// Pwrite writes at an offset.
func Pwrite(fd int, p []byte, offset int64) (n int, err error) {
	r, _, e := Syscall6(SYS_PWRITE64, uintptr(fd), uintptr(bytesAt(p)), uintptr(len(p)), uintptr(offset), 0, 0)
	return count(r, e)
}

// Seek moves the offset of fd.
func Seek(fd int, offset int64, whence int) (off int64, err error) {
	r, _, e := Syscall(SYS_LSEEK, uintptr(fd), uintptr(offset), uintptr(whence))
	if e != 0 {
		return -1, e
	}
	return int64(r), nil
}

// ReadDirent reads directory entries as the system has them.
func ReadDirent(fd int, buf []byte) (n int, err error) {
	r, _, e := Syscall(SYS_GETDENTS64, uintptr(fd), uintptr(bytesAt(buf)), uintptr(len(buf)))
	return count(r, e)
}

// Pipe2 makes a pipe.
func Pipe2(p []int, flags int) error {
	if len(p) != 2 {
		return EINVAL
	}
	fds := new([2]int32)
	_, _, e := Syscall(SYS_PIPE2, uintptr(unsafe.Pointer(fds)), uintptr(flags), 0)
	if e == 0 {
		p[0], p[1] = int(fds[0]), int(fds[1])
	}
	return errOf(e)
}

// Pipe makes a pipe.
func Pipe(p []int) error { return Pipe2(p, 0) }

// Getcwd writes the working directory and a zero byte to buf.
func Getcwd(buf []byte) (n int, err error) {
	r, _, e := Syscall(SYS_GETCWD, uintptr(bytesAt(buf)), uintptr(len(buf)), 0)
	if e != 0 {
		return 0, e
	}
	return int(r), nil
}

// Getwd returns the working directory.
func Getwd() (wd string, err error) {
	buf := make([]byte, 4096)
	n, err := Getcwd(buf)
	if err != nil {
		return "", err
	}
	if n < 1 || buf[0] != '/' {
		return "", ENOENT
	}
	return string(buf[:n-1]), nil
}

func id(trap uintptr) int {
	r, _, _ := RawSyscall(trap, 0, 0, 0)
	return int(r)
}

func Getpid() int      { return id(SYS_GETPID) }
func Getppid() int     { return id(SYS_GETPPID) }
func Getuid() int      { return id(SYS_GETUID) }
func Geteuid() int     { return id(SYS_GETEUID) }
func Getgid() int      { return id(SYS_GETGID) }
func Getegid() int     { return id(SYS_GETEGID) }
func Gettid() int      { return id(SYS_GETTID) }
func Getpagesize() int { return 4096 }

// Umask sets the mask for the modes of new files.
func Umask(mask int) int {
	r, _, _ := RawSyscall(SYS_UMASK, uintptr(mask), 0, 0)
	return int(r)
}

// Getgroups returns the supplementary groups.
func Getgroups() ([]int, error) {
	buf := make([]uint32, 1<<10)
	r, _, e := RawSyscall(SYS_GETGROUPS, uintptr(len(buf)), uintptr(unsafe.Pointer(&buf[0])), 0)
	if e != 0 {
		return nil, e
	}
	ids := make([]int, r)
	for i := range ids {
		ids[i] = int(buf[i])
	}
	return ids, nil
}

// A Timespec is seconds and nanoseconds.
type Timespec struct {
	Sec  int64
	Nsec int64
}

// Unix returns seconds and nanoseconds.
func (ts *Timespec) Unix() (sec int64, nsec int64) { return ts.Sec, ts.Nsec }

// Nano returns ts in nanoseconds.
func (ts *Timespec) Nano() int64 { return ts.Sec*1e9 + ts.Nsec }

// NsecToTimespec returns a Timespec of nsec nanoseconds.
func NsecToTimespec(nsec int64) Timespec {
	sec := nsec / 1e9
	nsec %= 1e9
	if nsec < 0 {
		nsec += 1e9
		sec--
	}
	return Timespec{sec, nsec}
}

// A Timeval is seconds and microseconds.
type Timeval struct {
	Sec  int64
	Usec int64
}

// Unix returns seconds and nanoseconds.
func (tv *Timeval) Unix() (sec int64, nsec int64) { return tv.Sec, tv.Usec * 1000 }

// Nano returns tv in nanoseconds.
func (tv *Timeval) Nano() int64 { return tv.Sec*1e9 + tv.Usec*1000 }

// Gettimeofday reads the clock.
func Gettimeofday(tv *Timeval) error {
	_, _, e := RawSyscall(SYS_GETTIMEOFDAY, uintptr(unsafe.Pointer(tv)), 0, 0)
	return errOf(e)
}

// UtimesNano sets access and modification time.
func UtimesNano(path string, ts []Timespec) error {
	if len(ts) != 2 {
		return EINVAL
	}
	p, err := BytePtrFromString(path)
	if err != nil {
		return err
	}
	const atFdcwd = -100
	dir := atFdcwd
	_, _, e := Syscall6(SYS_UTIMENSAT, uintptr(dir), uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(&ts[0])), 0, 0, 0)
	return errOf(e)
}

// A Stat_t describes a file.
type Stat_t struct {
	Dev       uint64
	Ino       uint64
	Nlink     uint64
	Mode      uint32
	Uid       uint32
	Gid       uint32
	X__pad0   int32
	Rdev      uint64
	Size      int64
	Blksize   int64
	Blocks    int64
	Atim      Timespec
	Mtim      Timespec
	Ctim      Timespec
	X__unused [3]int64
}

// A Rusage is what a process used.
type Rusage struct {
	Utime    Timeval
	Stime    Timeval
	Maxrss   int64
	Ixrss    int64
	Idrss    int64
	Isrss    int64
	Minflt   int64
	Majflt   int64
	Nswap    int64
	Inblock  int64
	Oublock  int64
	Msgsnd   int64
	Msgrcv   int64
	Nsignals int64
	Nvcsw    int64
	Nivcsw   int64
}

// Getrusage tells what this process, or its children, used.
func Getrusage(who int, rusage *Rusage) error {
	_, _, e := RawSyscall(SYS_GETRUSAGE, uintptr(who), uintptr(unsafe.Pointer(rusage)), 0)
	return errOf(e)
}

// A Rlimit is a limit on a resource.
type Rlimit struct {
	Cur uint64
	Max uint64
}

func Getrlimit(resource int, rlim *Rlimit) error {
	_, _, e := RawSyscall(SYS_GETRLIMIT, uintptr(resource), uintptr(unsafe.Pointer(rlim)), 0)
	return errOf(e)
}

func Setrlimit(resource int, rlim *Rlimit) error {
	_, _, e := RawSyscall(SYS_SETRLIMIT, uintptr(resource), uintptr(unsafe.Pointer(rlim)), 0)
	return errOf(e)
}

// A Utsname names the system.
type Utsname struct {
	Sysname    [65]int8
	Nodename   [65]int8
	Release    [65]int8
	Version    [65]int8
	Machine    [65]int8
	Domainname [65]int8
}

// Uname fills buf.
func Uname(buf *Utsname) error {
	_, _, e := RawSyscall(SYS_UNAME, uintptr(unsafe.Pointer(buf)), 0, 0)
	return errOf(e)
}

// Mmap maps a file, or memory, at an address the system chooses.
func Mmap(fd int, offset int64, length int, prot int, flags int) (data []byte, err error) {
	if length <= 0 {
		return nil, EINVAL
	}
	r, _, e := Syscall6(SYS_MMAP, 0, uintptr(length), uintptr(prot), uintptr(flags), uintptr(fd), uintptr(offset))
	if e != 0 {
		return nil, e
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(r)), length), nil
}

// Munmap undoes Mmap.
func Munmap(b []byte) error {
	if len(b) == 0 {
		return EINVAL
	}
	_, _, e := Syscall(SYS_MUNMAP, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)), 0)
	return errOf(e)
}

// Mprotect changes what may be done with b's memory.
func Mprotect(b []byte, prot int) error {
	_, _, e := Syscall(SYS_MPROTECT, uintptr(bytesAt(b)), uintptr(len(b)), uintptr(prot))
	return errOf(e)
}

// A WaitStatus is how a child ended.
type WaitStatus uint32

func (w WaitStatus) Exited() bool    { return w&0x7f == 0 }
func (w WaitStatus) Signaled() bool  { return w&0x7f != 0x7f && w&0x7f != 0 }
func (w WaitStatus) Stopped() bool   { return w&0xff == 0x7f }
func (w WaitStatus) Continued() bool { return w == 0xffff }
func (w WaitStatus) CoreDump() bool  { return w.Signaled() && w&0x80 != 0 }

func (w WaitStatus) ExitStatus() int {
	if !w.Exited() {
		return -1
	}
	return int(w>>8) & 0xff
}

func (w WaitStatus) Signal() Signal {
	if !w.Signaled() {
		return -1
	}
	return Signal(w & 0x7f)
}

func (w WaitStatus) StopSignal() Signal {
	if !w.Stopped() {
		return -1
	}
	return Signal(w>>8) & 0xff
}

func (w WaitStatus) TrapCause() int { return -1 }

// Wait4 waits for a child.
func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error) {
	status := new(int32)
	r, _, e := Syscall6(SYS_WAIT4, uintptr(pid), uintptr(unsafe.Pointer(status)), uintptr(options), uintptr(unsafe.Pointer(rusage)), 0, 0)
	if wstatus != nil {
		*wstatus = WaitStatus(*status)
	}
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// Conn and RawConn are what net and os hand out for raw access.
type Conn interface {
	SyscallConn() (RawConn, error)
}

type RawConn interface {
	Control(f func(fd uintptr)) error
	Read(f func(fd uintptr) (done bool)) error
	Write(f func(fd uintptr) (done bool)) error
}
