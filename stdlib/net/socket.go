package net

import (
	"context"
	"internal/poll"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// A socket is a descriptor and what is known of its ends.
type socket struct {
	fd        poll.FD
	family    int
	typ       int
	connected bool // it has one remote end
	network   string
	local     Addr
	remote    Addr
}

// A controlFunc is called with a socket that has no address yet.
type controlFunc func(ctx context.Context, network, address string, c syscall.RawConn) error

// adopt makes a socket of a descriptor, which it closes when it fails.
func adopt(sysfd, family, typ int, network string) *socket {
	return &socket{
		fd: poll.FD{
			Sysfd:         sysfd,
			IsStream:      typ == syscall.SOCK_STREAM,
			ZeroReadIsEOF: typ != syscall.SOCK_DGRAM && typ != syscall.SOCK_RAW,
		},
		family:  family,
		typ:     typ,
		network: network,
	}
}

func (s *socket) init() error { return s.fd.Init(s.network, true) }

// setAddrs ends the making of s: from now on it is closed when forgotten.
func (s *socket) setAddrs(local, remote Addr) {
	s.local = local
	s.remote = remote
	runtime.SetFinalizer(s, (*socket).Close)
}

func (s *socket) Close() error {
	runtime.SetFinalizer(s, nil)
	return s.fd.Close()
}

// fail wraps the error of an operation between both ends, failLocal of one
// at the local end only. Without error both return nil.
func (s *socket) fail(op string, err error) error {
	if err == nil {
		return nil
	}
	return &OpError{Op: op, Net: s.network, Source: s.local, Addr: s.remote, Err: err}
}

func (s *socket) failLocal(op string, err error) error {
	if err == nil {
		return nil
	}
	return &OpError{Op: op, Net: s.network, Addr: s.local, Err: err}
}

func sysSocket(family, typ, proto int) (int, error) {
	fd, err := syscall.Socket(family, typ|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, proto)
	if err != nil {
		return -1, os.NewSyscallError("socket", err)
	}
	return fd, nil
}

// newSocket makes a socket: with a remote address a connected one, else one
// that listens, or waits for datagrams.
func newSocket(ctx context.Context, network string, family, typ, proto int, only6 bool, local, remote sockAddr, control controlFunc) (*socket, error) {
	sysfd, err := sysSocket(family, typ, proto)
	if err != nil {
		return nil, err
	}
	s := adopt(sysfd, family, typ, network)
	switch {
	case local == nil || remote != nil || typ == syscall.SOCK_RAW:
		err = s.dial(ctx, only6, local, remote, control)
	default:
		err = s.listen(ctx, only6, local, control)
	}
	if err != nil {
		s.fd.Close()
		return nil, err
	}
	return s, nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func setOption(fd, level, option, value int) error {
	return os.NewSyscallError("setsockopt", syscall.SetsockoptInt(fd, level, option, value))
}

// prepare sets the options every socket gets.
func (s *socket) prepare(only6 bool) error {
	if s.family == syscall.AF_INET6 && s.typ != syscall.SOCK_RAW {
		// It is the system's default on most systems but not on all.
		setOption(s.fd.Sysfd, syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, bit(only6))
	}
	if s.family != syscall.AF_UNIX && (s.typ == syscall.SOCK_DGRAM || s.typ == syscall.SOCK_RAW) {
		return setOption(s.fd.Sysfd, syscall.SOL_SOCKET, syscall.SO_BROADCAST, 1)
	}
	return nil
}

// callControl calls control with a network that names the version of IP.
func (s *socket) callControl(ctx context.Context, control controlFunc, addr sockAddr) error {
	if control == nil {
		return nil
	}
	network := s.network
	if s.family != syscall.AF_UNIX && versionOf(network) == 0 {
		if s.family == syscall.AF_INET {
			network += "4"
		} else {
			network += "6"
		}
	}
	address := ""
	if addr != nil {
		address = addr.String()
	}
	return control(ctx, network, address, &rawConn{s})
}

func (s *socket) bind(local sockAddr) error {
	sa, err := local.sockaddr(s.family)
	if err != nil {
		return err
	}
	return os.NewSyscallError("bind", syscall.Bind(s.fd.Sysfd, sa))
}

func (s *socket) dial(ctx context.Context, only6 bool, local, remote sockAddr, control controlFunc) error {
	if err := s.prepare(only6); err != nil {
		return err
	}
	named := remote
	if remote == nil {
		named = local
	}
	if err := s.callControl(ctx, control, named); err != nil {
		return err
	}
	if local != nil {
		if err := s.bind(local); err != nil {
			return err
		}
	}
	var peer syscall.Sockaddr
	if remote == nil {
		if err := s.init(); err != nil {
			return err
		}
	} else {
		sa, err := remote.sockaddr(s.family)
		if err == nil {
			peer, err = s.connect(ctx, sa)
		}
		if err != nil {
			return err
		}
		s.connected = true
	}
	here, _ := syscall.Getsockname(s.fd.Sysfd)
	if peer == nil {
		peer, _ = syscall.Getpeername(s.fd.Sysfd)
	}
	switch {
	case peer != nil:
		s.setAddrs(s.addrOf(here), s.addrOf(peer))
	case remote != nil:
		s.setAddrs(s.addrOf(here), remote)
	default:
		s.setAddrs(s.addrOf(here), nil)
	}
	return nil
}

// connect returns when the connection is made, ctx is over or its deadline
// has passed. It returns the peer if it has asked for it.
func (s *socket) connect(ctx context.Context, to syscall.Sockaddr) (peer syscall.Sockaddr, err error) {
	err = syscall.Connect(s.fd.Sysfd, to)
	switch err {
	case nil, syscall.EISCONN:
		if err := ctx.Err(); err != nil {
			return nil, mapErr(err)
		}
		return nil, s.init()
	case syscall.EINPROGRESS, syscall.EALREADY, syscall.EINTR:
	default:
		return nil, os.NewSyscallError("connect", err)
	}
	if err := s.init(); err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		s.fd.SetWriteDeadline(deadline)
		defer s.fd.SetWriteDeadline(time.Time{})
	}
	if ctx.Done() != nil {
		interrupted := make(chan struct{})
		stop := context.AfterFunc(ctx, func() {
			s.fd.SetWriteDeadline(time.Unix(1, 0))
			close(interrupted)
		})
		defer func() {
			if stop() {
				return
			}
			// The deadline must not be set after it has been cleared, and a
			// connection that was called off is none.
			<-interrupted
			if err == nil {
				err = mapErr(ctx.Err())
			}
		}()
	}
	for {
		if err := s.fd.WaitWrite(); err != nil {
			if over := ctx.Err(); over != nil {
				err = mapErr(over)
			}
			return nil, err
		}
		// Readiness may be a false alarm: the system says how it went.
		code, err := syscall.GetsockoptInt(s.fd.Sysfd, syscall.SOL_SOCKET, syscall.SO_ERROR)
		if err != nil {
			return nil, os.NewSyscallError("getsockopt", err)
		}
		switch e := syscall.Errno(code); e {
		case syscall.EINPROGRESS, syscall.EALREADY, syscall.EINTR:
		case syscall.EISCONN:
			return nil, nil
		case 0:
			if peer, err := syscall.Getpeername(s.fd.Sysfd); err == nil {
				return peer, nil
			}
		default:
			return nil, os.NewSyscallError("connect", e)
		}
	}
}

func (s *socket) listen(ctx context.Context, only6 bool, local sockAddr, control controlFunc) error {
	if err := s.prepare(only6); err != nil {
		return err
	}
	stream := s.typ != syscall.SOCK_DGRAM
	reuse := stream
	if udp, ok := local.(*UDPAddr); ok && udp.IP.IsMulticast() {
		// The group is joined later; bound to no address, the port can be
		// that of several groups.
		reuse = true
		local = &UDPAddr{IP: IPv6unspecified, Port: udp.Port, Zone: udp.Zone}
		if s.family == syscall.AF_INET {
			local = &UDPAddr{IP: IPv4zero, Port: udp.Port, Zone: udp.Zone}
		}
	}
	if reuse {
		if err := setOption(s.fd.Sysfd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
			return err
		}
	}
	if err := s.callControl(ctx, control, local); err != nil {
		return err
	}
	if err := s.bind(local); err != nil {
		return err
	}
	if stream {
		// The system takes the most it allows for a number that is too big.
		const backlog = 1<<31 - 1
		if err := syscall.Listen(s.fd.Sysfd, backlog); err != nil {
			return os.NewSyscallError("listen", err)
		}
	}
	if err := s.init(); err != nil {
		return err
	}
	here, _ := syscall.Getsockname(s.fd.Sysfd)
	s.setAddrs(s.addrOf(here), nil)
	return nil
}

func (s *socket) accept() (*socket, error) {
	sysfd, from, call, err := s.fd.Accept()
	if err != nil {
		if call != "" {
			err = sysError(call, err)
		}
		return nil, err
	}
	c := adopt(sysfd, s.family, s.typ, s.network)
	if err := c.init(); err != nil {
		c.fd.Close()
		return nil, err
	}
	here, _ := syscall.Getsockname(sysfd)
	c.setAddrs(c.addrOf(here), c.addrOf(from))
	return c, nil
}

// mapsIPv4 reports whether a socket of IPv6 can have peers of IPv4.
var mapsIPv4 = sync.OnceValue(func() bool {
	fd, err := sysSocket(syscall.AF_INET6, syscall.SOCK_STREAM, syscall.IPPROTO_TCP)
	if err != nil {
		return false
	}
	defer syscall.Close(fd)
	syscall.SetsockoptInt(fd, syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, 0)
	return syscall.Bind(fd, &syscall.SockaddrInet6{Addr: [16]byte(IPv4(127, 0, 0, 1))}) == nil
})

// hasIPv4 reports whether there is IPv4 at all.
var hasIPv4 = sync.OnceValue(func() bool {
	fd, err := sysSocket(syscall.AF_INET, syscall.SOCK_STREAM, syscall.IPPROTO_TCP)
	if err != nil {
		return false
	}
	syscall.Close(fd)
	return true
})

// inetSocket is newSocket for IP. A listener for all addresses is one of IPv6
// that takes IPv4 too, if it can.
func inetSocket(ctx context.Context, network string, local, remote sockAddr, typ, proto int, listening bool, control controlFunc) (*socket, error) {
	family, only6 := syscall.AF_INET6, false
	v4 := func(a sockAddr) bool { return a == nil || a.family() == syscall.AF_INET }
	switch version := versionOf(network); {
	case version == '4':
		family = syscall.AF_INET
	case version == '6':
		only6 = true
	case listening && (local == nil || local.isWildcard()):
		if !mapsIPv4() && hasIPv4() && v4(local) {
			family = syscall.AF_INET
		}
	case v4(local) && v4(remote):
		family = syscall.AF_INET
	}
	return newSocket(ctx, network, family, typ, proto, only6, local, remote, control)
}
