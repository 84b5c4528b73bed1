package syscall

import (
	"sync"
	"unsafe"
)

// ForkLock keeps descriptors that are not close-on-exec yet from a child.
var ForkLock sync.RWMutex

const (
	SOCK_SEQPACKET      = 0x5
	SOCK_RDM            = 0x4
	AF_NETLINK          = 0x10
	AF_PACKET           = 0x11
	SO_DEBUG            = 0x1
	SO_TYPE             = 0x3
	SO_DONTROUTE        = 0x5
	SO_OOBINLINE        = 0xa
	SO_LINGER           = 0xd
	SO_REUSEPORT        = 0xf
	SO_PASSCRED         = 0x10
	SO_PEERCRED         = 0x11
	SO_RCVTIMEO         = 0x14
	SO_SNDTIMEO         = 0x15
	SO_BINDTODEVICE     = 0x19
	SO_ACCEPTCONN       = 0x1e
	SO_PROTOCOL         = 0x26
	SO_DOMAIN           = 0x27
	IPPROTO_ICMP        = 0x1
	IPPROTO_ICMPV6      = 0x3a
	IPPROTO_RAW         = 0xff
	TCP_MAXSEG          = 0x2
	TCP_CORK            = 0x3
	TCP_KEEPIDLE        = 0x4
	TCP_KEEPINTVL       = 0x5
	TCP_KEEPCNT         = 0x6
	TCP_DEFER_ACCEPT    = 0x9
	TCP_INFO            = 0xb
	IP_TOS              = 0x1
	IP_TTL              = 0x2
	IP_HDRINCL          = 0x3
	IP_PKTINFO          = 0x8
	IP_MULTICAST_IF     = 0x20
	IP_MULTICAST_TTL    = 0x21
	IP_MULTICAST_LOOP   = 0x22
	IP_ADD_MEMBERSHIP   = 0x23
	IP_DROP_MEMBERSHIP  = 0x24
	IPV6_UNICAST_HOPS   = 0x10
	IPV6_MULTICAST_IF   = 0x11
	IPV6_MULTICAST_HOPS = 0x12
	IPV6_MULTICAST_LOOP = 0x13
	IPV6_JOIN_GROUP     = 0x14
	IPV6_LEAVE_GROUP    = 0x15
	IPV6_V6ONLY         = 0x1a
	IPV6_RECVPKTINFO    = 0x31
	IPV6_PKTINFO        = 0x32
	IPV6_TCLASS         = 0x43
	MSG_OOB             = 0x1
	MSG_PEEK            = 0x2
	MSG_CTRUNC          = 0x8
	MSG_TRUNC           = 0x20
	MSG_DONTWAIT        = 0x40
	MSG_WAITALL         = 0x100
	MSG_NOSIGNAL        = 0x4000
	MSG_CMSG_CLOEXEC    = 0x40000000
	SCM_RIGHTS          = 0x1
	SCM_CREDENTIALS     = 0x2
	F_DUPFD_CLOEXEC     = 0x406
	F_SETPIPE_SZ        = 0x407
	F_GETPIPE_SZ        = 0x408

	IFA_ADDRESS     = 0x1
	IFA_LOCAL       = 0x2
	IFLA_ADDRESS    = 0x1
	IFLA_IFNAME     = 0x3
	IFLA_MTU        = 0x4
	IFF_UP          = 0x1
	IFF_BROADCAST   = 0x2
	IFF_LOOPBACK    = 0x8
	IFF_POINTOPOINT = 0x10
	IFF_RUNNING     = 0x40
	IFF_MULTICAST   = 0x1000
	NLMSG_ERROR     = 0x2
	NLMSG_DONE      = 0x3
	NLM_F_REQUEST   = 0x1
	NLM_F_DUMP      = 0x300
	NETLINK_ROUTE   = 0x0
	RTM_NEWLINK     = 0x10
	RTM_GETLINK     = 0x12
	RTM_NEWADDR     = 0x14
	RTM_GETADDR     = 0x16

	SizeofSockaddrInet4 = 0x10
	SizeofSockaddrInet6 = 0x1c
	SizeofSockaddrAny   = 0x70
	SizeofSockaddrUnix  = 0x6e
)

// A Sockaddr is an address of a socket.
type Sockaddr interface {
	// sockaddr returns the system's form; the memory belongs to the receiver.
	sockaddr() (p unsafe.Pointer, n uintptr, err error)
}

// The system's forms. The port is big-endian.
type RawSockaddrInet4 struct {
	Family uint16
	Port   uint16
	Addr   [4]byte
	Zero   [8]uint8
}

type RawSockaddrInet6 struct {
	Family   uint16
	Port     uint16
	Flowinfo uint32
	Addr     [16]byte
	Scope_id uint32
}

type RawSockaddrUnix struct {
	Family uint16
	Path   [108]int8
}

type RawSockaddr struct {
	Family uint16
	Data   [14]int8
}

type RawSockaddrAny struct {
	Addr RawSockaddr
	Pad  [96]int8
}

type RawSockaddrNetlink struct {
	Family uint16
	Pad    uint16
	Pid    uint32
	Groups uint32
}

type SockaddrInet4 struct {
	Port int
	Addr [4]byte
	raw  RawSockaddrInet4
}

type SockaddrInet6 struct {
	Port   int
	ZoneId uint32
	Addr   [16]byte
	raw    RawSockaddrInet6
}

type SockaddrUnix struct {
	Name string
	raw  RawSockaddrUnix
}

type SockaddrNetlink struct {
	Family uint16
	Pad    uint16
	Pid    uint32
	Groups uint32
	raw    RawSockaddrNetlink
}

func swapPort(port int) uint16 { return uint16(port)>>8 | uint16(port)<<8 }

func (sa *SockaddrInet4) sockaddr() (unsafe.Pointer, uintptr, error) {
	if sa.Port < 0 || sa.Port > 0xFFFF {
		return nil, 0, EINVAL
	}
	sa.raw = RawSockaddrInet4{Family: AF_INET, Port: swapPort(sa.Port), Addr: sa.Addr}
	return unsafe.Pointer(&sa.raw), SizeofSockaddrInet4, nil
}

func (sa *SockaddrInet6) sockaddr() (unsafe.Pointer, uintptr, error) {
	if sa.Port < 0 || sa.Port > 0xFFFF {
		return nil, 0, EINVAL
	}
	sa.raw = RawSockaddrInet6{Family: AF_INET6, Port: swapPort(sa.Port), Addr: sa.Addr, Scope_id: sa.ZoneId}
	return unsafe.Pointer(&sa.raw), SizeofSockaddrInet6, nil
}

// A name that begins with @ or a zero byte is abstract and has no end mark.
func (sa *SockaddrUnix) sockaddr() (unsafe.Pointer, uintptr, error) {
	n := len(sa.Name)
	if n > len(sa.raw.Path) || n == len(sa.raw.Path) && sa.Name[0] != '@' {
		return nil, 0, EINVAL
	}
	sa.raw = RawSockaddrUnix{Family: AF_UNIX}
	for i := 0; i < n; i++ {
		sa.raw.Path[i] = int8(sa.Name[i])
	}
	size := uintptr(2)
	if n > 0 {
		size += uintptr(n) + 1
	}
	if sa.raw.Path[0] == '@' {
		sa.raw.Path[0] = 0
		size--
	}
	return unsafe.Pointer(&sa.raw), size, nil
}

func (sa *SockaddrNetlink) sockaddr() (unsafe.Pointer, uintptr, error) {
	sa.raw = RawSockaddrNetlink{Family: AF_NETLINK, Pid: sa.Pid, Groups: sa.Groups}
	return unsafe.Pointer(&sa.raw), 12, nil
}

// room is where the system writes an address and its length.
type room struct {
	addr RawSockaddrAny
	len  uint32
}

func newRoom() *room { return &room{len: SizeofSockaddrAny} }

func (r *room) inet4(sa *SockaddrInet4) {
	pp := (*RawSockaddrInet4)(unsafe.Pointer(&r.addr))
	sa.Port = int(swapPort(int(pp.Port)))
	sa.Addr = pp.Addr
}

func (r *room) inet6(sa *SockaddrInet6) {
	pp := (*RawSockaddrInet6)(unsafe.Pointer(&r.addr))
	sa.Port = int(swapPort(int(pp.Port)))
	sa.ZoneId = pp.Scope_id
	sa.Addr = pp.Addr
}

func (r *room) sockaddr() (Sockaddr, error) {
	switch r.addr.Addr.Family {
	case AF_INET:
		sa := new(SockaddrInet4)
		r.inet4(sa)
		return sa, nil
	case AF_INET6:
		sa := new(SockaddrInet6)
		r.inet6(sa)
		return sa, nil
	case AF_UNIX:
		pp := (*RawSockaddrUnix)(unsafe.Pointer(&r.addr))
		if pp.Path[0] == 0 {
			pp.Path[0] = '@' // abstract, or without a name
		}
		n := 0
		for n < len(pp.Path) && pp.Path[n] != 0 {
			n++
		}
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(pp.Path[i])
		}
		return &SockaddrUnix{Name: string(b)}, nil
	case AF_NETLINK:
		pp := (*RawSockaddrNetlink)(unsafe.Pointer(&r.addr))
		return &SockaddrNetlink{Family: pp.Family, Pid: pp.Pid, Groups: pp.Groups}, nil
	}
	return nil, EAFNOSUPPORT
}

// Socket makes a socket.
func Socket(domain, typ, proto int) (fd int, err error) {
	r, _, e := RawSyscall(SYS_SOCKET, uintptr(domain), uintptr(typ), uintptr(proto))
	return count(r, e)
}

// Socketpair makes two connected sockets.
func Socketpair(domain, typ, proto int) (fd [2]int, err error) {
	fds := new([2]int32)
	_, _, e := RawSyscall6(SYS_SOCKETPAIR, uintptr(domain), uintptr(typ), uintptr(proto), uintptr(unsafe.Pointer(fds)), 0, 0)
	if e != 0 {
		return fd, e
	}
	return [2]int{int(fds[0]), int(fds[1])}, nil
}

func withAddr(trap uintptr, fd int, sa Sockaddr) error {
	p, n, err := sa.sockaddr()
	if err != nil {
		return err
	}
	_, _, e := Syscall(trap, uintptr(fd), uintptr(p), n)
	return errOf(e)
}

func Bind(fd int, sa Sockaddr) error    { return withAddr(SYS_BIND, fd, sa) }
func Connect(fd int, sa Sockaddr) error { return withAddr(SYS_CONNECT, fd, sa) }
func Listen(s int, n int) error         { return fd1(SYS_LISTEN, s, uintptr(n), 0) }
func Shutdown(fd int, how int) error    { return fd1(SYS_SHUTDOWN, fd, uintptr(how), 0) }

// Accept takes a connection.
func Accept(fd int) (nfd int, sa Sockaddr, err error) { return Accept4(fd, 0) }

func Accept4(fd int, flags int) (nfd int, sa Sockaddr, err error) {
	r := newRoom()
	n, _, e := Syscall6(SYS_ACCEPT4, uintptr(fd), uintptr(unsafe.Pointer(&r.addr)), uintptr(unsafe.Pointer(&r.len)), uintptr(flags), 0, 0)
	if e != 0 {
		return -1, nil, e
	}
	nfd = int(n)
	sa, err = r.sockaddr()
	if err != nil {
		Close(nfd)
		nfd = 0
	}
	return nfd, sa, err
}

func nameOf(trap uintptr, fd int) (Sockaddr, error) {
	r := newRoom()
	_, _, e := RawSyscall(trap, uintptr(fd), uintptr(unsafe.Pointer(&r.addr)), uintptr(unsafe.Pointer(&r.len)))
	if e != 0 {
		return nil, e
	}
	return r.sockaddr()
}

func Getsockname(fd int) (Sockaddr, error) { return nameOf(SYS_GETSOCKNAME, fd) }
func Getpeername(fd int) (Sockaddr, error) { return nameOf(SYS_GETPEERNAME, fd) }

// Options.

type Linger struct {
	Onoff  int32
	Linger int32
}

type IPMreq struct {
	Multiaddr [4]byte
	Interface [4]byte
}

type IPMreqn struct {
	Multiaddr [4]byte
	Address   [4]byte
	Ifindex   int32
}

type IPv6Mreq struct {
	Multiaddr [16]byte
	Interface uint32
}

type Ucred struct {
	Pid int32
	Uid uint32
	Gid uint32
}

func setsockopt(fd, level, opt int, p unsafe.Pointer, n uintptr) error {
	_, _, e := Syscall6(SYS_SETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(p), n, 0)
	return errOf(e)
}

func getsockopt(fd, level, opt int, p unsafe.Pointer, n *uint32) error {
	_, _, e := Syscall6(SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(p), uintptr(unsafe.Pointer(n)), 0)
	return errOf(e)
}

func GetsockoptInt(fd, level, opt int) (value int, err error) {
	v, n := new(int32), new(uint32)
	*n = 4
	err = getsockopt(fd, level, opt, unsafe.Pointer(v), n)
	return int(*v), err
}

func GetsockoptUcred(fd, level, opt int) (*Ucred, error) {
	v, n := new(Ucred), new(uint32)
	*n = 12
	err := getsockopt(fd, level, opt, unsafe.Pointer(v), n)
	return v, err
}

func SetsockoptByte(fd, level, opt int, value byte) error {
	v := new(byte)
	*v = value
	return setsockopt(fd, level, opt, unsafe.Pointer(v), 1)
}

func SetsockoptInt(fd, level, opt int, value int) error {
	v := new(int32)
	*v = int32(value)
	return setsockopt(fd, level, opt, unsafe.Pointer(v), 4)
}

func SetsockoptInet4Addr(fd, level, opt int, value [4]byte) error {
	v := new([4]byte)
	*v = value
	return setsockopt(fd, level, opt, unsafe.Pointer(v), 4)
}

func SetsockoptIPMreq(fd, level, opt int, mreq *IPMreq) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(mreq), 8)
}

func SetsockoptIPMreqn(fd, level, opt int, mreq *IPMreqn) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(mreq), 12)
}

func SetsockoptIPv6Mreq(fd, level, opt int, mreq *IPv6Mreq) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(mreq), 20)
}

func SetsockoptLinger(fd, level, opt int, l *Linger) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(l), 8)
}

func SetsockoptString(fd, level, opt int, s string) error {
	p, err := ByteSliceFromString(s)
	if err != nil {
		return err
	}
	return setsockopt(fd, level, opt, unsafe.Pointer(&p[0]), uintptr(len(s)))
}

func SetsockoptTimeval(fd, level, opt int, tv *Timeval) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(tv), 16)
}

// Datagrams and messages.

func recvfrom(fd int, p []byte, flags int, r *room) (int, error) {
	n, _, e := Syscall6(SYS_RECVFROM, uintptr(fd), uintptr(bytesAt(p)), uintptr(len(p)), uintptr(flags), uintptr(unsafe.Pointer(&r.addr)), uintptr(unsafe.Pointer(&r.len)))
	return count(n, e)
}

func Recvfrom(fd int, p []byte, flags int) (n int, from Sockaddr, err error) {
	r := newRoom()
	n, err = recvfrom(fd, p, flags, r)
	if err == nil && r.addr.Addr.Family != AF_UNSPEC {
		from, err = r.sockaddr()
	}
	return n, from, err
}

func Sendto(fd int, p []byte, flags int, to Sockaddr) error {
	at, n, err := to.sockaddr()
	if err != nil {
		return err
	}
	_, _, e := Syscall6(SYS_SENDTO, uintptr(fd), uintptr(bytesAt(p)), uintptr(len(p)), uintptr(flags), uintptr(at), n)
	return errOf(e)
}

type Iovec struct {
	Base *byte
	Len  uint64
}

func (iov *Iovec) SetLen(length int) { iov.Len = uint64(length) }

type Msghdr struct {
	Name       *byte
	Namelen    uint32
	Pad_cgo_0  [4]byte
	Iov        *Iovec
	Iovlen     uint64
	Control    *byte
	Controllen uint64
	Flags      int32
	Pad_cgo_1  [4]byte
}

func (m *Msghdr) SetControllen(length int) { m.Controllen = uint64(length) }

type Cmsghdr struct {
	Len   uint64
	Level int32
	Type  int32
}

func (cmsg *Cmsghdr) SetLen(length int) { cmsg.Len = uint64(length) }

const (
	SizeofCmsghdr = 0x10
	SizeofIovec   = 0x10
	SizeofMsghdr  = 0x38
)

// message prepares a header. Control data needs at least one byte of
// ordinary data beside it on a stream.
func message(fd int, p, oob []byte) *Msghdr {
	iov := new(Iovec)
	if len(p) > 0 {
		iov.Base = &p[0]
		iov.Len = uint64(len(p))
	}
	m := &Msghdr{Iov: iov, Iovlen: 1}
	if len(oob) > 0 {
		if len(p) == 0 {
			if typ, err := GetsockoptInt(fd, SOL_SOCKET, SO_TYPE); err == nil && typ != SOCK_DGRAM {
				iov.Base = new(byte)
				iov.Len = 1
			}
		}
		m.Control = &oob[0]
		m.Controllen = uint64(len(oob))
	}
	return m
}

func recvmsg(fd int, p, oob []byte, flags int, r *room) (n, oobn, recvflags int, err error) {
	m := message(fd, p, oob)
	m.Name = (*byte)(unsafe.Pointer(&r.addr))
	m.Namelen = SizeofSockaddrAny
	v, _, e := Syscall(SYS_RECVMSG, uintptr(fd), uintptr(unsafe.Pointer(m)), uintptr(flags))
	if e != 0 {
		return -1, 0, 0, e
	}
	return int(v), int(m.Controllen), int(m.Flags), nil
}

func Recvmsg(fd int, p, oob []byte, flags int) (n, oobn int, recvflags int, from Sockaddr, err error) {
	r := newRoom()
	n, oobn, recvflags, err = recvmsg(fd, p, oob, flags, r)
	if err == nil && r.addr.Addr.Family != AF_UNSPEC {
		from, err = r.sockaddr()
	}
	return
}

func Sendmsg(fd int, p, oob []byte, to Sockaddr, flags int) error {
	_, err := SendmsgN(fd, p, oob, to, flags)
	return err
}

func SendmsgN(fd int, p, oob []byte, to Sockaddr, flags int) (n int, err error) {
	var at unsafe.Pointer
	var size uintptr
	if to != nil {
		if at, size, err = to.sockaddr(); err != nil {
			return 0, err
		}
	}
	m := message(fd, p, oob)
	m.Name = (*byte)(at)
	m.Namelen = uint32(size)
	v, _, e := Syscall(SYS_SENDMSG, uintptr(fd), uintptr(unsafe.Pointer(m)), uintptr(flags))
	if e != 0 {
		return 0, e
	}
	if len(oob) > 0 && len(p) == 0 {
		return 0, nil
	}
	return int(v), nil
}

func cmsgAlign(n int) int { return (n + 7) &^ 7 }

func CmsgLen(datalen int) int   { return SizeofCmsghdr + datalen }
func CmsgSpace(datalen int) int { return SizeofCmsghdr + cmsgAlign(datalen) }

type SocketControlMessage struct {
	Header Cmsghdr
	Data   []byte
}

func ParseSocketControlMessage(b []byte) ([]SocketControlMessage, error) {
	var list []SocketControlMessage
	for len(b) >= SizeofCmsghdr {
		h := *(*Cmsghdr)(unsafe.Pointer(&b[0]))
		if h.Len < SizeofCmsghdr || h.Len > uint64(len(b)) {
			return nil, EINVAL
		}
		list = append(list, SocketControlMessage{h, b[SizeofCmsghdr:h.Len]})
		next := cmsgAlign(int(h.Len))
		if next > len(b) {
			break
		}
		b = b[next:]
	}
	return list, nil
}

func UnixRights(fds ...int) []byte {
	b := make([]byte, CmsgSpace(4*len(fds)))
	*(*Cmsghdr)(unsafe.Pointer(&b[0])) = Cmsghdr{uint64(CmsgLen(4 * len(fds))), SOL_SOCKET, SCM_RIGHTS}
	for i, fd := range fds {
		*(*int32)(unsafe.Pointer(&b[SizeofCmsghdr+4*i])) = int32(fd)
	}
	return b
}

func ParseUnixRights(m *SocketControlMessage) ([]int, error) {
	if m.Header.Level != SOL_SOCKET || m.Header.Type != SCM_RIGHTS {
		return nil, EINVAL
	}
	fds := make([]int, len(m.Data)/4)
	for i := range fds {
		fds[i] = int(*(*int32)(unsafe.Pointer(&m.Data[4*i])))
	}
	return fds, nil
}

// Sendfile copies between descriptors in the kernel, Splice by way of a pipe.
func Sendfile(outfd int, infd int, offset *int64, n int) (written int, err error) {
	r, _, e := Syscall6(SYS_SENDFILE, uintptr(outfd), uintptr(infd), uintptr(unsafe.Pointer(offset)), uintptr(n), 0, 0)
	return count(r, e)
}

func Splice(rfd int, roff *int64, wfd int, woff *int64, n int, flags int) (int64, error) {
	r, _, e := Syscall6(SYS_SPLICE, uintptr(rfd), uintptr(unsafe.Pointer(roff)), uintptr(wfd), uintptr(unsafe.Pointer(woff)), uintptr(n), uintptr(flags))
	if e != 0 {
		return -1, e
	}
	return int64(r), nil
}

// Network interfaces, as the kernel's netlink socket lists them.

type NlMsghdr struct {
	Len   uint32
	Type  uint16
	Flags uint16
	Seq   uint32
	Pid   uint32
}

type NetlinkMessage struct {
	Header NlMsghdr
	Data   []byte
}

type RtAttr struct {
	Len  uint16
	Type uint16
}

type NetlinkRouteAttr struct {
	Attr  RtAttr
	Value []byte
}

type IfInfomsg struct {
	Family     uint8
	X__ifi_pad uint8
	Type       uint16
	Index      int32
	Flags      uint32
	Change     uint32
}

type IfAddrmsg struct {
	Family    uint8
	Prefixlen uint8
	Flags     uint8
	Scope     uint8
	Index     uint32
}

const nlHeader = 16

// NetlinkRIB asks for a routing table and returns the answer as it came.
func NetlinkRIB(proto, family int) ([]byte, error) {
	s, err := Socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE)
	if err != nil {
		return nil, err
	}
	defer Close(s)
	kernel := &SockaddrNetlink{Family: AF_NETLINK}
	if err := Bind(s, kernel); err != nil {
		return nil, err
	}
	req := make([]byte, nlHeader+1)
	*(*NlMsghdr)(unsafe.Pointer(&req[0])) = NlMsghdr{Len: uint32(len(req)), Type: uint16(proto), Flags: NLM_F_DUMP | NLM_F_REQUEST, Seq: 1}
	req[nlHeader] = byte(family)
	if err := Sendto(s, req, 0, kernel); err != nil {
		return nil, err
	}
	var tab []byte
	buf := make([]byte, 64<<10)
	for {
		n, _, err := Recvfrom(s, buf, 0)
		if err != nil {
			return nil, err
		}
		if n < nlHeader {
			return nil, EINVAL
		}
		tab = append(tab, buf[:n]...)
		msgs, err := ParseNetlinkMessage(buf[:n])
		if err != nil {
			return nil, err
		}
		for _, m := range msgs {
			switch m.Header.Type {
			case NLMSG_DONE:
				return tab, nil
			case NLMSG_ERROR:
				return nil, EINVAL
			}
		}
	}
}

func ParseNetlinkMessage(b []byte) ([]NetlinkMessage, error) {
	var msgs []NetlinkMessage
	for len(b) >= nlHeader {
		h := *(*NlMsghdr)(unsafe.Pointer(&b[0]))
		if h.Len < nlHeader || int(h.Len) > len(b) {
			return nil, EINVAL
		}
		msgs = append(msgs, NetlinkMessage{h, b[nlHeader:h.Len:h.Len]})
		next := int(h.Len+3) &^ 3
		if next > len(b) {
			break
		}
		b = b[next:]
	}
	return msgs, nil
}

func ParseNetlinkRouteAttr(m *NetlinkMessage) ([]NetlinkRouteAttr, error) {
	var skip int
	switch m.Header.Type {
	case RTM_NEWLINK:
		skip = 16
	case RTM_NEWADDR:
		skip = 8
	default:
		return nil, EINVAL
	}
	if len(m.Data) < skip {
		return nil, EINVAL
	}
	b := m.Data[skip:]
	var attrs []NetlinkRouteAttr
	for len(b) >= 4 {
		a := *(*RtAttr)(unsafe.Pointer(&b[0]))
		if a.Len < 4 || int(a.Len) > len(b) {
			return nil, EINVAL
		}
		attrs = append(attrs, NetlinkRouteAttr{a, b[4:a.Len]})
		next := int(a.Len+3) &^ 3
		if next > len(b) {
			break
		}
		b = b[next:]
	}
	return attrs, nil
}
