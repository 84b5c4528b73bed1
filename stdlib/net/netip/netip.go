// Package netip has IP addresses, with and without port or prefix length, as
// small values that can be compared and used as keys of maps.
package netip

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
)

// An Addr is an IPv4 address, an IPv6 address with or without zone, or, the
// zero Addr, none at all.
type Addr struct {
	hi, lo uint64 // as an IPv6 address; IPv4 in the form ::ffff:a.b.c.d
	kind   uint8
	zone   string // of IPv6
}

const (
	kindNone = iota
	kind4
	kind6
)

const mapped = 0xffff << 32 // lo of ::ffff:0.0.0.0

func IPv6LinkLocalAllNodes() Addr   { return Addr{hi: 0xff02 << 48, lo: 1, kind: kind6} }
func IPv6LinkLocalAllRouters() Addr { return Addr{hi: 0xff02 << 48, lo: 2, kind: kind6} }
func IPv6Loopback() Addr            { return Addr{lo: 1, kind: kind6} }
func IPv6Unspecified() Addr         { return Addr{kind: kind6} }
func IPv4Unspecified() Addr         { return Addr{lo: mapped, kind: kind4} }

// AddrFrom4 returns the IPv4 address of these bytes.
func AddrFrom4(addr [4]byte) Addr {
	return Addr{lo: mapped | get(addr[:]), kind: kind4}
}

// AddrFrom16 returns the IPv6 address of these bytes, mapped IPv4 included.
func AddrFrom16(addr [16]byte) Addr {
	return Addr{hi: get(addr[:8]), lo: get(addr[8:]), kind: kind6}
}

// AddrFromSlice is AddrFrom4 or AddrFrom16, by length.
func AddrFromSlice(slice []byte) (ip Addr, ok bool) {
	switch len(slice) {
	case 4:
		return Addr{lo: mapped | get(slice), kind: kind4}, true
	case 16:
		return Addr{hi: get(slice[:8]), lo: get(slice[8:]), kind: kind6}, true
	}
	return Addr{}, false
}

// get and put are big-endian, of as many bytes as there are.
func get(b []byte) (v uint64) {
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v
}

func put(b []byte, v uint64) {
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = byte(v)
		v >>= 8
	}
}

// octet is byte i of an IPv4 address, group is group i of an IPv6 address.
func (ip Addr) octet(i int) byte { return byte(ip.lo >> (24 - 8*i)) }

func (ip Addr) group(i int) uint16 {
	if i < 4 {
		return uint16(ip.hi >> (48 - 16*i))
	}
	return uint16(ip.lo >> (112 - 16*i))
}

func (ip Addr) IsValid() bool { return ip.kind != kindNone }
func (ip Addr) Is4() bool     { return ip.kind == kind4 }
func (ip Addr) Is6() bool     { return ip.kind == kind6 }
func (ip Addr) Is4In6() bool  { return ip.kind == kind6 && ip.hi == 0 && ip.lo>>32 == 0xffff }
func (ip Addr) Zone() string  { return ip.zone }

// BitLen is 32, 128, or 0 for the zero Addr.
func (ip Addr) BitLen() int {
	switch ip.kind {
	case kind4:
		return 32
	case kind6:
		return 128
	}
	return 0
}

// Unmap returns the IPv4 address of a mapped one, else ip.
func (ip Addr) Unmap() Addr {
	if ip.Is4In6() {
		return Addr{lo: ip.lo, kind: kind4}
	}
	return ip
}

// WithZone returns an IPv6 address with another zone; IPv4 has none.
func (ip Addr) WithZone(zone string) Addr {
	if ip.kind == kind6 {
		ip.zone = zone
	}
	return ip
}

// Compare orders by length, then by bits, then by zone.
func (ip Addr) Compare(ip2 Addr) int {
	if c := cmp.Compare(ip.BitLen(), ip2.BitLen()); c != 0 {
		return c
	}
	if c := cmp.Compare(ip.hi, ip2.hi); c != 0 {
		return c
	}
	if c := cmp.Compare(ip.lo, ip2.lo); c != 0 {
		return c
	}
	return cmp.Compare(ip.zone, ip2.zone)
}

func (ip Addr) Less(ip2 Addr) bool { return ip.Compare(ip2) < 0 }

// What kind of address it is.

func (ip Addr) IsLinkLocalUnicast() bool {
	switch ip.kind {
	case kind4:
		return uint32(ip.lo)>>16 == 169<<8|254
	case kind6:
		return ip.hi>>54 == 0xfe80>>6
	}
	return false
}

func (ip Addr) IsLoopback() bool {
	switch ip.kind {
	case kind4:
		return ip.octet(0) == 127
	case kind6:
		return ip.hi == 0 && ip.lo == 1
	}
	return false
}

func (ip Addr) IsMulticast() bool {
	switch ip.kind {
	case kind4:
		return ip.octet(0)>>4 == 0xe
	case kind6:
		return ip.hi>>56 == 0xff
	}
	return false
}

func (ip Addr) IsInterfaceLocalMulticast() bool {
	return ip.kind == kind6 && ip.group(0)&0xff0f == 0xff01
}

func (ip Addr) IsLinkLocalMulticast() bool {
	switch ip.kind {
	case kind4:
		return uint32(ip.lo)>>8 == 224<<16
	case kind6:
		return ip.group(0)&0xff0f == 0xff02
	}
	return false
}

func (ip Addr) IsGlobalUnicast() bool {
	if ip.kind == kindNone || ip.IsUnspecified() || ip.kind == kind4 && uint32(ip.lo) == 1<<32-1 {
		return false
	}
	return !ip.IsLoopback() && !ip.IsMulticast() && !ip.IsLinkLocalUnicast()
}

func (ip Addr) IsPrivate() bool {
	switch ip.kind {
	case kind4:
		a, b := ip.octet(0), ip.octet(1)
		return a == 10 || a == 172 && b>>4 == 1 || a == 192 && b == 168
	case kind6:
		return ip.hi>>57 == 0xfc>>1
	}
	return false
}

func (ip Addr) IsUnspecified() bool { return ip == IPv4Unspecified() || ip == IPv6Unspecified() }

// As16 returns the bytes, of IPv4 in mapped form.
func (ip Addr) As16() (a16 [16]byte) {
	put(a16[:8], ip.hi)
	put(a16[8:], ip.lo)
	return a16
}

// As4 returns the bytes of an IPv4 or mapped address.
func (ip Addr) As4() (a4 [4]byte) {
	if ip.kind == kindNone {
		panic("As4 called on IP zero value")
	}
	if ip.kind != kind4 && !ip.Is4In6() {
		panic("As4 called on IPv6 address")
	}
	put(a4[:], ip.lo)
	return a4
}

// AsSlice returns 4 or 16 bytes, nil for the zero Addr.
func (ip Addr) AsSlice() []byte {
	switch ip.kind {
	case kind4:
		b := make([]byte, 4)
		put(b, ip.lo)
		return b
	case kind6:
		b := make([]byte, 16)
		put(b[:8], ip.hi)
		put(b[8:], ip.lo)
		return b
	}
	return nil
}

// Next and Prev return the neighbour, the zero Addr beyond the ends.
func (ip Addr) Next() Addr {
	ip.lo++
	if ip.lo == 0 {
		ip.hi++
	}
	if ip.kind == kind4 && uint32(ip.lo) == 0 || ip.kind != kind4 && ip.hi|ip.lo == 0 {
		return Addr{}
	}
	return ip
}

func (ip Addr) Prev() Addr {
	if ip.kind == kind4 && uint32(ip.lo) == 0 || ip.kind != kind4 && ip.hi|ip.lo == 0 {
		return Addr{}
	}
	if ip.lo == 0 {
		ip.hi--
	}
	ip.lo--
	return ip
}

// appendText writes an address without its zone.
func appendText(b []byte, hi, lo uint64, four bool) []byte

// text is appendText to a new string, and the zone.
func text(hi, lo uint64, four bool, zone string) string

func (ip Addr) String() string {
	if ip.kind == kindNone {
		return "invalid IP"
	}
	return text(ip.hi, ip.lo, ip.kind == kind4, ip.zone)
}

// AppendTo appends what MarshalText writes.
func (ip Addr) AppendTo(b []byte) []byte {
	if ip.kind == kindNone {
		return b
	}
	b = appendText(b, ip.hi, ip.lo, ip.kind == kind4)
	if ip.zone != "" {
		b = append(append(b, '%'), ip.zone...)
	}
	return b
}

// StringExpanded is String with all zeros of IPv6.
func (ip Addr) StringExpanded() string {
	if ip.kind != kind6 {
		return ip.String()
	}
	const hex = "0123456789abcdef"
	b := make([]byte, 0, 39+1+len(ip.zone))
	for i := range 8 {
		if i > 0 {
			b = append(b, ':')
		}
		g := ip.group(i)
		b = append(b, hex[g>>12], hex[g>>8&15], hex[g>>4&15], hex[g&15])
	}
	if ip.zone != "" {
		b = append(append(b, '%'), ip.zone...)
	}
	return string(b)
}

func (ip Addr) MarshalText() ([]byte, error) { return ip.AppendTo([]byte{}), nil }

func (ip *Addr) UnmarshalText(text []byte) (err error) {
	*ip = Addr{}
	if len(text) > 0 {
		*ip, err = ParseAddr(string(text))
	}
	return err
}

// binary is MarshalBinary with room for more at the end.
func (ip Addr) binary(more int) []byte {
	b := append(ip.AsSlice(), ip.zone...)
	return append(b, make([]byte, more)...)
}

func (ip Addr) MarshalBinary() ([]byte, error) { return append([]byte{}, ip.binary(0)...), nil }

func (ip *Addr) UnmarshalBinary(b []byte) error {
	zone := ""
	if len(b) > 16 {
		b, zone = b[:16], string(b[16:])
	}
	a, ok := AddrFromSlice(b)
	if !ok && len(b) != 0 {
		return errors.New("unexpected slice size")
	}
	*ip = a.WithZone(zone)
	return nil
}

// An AddrPort is an address and a port.
type AddrPort struct {
	ip   Addr
	port uint16
}

func AddrPortFrom(ip Addr, port uint16) AddrPort { return AddrPort{ip, port} }
func (p AddrPort) Addr() Addr                    { return p.ip }
func (p AddrPort) Port() uint16                  { return p.port }
func (p AddrPort) IsValid() bool                 { return p.ip.IsValid() }

// Compare orders by address, then by port.
func (p AddrPort) Compare(p2 AddrPort) int {
	if c := p.ip.Compare(p2.ip); c != 0 {
		return c
	}
	return cmp.Compare(p.port, p2.port)
}

func (p AddrPort) String() string {
	if !p.IsValid() {
		return "invalid AddrPort"
	}
	return string(p.AppendTo(nil))
}

func (p AddrPort) AppendTo(b []byte) []byte {
	switch p.ip.kind {
	case kindNone:
		return b
	case kind4:
		b = p.ip.AppendTo(b)
	default:
		b = append(p.ip.AppendTo(append(b, '[')), ']')
	}
	return strconv.AppendUint(append(b, ':'), uint64(p.port), 10)
}

func (p AddrPort) MarshalText() ([]byte, error) { return p.AppendTo([]byte{}), nil }

func (p *AddrPort) UnmarshalText(text []byte) (err error) {
	*p = AddrPort{}
	if len(text) > 0 {
		*p, err = ParseAddrPort(string(text))
	}
	return err
}

// MarshalBinary writes the address, then the port in little-endian order.
func (p AddrPort) MarshalBinary() ([]byte, error) {
	b := p.ip.binary(2)
	b[len(b)-2], b[len(b)-1] = byte(p.port), byte(p.port>>8)
	return b, nil
}

func (p *AddrPort) UnmarshalBinary(b []byte) error {
	n := len(b) - 2
	if n < 0 {
		return errors.New("unexpected slice size")
	}
	var ip Addr
	if err := ip.UnmarshalBinary(b[:n]); err != nil {
		return err
	}
	*p = AddrPort{ip, uint16(b[n]) | uint16(b[n+1])<<8}
	return nil
}

// A Prefix is an address and how many of its bits name the network.
type Prefix struct {
	ip   Addr
	bits int16 // -1: not a length of ip's
}

// PrefixFrom drops the zone; a length out of range makes the prefix invalid.
func PrefixFrom(ip Addr, bits int) Prefix {
	if bits < 0 || bits > ip.BitLen() {
		bits = -1
	}
	return Prefix{ip.WithZone(""), int16(bits)}
}

func (p Prefix) Addr() Addr { return p.ip }
func (p Prefix) Bits() int  { return int(p.bits) }

func (p Prefix) IsValid() bool    { return p.ip.IsValid() && p.bits >= 0 && int(p.bits) <= p.ip.BitLen() }
func (p Prefix) IsSingleIP() bool { return p.bits != 0 && int(p.bits) == p.ip.BitLen() }

// mask returns the first bits of an IPv6 address.
func mask(bits int) (hi, lo uint64) { return ^(^uint64(0) >> bits), ^uint64(0) << (128 - bits) }

// Prefix keeps the first b bits of ip.
func (ip Addr) Prefix(b int) (Prefix, error) {
	if b < 0 {
		return Prefix{}, errors.New("negative Prefix bits")
	}
	all := b
	switch ip.kind {
	case kindNone:
		return Prefix{}, nil
	case kind4:
		if b > 32 {
			return Prefix{}, errors.New("prefix length " + strconv.Itoa(b) + " too large for IPv4")
		}
		all += 96
	default:
		if b > 128 {
			return Prefix{}, errors.New("prefix length " + strconv.Itoa(b) + " too large for IPv6")
		}
	}
	hi, lo := mask(all)
	ip.hi &= hi
	ip.lo &= lo
	return PrefixFrom(ip, b), nil
}

// Masked returns p with the bits after its length zero.
func (p Prefix) Masked() Prefix {
	m, err := p.ip.Prefix(int(p.bits))
	if err != nil {
		return Prefix{}
	}
	return m
}

// Contains reports whether ip is in the network; an address with a zone, or
// mapped in a network of IPv4, is not.
func (p Prefix) Contains(ip Addr) bool {
	if !p.IsValid() || p.ip.kind != ip.kind || ip.zone != "" {
		return false
	}
	bits := int(p.bits)
	if ip.kind == kind4 {
		bits += 96
	}
	hi, lo := mask(bits)
	return (p.ip.hi^ip.hi)&hi|(p.ip.lo^ip.lo)&lo == 0
}

// Overlaps reports whether some address is in both.
func (p Prefix) Overlaps(o Prefix) bool {
	if !p.IsValid() || !o.IsValid() {
		return false
	}
	if p.bits > o.bits {
		p, o = o, p
	}
	return p.Contains(o.ip)
}

func (p Prefix) AppendTo(b []byte) []byte {
	if p == (Prefix{}) {
		return b
	}
	if !p.IsValid() {
		return append(b, "invalid Prefix"...)
	}
	return strconv.AppendUint(append(p.ip.AppendTo(b), '/'), uint64(p.bits), 10)
}

func (p Prefix) MarshalText() ([]byte, error) { return p.AppendTo([]byte{}), nil }

func (p *Prefix) UnmarshalText(text []byte) (err error) {
	*p = Prefix{}
	if len(text) > 0 {
		*p, err = ParsePrefix(string(text))
	}
	return err
}

// MarshalBinary writes the address, then a byte of length.
func (p Prefix) MarshalBinary() ([]byte, error) {
	b := p.ip.binary(1)
	b[len(b)-1] = byte(p.bits)
	return b, nil
}

func (p *Prefix) UnmarshalBinary(b []byte) error {
	n := len(b) - 1
	if n < 0 {
		return errors.New("unexpected slice size")
	}
	var ip Addr
	if err := ip.UnmarshalBinary(b[:n]); err != nil {
		return err
	}
	*p = PrefixFrom(ip, int(b[n]))
	return nil
}

func (p Prefix) String() string {
	if !p.IsValid() {
		return "invalid Prefix"
	}
	return p.ip.String() + "/" + strconv.Itoa(int(p.bits))
}

// ParseAddrPort reads an address and a decimal port: "1.2.3.4:80", "[::1]:80".
func ParseAddrPort(s string) (AddrPort, error) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return AddrPort{}, errors.New("not an ip:port")
	}
	host, port := s[:i], s[i+1:]
	if host == "" {
		return AddrPort{}, errors.New("no IP")
	}
	if port == "" {
		return AddrPort{}, errors.New("no port")
	}
	brackets := host[0] == '['
	if brackets {
		if len(host) < 2 || host[len(host)-1] != ']' {
			return AddrPort{}, errors.New("missing ]")
		}
		host = host[1 : len(host)-1]
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return AddrPort{}, errors.New("invalid port " + strconv.Quote(port) + " parsing " + strconv.Quote(s))
	}
	ip, err := ParseAddr(host)
	if err != nil {
		return AddrPort{}, err
	}
	switch {
	case brackets && ip.Is4():
		return AddrPort{}, errors.New("invalid ip:port " + strconv.Quote(s) + ", square brackets can only be used with IPv6 addresses")
	case !brackets && ip.Is6():
		return AddrPort{}, errors.New("invalid ip:port " + strconv.Quote(s) + ", IPv6 addresses must be surrounded by square brackets")
	}
	return AddrPort{ip, uint16(number)}, nil
}

func MustParseAddrPort(s string) AddrPort {
	p, err := ParseAddrPort(s)
	if err != nil {
		panic(err)
	}
	return p
}

// ParsePrefix reads an address without zone, a slash and a number of bits.
func ParsePrefix(s string) (Prefix, error) {
	fail := func(why string) (Prefix, error) {
		return Prefix{}, errors.New("netip.ParsePrefix(" + strconv.Quote(s) + "): " + why)
	}
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return fail("no '/'")
	}
	ip, err := ParseAddr(s[:i])
	if err != nil {
		return fail(err.Error())
	}
	if ip.zone != "" {
		return fail("IPv6 zones cannot be present in a prefix")
	}
	bits, err := strconv.Atoi(s[i+1:])
	if err != nil {
		return fail("bad bits after slash: " + strconv.Quote(s[i+1:]))
	}
	if bits < 0 || bits > ip.BitLen() {
		return fail("prefix length out of range")
	}
	return PrefixFrom(ip, bits), nil
}

func MustParsePrefix(s string) Prefix {
	p, err := ParsePrefix(s)
	if err != nil {
		panic(err)
	}
	return p
}
