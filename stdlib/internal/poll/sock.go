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

func (fd *FD) ReadFromInet4(p []byte, from *syscall.SockaddrInet4) (int, error) {
	return fd.receive(func() (int, error) { return syscall.VoleRecvfromInet4(fd.Sysfd, p, 0, from) })
}

func (fd *FD) ReadFromInet6(p []byte, from *syscall.SockaddrInet6) (int, error) {
	return fd.receive(func() (int, error) { return syscall.VoleRecvfromInet6(fd.Sysfd, p, 0, from) })
}

func (fd *FD) ReadMsg(p, oob []byte, flags int) (n, oobn, sysflags int, sa syscall.Sockaddr, err error) {
	n, err = fd.receive(func() (n int, err error) {
		n, oobn, sysflags, sa, err = syscall.Recvmsg(fd.Sysfd, p, oob, flags)
		return n, err
	})
	return
}

func (fd *FD) ReadMsgInet4(p, oob []byte, flags int, sa *syscall.SockaddrInet4) (n, oobn, sysflags int, err error) {
	n, err = fd.receive(func() (n int, err error) {
		n, oobn, sysflags, err = syscall.VoleRecvmsgInet4(fd.Sysfd, p, oob, flags, sa)
		return n, err
	})
	return
}

func (fd *FD) ReadMsgInet6(p, oob []byte, flags int, sa *syscall.SockaddrInet6) (n, oobn, sysflags int, err error) {
	n, err = fd.receive(func() (n int, err error) {
		n, oobn, sysflags, err = syscall.VoleRecvmsgInet6(fd.Sysfd, p, oob, flags, sa)
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

func (fd *FD) WriteToInet4(p []byte, sa *syscall.SockaddrInet4) (int, error) {
	return fd.send(p, func() error { return syscall.Sendto(fd.Sysfd, p, 0, sa) })
}

func (fd *FD) WriteToInet6(p []byte, sa *syscall.SockaddrInet6) (int, error) {
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

func (fd *FD) WriteMsgInet4(p, oob []byte, sa *syscall.SockaddrInet4) (int, int, error) {
	return fd.sendMsg(oob, func() (int, error) { return syscall.SendmsgN(fd.Sysfd, p, oob, sa, 0) })
}

func (fd *FD) WriteMsgInet6(p, oob []byte, sa *syscall.SockaddrInet6) (int, int, error) {
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

// WriteOnce makes one call, for tests.
func (fd *FD) WriteOnce(p []byte) (int, error) {
	if err := fd.lock(writing); err != nil {
		return 0, err
	}
	defer fd.unlock(writing)
	n, errno := writeFd(fd.Sysfd, p, false)
	if errno != 0 {
		return n, syscall.Errno(errno)
	}
	return n, nil
}

func (fd *FD) Shutdown(how int) error {
	return fd.using(func() error { return syscall.Shutdown(fd.Sysfd, how) })
}

// TestHookDidWritev is called after each writev.
var TestHookDidWritev = func(wrote int) {}

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
		TestHookDidWritev(int(n))
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

// Splice leaves copying from socket to socket to its caller, who does it
// through memory.
func Splice(dst, src *FD, remain int64) (written int64, handled bool, sc string, err error) {
	return 0, false, "", nil
}

// Options.

func (fd *FD) SetsockoptInt(level, name, arg int) error {
	return fd.using(func() error { return syscall.SetsockoptInt(fd.Sysfd, level, name, arg) })
}
func (fd *FD) SetsockoptByte(level, name int, arg byte) error {
	return fd.using(func() error { return syscall.SetsockoptByte(fd.Sysfd, level, name, arg) })
}
func (fd *FD) SetsockoptInet4Addr(level, name int, arg [4]byte) error {
	return fd.using(func() error { return syscall.SetsockoptInet4Addr(fd.Sysfd, level, name, arg) })
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
