package net

import (
	"context"
	"os"
	"sync"
	"syscall"
	"time"
)

// unixNetwork is the name of a kind of Unix sockets.
func unixNetwork(typ int) string {
	switch typ {
	case syscall.SOCK_STREAM:
		return "unix"
	case syscall.SOCK_DGRAM:
		return "unixgram"
	}
	return "unixpacket"
}

func unixSocket(ctx context.Context, network string, local, remote *UnixAddr, control controlFunc) (*socket, error) {
	typ := 0
	switch network {
	case "unix":
		typ = syscall.SOCK_STREAM
	case "unixgram":
		typ = syscall.SOCK_DGRAM
	case "unixpacket":
		typ = syscall.SOCK_SEQPACKET
	default:
		return nil, UnknownNetworkError(network)
	}
	return newSocket(ctx, network, syscall.AF_UNIX, typ, 0, false, asSockAddr(local), asSockAddr(remote), control)
}

// dialUnix connects; datagrams may also be sent from a socket that has only
// a local name.
func dialUnix(ctx context.Context, network string, local, remote *UnixAddr, control controlFunc) (*socket, error) {
	if local != nil && local.isWildcard() {
		local = nil
	}
	if remote != nil && remote.isWildcard() {
		remote = nil
	}
	if remote == nil && (local == nil || network != "unixgram") {
		return nil, errMissingAddress
	}
	return unixSocket(ctx, network, local, remote, control)
}

// A UnixConn is a Unix socket, of streams, datagrams or sequenced packets.
type UnixConn struct {
	conn
}

func (c *UnixConn) SyscallConn() (syscall.RawConn, error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	return &rawConn{c.s}, nil
}

func (c *UnixConn) CloseRead() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.shutdown(syscall.SHUT_RD)
}

func (c *UnixConn) CloseWrite() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.shutdown(syscall.SHUT_WR)
}

// sender is the address of a peer that has a name.
func (c *UnixConn) sender(sa syscall.Sockaddr) *UnixAddr {
	if un, ok := sa.(*syscall.SockaddrUnix); ok && un.Name != "" {
		return &UnixAddr{Name: un.Name, Net: unixNetwork(c.s.typ)}
	}
	return nil
}

func (c *UnixConn) ReadFrom(b []byte) (int, Addr, error) {
	n, a, err := c.ReadFromUnix(b)
	return n, asAddr(a), err
}

func (c *UnixConn) ReadFromUnix(b []byte) (int, *UnixAddr, error) {
	if !c.ok() {
		return 0, nil, syscall.EINVAL
	}
	n, sa, err := c.s.recvfrom(b)
	return n, c.sender(sa), c.s.fail("read", err)
}

// ReadMsgUnix also returns control data, such as descriptors; those are
// closed in children.
func (c *UnixConn) ReadMsgUnix(b, oob []byte) (n, oobn, flags int, addr *UnixAddr, err error) {
	if !c.ok() {
		return 0, 0, 0, nil, syscall.EINVAL
	}
	n, oobn, flags, sa, err := c.s.recvmsg(b, oob, syscall.MSG_CMSG_CLOEXEC)
	return n, oobn, flags, c.sender(sa), c.s.fail("read", err)
}

func (c *UnixConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*UnixAddr)
	if !ok {
		return 0, c.s.failTo(addr, syscall.EINVAL)
	}
	return c.WriteToUnix(b, a)
}

func (c *UnixConn) WriteToUnix(b []byte, addr *UnixAddr) (n int, err error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	switch {
	case c.s.connected:
		err = ErrWriteToConnected
	case addr == nil:
		err = errMissingAddress
	case addr.Net != unixNetwork(c.s.typ):
		err = syscall.EAFNOSUPPORT
	default:
		n, err = c.s.sendto(b, &syscall.SockaddrUnix{Name: addr.Name})
	}
	return n, c.s.failTo(asAddr(addr), err)
}

// WriteMsgUnix also sends control data; on a connected socket addr is nil.
func (c *UnixConn) WriteMsgUnix(b, oob []byte, addr *UnixAddr) (n, oobn int, err error) {
	if !c.ok() {
		return 0, 0, syscall.EINVAL
	}
	var sa syscall.Sockaddr
	switch {
	case c.s.typ == syscall.SOCK_DGRAM && c.s.connected:
		err = ErrWriteToConnected
	case addr != nil && addr.Net != unixNetwork(c.s.typ):
		err = syscall.EAFNOSUPPORT
	default:
		if addr != nil {
			sa = &syscall.SockaddrUnix{Name: addr.Name}
		}
		n, oobn, err = c.s.sendmsg(b, oob, sa)
	}
	return n, oobn, c.s.failTo(asAddr(addr), err)
}

func DialUnix(network string, laddr, raddr *UnixAddr) (*UnixConn, error) {
	s, err := dialUnix(context.Background(), network, laddr, raddr, nil)
	switch network {
	case "unix", "unixgram", "unixpacket":
	default:
		err = UnknownNetworkError(network)
	}
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Source: asAddr(laddr), Addr: asAddr(raddr), Err: err}
	}
	return &UnixConn{conn{s}}, nil
}

// A UnixListener waits for connections at a Unix socket.
type UnixListener struct {
	s      *socket
	path   string
	keep   bool // the file, when closed
	unlink sync.Once
}

func ListenUnix(network string, laddr *UnixAddr) (*UnixListener, error) {
	var err error
	switch {
	case network != "unix" && network != "unixpacket":
		err = UnknownNetworkError(network)
	case laddr == nil:
		err = errMissingAddress
	default:
		var l *UnixListener
		if l, err = new(ListenConfig).listenUnix(context.Background(), network, laddr); err == nil {
			return l, nil
		}
	}
	return nil, &OpError{Op: "listen", Net: network, Addr: asAddr(laddr), Err: err}
}

func (lc *ListenConfig) listenUnix(ctx context.Context, network string, a *UnixAddr) (*UnixListener, error) {
	s, err := unixSocket(ctx, network, a, nil, withoutContext(lc.Control))
	if err != nil {
		return nil, err
	}
	return &UnixListener{s: s, path: s.local.String()}, nil
}

// ListenUnixgram receives datagrams at a Unix socket.
func ListenUnixgram(network string, laddr *UnixAddr) (*UnixConn, error) {
	var err error
	switch {
	case network != "unixgram":
		err = UnknownNetworkError(network)
	case laddr == nil:
		err = errMissingAddress
	default:
		var s *socket
		if s, err = unixSocket(context.Background(), network, laddr, nil, nil); err == nil {
			return &UnixConn{conn{s}}, nil
		}
	}
	return nil, &OpError{Op: "listen", Net: network, Addr: asAddr(laddr), Err: err}
}

func (l *UnixListener) ok() bool { return l != nil && l.s != nil }

func (l *UnixListener) SyscallConn() (syscall.RawConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	return &rawListener{rawConn{l.s}}, nil
}

func (l *UnixListener) AcceptUnix() (*UnixConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	s, err := l.s.accept()
	if err != nil {
		return nil, l.s.failLocal("accept", err)
	}
	return &UnixConn{conn{s}}, nil
}

func (l *UnixListener) Accept() (Conn, error) {
	c, err := l.AcceptUnix()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// SetUnlinkOnClose says whether Close removes the socket's file; it does if
// we have made it.
func (l *UnixListener) SetUnlinkOnClose(unlink bool) { l.keep = !unlink }

// Close removes the file first: whoever finds it can still connect.
func (l *UnixListener) Close() error {
	if !l.ok() {
		return syscall.EINVAL
	}
	l.unlink.Do(func() {
		if l.path != "" && l.path[0] != '@' && !l.keep {
			syscall.Unlink(l.path)
		}
	})
	return l.s.failLocal("close", l.s.Close())
}

func (l *UnixListener) Addr() Addr { return l.s.local }

func (l *UnixListener) SetDeadline(t time.Time) error {
	if !l.ok() {
		return syscall.EINVAL
	}
	return l.s.failLocal("set", l.s.fd.SetDeadline(t))
}

func (l *UnixListener) File() (f *os.File, err error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	f, err = l.s.file()
	return f, l.s.failLocal("file", err)
}
