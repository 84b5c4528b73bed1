package syscall

import "unsafe"

// Socket options, packet sockets and netlink messages that package net has no use for.

type Inet4Pktinfo struct {
	Ifindex  int32
	Spec_dst [4]byte
	Addr     [4]byte
}

type Inet6Pktinfo struct {
	Addr    [16]byte
	Ifindex uint32
}

type IPv6MTUInfo struct {
	Addr RawSockaddrInet6
	Mtu  uint32
}

type ICMPv6Filter struct {
	Data [8]uint32
}

// TCPInfo is what the option TCP_INFO tells.
type TCPInfo struct {
	State          uint8
	Ca_state       uint8
	Retransmits    uint8
	Probes         uint8
	Backoff        uint8
	Options        uint8
	Pad_cgo_0      [2]byte
	Rto            uint32
	Ato            uint32
	Snd_mss        uint32
	Rcv_mss        uint32
	Unacked        uint32
	Sacked         uint32
	Lost           uint32
	Retrans        uint32
	Fackets        uint32
	Last_data_sent uint32
	Last_ack_sent  uint32
	Last_data_recv uint32
	Last_ack_recv  uint32
	Pmtu           uint32
	Rcv_ssthresh   uint32
	Rtt            uint32
	Rttvar         uint32
	Snd_ssthresh   uint32
	Snd_cwnd       uint32
	Advmss         uint32
	Reordering     uint32
	Rcv_rtt        uint32
	Rcv_space      uint32
	Total_retrans  uint32
}

func GetsockoptInet4Addr(fd, level, opt int) (value [4]byte, err error) {
	n := uint32(4)
	err = getsockopt(fd, level, opt, unsafe.Pointer(&value), &n)
	return value, err
}

func GetsockoptIPMreq(fd, level, opt int) (*IPMreq, error) {
	var v IPMreq
	n := uint32(SizeofIPMreq)
	err := getsockopt(fd, level, opt, unsafe.Pointer(&v), &n)
	return &v, err
}

func GetsockoptIPMreqn(fd, level, opt int) (*IPMreqn, error) {
	var v IPMreqn
	n := uint32(SizeofIPMreqn)
	err := getsockopt(fd, level, opt, unsafe.Pointer(&v), &n)
	return &v, err
}

func GetsockoptIPv6Mreq(fd, level, opt int) (*IPv6Mreq, error) {
	var v IPv6Mreq
	n := uint32(SizeofIPv6Mreq)
	err := getsockopt(fd, level, opt, unsafe.Pointer(&v), &n)
	return &v, err
}

func GetsockoptIPv6MTUInfo(fd, level, opt int) (*IPv6MTUInfo, error) {
	var v IPv6MTUInfo
	n := uint32(SizeofIPv6MTUInfo)
	err := getsockopt(fd, level, opt, unsafe.Pointer(&v), &n)
	return &v, err
}

func GetsockoptICMPv6Filter(fd, level, opt int) (*ICMPv6Filter, error) {
	var v ICMPv6Filter
	n := uint32(SizeofICMPv6Filter)
	err := getsockopt(fd, level, opt, unsafe.Pointer(&v), &n)
	return &v, err
}

func SetsockoptICMPv6Filter(fd, level, opt int, filter *ICMPv6Filter) error {
	return setsockopt(fd, level, opt, unsafe.Pointer(filter), SizeofICMPv6Filter)
}

// BindToDevice makes the socket use one interface.
func BindToDevice(fd int, device string) error {
	return SetsockoptString(fd, SOL_SOCKET, SO_BINDTODEVICE, device)
}

// SocketDisableIPv6 makes Socket refuse the family of IPv6.
var SocketDisableIPv6 bool

// Credentials sent along with data over a Unix socket.

func UnixCredentials(ucred *Ucred) []byte {
	b := make([]byte, CmsgSpace(SizeofUcred))
	h := (*Cmsghdr)(unsafe.Pointer(&b[0]))
	h.Level, h.Type = SOL_SOCKET, SCM_CREDENTIALS
	h.SetLen(CmsgLen(SizeofUcred))
	*(*Ucred)(unsafe.Pointer(&b[cmsgAlign(SizeofCmsghdr)])) = *ucred
	return b
}

func ParseUnixCredentials(m *SocketControlMessage) (*Ucred, error) {
	if m.Header.Level != SOL_SOCKET || m.Header.Type != SCM_CREDENTIALS || len(m.Data) < SizeofUcred {
		return nil, EINVAL
	}
	u := *(*Ucred)(unsafe.Pointer(&m.Data[0]))
	return &u, nil
}

// Packet sockets.

type RawSockaddrLinklayer struct {
	Family   uint16
	Protocol uint16
	Ifindex  int32
	Hatype   uint16
	Pkttype  uint8
	Halen    uint8
	Addr     [8]uint8
}

// SockaddrLinklayer is an address on a link.
type SockaddrLinklayer struct {
	Protocol uint16
	Ifindex  int
	Hatype   uint16
	Pkttype  uint8
	Halen    uint8
	Addr     [8]byte
	raw      RawSockaddrLinklayer
}

func (sa *SockaddrLinklayer) sockaddr() (unsafe.Pointer, uintptr, error) {
	if sa.Ifindex < 0 || sa.Ifindex > 0x7fffffff {
		return nil, 0, EINVAL
	}
	sa.raw = RawSockaddrLinklayer{AF_PACKET, sa.Protocol, int32(sa.Ifindex), sa.Hatype, sa.Pkttype, sa.Halen, sa.Addr}
	return unsafe.Pointer(&sa.raw), SizeofSockaddrLinklayer, nil
}

// Filters of packets, in the kernel's small machine language.

type SockFilter struct {
	Code uint16
	Jt   uint8
	Jf   uint8
	K    uint32
}

type SockFprog struct {
	Len       uint16
	Pad_cgo_0 [6]byte
	Filter    *SockFilter
}

func LsfStmt(code, k int) *SockFilter { return &SockFilter{Code: uint16(code), K: uint32(k)} }

func LsfJump(code, k, jt, jf int) *SockFilter {
	return &SockFilter{Code: uint16(code), Jt: uint8(jt), Jf: uint8(jf), K: uint32(k)}
}

func AttachLsf(fd int, i []SockFilter) error {
	if len(i) == 0 {
		return EINVAL
	}
	p := SockFprog{Len: uint16(len(i)), Filter: &i[0]}
	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, unsafe.Pointer(&p), unsafe.Sizeof(p))
}

func DetachLsf(fd int) error {
	dummy := 0
	return setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, unsafe.Pointer(&dummy), unsafe.Sizeof(dummy))
}

// LsfSocket makes a socket that sees all packets of an interface.
func LsfSocket(ifindex, proto int) (int, error) {
	net := uint16(proto)<<8 | uint16(proto)>>8
	fd, err := Socket(AF_PACKET, SOCK_RAW, int(net))
	if err != nil {
		return -1, err
	}
	if err := Bind(fd, &SockaddrLinklayer{Protocol: net, Ifindex: ifindex}); err != nil {
		Close(fd)
		return -1, err
	}
	return fd, nil
}

// SetLsfPromisc makes the interface called name pass on packets for others, or no longer.
func SetLsfPromisc(name string, m bool) error {
	var request struct {
		name  [16]byte
		flags uint16
		pad   [22]byte
	}
	s, err := Socket(AF_INET, SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer Close(s)
	copy(request.name[:15], name)
	if err := fd1(SYS_IOCTL, s, SIOCGIFFLAGS, uintptr(unsafe.Pointer(&request))); err != nil {
		return err
	}
	if m {
		request.flags |= IFF_PROMISC
	} else {
		request.flags &^= IFF_PROMISC
	}
	return fd1(SYS_IOCTL, s, SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request)))
}

// Netlink.

type NlMsgerr struct {
	Error int32
	Msg   NlMsghdr
}

type RtGenmsg struct {
	Family uint8
}

type NlAttr struct {
	Len  uint16
	Type uint16
}

type RtMsg struct {
	Family   uint8
	Dst_len  uint8
	Src_len  uint8
	Tos      uint8
	Table    uint8
	Protocol uint8
	Scope    uint8
	Type     uint8
	Flags    uint32
}

type RtNexthop struct {
	Len     uint16
	Flags   uint8
	Hops    uint8
	Ifindex int32
}

// NetlinkRouteRequest asks for a routing table.
type NetlinkRouteRequest struct {
	Header NlMsghdr
	Data   RtGenmsg
}
