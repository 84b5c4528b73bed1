package net

import (
	"bytes"
	"encoding/hex"
	"net/netip"
	"strconv"
	"strings"
)

const (
	IPv4len = 4
	IPv6len = 16
)

// An IP is an address of 4 or 16 bytes; an IPv4 address has either form.
type IP []byte

// An IPMask has the bits of a network number set.
type IPMask []byte

// An IPNet is a network.
type IPNet struct {
	IP   IP
	Mask IPMask
}

// IPv4 returns an address in its form of 16 bytes.
func IPv4(a, b, c, d byte) IP {
	return IP{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d}
}

func IPv4Mask(a, b, c, d byte) IPMask { return IPMask{a, b, c, d} }

// CIDRMask returns a mask of bits bits, 32 or 128, the first of them set.
func CIDRMask(ones, bits int) IPMask {
	if bits != 8*IPv4len && bits != 8*IPv6len || ones < 0 || ones > bits {
		return nil
	}
	m := make(IPMask, bits/8)
	for i := range m {
		m[i] = byte(uint(0xff00) >> min(max(ones-8*i, 0), 8))
	}
	return m
}

var (
	IPv4bcast     = IPv4(255, 255, 255, 255)
	IPv4allsys    = IPv4(224, 0, 0, 1)
	IPv4allrouter = IPv4(224, 0, 0, 2)
	IPv4zero      = IPv4(0, 0, 0, 0)

	IPv6zero                   = make(IP, IPv6len)
	IPv6unspecified            = make(IP, IPv6len)
	IPv6loopback               = IP{15: 1}
	IPv6interfacelocalallnodes = IP{0: 0xff, 1: 1, 15: 1}
	IPv6linklocalallnodes      = IP{0: 0xff, 1: 2, 15: 1}
	IPv6linklocalallrouters    = IP{0: 0xff, 1: 2, 15: 2}
)

const mappedPrefix = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff"

// To4 returns the four bytes of an IPv4 address, To16 sixteen of any; nil if
// ip is no such address.
func (ip IP) To4() IP {
	switch {
	case len(ip) == IPv4len:
		return ip
	case len(ip) == IPv6len && string(ip[:12]) == mappedPrefix:
		return ip[12:16]
	}
	return nil
}

func (ip IP) To16() IP {
	switch len(ip) {
	case IPv4len:
		return IPv4(ip[0], ip[1], ip[2], ip[3])
	case IPv6len:
		return ip
	}
	return nil
}

// Equal takes the two forms of an IPv4 address for the same.
func (ip IP) Equal(x IP) bool {
	if len(ip) == len(x) {
		return bytes.Equal(ip, x)
	}
	a, b := ip.To4(), x.To4()
	return a != nil && b != nil && bytes.Equal(a, b)
}

// What kind of address it is.

func (ip IP) IsUnspecified() bool { return ip.Equal(IPv4zero) || ip.Equal(IPv6unspecified) }

func (ip IP) IsLoopback() bool {
	if v4 := ip.To4(); v4 != nil {
		return v4[0] == 127
	}
	return ip.Equal(IPv6loopback)
}

func (ip IP) IsPrivate() bool {
	if v4 := ip.To4(); v4 != nil {
		return v4[0] == 10 || v4[0] == 172 && v4[1]>>4 == 1 || v4[0] == 192 && v4[1] == 168
	}
	return len(ip) == IPv6len && ip[0]>>1 == 0xfc>>1
}

func (ip IP) IsMulticast() bool {
	if v4 := ip.To4(); v4 != nil {
		return v4[0]>>4 == 0xe
	}
	return len(ip) == IPv6len && ip[0] == 0xff
}

func (ip IP) IsInterfaceLocalMulticast() bool {
	return len(ip) == IPv6len && ip[0] == 0xff && ip[1]&15 == 1
}

func (ip IP) IsLinkLocalMulticast() bool {
	if v4 := ip.To4(); v4 != nil {
		return v4[0] == 224 && v4[1] == 0 && v4[2] == 0
	}
	return len(ip) == IPv6len && ip[0] == 0xff && ip[1]&15 == 2
}

func (ip IP) IsLinkLocalUnicast() bool {
	if v4 := ip.To4(); v4 != nil {
		return v4[0] == 169 && v4[1] == 254
	}
	return len(ip) == IPv6len && ip[0] == 0xfe && ip[1]>>6 == 2
}

func (ip IP) IsGlobalUnicast() bool {
	return (len(ip) == IPv4len || len(ip) == IPv6len) && !ip.Equal(IPv4bcast) && !ip.IsUnspecified() &&
		!ip.IsLoopback() && !ip.IsMulticast() && !ip.IsLinkLocalUnicast()
}

// DefaultMask is the mask of the class that an IPv4 address once had.
func (ip IP) DefaultMask() IPMask {
	v4 := ip.To4()
	switch {
	case v4 == nil:
		return nil
	case v4[0] < 0x80:
		return IPMask{0xff, 0, 0, 0}
	case v4[0] < 0xc0:
		return IPMask{0xff, 0xff, 0, 0}
	}
	return IPMask{0xff, 0xff, 0xff, 0}
}

// Mask keeps the bits of ip that mask has; nil if they do not fit.
func (ip IP) Mask(mask IPMask) IP {
	if len(mask) == IPv6len && len(ip) == IPv4len && string(mask[:12]) == strings.Repeat("\xff", 12) {
		mask = mask[12:]
	}
	if len(mask) == IPv4len && len(ip) == IPv6len {
		if v4 := ip.To4(); v4 != nil {
			ip = v4
		}
	}
	if len(ip) != len(mask) {
		return nil
	}
	out := make(IP, len(ip))
	for i := range out {
		out[i] = ip[i] & mask[i]
	}
	return out
}

// text is String without a word for no address.
func (ip IP) text() string {
	v4 := ip.To4()
	if v4 != nil {
		ip = v4
	}
	if a, ok := netip.AddrFromSlice(ip); ok {
		return a.String()
	}
	if len(ip) == 0 {
		return ""
	}
	return "?" + hex.EncodeToString(ip)
}

func (ip IP) String() string {
	if len(ip) == 0 {
		return "<nil>"
	}
	return ip.text()
}

func (ip IP) MarshalText() ([]byte, error) {
	if n := len(ip); n != 0 && n != IPv4len && n != IPv6len {
		return nil, &AddrError{Err: "invalid IP address", Addr: hex.EncodeToString(ip)}
	}
	return []byte(ip.text()), nil
}

func (ip *IP) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*ip = nil
		return nil
	}
	x := ParseIP(string(text))
	if x == nil {
		return &ParseError{Type: "IP address", Text: string(text)}
	}
	*ip = x
	return nil
}

// sameFamily reports whether both are IPv4 or both IPv6.
func (ip IP) sameFamily(x IP) bool {
	if ip.To4() != nil {
		return x.To4() != nil
	}
	return len(ip) == IPv6len && len(x) == IPv6len && x.To4() == nil
}

// Size returns how many bits of how many are set; 0, 0 if not the first ones.
func (m IPMask) Size() (ones, bits int) {
	if ones = m.ones(); ones < 0 {
		return 0, 0
	}
	return ones, 8 * len(m)
}

func (m IPMask) ones() int {
	n := 0
	for n < 8*len(m) && m[n/8]&(0x80>>(n%8)) != 0 {
		n++
	}
	for i := n; i < 8*len(m); i++ {
		if m[i/8]&(0x80>>(i%8)) != 0 {
			return -1
		}
	}
	return n
}

func (m IPMask) String() string {
	if len(m) == 0 {
		return "<nil>"
	}
	return hex.EncodeToString(m)
}

// parts returns number and mask in the same length, nil if they do not fit.
func (n *IPNet) parts() (ip IP, m IPMask) {
	ip, m = n.IP.To4(), n.Mask
	if ip == nil {
		ip = n.IP
	}
	if len(ip) == IPv4len && len(m) == IPv6len {
		m = m[12:]
	}
	if len(ip) != len(m) || len(ip) != IPv4len && len(ip) != IPv6len {
		return nil, nil
	}
	return ip, m
}

func (n *IPNet) Contains(ip IP) bool {
	number, m := n.parts()
	if v4 := ip.To4(); v4 != nil {
		ip = v4
	}
	if len(ip) != len(number) {
		return false
	}
	for i := range ip {
		if (number[i]^ip[i])&m[i] != 0 {
			return false
		}
	}
	return true
}

func (n *IPNet) Network() string { return "ip+net" }

func (n *IPNet) String() string {
	if n == nil {
		return "<nil>"
	}
	ip, m := n.parts()
	if ip == nil {
		return "<nil>"
	}
	ones := m.ones()
	if ones < 0 {
		return ip.String() + "/" + m.String()
	}
	return ip.String() + "/" + strconv.Itoa(ones)
}

// ParseIP reads an address without zone; IPv4 gets 16 bytes too. It returns
// nil if s is none.
func ParseIP(s string) IP {
	if ip, zone := parseIPZone(s); zone == "" {
		return ip
	}
	return nil
}

func parseIPZone(s string) (ip IP, zone string) {
	a, err := netip.ParseAddr(s)
	if err != nil {
		return nil, ""
	}
	b := a.As16()
	return b[:], a.Zone()
}

// ParseCIDR reads an address and a number of bits, as in 192.0.2.1/24, and
// returns the address and the network it is in.
func ParseCIDR(s string) (IP, *IPNet, error) {
	addr, bits, found := strings.Cut(s, "/")
	ip, err := netip.ParseAddr(addr)
	n, size, ok := decimal(bits)
	if !found || err != nil || ip.Zone() != "" || !ok || size != len(bits) || n > ip.BitLen() {
		return nil, nil, &ParseError{Type: "CIDR address", Text: s}
	}
	m := CIDRMask(n, ip.BitLen())
	b := ip.As16()
	return b[:], &IPNet{IP: IP(b[:]).Mask(m), Mask: m}, nil
}

// A HardwareAddr is the address of a card.
type HardwareAddr []byte

func (a HardwareAddr) String() string {
	b := make([]byte, 0, 3*len(a))
	for i, c := range a {
		if i > 0 {
			b = append(b, ':')
		}
		b = append(b, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
	}
	return string(b)
}

// ParseMAC reads an address of 6, 8 or 20 bytes in one of the forms
// 00:00:5e:00:53:01, 00-00-5e-00-53-01 and 0000.5e00.5301.
func ParseMAC(s string) (HardwareAddr, error) {
	bad := &AddrError{Err: "invalid MAC address", Addr: s}
	if len(s) < 14 {
		return nil, bad
	}
	group, sep := 2, s[2] // digits between two separators
	if sep != ':' && sep != '-' {
		group, sep = 4, '.'
	}
	if (len(s)+1)%(group+1) != 0 {
		return nil, bad
	}
	n := (len(s) + 1) / (group + 1) * group / 2
	if n != 6 && n != 8 && n != 20 {
		return nil, bad
	}
	digits := make([]byte, 0, 2*n)
	for i := 0; i < len(s); i++ {
		if i%(group+1) != group {
			digits = append(digits, s[i])
		} else if s[i] != sep {
			return nil, bad
		}
	}
	hw := make(HardwareAddr, n)
	if _, err := hex.Decode(hw, digits); err != nil {
		return nil, bad
	}
	return hw, nil
}

// decimal reads the digits s begins with, size of them. It gives up, with a
// big number, where no sensible one is that long.
func decimal(s string) (n, size int, ok bool) {
	const big = 0xFFFFFF
	for size < len(s) && '0' <= s[size] && s[size] <= '9' {
		n = n*10 + int(s[size]-'0')
		if n >= big {
			return big, size, false
		}
		size++
	}
	return n, size, size > 0
}
