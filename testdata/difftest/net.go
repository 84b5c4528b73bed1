// run -- 1 200
// net, netip: addresses, networks, ports and cards as text, right and wrong.
package main

import (
	"bufio"
	"fmt"
	"math/rand"
	"net"
	"net/netip"
	"os"
	"strconv"
)

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	cases, _ := strconv.Atoi(os.Args[2])
	r := rand.New(rand.NewSource(seed))
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	pieces := []string{"1", "0", "255", "256", "00", "ffff", "10000", "abcd", ":", "::", ".", ".", ":", "%", "e0", "/", "8", "33", "[", "]", "g", "-", " ", "01", "::ffff:", "1.2.3.4", "fe80", "%eth0", ":80", "65536"}
	for i := 0; i < cases; i++ {
		s := ""
		for n := r.Intn(12); n >= 0; n-- {
			s += pieces[r.Intn(len(pieces))]
		}
		if i%3 == 0 { // more often right
			s = fmt.Sprintf("%x:%x::%x", r.Intn(70000), r.Intn(3), r.Intn(70000))
			if i%2 == 0 {
				s = fmt.Sprintf("%d.%d.%d.%d/%d", r.Intn(260), r.Intn(260), r.Intn(256), r.Intn(256), r.Intn(40))
			}
		}
		a, err := netip.ParseAddr(s)
		fmt.Fprintln(w, s, a, err, a.Is4(), a.IsPrivate(), a.IsGlobalUnicast(), a.IsLoopback(), a.IsMulticast(), a.IsLinkLocalUnicast())
		p, err := netip.ParsePrefix(s)
		fmt.Fprintln(w, p, err, p.Masked(), p.Contains(a))
		ap, err := netip.ParseAddrPort(s)
		fmt.Fprintln(w, ap, err)
		fmt.Fprintln(w, net.ParseIP(s))
		ip, n, err := net.ParseCIDR(s)
		fmt.Fprintln(w, ip, n, err)
		h, pt, err := net.SplitHostPort(s)
		fmt.Fprintln(w, h, pt, err)
		m, err := net.ParseMAC(s)
		fmt.Fprintln(w, m, err)
		var b [16]byte
		for j := range b {
			if r.Intn(2) == 0 {
				b[j] = byte(r.Intn(256))
			}
		}
		fmt.Fprintln(w, net.IP(b[:]), netip.AddrFrom16(b), net.IPMask(b[:4]), net.IP(b[:4]).Mask(net.CIDRMask(r.Intn(33), 32)), netip.AddrFrom16(b).Next(), netip.AddrFrom16(b).Prev())
	}
}
