package net

import (
	"context"
	"strings"
	"syscall"
)

// An IPConn is a socket below TCP and UDP.
type IPConn struct {
	conn
}

func (c *IPConn) SyscallConn() (syscall.RawConn, error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	return &rawConn{c.s}, nil
}

// ReadFrom and ReadFromIP return a packet without its header.
func (c *IPConn) ReadFrom(b []byte) (int, Addr, error) {
	n, a, err := c.ReadFromIP(b)
	return n, asAddr(a), err
}

func (c *IPConn) ReadFromIP(b []byte) (int, *IPAddr, error) {
	if !c.ok() {
		return 0, nil, syscall.EINVAL
	}
	n, sa, err := c.s.recvfrom(b)
	a, _ := c.s.addrOf(sa).(*IPAddr)
	if _, v4 := sa.(*syscall.SockaddrInet4); v4 {
		n = withoutHeader(b, n)
	}
	return n, a, c.s.fail("read", err)
}

// withoutHeader takes the header of IPv4 off, which the system leaves on; the
// header of IPv6 it does not.
func withoutHeader(b []byte, n int) int {
	const least = 20
	if len(b) < least || b[0]>>4 != 4 {
		return n
	}
	size := int(b[0]&15) * 4
	if size < least || size > len(b) {
		return n
	}
	copy(b, b[size:])
	return n - size
}

// ReadMsgIP returns a packet with its header, control data and flags.
func (c *IPConn) ReadMsgIP(b, oob []byte) (n, oobn, flags int, addr *IPAddr, err error) {
	if !c.ok() {
		return 0, 0, 0, nil, syscall.EINVAL
	}
	n, oobn, flags, sa, err := c.s.recvmsg(b, oob, 0)
	addr, _ = c.s.addrOf(sa).(*IPAddr)
	return n, oobn, flags, addr, c.s.fail("read", err)
}

func (c *IPConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*IPAddr)
	if !ok {
		return 0, c.s.failTo(addr, syscall.EINVAL)
	}
	return c.WriteToIP(b, a)
}

func (c *IPConn) WriteToIP(b []byte, addr *IPAddr) (n int, err error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	sa, err := c.destination(addr)
	if err == nil {
		n, err = c.s.sendto(b, sa)
	}
	return n, c.s.failTo(asAddr(addr), err)
}

func (c *IPConn) WriteMsgIP(b, oob []byte, addr *IPAddr) (n, oobn int, err error) {
	if !c.ok() {
		return 0, 0, syscall.EINVAL
	}
	sa, err := c.destination(addr)
	if err == nil {
		n, oobn, err = c.s.sendmsg(b, oob, sa)
	}
	return n, oobn, c.s.failTo(asAddr(addr), err)
}

func (c *IPConn) destination(addr *IPAddr) (syscall.Sockaddr, error) {
	switch {
	case c.s.connected:
		return nil, ErrWriteToConnected
	case addr == nil:
		return nil, errMissingAddress
	}
	return addr.sockaddr(c.s.family)
}

// DialIP and ListenIP take networks such as "ip4:icmp" and "ip6:58".
func DialIP(network string, laddr, raddr *IPAddr) (*IPConn, error) {
	err := errMissingAddress
	if raddr != nil {
		var s *socket
		if s, err = rawSocket(context.Background(), network, laddr, raddr, false, nil); err == nil {
			return &IPConn{conn{s}}, nil
		}
	}
	return nil, &OpError{Op: "dial", Net: network, Source: asAddr(laddr), Addr: asAddr(raddr), Err: err}
}

func ListenIP(network string, laddr *IPAddr) (*IPConn, error) {
	if laddr == nil {
		laddr = &IPAddr{}
	}
	s, err := rawSocket(context.Background(), network, laddr, nil, true, nil)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return &IPConn{conn{s}}, nil
}

func rawSocket(ctx context.Context, network string, local, remote *IPAddr, listening bool, control controlFunc) (*socket, error) {
	name, proto, err := parseNetwork(network, true)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(name, "ip") {
		return nil, UnknownNetworkError(network)
	}
	return inetSocket(ctx, name, asSockAddr(local), asSockAddr(remote), syscall.SOCK_RAW, proto, listening, control)
}
