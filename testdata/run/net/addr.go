// run
package main

import (
	"fmt"
	"net"
	"net/netip"
)

func ips() {
	for _, s := range []string{
		"1.2.3.4", "0.0.0.0", "255.255.255.255", "256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.", ".1.2.3", "1..2.3", "", "x", "1.2.3.4x",
		"::", "::1", "1::", "fe80::1%eth0", "2001:db8::ff00:42:8329", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:0:0:2:0:0:0:3",
		"::ffff:1.2.3.4", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6:7:8:9", "1:2", "12345::", "::1::", ":1", "1:", "::g", "::1.2.3",
		"FE80::ABCD", "::00001", "1:2:3:4:5:6:7:8::",
	} {
		ip := net.ParseIP(s)
		fmt.Printf("%q: %v %d %v %v\n", s, ip, len(ip), ip.To4(), ip.DefaultMask())
		a, err := netip.ParseAddr(s)
		fmt.Println("   ", a, err, a.BitLen(), a.Is4In6(), a.StringExpanded())
	}
	for _, ip := range []net.IP{nil, {1}, {1, 2, 3, 4}, net.IPv4bcast, net.IPv4allsys, net.IPv6loopback, net.IPv6linklocalallrouters, make(net.IP, 16), make(net.IP, 5)} {
		text, err := ip.MarshalText()
		fmt.Println(ip, string(text), err, ip.IsGlobalUnicast(), ip.IsLoopback(), ip.IsMulticast(), ip.IsUnspecified(), ip.IsPrivate(),
			ip.IsLinkLocalMulticast(), ip.IsLinkLocalUnicast(), ip.IsInterfaceLocalMulticast(), ip.Equal(ip.To16()), ip.Mask(net.CIDRMask(9, 32)))
	}
	var ip net.IP
	for _, text := range []string{"10.1.2.3", "bad", ""} {
		err := ip.UnmarshalText([]byte(text))
		fmt.Println(ip, err)
	}
}

func networks() {
	for _, s := range []string{"192.0.2.1/24", "10.0.0.0/8", "1.2.3.4/0", "1.2.3.4/32", "1.2.3.4/33", "1.2.3.4", "1.2.3.4/", "1.2.3.4/x", "1.2.3.4/-1", "1.2.3.4/1x",
		"2001:db8::/32", "::1/128", "::1/129", "::ffff:1.2.3.4/100", "/24", "a/b/c", "fe80::1%eth0/64"} {
		ip, n, err := net.ParseCIDR(s)
		fmt.Println(ip, n, err)
		if err == nil {
			ones, bits := n.Mask.Size()
			fmt.Println("   ", n.Mask, ones, bits, n.Contains(ip), n.Contains(net.IPv4(1, 2, 3, 4)), n.Network())
		}
		p, err := netip.ParsePrefix(s)
		fmt.Println("   ", p, err, p.Masked(), p.IsSingleIP(), p.Contains(netip.MustParseAddr("1.2.3.4")))
	}
	fmt.Println(net.CIDRMask(33, 32), net.CIDRMask(1, 31), net.CIDRMask(-1, 32), net.CIDRMask(77, 128), net.IPv4Mask(255, 0, 255, 0))
	n := net.IPNet{IP: net.IPv4(1, 2, 3, 4), Mask: net.IPv4Mask(255, 0, 255, 0)}
	fmt.Println(n.String(), &net.IPNet{}, (*net.IPNet)(nil), &net.IPNet{IP: net.IPv6loopback, Mask: net.CIDRMask(8, 32)})
}

func cards() {
	for _, s := range []string{"00:00:5e:00:53:01", "02-00-5E-10-00-00-00-01", "0000.5e00.5301", "0200.5e10.0000.0001", "00:00:5e:00:53", "00:00:5e-00:53:01", "00:00:5e:00:53:0g",
		"0000.5e00.530", "00:00:00:00:fe:80:00:00:00:00:00:00:02:00:5e:10:00:00:00:01", "000000000000", "0:0:0:0:0:0:0:0"} {
		hw, err := net.ParseMAC(s)
		fmt.Println(hw, len(hw), err)
	}
	fmt.Printf("%q %v\n", net.HardwareAddr(nil).String(), net.Flags(0))
	fmt.Println(net.FlagUp|net.FlagLoopback|net.FlagMulticast, net.FlagBroadcast|net.FlagPointToPoint)
}

func hostPorts() {
	for _, s := range []string{"a:1", "a", "a:b:c", "[::1]:80", "[::1]", "[::1", "[::1]x:80", "[::1]:80:90", "[a]:", ":", "", "[]:0", "a]:1", "a[:1", "[[a]]:1", "[a]]:1", "::1:80", "h%z:1"} {
		host, port, err := net.SplitHostPort(s)
		fmt.Printf("%q %q %v\n", host, port, err)
		ap, err := netip.ParseAddrPort(s)
		fmt.Println("   ", ap, err)
	}
	fmt.Println(net.JoinHostPort("a", "b"), net.JoinHostPort("::1", "80"), net.JoinHostPort("fe80::1%lo", ""))
	for _, s := range []string{"1.2.3.4:5", "[::1]:65535", "1.2.3.4:65536", "[1.2.3.4]:5", "1.2.3.4:", ":5", "[::1%z]:1", "1.2.3.4:-1", "[::ffff:1.2.3.4]:9"} {
		ap, err := netip.ParseAddrPort(s)
		fmt.Println(ap, err, ap.IsValid(), net.TCPAddrFromAddrPort(ap), net.UDPAddrFromAddrPort(ap).AddrPort())
		b, _ := ap.MarshalBinary()
		var back netip.AddrPort
		fmt.Println("   ", b, back.UnmarshalBinary(b), back == ap, back.UnmarshalBinary(b[:1]))
	}
}

func resolving() {
	for _, c := range [][2]string{{"tcp", "127.0.0.1:80"}, {"tcp4", "[::1]:80"}, {"tcp6", "127.0.0.1:80"}, {"tcp", ":http"}, {"tcp", "127.0.0.1:70000"}, {"tcp", "127.0.0.1:-1"},
		{"tcp", "127.0.0.1"}, {"", "1.2.3.4:5"}, {"udp", "1.2.3.4:5"}, {"tcp", ""}, {"tcp", "[::]:1"}, {"tcp", "0.0.0.0:"}, {"tcp", "[fe80::1%lo]:7"}} {
		a, err := net.ResolveTCPAddr(c[0], c[1])
		fmt.Println(a, err)
	}
	fmt.Println(net.ResolveUDPAddr("udp", "1.2.3.4:domain"))
	fmt.Println(net.ResolveUDPAddr("tcp", "1.2.3.4:1"))
	fmt.Println(net.ResolveIPAddr("ip4:icmp", "1.2.3.4"))
	fmt.Println(net.ResolveIPAddr("ip4:nothing", "1.2.3.4"))
	fmt.Println(net.ResolveIPAddr("ip6", "1.2.3.4"))
	fmt.Println(net.ResolveIPAddr("icmp", "1.2.3.4"))
	fmt.Println(net.ResolveUnixAddr("unixgram", "@x"))
	fmt.Println(net.ResolveUnixAddr("tcp", "@x"))
	fmt.Println(net.LookupPort("tcp", "https"))
	fmt.Println(net.LookupPort("udp", "DOMAIN"))
	fmt.Println(net.LookupPort("tcp", "99999"))
	fmt.Println(net.LookupPort("tcp", ""))
	fmt.Println(net.LookupPort("foo", "x"))
	fmt.Println(net.LookupHost(""))
	fmt.Println(net.LookupHost("::1"))
	fmt.Println(net.LookupHost("bad..name"))
	fmt.Println(net.LookupAddr("nonsense"))
	var t *net.TCPAddr
	var u *net.UDPAddr
	var i *net.IPAddr
	var x *net.UnixAddr
	fmt.Println(t, u, i, x, t.AddrPort(), &net.TCPAddr{}, &net.UDPAddr{IP: net.IP{1}, Port: -3, Zone: "z"}, &net.IPAddr{IP: net.IPv6loopback, Zone: "z"}, &net.UnixAddr{Name: "n", Net: "unix"})
}

func small() {
	a := netip.MustParseAddr("10.255.255.255")
	fmt.Println(a.Next(), a.Prev(), netip.MustParseAddr("255.255.255.255").Next(), netip.IPv4Unspecified().Prev(), netip.MustParseAddr("::ffff:ffff:ffff:ffff").Next(), netip.MustParseAddr("::1:0:0:0:0").Prev())
	fmt.Println(a.Compare(netip.MustParseAddr("::1")), a.Less(a.Next()), netip.MustParseAddr("fe80::1%a").Compare(netip.MustParseAddr("fe80::1%b")), netip.Addr{}.Compare(a))
	fmt.Println(a.IsPrivate(), netip.MustParseAddr("fd00::1").IsPrivate(), netip.IPv6LinkLocalAllNodes().IsLinkLocalMulticast(), netip.Addr{}.IsValid(), netip.Addr{}, netip.Prefix{}, netip.AddrPort{})
	for _, bits := range []int{-1, 0, 1, 24, 32, 33, 129} {
		p, err := a.Prefix(bits)
		q, err2 := netip.MustParseAddr("2001:db8::1").Prefix(bits)
		fmt.Println(p, err, q, err2, netip.PrefixFrom(a, bits), p.Overlaps(netip.MustParsePrefix("10.0.0.0/8")), netip.PrefixFrom(a, bits).Bits())
	}
	z := netip.MustParseAddr("fe80::1%eth0")
	b, _ := z.MarshalBinary()
	var back netip.Addr
	fmt.Println(b, back.UnmarshalBinary(b), back == z, back.Zone(), z.WithZone("").Zone() == "", back.UnmarshalBinary(b[:7]), back)
	m := map[netip.Addr]int{z: 1, a: 2, netip.MustParseAddr("::ffff:10.255.255.255"): 3}
	fmt.Println(m[z], m[a], m[netip.MustParseAddr("::ffff:10.255.255.255")], m[netip.MustParseAddr("::ffff:10.255.255.255").Unmap()], m[z.WithZone("x")])
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(z.As4())
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		netip.MustParsePrefix("1.2.3.4/40")
	}()
}

func main() {
	ips()
	networks()
	cards()
	hostPorts()
	resolving()
	small()
}
