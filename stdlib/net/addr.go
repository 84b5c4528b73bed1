package net

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// An Addr is an end of a connection.
type Addr interface {
	Network() string // "tcp", "udp", ...
	String() string
}

// A sockAddr is an Addr that the system knows.
type sockAddr interface {
	Addr
	family() int
	isWildcard() bool
	sockaddr(family int) (syscall.Sockaddr, error)
}

// An IPAddr is an address of its own, with the interface it is valid on if
// it is local to a link.
type IPAddr struct {
	IP   IP
	Zone string
}

// A TCPAddr is an address of TCP, a UDPAddr of UDP.
type TCPAddr struct {
	IP   IP
	Port int
	Zone string
}

type UDPAddr struct {
	IP   IP
	Port int
	Zone string
}

// A UnixAddr is the name of a socket in a file system, or, with @ in front,
// in no file system.
type UnixAddr struct {
	Name string
	Net  string // "unix", "unixgram" or "unixpacket"
}

func (a *IPAddr) Network() string   { return "ip" }
func (a *TCPAddr) Network() string  { return "tcp" }
func (a *UDPAddr) Network() string  { return "udp" }
func (a *UnixAddr) Network() string { return a.Net }

func withZone(ip IP, zone string) string {
	if zone == "" {
		return ip.text()
	}
	return ip.text() + "%" + zone
}

func (a *IPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return withZone(a.IP, a.Zone)
}

func (a *TCPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return JoinHostPort(withZone(a.IP, a.Zone), strconv.Itoa(a.Port))
}

func (a *UDPAddr) String() string { return (*TCPAddr)(a).String() }

func (a *UnixAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return a.Name
}

// AddrPort returns the same address in the form of package netip.
func (a *TCPAddr) AddrPort() netip.AddrPort {
	if a == nil {
		return netip.AddrPort{}
	}
	ip, _ := netip.AddrFromSlice(a.IP)
	return netip.AddrPortFrom(ip.WithZone(a.Zone), uint16(a.Port))
}

func (a *UDPAddr) AddrPort() netip.AddrPort { return (*TCPAddr)(a).AddrPort() }

func TCPAddrFromAddrPort(addr netip.AddrPort) *TCPAddr {
	return &TCPAddr{IP: addr.Addr().AsSlice(), Port: int(addr.Port()), Zone: addr.Addr().Zone()}
}

func UDPAddrFromAddrPort(addr netip.AddrPort) *UDPAddr {
	return (*UDPAddr)(TCPAddrFromAddrPort(addr))
}

// An addrPort is a netip.AddrPort as Addr of UDP.
type addrPort struct{ netip.AddrPort }

func (addrPort) Network() string { return "udp" }

// asAddr and asSockAddr make nil of a nil pointer.
func asAddr[T any, P interface {
	*T
	Addr
}](a P) Addr {
	if a == nil {
		return nil
	}
	return a
}

func asSockAddr[T any, P interface {
	*T
	sockAddr
}](a P) sockAddr {
	if a == nil {
		return nil
	}
	return a
}

func familyOf(ip IP) int {
	if len(ip) <= IPv4len || ip.To4() != nil {
		return syscall.AF_INET
	}
	return syscall.AF_INET6
}

func (a *IPAddr) family() int   { return familyOf(a.IP) }
func (a *TCPAddr) family() int  { return familyOf(a.IP) }
func (a *UDPAddr) family() int  { return familyOf(a.IP) }
func (a *UnixAddr) family() int { return syscall.AF_UNIX }

func isWildcard(ip IP) bool          { return ip == nil || ip.IsUnspecified() }
func (a *IPAddr) isWildcard() bool   { return isWildcard(a.IP) }
func (a *TCPAddr) isWildcard() bool  { return isWildcard(a.IP) }
func (a *UDPAddr) isWildcard() bool  { return isWildcard(a.IP) }
func (a *UnixAddr) isWildcard() bool { return a.Name == "" }

func (a *IPAddr) sockaddr(family int) (syscall.Sockaddr, error) {
	return inetSockaddr(family, a.IP, 0, a.Zone)
}
func (a *TCPAddr) sockaddr(family int) (syscall.Sockaddr, error) {
	return inetSockaddr(family, a.IP, a.Port, a.Zone)
}
func (a *UDPAddr) sockaddr(family int) (syscall.Sockaddr, error) {
	return inetSockaddr(family, a.IP, a.Port, a.Zone)
}
func (a *UnixAddr) sockaddr(int) (syscall.Sockaddr, error) {
	return &syscall.SockaddrUnix{Name: a.Name}, nil
}

func inetSockaddr(family int, ip IP, port int, zone string) (syscall.Sockaddr, error) {
	switch family {
	case syscall.AF_INET:
		if len(ip) == 0 {
			ip = IPv4zero
		}
		v4 := ip.To4()
		if v4 == nil {
			return nil, &AddrError{Err: "non-IPv4 address", Addr: ip.String()}
		}
		return &syscall.SockaddrInet4{Port: port, Addr: [4]byte(v4)}, nil
	case syscall.AF_INET6:
		// Any address at all means the same in both families, and IPv6's
		// covers IPv4.
		if len(ip) == 0 || ip.Equal(IPv4zero) {
			ip = IPv6zero
		}
		v6 := ip.To16()
		if v6 == nil {
			return nil, &AddrError{Err: "non-IPv6 address", Addr: ip.String()}
		}
		return &syscall.SockaddrInet6{Port: port, Addr: [16]byte(v6), ZoneId: zoneIndex(zone)}, nil
	}
	return nil, &AddrError{Err: "invalid address family", Addr: ip.String()}
}

func addrPortSockaddr(family int, ap netip.AddrPort) (syscall.Sockaddr, error) {
	ip := ap.Addr()
	if family == syscall.AF_INET {
		if !ip.Is4() {
			return nil, &AddrError{Err: "non-IPv4 address", Addr: ip.String()}
		}
		return &syscall.SockaddrInet4{Port: int(ap.Port()), Addr: ip.As4()}, nil
	}
	if !ip.IsValid() {
		return nil, &AddrError{Err: "non-IPv6 address", Addr: ip.String()}
	}
	return &syscall.SockaddrInet6{Port: int(ap.Port()), Addr: ip.As16(), ZoneId: zoneIndex(ip.Zone())}, nil
}

// inetParts takes an address of the system apart; ok is false if it is none
// of IP.
func inetParts(sa syscall.Sockaddr) (ip IP, port int, zone string, ok bool) {
	switch sa := sa.(type) {
	case *syscall.SockaddrInet4:
		return sa.Addr[:], sa.Port, "", true
	case *syscall.SockaddrInet6:
		return sa.Addr[:], sa.Port, zoneName(sa.ZoneId), true
	}
	return nil, 0, "", false
}

// addrOf returns what s calls an address of the system.
func (s *socket) addrOf(sa syscall.Sockaddr) Addr {
	if un, ok := sa.(*syscall.SockaddrUnix); ok {
		return &UnixAddr{Name: un.Name, Net: unixNetwork(s.typ)}
	}
	ip, port, zone, ok := inetParts(sa)
	if !ok {
		return nil
	}
	switch s.typ {
	case syscall.SOCK_STREAM:
		return &TCPAddr{IP: ip, Port: port, Zone: zone}
	case syscall.SOCK_DGRAM:
		return &UDPAddr{IP: ip, Port: port, Zone: zone}
	case syscall.SOCK_RAW:
		return &IPAddr{IP: ip, Zone: zone}
	}
	return nil
}

// SplitHostPort takes "host:port" or "[host]:port" apart.
func SplitHostPort(hostport string) (host, port string, err error) {
	fail := func(why string) (string, string, error) {
		return "", "", &AddrError{Err: why, Addr: hostport}
	}
	colon := strings.LastIndexByte(hostport, ':')
	if colon < 0 {
		return fail("missing port in address")
	}
	opened, closed := 0, 0 // where a further bracket is one too many
	if hostport[0] == '[' {
		end := strings.IndexByte(hostport, ']')
		switch {
		case end < 0:
			return fail("missing ']' in address")
		case end+1 == len(hostport):
			return fail("missing port in address")
		case end+1 != colon && hostport[end+1] == ':':
			return fail("too many colons in address")
		case end+1 != colon:
			return fail("missing port in address")
		}
		host = hostport[1:end]
		opened, closed = 1, end+1
	} else {
		host = hostport[:colon]
		if strings.IndexByte(host, ':') >= 0 {
			return fail("too many colons in address")
		}
	}
	if strings.IndexByte(hostport[opened:], '[') >= 0 {
		return fail("unexpected '[' in address")
	}
	if strings.IndexByte(hostport[closed:], ']') >= 0 {
		return fail("unexpected ']' in address")
	}
	return host, hostport[colon+1:], nil
}

// JoinHostPort is the reverse of SplitHostPort.
func JoinHostPort(host, port string) string {
	if strings.IndexByte(host, ':') >= 0 {
		return "[" + host + "]:" + port
	}
	return host + ":" + port
}

// parseNetwork takes "ip4:icmp" apart; numbered says that a network of raw
// IP must have a protocol.
func parseNetwork(network string, numbered bool) (name string, proto int, err error) {
	name, protocol, found := strings.Cut(network, ":")
	switch name {
	case "ip", "ip4", "ip6":
		if found {
			var size int
			var ok bool
			if proto, size, ok = decimal(protocol); !ok || size != len(protocol) {
				proto, err = lookupProtocol(protocol)
			}
			if err != nil {
				return "", 0, err
			}
			return name, proto, nil
		}
		if numbered {
			return "", 0, UnknownNetworkError(network)
		}
		return name, 0, nil
	case "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "unix", "unixgram", "unixpacket":
		if !found {
			return name, 0, nil
		}
	}
	return "", 0, UnknownNetworkError(network)
}

// versionOf returns '4' or '6' if a network is for one of them only.
func versionOf(network string) byte {
	if n := len(network); n > 0 && (network[n-1] == '4' || network[n-1] == '6') {
		return network[n-1]
	}
	return 0
}

// isIPv4 reports whether an address is one of IPv4.
func isIPv4(addr Addr) bool {
	ip, _ := ipOf(addr)
	return ip.To4() != nil
}

func ipOf(addr Addr) (IP, bool) {
	switch a := addr.(type) {
	case *TCPAddr:
		return a.IP, true
	case *UDPAddr:
		return a.IP, true
	case *IPAddr:
		return a.IP, true
	}
	return nil, false
}

// firstOf returns the first address that is, or is not, one of IPv4; the
// first of all if there is none.
func firstOf(addrs []Addr, v4 bool) Addr {
	for _, a := range addrs {
		if isIPv4(a) == v4 {
			return a
		}
	}
	return addrs[0]
}

// resolveInet returns the addresses of "host:port", or of "host" if network
// is one of IP.
func (r *Resolver) resolveInet(ctx context.Context, network, addr string) ([]Addr, error) {
	host, number := addr, 0
	kind := strings.TrimRight(network, "46")
	switch kind {
	case "tcp", "udp":
		if addr != "" {
			var port string
			var err error
			if host, port, err = SplitHostPort(addr); err != nil {
				return nil, err
			}
			if number, err = r.LookupPort(ctx, network, port); err != nil {
				return nil, err
			}
		}
	case "ip":
	default:
		return nil, UnknownNetworkError(network)
	}
	with := func(ip IPAddr) Addr {
		switch kind {
		case "tcp":
			return &TCPAddr{IP: ip.IP, Port: number, Zone: ip.Zone}
		case "udp":
			return &UDPAddr{IP: ip.IP, Port: number, Zone: ip.Zone}
		}
		return &IPAddr{IP: ip.IP, Zone: ip.Zone}
	}
	if host == "" {
		return []Addr{with(IPAddr{})}, nil
	}
	ips, err := r.lookupIPAddr(ctx, network, host)
	if err != nil {
		return nil, err
	}
	// Whoever says [::] means all addresses; without IPv6 these are 0.0.0.0.
	if len(ips) == 1 && ips[0].IP.Equal(IPv6unspecified) {
		ips = append(ips, IPAddr{IP: IPv4zero})
	}
	var addrs []Addr
	version := versionOf(network)
	for _, ip := range ips {
		if version == 0 || (version == '4') == (ip.IP.To4() != nil) {
			addrs = append(addrs, with(ip))
		}
	}
	if len(addrs) == 0 {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: host}
	}
	return addrs, nil
}

// resolveOne chooses among the addresses: IPv4, unless the text asks for IPv6.
func resolveOne(network, address, six string) (Addr, error) {
	addrs, err := DefaultResolver.resolveInet(context.Background(), network, address)
	if err != nil {
		return nil, err
	}
	return firstOf(addrs, versionOf(network) != 0 || !strings.Contains(address, six)), nil
}

// ResolveTCPAddr and its like look names of hosts and ports up.
func ResolveTCPAddr(network, address string) (*TCPAddr, error) {
	switch network {
	case "tcp", "tcp4", "tcp6":
	case "":
		network = "tcp"
	default:
		return nil, UnknownNetworkError(network)
	}
	a, err := resolveOne(network, address, "[")
	if err != nil {
		return nil, err
	}
	return a.(*TCPAddr), nil
}

func ResolveUDPAddr(network, address string) (*UDPAddr, error) {
	switch network {
	case "udp", "udp4", "udp6":
	case "":
		network = "udp"
	default:
		return nil, UnknownNetworkError(network)
	}
	a, err := resolveOne(network, address, "[")
	if err != nil {
		return nil, err
	}
	return a.(*UDPAddr), nil
}

func ResolveIPAddr(network, address string) (*IPAddr, error) {
	if network == "" {
		network = "ip"
	}
	name, _, err := parseNetwork(network, false)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(name, "ip") {
		return nil, UnknownNetworkError(network)
	}
	a, err := resolveOne(name, address, ":")
	if err != nil {
		return nil, err
	}
	return a.(*IPAddr), nil
}

func ResolveUnixAddr(network, address string) (*UnixAddr, error) {
	switch network {
	case "unix", "unixgram", "unixpacket":
		return &UnixAddr{Name: address, Net: network}, nil
	}
	return nil, UnknownNetworkError(network)
}
