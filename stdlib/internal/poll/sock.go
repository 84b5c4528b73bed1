package poll

import (
	"io"
	"syscall"
	"unsafe"
)

// message ends the operation that received n bytes.
func (fd *FD) message(n int, err error) (int, error) {
	if n == 0 && err == nil && fd.ZeroReadIsEOF {
		err = io.EOF
	}
	return n, err
}

// receive is each for calls that return a number of bytes.
func (fd *FD) receive(call func() (int, error)) (int, error) {
	n := 0
	err := fd.each(reading, func() (err error) {
		if n, err = call(); err != nil {
			n = 0
		}
		return err
	})
	return fd.message(n, err)
}

func (fd *FD) ReadFrom(p []byte) (n int, sa syscall.Sockaddr, err error) {
	n, err = fd.receive(func() (n int, err error) {
		n, sa, err = syscall.Recvfrom(fd.Sysfd, p, 0)
		return n, err
	})
	return n, sa, err
}

// An Inet is an address of IP with a port, one of IPv4 in the form of IPv6.
// poll.cc knows how its fields lie.
type Inet struct {
	IP   [16]byte
	Port int
	Zone uint32
}

// tryRecvInet and trySendInet are the whole operation in one leaf, as TryRead
// is; recvInet and sendInet are the calls.
func (fd *FD) tryRecvInet(p []byte) (n, errno int, last bool, from Inet)
func (fd *FD) trySendInet(p []byte, six bool, to Inet) (errno int, last bool)
func recvInet(fd int, p []byte) (n, errno int, from Inet)
func sendInet(fd int, p []byte, six bool, to Inet) (errno int)

// RecvInet reads a packet of a socket of IP.
func (fd *FD) RecvInet(p []byte) (int, Inet, error) {
	n, errno, last, from := fd.tryRecvInet(p)
	if errno == 0 && !last {
		return n, from, nil
	}
	return fd.recvOn(p, n, errno, last, from)
}

func (fd *FD) recvOn(p []byte, n, errno int, last bool, from Inet) (int, Inet, error) {
	if last {
		fd.destroy()
	}
	if errno == 0 {
		return n, from, nil
	}
	err := fd.eachErrno(reading, errno, func() (errno int) {
		n, errno, from = recvInet(fd.Sysfd, p)
		return errno
	})
	return n, from, err
}

// SendInet sends a packet; six says that the socket is one of IPv6.
func (fd *FD) SendInet(p []byte, six bool, to Inet) (int, error) {
	errno, last := fd.trySendInet(p, six, to)
	if errno == 0 && !last {
		return len(p), nil
	}
	return fd.sendOn(p, six, to, errno, last)
}

func (fd *FD) sendOn(p []byte, six bool, to Inet, errno int, last bool) (int, error) {
	if last {
		fd.destroy()
	}
	if errno == 0 {
		return len(p), nil
	}
	err := fd.eachErrno(writing, errno, func() int { return sendInet(fd.Sysfd, p, six, to) })
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

// eachErrno goes on after an attempt that ended with errno.
func (fd *FD) eachErrno(how, errno int, attempt func() int) error {
	switch errno {
	case notTried, int(syscall.EINTR), int(syscall.EAGAIN):
		return fd.each(how, func() error {
			if errno := attempt(); errno != 0 {
				return syscall.Errno(errno)
			}
			return nil
		})
	}
	return syscall.Errno(errno)
}

func (fd *FD) ReadMsg(p, oob []byte, flags int) (n, oobn, sysflags int, sa syscall.Sockaddr, err error) {
	n, err = fd.receive(func() (n int, err error) {
		n, oobn, sysflags, sa, err = syscall.Recvmsg(fd.Sysfd, p, oob, flags)
		return n, err
	})
	return
}

// send is each for calls that send p whole or not at all.
func (fd *FD) send(p []byte, call func() error) (int, error) {
	if err := fd.each(writing, call); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (fd *FD) WriteTo(p []byte, sa syscall.Sockaddr) (int, error) {
	return fd.send(p, func() error { return syscall.Sendto(fd.Sysfd, p, 0, sa) })
}

// sendMsg is each for calls that send oob whole if they send anything.
func (fd *FD) sendMsg(oob []byte, call func() (int, error)) (n, oobn int, err error) {
	err = fd.each(writing, func() (err error) {
		n, err = call()
		return err
	})
	if err != nil {
		return n, 0, err
	}
	return n, len(oob), nil
}

func (fd *FD) WriteMsg(p, oob []byte, sa syscall.Sockaddr) (int, int, error) {
	return fd.sendMsg(oob, func() (int, error) { return syscall.SendmsgN(fd.Sysfd, p, oob, sa, 0) })
}

// Accept takes the next connection; it is close-on-exec and does not block.
func (fd *FD) Accept() (s int, sa syscall.Sockaddr, errcall string, err error) {
	s = -1
	inCall := false
	err = fd.each(reading, func() (err error) {
		s, sa, err = syscall.Accept4(fd.Sysfd, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
		inCall = err != nil && err != syscall.EAGAIN
		if err == syscall.ECONNABORTED {
			err = syscall.EINTR // it was given up before we came to it: the next one
		}
		return err
	})
	if err != nil {
		if inCall {
			errcall = "accept4"
		}
		return -1, nil, errcall, err
	}
	return s, sa, "", nil
}

// WaitWrite waits until a connection has been made.
func (fd *FD) WaitWrite() error { return fd.wait(writing) }

func (fd *FD) Shutdown(how int) error {
	return fd.using(func() error { return syscall.Shutdown(fd.Sysfd, how) })
}

// consume takes n bytes off the front of v.
func consume(v *[][]byte, n int64) {
	for len(*v) > 0 {
		first := int64(len((*v)[0]))
		if n < first {
			(*v)[0] = (*v)[0][n:]
			return
		}
		n -= first
		(*v)[0] = nil
		*v = (*v)[1:]
	}
}

// Writev writes all of v, from which it takes what has been written.
func (fd *FD) Writev(v *[][]byte) (total int64, err error) {
	const most = 1024 // buffers in one call
	if err := fd.begin(writing); err != nil {
		return 0, err
	}
	defer fd.unlock(writing)
	var vec []syscall.Iovec
	for {
		vec = vec[:0]
		for _, chunk := range *v {
			if len(vec) == most {
				break
			}
			if len(chunk) > 0 {
				vec = append(vec, syscall.Iovec{Base: &chunk[0], Len: uint64(min(len(chunk), 1<<30))})
			}
			if len(chunk) > 1<<30 {
				break // the rest of it comes first in the next call
			}
		}
		if len(vec) == 0 {
			consume(v, 0)
			return total, nil
		}
		n, _, e := syscall.Syscall(syscall.SYS_WRITEV, uintptr(fd.Sysfd), uintptr(unsafe.Pointer(&vec[0])), uintptr(len(vec)))
		if e != 0 {
			n = 0
		}
		total += int64(n)
		consume(v, int64(n))
		switch {
		case e == syscall.EINTR:
		case e == syscall.EAGAIN && fd.desc != 0:
			if err := fd.wait(writing); err != nil {
				return total, err
			}
		case e != 0:
			return total, e
		case n == 0:
			return total, io.ErrUnexpectedEOF
		}
	}
}

// SendFile copies up to remain bytes of the file src in the kernel.
func SendFile(dst *FD, src int, remain int64) (written int64, err error) {
	err = dst.each(writing, func() error {
		for remain > 0 {
			n, err := syscall.Sendfile(dst.Sysfd, src, nil, int(min(remain, 4<<20)))
			if n > 0 {
				written += int64(n)
				remain -= int64(n)
			}
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
		return nil
	})
	return written, err
}

// Options.

func (fd *FD) SetsockoptInt(level, name, arg int) error {
	return fd.using(func() error { return syscall.SetsockoptInt(fd.Sysfd, level, name, arg) })
}
func (fd *FD) SetsockoptLinger(level, name int, l *syscall.Linger) error {
	return fd.using(func() error { return syscall.SetsockoptLinger(fd.Sysfd, level, name, l) })
}
func (fd *FD) SetsockoptIPMreq(level, name int, mreq *syscall.IPMreq) error {
	return fd.using(func() error { return syscall.SetsockoptIPMreq(fd.Sysfd, level, name, mreq) })
}
func (fd *FD) SetsockoptIPMreqn(level, name int, mreq *syscall.IPMreqn) error {
	return fd.using(func() error { return syscall.SetsockoptIPMreqn(fd.Sysfd, level, name, mreq) })
}
func (fd *FD) SetsockoptIPv6Mreq(level, name int, mreq *syscall.IPv6Mreq) error {
	return fd.using(func() error { return syscall.SetsockoptIPv6Mreq(fd.Sysfd, level, name, mreq) })
}
