// Package poll is what os.File and net's connections have in common: a
// descriptor that any number of goroutines may use and one may close, and
// that waits in the network poller, not in a thread, if the kernel can tell
// when it is ready.
package poll

import (
	"errors"
	"io"
	"sync"
	"syscall"
	"time"
)

// The error of an operation on a closed socket; it is none of time.
type errNetClosing struct{}

func (e errNetClosing) Error() string   { return "use of closed network connection" }
func (e errNetClosing) Timeout() bool   { return false }
func (e errNetClosing) Temporary() bool { return false }

var (
	ErrNetClosing  = errNetClosing{}
	ErrFileClosing = errors.New("use of closed file")
	ErrNoDeadline  = errors.New("file type does not support deadline")
	ErrNotPollable = errors.New("not pollable")

	ErrDeadlineExceeded error = &DeadlineExceededError{}
)

// DeadlineExceededError is the type of ErrDeadlineExceeded.
type DeadlineExceededError struct{}

func (e *DeadlineExceededError) Error() string   { return "i/o timeout" }
func (e *DeadlineExceededError) Timeout() bool   { return true }
func (e *DeadlineExceededError) Temporary() bool { return true }

// An FD is a descriptor in use. poll.cc knows how its first fields lie.
type FD struct {
	state uint64 // closed?, reading?, writing?, users, waiting readers and writers
	rsema uint32 // where they wait
	wsema uint32

	// Sysfd is the system's number, -1 when closed.
	Sysfd int

	desc       uintptr // what the poller knows it by; 0: it does not
	csema      uint32  // Close waits here for the last user
	isBlocking uint32  // operations block in the thread

	IsStream      bool // bytes, not messages
	ZeroReadIsEOF bool
	IsStd         bool // a standard file: not made by Init, in whatever mode we got it
	isFile        bool
}

// How a descriptor is used: in any way, by the one reader, by the one writer.
const (
	use     = 0
	reading = 'r'
	writing = 'w'
)

// What tryLock answers.
const (
	lockGot     = iota
	lockClosed  // and nothing is held
	lockWait    // counted as waiting: acquire the semaphore and try again
	lockTooMany // users
)

func (fd *FD) tryLock(how int) int

// release undoes a tryLock; the last user of a closed descriptor is told so.
func (fd *FD) release(how int) (last bool)

// close marks fd as closed and counts its caller as a user. It returns the
// numbers of those waiting for tryLock, -1 if fd was closed before.
func (fd *FD) close() (readers, writers int)

func runtime_Semacquire(sema *uint32)
func runtime_Semrelease(sema *uint32)

func (fd *FD) closed() error {
	if fd.isFile || fd.IsStd {
		return ErrFileClosing
	}
	return ErrNetClosing
}

// lock makes the caller a user of fd; unlock ends that.
func (fd *FD) lock(how int) error {
	for {
		switch fd.tryLock(how) {
		case lockGot:
			return nil
		case lockClosed:
			return fd.closed()
		case lockWait:
			if how == reading {
				runtime_Semacquire(&fd.rsema)
			} else {
				runtime_Semacquire(&fd.wsema)
			}
		default:
			panic("too many concurrent operations on a single file or socket (max 1048575)")
		}
	}
}

func (fd *FD) unlock(how int) error {
	if fd.release(how) {
		return fd.destroy()
	}
	return nil
}

// The poller. Its answers are those of runtime/sched/netpoll.h.

func runtime_pollOpen(fd int) (desc uintptr, errno int)
func runtime_pollClose(desc uintptr)
func runtime_pollWait(desc uintptr, mode int) int
func runtime_pollReset(desc uintptr, mode int) int
func runtime_pollSetDeadline(desc uintptr, d int64, mode int)
func runtime_pollUnblock(desc uintptr)
func runtime_pollBlocking(fd int)
func runtime_isPollServerDescriptor(fd uintptr) bool

func (fd *FD) pollError(code int) error {
	switch code {
	case 0:
		return nil
	case 1:
		return fd.closed()
	case 2:
		return ErrDeadlineExceeded
	}
	return ErrNotPollable
}

// begin is lock for an operation that may wait: an old report of the poller
// is forgotten.
func (fd *FD) begin(how int) error {
	if err := fd.lock(how); err != nil {
		return err
	}
	if fd.desc != 0 {
		if code := runtime_pollReset(fd.desc, how); code != 0 {
			fd.unlock(how)
			return fd.pollError(code)
		}
	}
	return nil
}

// wait waits until the poller has something to report.
func (fd *FD) wait(how int) error {
	if fd.desc == 0 {
		return errors.New("waiting for unsupported file type")
	}
	return fd.pollError(runtime_pollWait(fd.desc, how))
}

// each makes an attempt, and another after each wait, until it works or
// fails for good.
func (fd *FD) each(how int, attempt func() error) error {
	if err := fd.begin(how); err != nil {
		return err
	}
	defer fd.unlock(how)
	for {
		err := attempt()
		if err == syscall.EINTR {
			continue
		}
		if err == syscall.EAGAIN && fd.desc != 0 {
			if err = fd.wait(how); err == nil {
				continue
			}
		}
		return err
	}
}

// using makes a call that has nothing to do with the poller.
func (fd *FD) using(call func() error) error {
	if err := fd.lock(use); err != nil {
		return err
	}
	defer fd.unlock(use)
	for {
		if err := call(); err != syscall.EINTR {
			return err
		}
	}
}

// Init begins the use of fd.Sysfd; net is "file" or the name of a network.
// Unless pollable, or if the kernel cannot poll it, operations block.
func (fd *FD) Init(net string, pollable bool) error {
	fd.isFile = net == "file"
	if !pollable {
		fd.isBlocking = 1
		return nil
	}
	desc, errno := runtime_pollOpen(fd.Sysfd)
	if errno != 0 {
		fd.isBlocking = 1
		return syscall.Errno(errno)
	}
	fd.desc = desc
	return nil
}

func (fd *FD) destroy() error {
	if fd.desc != 0 {
		runtime_pollClose(fd.desc)
		fd.desc = 0
	}
	err := syscall.Close(fd.Sysfd) // not again after EINTR: it is closed
	fd.Sysfd = -1
	runtime_Semrelease(&fd.csema)
	return err
}

// Close ends the use of fd: whoever waits goes on with an error, and the
// last user closes the descriptor.
func (fd *FD) Close() error {
	readers, writers := fd.close()
	if readers < 0 {
		return fd.closed()
	}
	for ; readers > 0; readers-- {
		runtime_Semrelease(&fd.rsema)
	}
	for ; writers > 0; writers-- {
		runtime_Semrelease(&fd.wsema)
	}
	if fd.desc != 0 {
		runtime_pollUnblock(fd.desc)
	}
	err := fd.unlock(use)
	if fd.isBlocking == 0 {
		runtime_Semacquire(&fd.csema)
	}
	return err
}

// SetBlocking makes operations block in the thread from now on.
func (fd *FD) SetBlocking() error {
	return fd.using(func() error {
		fd.isBlocking = 1
		runtime_pollBlocking(fd.Sysfd)
		return syscall.SetNonblock(fd.Sysfd, false)
	})
}

// TryRead and TryWrite are the whole operation in one leaf as long as
// nothing is in the way; if errno is not 0 or last is true, or nothing was
// read, ReadOn and WriteOn have to end it.
func (fd *FD) TryRead(p []byte) (n, errno int, last bool)
func (fd *FD) TryWrite(p []byte) (n, errno int, last bool)

// What TryRead and TryWrite say, beside errors of the system, when they have
// not even tried.
const notTried = -1

// The calls. quick says that they do not block, socket that they can be told
// not to; 1 GB at most.
func readFd(fd int, p []byte, quick, socket bool) (n, errno int)
func writeFd(fd int, p []byte, quick, socket bool) (n, errno int)

// quick reports whether calls on fd do not block.
func (fd *FD) quick() bool { return fd.desc != 0 && fd.isBlocking == 0 }

func (fd *FD) isSocket() bool { return fd.desc != 0 && !fd.isFile && !fd.IsStd }

var adopting sync.Mutex

// canWait reports whether EAGAIN means that one has to wait: fd is known to
// the poller, as standard files are from the first EAGAIN on.
func (fd *FD) canWait() bool {
	if fd.desc == 0 && fd.IsStd {
		adopting.Lock()
		if fd.desc == 0 {
			if desc, errno := runtime_pollOpen(fd.Sysfd); errno == 0 {
				fd.desc = desc
			}
		}
		adopting.Unlock()
	}
	return fd.desc != 0
}

// Read reads up to len(p) bytes.
func (fd *FD) Read(p []byte) (int, error) {
	n, errno, last := fd.TryRead(p)
	return fd.ReadOn(p, n, errno, last)
}

// ReadOn ends what TryRead began.
func (fd *FD) ReadOn(p []byte, n, errno int, last bool) (int, error) {
	if last {
		fd.destroy()
	}
	switch errno {
	case 0:
		if n == 0 && len(p) > 0 && fd.ZeroReadIsEOF {
			return 0, io.EOF
		}
		return n, nil
	case notTried, int(syscall.EINTR), int(syscall.EAGAIN):
	default:
		return n, syscall.Errno(errno)
	}
	if err := fd.begin(reading); err != nil {
		return 0, err
	}
	defer fd.unlock(reading)
	for len(p) > 0 {
		n, errno := readFd(fd.Sysfd, p, fd.quick(), fd.quick() && fd.isSocket())
		switch {
		case errno == int(syscall.EINTR):
		case errno == int(syscall.EAGAIN) && fd.canWait():
			if err := fd.wait(reading); err != nil {
				return 0, err
			}
		case errno != 0:
			return 0, syscall.Errno(errno)
		case n == 0 && fd.ZeroReadIsEOF:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
	return 0, nil
}

// Write writes p.
func (fd *FD) Write(p []byte) (int, error) {
	n, errno, last := fd.TryWrite(p)
	return fd.WriteOn(p, n, errno, last)
}

// WriteOn ends what TryWrite began.
func (fd *FD) WriteOn(p []byte, done, errno int, last bool) (int, error) {
	if last {
		fd.destroy()
	}
	switch errno {
	case 0:
		return done, nil
	case notTried, int(syscall.EINTR), int(syscall.EAGAIN):
	default:
		return done, syscall.Errno(errno)
	}
	if err := fd.begin(writing); err != nil {
		return done, err
	}
	defer fd.unlock(writing)
	for {
		n, errno := writeFd(fd.Sysfd, p[done:], fd.quick(), fd.quick() && fd.isSocket())
		done += n
		switch {
		case errno == int(syscall.EINTR):
		case errno == int(syscall.EAGAIN) && fd.canWait():
			if err := fd.wait(writing); err != nil {
				return done, err
			}
		case errno != 0:
			return done, syscall.Errno(errno)
		case done == len(p):
			return done, nil
		case n == 0:
			return done, io.ErrUnexpectedEOF
		}
	}
}

// Pread and Pwrite read and write at an offset, beside a reader and a writer.
func (fd *FD) Pread(p []byte, off int64) (n int, err error) {
	err = fd.using(func() (err error) {
		n, err = syscall.Pread(fd.Sysfd, p, off)
		return err
	})
	if err != nil {
		return 0, err
	}
	if n == 0 && fd.ZeroReadIsEOF {
		err = io.EOF
	}
	return n, err
}

func (fd *FD) Pwrite(p []byte, off int64) (done int, err error) {
	for {
		n := 0
		err = fd.using(func() (err error) {
			n, err = syscall.Pwrite(fd.Sysfd, p[done:], off+int64(done))
			return err
		})
		if n > 0 {
			done += n
		}
		if err != nil || done == len(p) {
			return done, err
		}
		if n == 0 {
			return done, io.ErrUnexpectedEOF
		}
	}
}

// Seek moves the offset.
func (fd *FD) Seek(offset int64, whence int) (at int64, err error) {
	err = fd.using(func() (err error) {
		at, err = syscall.Seek(fd.Sysfd, offset, whence)
		return err
	})
	return at, err
}

// ReadDirent reads entries of a directory in the kernel's form.
func (fd *FD) ReadDirent(buf []byte) (n int, err error) {
	err = fd.using(func() (err error) {
		n, err = syscall.ReadDirent(fd.Sysfd, buf)
		return err
	})
	if err != nil {
		n = 0
	}
	return n, err
}

func (fd *FD) Fchmod(mode uint32) error {
	return fd.using(func() error { return syscall.Fchmod(fd.Sysfd, mode) })
}
func (fd *FD) Fchown(uid, gid int) error {
	return fd.using(func() error { return syscall.Fchown(fd.Sysfd, uid, gid) })
}
func (fd *FD) Ftruncate(size int64) error {
	return fd.using(func() error { return syscall.Ftruncate(fd.Sysfd, size) })
}
func (fd *FD) Fchdir() error { return fd.using(func() error { return syscall.Fchdir(fd.Sysfd) }) }
func (fd *FD) Fsync() error  { return fd.using(func() error { return syscall.Fsync(fd.Sysfd) }) }
func (fd *FD) Fstat(s *syscall.Stat_t) error {
	return fd.using(func() error { return syscall.Fstat(fd.Sysfd, s) })
}

// SetDeadline and its like set the time when operations fail; none if zero.
func (fd *FD) SetDeadline(t time.Time) error      { return fd.setDeadline(t, 'r'+'w') }
func (fd *FD) SetReadDeadline(t time.Time) error  { return fd.setDeadline(t, 'r') }
func (fd *FD) SetWriteDeadline(t time.Time) error { return fd.setDeadline(t, 'w') }

// trySetDeadline is the whole operation in one leaf, on a descriptor that the
// poller knows.
func (fd *FD) trySetDeadline(d int64, mode int) (done, last bool)

func (fd *FD) setDeadline(t time.Time, mode int) error {
	var d int64
	if !t.IsZero() {
		if d = int64(time.Until(t)); d == 0 {
			d = -1 // 0 means none
		}
	}
	if done, last := fd.trySetDeadline(d, mode); done && !last {
		return nil
	} else if last {
		return fd.destroy()
	}
	if err := fd.lock(use); err != nil {
		return err
	}
	defer fd.unlock(use)
	if fd.desc == 0 && !(fd.IsStd && IsNonblock(fd.Sysfd) && fd.canWait()) {
		return ErrNoDeadline
	}
	runtime_pollSetDeadline(fd.desc, d, mode)
	return nil
}

// RawControl, RawRead and RawWrite call f with the descriptor, which cannot
// be closed meanwhile; the latter two wait and call again while f asks so.
func (fd *FD) RawControl(f func(uintptr)) error {
	if err := fd.lock(use); err != nil {
		return err
	}
	defer fd.unlock(use)
	f(uintptr(fd.Sysfd))
	return nil
}

func (fd *FD) RawRead(f func(uintptr) bool) error  { return fd.raw(reading, f) }
func (fd *FD) RawWrite(f func(uintptr) bool) error { return fd.raw(writing, f) }

func (fd *FD) raw(how int, f func(uintptr) bool) error {
	if err := fd.begin(how); err != nil {
		return err
	}
	defer fd.unlock(how)
	for !f(uintptr(fd.Sysfd)) {
		if err := fd.wait(how); err != nil {
			return err
		}
	}
	return nil
}

// Dup returns a second descriptor, or the name of the call that failed.
func (fd *FD) Dup() (int, string, error) {
	if err := fd.lock(use); err != nil {
		return -1, "", err
	}
	defer fd.unlock(use)
	return DupCloseOnExec(fd.Sysfd)
}

// IsNonblock reports whether calls on fd return EAGAIN rather than block.
func IsNonblock(fd int) bool {
	flags, _, e := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFL, 0)
	return e == 0 && flags&syscall.O_NONBLOCK != 0
}

// DupCloseOnExec copies a descriptor; children do not get the copy.
func DupCloseOnExec(fd int) (int, string, error) {
	r, _, e := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_DUPFD_CLOEXEC, 0)
	if e != 0 {
		return -1, "fcntl", e
	}
	return int(r), "", nil
}

// IsPollDescriptor reports whether fd is one of the poller's own.
func IsPollDescriptor(fd uintptr) bool { return runtime_isPollServerDescriptor(fd) }
