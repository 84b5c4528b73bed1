package net

import (
	"context"
	"internal/poll"
	"net/netip"
	"syscall"
)

// A UDPConn is a socket of UDP, connected to one peer or none.
type UDPConn struct {
	conn
}

func (c *UDPConn) SyscallConn() (syscall.RawConn, error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	return &rawConn{c.s}, nil
}

// recv reads a packet.
func (c *UDPConn) recv(b []byte) (int, poll.Inet, error) {
	n, from, err := c.s.fd.RecvInet(b)
	if err != nil {
		err = c.s.fail("read", sysError("recvfrom", err))
	}
	return n, from, err
}

// ipOf is the address a socket received from: of its own family.
func (s *socket) ipOf(a poll.Inet) netip.Addr {
	if s.family == syscall.AF_INET {
		return netip.AddrFrom4([4]byte(a.IP[12:]))
	}
	return netip.AddrFrom16(a.IP).WithZone(zoneName(a.Zone))
}

// ReadFrom and its like return a packet and where it came from.
func (c *UDPConn) ReadFrom(b []byte) (int, Addr, error) {
	n, a, err := c.ReadFromUDP(b)
	return n, asAddr(a), err
}

func (c *UDPConn) ReadFromUDP(b []byte) (n int, addr *UDPAddr, err error) {
	if !c.ok() {
		return 0, nil, syscall.EINVAL
	}
	n, from, err := c.recv(b)
	if err != nil {
		return n, nil, err
	}
	a := &struct {
		UDPAddr
		ip [IPv6len]byte
	}{UDPAddr{Port: from.Port, Zone: zoneName(from.Zone)}, from.IP}
	a.IP = a.ip[:]
	if c.s.family == syscall.AF_INET {
		a.IP = a.ip[12:]
	}
	return n, &a.UDPAddr, nil
}

func (c *UDPConn) ReadFromUDPAddrPort(b []byte) (n int, addr netip.AddrPort, err error) {
	if !c.ok() {
		return 0, netip.AddrPort{}, syscall.EINVAL
	}
	n, from, err := c.recv(b)
	if err != nil {
		return n, netip.AddrPort{}, err
	}
	return n, netip.AddrPortFrom(c.s.ipOf(from), uint16(from.Port)), nil
}

// ReadMsgUDP also returns control data and flags.
func (c *UDPConn) ReadMsgUDP(b, oob []byte) (n, oobn, flags int, addr *UDPAddr, err error) {
	n, oobn, flags, ap, err := c.ReadMsgUDPAddrPort(b, oob)
	if ap.IsValid() {
		addr = UDPAddrFromAddrPort(ap)
	}
	return n, oobn, flags, addr, err
}

func (c *UDPConn) ReadMsgUDPAddrPort(b, oob []byte) (n, oobn, flags int, addr netip.AddrPort, err error) {
	if !c.ok() {
		return 0, 0, 0, netip.AddrPort{}, syscall.EINVAL
	}
	n, oobn, flags, sa, err := c.s.recvmsg(b, oob, 0)
	switch sa := sa.(type) {
	case *syscall.SockaddrInet4:
		addr = netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))
	case *syscall.SockaddrInet6:
		ip := netip.AddrFrom16(sa.Addr).WithZone(zoneName(sa.ZoneId))
		addr = netip.AddrPortFrom(ip, uint16(sa.Port))
	}
	return n, oobn, flags, addr, c.s.fail("read", err)
}

// failTo wraps the error of sending to addr.
func (s *socket) failTo(addr Addr, err error) error {
	if err == nil {
		return nil
	}
	return &OpError{Op: "write", Net: s.network, Source: s.local, Addr: addr, Err: err}
}

// send sends one packet.
func (s *socket) send(b []byte, ip IP, port int, zone string) (int, error) {
	to := poll.Inet{Port: port}
	six := s.family == syscall.AF_INET6
	if six {
		to.Zone = zoneIndex(zone)
	}
	// No address is any address, which IPv6 has its own for.
	if len(ip) > 0 && !(six && ip.Equal(IPv4zero)) {
		v4 := ip.To4()
		switch {
		case !six && v4 == nil:
			return 0, &AddrError{Err: "non-IPv4 address", Addr: ip.String()}
		case v4 != nil:
			to.IP[10], to.IP[11] = 0xff, 0xff
			copy(to.IP[12:], v4)
		case len(ip) == IPv6len:
			copy(to.IP[:], ip)
		default:
			return 0, &AddrError{Err: "non-IPv6 address", Addr: ip.String()}
		}
	}
	n, err := s.fd.SendInet(b, six, to)
	return n, sysError("sendto", err)
}

// WriteTo and its like send one packet. A connected socket has Write.
func (c *UDPConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*UDPAddr)
	if !ok {
		return 0, c.s.failTo(addr, syscall.EINVAL)
	}
	return c.WriteToUDP(b, a)
}

func (c *UDPConn) WriteToUDP(b []byte, addr *UDPAddr) (n int, err error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	switch {
	case c.s.connected:
		err = ErrWriteToConnected
	case addr == nil:
		err = errMissingAddress
	default:
		n, err = c.s.send(b, addr.IP, addr.Port, addr.Zone)
	}
	if err != nil {
		err = c.s.failTo(asAddr(addr), err)
	}
	return n, err
}

func (c *UDPConn) WriteToUDPAddrPort(b []byte, addr netip.AddrPort) (n int, err error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	switch ip := addr.Addr(); {
	case c.s.connected:
		err = ErrWriteToConnected
	case !addr.IsValid():
		err = errMissingAddress
	case c.s.family == syscall.AF_INET && !ip.Is4():
		err = &AddrError{Err: "non-IPv4 address", Addr: ip.String()}
	default:
		n, err = c.s.fd.SendInet(b, c.s.family == syscall.AF_INET6, poll.Inet{IP: ip.As16(), Port: int(addr.Port()), Zone: zoneIndex(ip.Zone())})
		err = sysError("sendto", err)
	}
	if err != nil {
		err = c.s.failTo(addrPort{addr}, err)
	}
	return n, err
}

// WriteMsgUDP also sends control data; on a connected socket addr is nil.
func (c *UDPConn) WriteMsgUDP(b, oob []byte, addr *UDPAddr) (n, oobn int, err error) {
	if !c.ok() {
		return 0, 0, syscall.EINVAL
	}
	var sa syscall.Sockaddr
	if err = c.whereTo(addr != nil); err == nil && addr != nil {
		sa, err = addr.sockaddr(c.s.family)
	}
	if err == nil {
		n, oobn, err = c.s.sendmsg(b, oob, sa)
	}
	return n, oobn, c.s.failTo(asAddr(addr), err)
}

func (c *UDPConn) WriteMsgUDPAddrPort(b, oob []byte, addr netip.AddrPort) (n, oobn int, err error) {
	if !c.ok() {
		return 0, 0, syscall.EINVAL
	}
	var sa syscall.Sockaddr
	if err = c.whereTo(addr.IsValid()); err == nil && addr.IsValid() {
		sa, err = addrPortSockaddr(c.s.family, addr)
	}
	if err == nil {
		n, oobn, err = c.s.sendmsg(b, oob, sa)
	}
	return n, oobn, c.s.failTo(addrPort{addr}, err)
}

// whereTo says that a message has no destination, or one too many.
func (c *UDPConn) whereTo(given bool) error {
	switch {
	case c.s.connected && given:
		return ErrWriteToConnected
	case !c.s.connected && !given:
		return errMissingAddress
	}
	return nil
}

// DialUDP connects: packets of others are dropped.
func DialUDP(network string, laddr, raddr *UDPAddr) (*UDPConn, error) {
	var err error
	switch network {
	case "udp", "udp4", "udp6":
		if raddr != nil {
			var s *socket
			if s, err = inetSocket(context.Background(), network, asSockAddr(laddr), raddr, syscall.SOCK_DGRAM, 0, false, nil); err == nil {
				return &UDPConn{conn{s}}, nil
			}
			break
		}
		err = errMissingAddress
	default:
		err = UnknownNetworkError(network)
	}
	return nil, &OpError{Op: "dial", Net: network, Source: asAddr(laddr), Addr: asAddr(raddr), Err: err}
}

func ListenUDP(network string, laddr *UDPAddr) (*UDPConn, error) {
	var err error
	switch network {
	case "udp", "udp4", "udp6":
		if laddr == nil {
			laddr = &UDPAddr{}
		}
		var s *socket
		if s, err = inetSocket(context.Background(), network, laddr, nil, syscall.SOCK_DGRAM, 0, true, nil); err == nil {
			return &UDPConn{conn{s}}, nil
		}
	default:
		err = UnknownNetworkError(network)
	}
	return nil, &OpError{Op: "listen", Net: network, Addr: asAddr(laddr), Err: err}
}

// ListenMulticastUDP receives what is sent to a group, on one interface or,
// if ifi is nil, on the one the system chooses.
func ListenMulticastUDP(network string, ifi *Interface, gaddr *UDPAddr) (*UDPConn, error) {
	var err error
	switch network {
	case "udp", "udp4", "udp6":
		if gaddr == nil || gaddr.IP == nil {
			err = errMissingAddress
			break
		}
		var s *socket
		if s, err = inetSocket(context.Background(), network, gaddr, nil, syscall.SOCK_DGRAM, 0, true, nil); err == nil {
			if err = s.joinGroup(ifi, gaddr.IP); err == nil {
				return &UDPConn{conn{s}}, nil
			}
			s.Close()
		}
	default:
		err = UnknownNetworkError(network)
	}
	return nil, &OpError{Op: "listen", Net: network, Addr: asAddr(gaddr), Err: err}
}

// joinGroup does not let us receive what we send ourselves.
func (s *socket) joinGroup(ifi *Interface, group IP) error {
	if v4 := group.To4(); v4 != nil {
		if ifi != nil {
			mreq := &syscall.IPMreqn{Ifindex: int32(ifi.Index)}
			if err := s.fd.SetsockoptIPMreqn(syscall.IPPROTO_IP, syscall.IP_MULTICAST_IF, mreq); err != nil {
				return sysError("setsockopt", err)
			}
		}
		if err := s.setOption(syscall.IPPROTO_IP, syscall.IP_MULTICAST_LOOP, 0); err != nil {
			return err
		}
		mreq := &syscall.IPMreq{Multiaddr: [4]byte(v4)}
		if ifi != nil {
			addrs, err := ifi.Addrs()
			if err != nil {
				return err
			}
			for _, a := range addrs {
				if n, ok := a.(*IPNet); ok && n.IP.To4() != nil {
					mreq.Interface = [4]byte(n.IP.To4())
					break
				}
			}
		}
		return sysError("setsockopt", s.fd.SetsockoptIPMreq(syscall.IPPROTO_IP, syscall.IP_ADD_MEMBERSHIP, mreq))
	}
	mreq := &syscall.IPv6Mreq{Multiaddr: [16]byte(group)}
	if ifi != nil {
		if err := s.setOption(syscall.IPPROTO_IPV6, syscall.IPV6_MULTICAST_IF, ifi.Index); err != nil {
			return err
		}
		mreq.Interface = uint32(ifi.Index)
	}
	if err := s.setOption(syscall.IPPROTO_IPV6, syscall.IPV6_MULTICAST_LOOP, 0); err != nil {
		return err
	}
	return sysError("setsockopt", s.fd.SetsockoptIPv6Mreq(syscall.IPPROTO_IPV6, syscall.IPV6_JOIN_GROUP, mreq))
}
