// Package net has connections and listeners of TCP, UDP, IP and Unix sockets,
// and looks names up.
package net

import (
	"internal/poll"
	"io"
	"os"
	"syscall"
	"time"
)

// A Conn is a connection; several goroutines may use it at once.
type Conn interface {
	Read(b []byte) (n int, err error)
	Write(b []byte) (n int, err error)

	// Close ends pending reads and writes with an error.
	Close() error

	LocalAddr() Addr
	RemoteAddr() Addr

	// SetDeadline sets the time after which reads and writes, pending ones
	// too, fail with an error that is os.ErrDeadlineExceeded; none if zero.
	SetDeadline(t time.Time) error
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
}

// A PacketConn is an end of any number of exchanges of packets.
type PacketConn interface {
	ReadFrom(p []byte) (n int, addr Addr, err error)
	WriteTo(p []byte, addr Addr) (n int, err error)
	Close() error
	LocalAddr() Addr
	SetDeadline(t time.Time) error
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
}

// A Listener waits for connections.
type Listener interface {
	Accept() (Conn, error)
	Close() error
	Addr() Addr
}

// A conn is what all our connections have in common.
type conn struct {
	s *socket
}

func (c *conn) ok() bool { return c != nil && c.s != nil }

func (c *conn) Read(b []byte) (int, error) {
	if c == nil || c.s == nil {
		return 0, syscall.EINVAL
	}
	n, errno, last := c.s.fd.TryRead(b)
	if n > 0 && errno == 0 && !last {
		return n, nil
	}
	n, err := c.s.fd.ReadOn(b, n, errno, last)
	if err != nil && err != io.EOF {
		err = c.s.fail("read", sysError("read", err))
	}
	return n, err
}

func (c *conn) Write(b []byte) (int, error) {
	if c == nil || c.s == nil {
		return 0, syscall.EINVAL
	}
	n, errno, last := c.s.fd.TryWrite(b)
	if errno == 0 && !last {
		return n, nil
	}
	n, err := c.s.fd.WriteOn(b, n, errno, last)
	return n, c.s.fail("write", sysError("write", err))
}

func (c *conn) Close() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.fail("close", c.s.Close())
}

func (c *conn) LocalAddr() Addr {
	if !c.ok() {
		return nil
	}
	return c.s.local
}

func (c *conn) RemoteAddr() Addr {
	if !c.ok() {
		return nil
	}
	return c.s.remote
}

func (c *conn) SetDeadline(t time.Time) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.failLocal("set", c.s.fd.SetDeadline(t))
}

func (c *conn) SetReadDeadline(t time.Time) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.failLocal("set", c.s.fd.SetReadDeadline(t))
}

func (c *conn) SetWriteDeadline(t time.Time) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.failLocal("set", c.s.fd.SetWriteDeadline(t))
}

// SetReadBuffer and SetWriteBuffer set the size of the system's buffers.
func (c *conn) SetReadBuffer(bytes int) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.failLocal("set", c.s.setOption(syscall.SOL_SOCKET, syscall.SO_RCVBUF, bytes))
}

func (c *conn) SetWriteBuffer(bytes int) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.failLocal("set", c.s.setOption(syscall.SOL_SOCKET, syscall.SO_SNDBUF, bytes))
}

func (s *socket) setOption(level, option, value int) error {
	return sysError("setsockopt", s.fd.SetsockoptInt(level, option, value))
}

// File returns a copy of the connection's descriptor.
func (c *conn) File() (f *os.File, err error) {
	f, err = c.s.file()
	return f, c.s.fail("file", err)
}

func (s *socket) file() (*os.File, error) {
	fd, call, err := s.fd.Dup()
	if err != nil {
		if call != "" {
			err = os.NewSyscallError(call, err)
		}
		return nil, err
	}
	name := s.network + ":"
	if s.local != nil {
		name += s.local.String()
	}
	name += "->"
	if s.remote != nil {
		name += s.remote.String()
	}
	return os.NewFile(uintptr(fd), name), nil
}

func (s *socket) shutdown(how int) error {
	return s.fail("close", sysError("shutdown", s.fd.Shutdown(how)))
}

// ReadFrom and WriteTo of *conn's users return packets; these are their
// calls.

func (s *socket) recvfrom(b []byte) (int, syscall.Sockaddr, error) {
	n, sa, err := s.fd.ReadFrom(b)
	return n, sa, sysError("recvfrom", err)
}

func (s *socket) recvmsg(b, oob []byte, flags int) (n, oobn, got int, sa syscall.Sockaddr, err error) {
	n, oobn, got, sa, err = s.fd.ReadMsg(b, oob, flags)
	return n, oobn, got, sa, sysError("recvmsg", err)
}

func (s *socket) sendto(b []byte, sa syscall.Sockaddr) (int, error) {
	n, err := s.fd.WriteTo(b, sa)
	return n, sysError("sendto", err)
}

func (s *socket) sendmsg(b, oob []byte, sa syscall.Sockaddr) (n, oobn int, err error) {
	n, oobn, err = s.fd.WriteMsg(b, oob, sa)
	return n, oobn, sysError("sendmsg", err)
}

// Buffers are written one after the other, in one call where the connection
// can. Writing takes away what has been written.
type Buffers [][]byte

func (c *conn) writeBuffers(v *Buffers) (int64, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err := c.s.fd.Writev((*[][]byte)(v))
	return n, c.s.fail("writev", sysError("writev", err))
}

func (v *Buffers) WriteTo(w io.Writer) (n int64, err error) {
	if c, ok := w.(interface {
		writeBuffers(*Buffers) (int64, error)
	}); ok {
		return c.writeBuffers(v)
	}
	for _, b := range *v {
		wrote, err := w.Write(b)
		n += int64(wrote)
		if err != nil {
			v.drop(n)
			return n, err
		}
	}
	v.drop(n)
	return n, nil
}

func (v *Buffers) Read(p []byte) (n int, err error) {
	for n < len(p) && len(*v) > 0 {
		m := copy(p[n:], (*v)[0])
		v.drop(int64(m))
		n += m
	}
	if len(*v) == 0 {
		err = io.EOF
	}
	return n, err
}

// drop takes the first n bytes away, and empty buffers after them.
func (v *Buffers) drop(n int64) {
	for len(*v) > 0 {
		first := int64(len((*v)[0]))
		if first > n {
			(*v)[0] = (*v)[0][n:]
			return
		}
		n -= first
		(*v)[0] = nil
		*v = (*v)[1:]
	}
}

// A rawConn gives access to the descriptor.
type rawConn struct {
	s *socket
}

func (c *rawConn) Control(f func(uintptr)) error {
	return c.s.failLocal("raw-control", c.s.fd.RawControl(f))
}

func (c *rawConn) Read(f func(uintptr) bool) error {
	return c.s.fail("raw-read", c.s.fd.RawRead(f))
}

func (c *rawConn) Write(f func(uintptr) bool) error {
	return c.s.fail("raw-write", c.s.fd.RawWrite(f))
}

// A rawListener has nothing to read or write.
type rawListener struct {
	rawConn
}

func (*rawListener) Read(func(uintptr) bool) error  { return syscall.EINVAL }
func (*rawListener) Write(func(uintptr) bool) error { return syscall.EINVAL }

type fileAddr string

func (fileAddr) Network() string  { return "file+net" }
func (f fileAddr) String() string { return string(f) }

// fromFile makes a socket of a copy of f's descriptor.
func fromFile(f *os.File) (*socket, error) {
	fd, call, err := poll.DupCloseOnExec(int(f.Fd()))
	if err != nil {
		if call != "" {
			err = os.NewSyscallError(call, err)
		}
		return nil, err
	}
	s, err := known(fd)
	if err != nil {
		syscall.Close(fd)
		return nil, err
	}
	if err := s.init(); err != nil {
		s.fd.Close()
		return nil, err
	}
	return s, nil
}

// known asks the system what fd is.
func known(fd int) (*socket, error) {
	if err := syscall.SetNonblock(fd, true); err != nil {
		return nil, os.NewSyscallError("setnonblock", err)
	}
	typ, err := syscall.GetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_TYPE)
	if err != nil {
		return nil, os.NewSyscallError("getsockopt", err)
	}
	here, _ := syscall.Getsockname(fd)
	there, _ := syscall.Getpeername(fd)
	family := syscall.AF_UNSPEC
	switch here.(type) {
	case *syscall.SockaddrInet4:
		family = syscall.AF_INET
	case *syscall.SockaddrInet6:
		family = syscall.AF_INET6
	case *syscall.SockaddrUnix:
		family = syscall.AF_UNIX
	default:
		return nil, syscall.EPROTONOSUPPORT
	}
	s := adopt(fd, family, typ, "")
	local := s.addrOf(here)
	if local == nil {
		return nil, syscall.EPROTONOSUPPORT
	}
	s.network = local.Network()
	s.setAddrs(local, s.addrOf(there))
	return s, nil
}

// FileConn returns a connection on a copy of f's descriptor, FileListener
// and FilePacketConn what their names say.
func FileConn(f *os.File) (Conn, error) {
	s, err := fromFile(f)
	if err == nil {
		switch s.local.(type) {
		case *TCPAddr:
			return newTCPConn(s), nil
		case *UDPAddr:
			return &UDPConn{conn{s}}, nil
		case *IPAddr:
			return &IPConn{conn{s}}, nil
		}
		return &UnixConn{conn{s}}, nil
	}
	return nil, fileError(f, err)
}

func FileListener(f *os.File) (Listener, error) {
	s, err := fromFile(f)
	if err == nil {
		switch a := s.local.(type) {
		case *TCPAddr:
			return &TCPListener{s: s}, nil
		case *UnixAddr:
			return &UnixListener{s: s, path: a.Name, keep: true}, nil
		}
		s.Close()
		err = syscall.EINVAL
	}
	return nil, fileError(f, err)
}

func FilePacketConn(f *os.File) (PacketConn, error) {
	s, err := fromFile(f)
	if err == nil {
		switch s.local.(type) {
		case *UDPAddr:
			return &UDPConn{conn{s}}, nil
		case *IPAddr:
			return &IPConn{conn{s}}, nil
		case *UnixAddr:
			return &UnixConn{conn{s}}, nil
		}
		s.Close()
		err = syscall.EINVAL
	}
	return nil, fileError(f, err)
}

func fileError(f *os.File, err error) error {
	return &OpError{Op: "file", Net: "file+net", Addr: fileAddr(f.Name()), Err: err}
}
