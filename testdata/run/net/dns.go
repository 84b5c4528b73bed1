// run -stress=no
package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sort"
	"strings"
	"sync"
	"time"
)

// A server of names made up here, over packets and streams.

type record struct {
	name string
	typ  uint16
	data []byte
}

func name(s string) []byte {
	var b []byte
	for _, l := range strings.Split(strings.TrimSuffix(s, "."), ".") {
		b = append(append(b, byte(len(l))), l...)
	}
	return append(b, 0)
}

func num(v ...uint16) (b []byte) {
	for _, x := range v {
		b = append(b, byte(x>>8), byte(x))
	}
	return b
}

func cat(parts ...[]byte) (b []byte) {
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

const (
	tA, tNS, tCNAME, tPTR, tMX, tTXT, tAAAA, tSRV = 1, 2, 5, 12, 15, 16, 28, 33
)

var self = []byte{0xc0, 12} // a pointer to the name of the question

var zone = map[string][]record{
	"host.test.":  {{"", tA, []byte{192, 0, 2, 1}}, {"", tA, []byte{192, 0, 2, 2}}, {"", tAAAA, net.ParseIP("2001:db8::1")}},
	"four.test.":  {{"", tA, []byte{192, 0, 2, 4}}},
	"alias.test.": {{"", tCNAME, name("host.test.")}, {"host.test.", tA, []byte{192, 0, 2, 1}}},
	"only.test.":  {{"", tCNAME, name("gone.test.")}},
	"mail.test.":  {{"", tMX, cat(num(20), name("b.mail.test."))}, {"", tMX, cat(num(10), []byte{1, 'a'}, self)}, {"", tMX, cat(num(5), name("bad name."))}},
	"good.test.":  {{"", tMX, cat(num(20), name("b.mail.test."))}, {"", tMX, cat(num(10), []byte{1, 'a'}, self)}},
	"ns.test.":    {{"", tNS, cat([]byte{3, 'n', 's', '1'}, self)}, {"", tTXT, []byte("\x03abc")}, {"", tNS, name("ns2.elsewhere.")}},
	"txt.test.":   {{"", tTXT, []byte("\x05first\x06second")}, {"", tTXT, []byte("\x03one")}, {"", tTXT, []byte{0}}},
	"_http._tcp.srv.test.": {
		{"", tSRV, cat(num(2, 10, 80), name("c.srv.test."))}, {"", tSRV, cat(num(1, 0, 81), name("a.srv.test."))}, {"", tSRV, cat(num(3, 5, 82), name("."))[:6+1]},
	},
	"4.2.0.192.in-addr.arpa.": {{"", tPTR, name("four.test.")}, {"", tPTR, name("other.test.")}},
	"short.test.":             {{"", tA, []byte{1, 2}}},
	"badtxt.test.":            {{"", tTXT, []byte("\x09abc")}},
	"loop.test.":              {{"", tNS, []byte{0xc0, 12 + 10 + 16}}},
	"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.": {{"", tPTR, name("six.test.")}},
}

var mu sync.Mutex
var asked []string

// answer returns nil for names that get no reply.
func answer(q []byte, stream bool) []byte {
	end := 12
	var labels []string
	for q[end] != 0 {
		labels = append(labels, string(q[end+1:end+1+int(q[end])]))
		end += 1 + int(q[end])
	}
	full := strings.Join(labels, ".") + "."
	typ := binary.BigEndian.Uint16(q[end+1:])
	mu.Lock()
	asked = append(asked, fmt.Sprint(full, " ", typ, " ", stream))
	mu.Unlock()
	flags, records := uint16(0x8180), zone[full]
	switch full {
	case "silent.test.":
		return nil
	case "fail.test.":
		flags |= 2
	case "refused.test.":
		flags |= 5
	case "lame.test.":
		flags &^= 0x80
	case "big.test.":
		if !stream {
			flags |= 0x200
		} else {
			records = []record{{"", tA, []byte{192, 0, 2, 99}}, {"", tTXT, []byte("\x03big")}}
		}
	case "empty.test.":
	default:
		if records == nil {
			flags |= 3
		}
	}
	var body []byte
	n := 0
	for _, r := range records {
		if r.typ != typ && r.typ != tCNAME && full != "alias.test." && full != "ns.test." {
			continue
		}
		n++
		owner := self
		if r.name != "" {
			owner = name(r.name)
		}
		body = append(body, cat(owner, num(r.typ, 1, 0, 60, uint16(len(r.data))), r.data)...)
	}
	reply := cat(q[:2], num(flags, 1, uint16(n), 0, 0), q[12:end+5], body)
	if full == "four.test." && !stream {
		reply = append(reply, 0) // whatever follows
	}
	return reply
}

func serve(p net.PacketConn, l net.Listener) {
	go func() {
		b := make([]byte, 2000)
		for {
			n, from, err := p.ReadFrom(b)
			if err != nil {
				return
			}
			if r := answer(b[:n], false); r != nil {
				p.WriteTo([]byte("noise"), from) // not a message
				wrong := append([]byte{r[0] ^ 1}, r[1:]...)
				p.WriteTo(wrong, from) // to another question
				p.WriteTo(r, from)
			}
		}
	}()
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		var size [2]byte
		io.ReadFull(c, size[:])
		q := make([]byte, binary.BigEndian.Uint16(size[:]))
		io.ReadFull(c, q)
		r := answer(q, true)
		c.Write(cat(num(uint16(len(r))), r))
		c.Close()
	}
}

func show(what string, v any, err error) {
	var d *net.DNSError
	if errors.As(err, &d) {
		c := *d
		c.Server = ""
		err = &c
		fmt.Println(what, v, err, "timeout", c.IsTimeout, "temporary", c.IsTemporary, "not found", c.IsNotFound)
		return
	}
	fmt.Println(what, v, err)
}

func main() {
	p, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go serve(p, l)
	r := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		var d net.Dialer
		if network == "udp" {
			return d.DialContext(ctx, "udp", p.LocalAddr().String())
		}
		return d.DialContext(ctx, "tcp", l.Addr().String())
	}}
	ctx := context.Background()
	for _, host := range []string{"host.test.", "four.test.", "HOST.test.", "none.test.", "empty.test.", "fail.test.", "refused.test.", "lame.test.", "big.test.", "short.test.", "bad..test.", "-x.test."} {
		addrs, err := r.LookupHost(ctx, host)
		sort.Strings(addrs)
		show(host, addrs, err)
	}
	ips, err := r.LookupIP(ctx, "ip4", "host.test.")
	sort.Slice(ips, func(i, j int) bool { return ips[i].String() < ips[j].String() })
	show("ip4", ips, err)
	ips, err = r.LookupIP(ctx, "ip6", "host.test.")
	show("ip6", ips, err)
	ips, err = r.LookupIP(ctx, "ip6", "four.test.")
	show("ip6", ips, err)
	ips, err = r.LookupIP(ctx, "tcp", "four.test.")
	show("tcp", ips, err)
	nips, err := r.LookupNetIP(ctx, "ip4", "four.test.")
	show("netip", nips, err)
	ipas, err := r.LookupIPAddr(ctx, "alias.test.")
	show("alias", ipas, err)
	cname, err := r.LookupCNAME(ctx, "alias.test.")
	show("cname", cname, err)
	cname, err = r.LookupCNAME(ctx, "none.test.")
	show("cname", cname, err)
	for _, host := range []string{"mail.test.", "good.test.", "none.test.", "host.test."} {
		mx, err := r.LookupMX(ctx, host)
		var list []string
		for _, m := range mx {
			list = append(list, fmt.Sprint(m.Host, m.Pref))
		}
		show("mx", list, err)
	}
	for _, host := range []string{"ns.test.", "loop.test.", "empty.test."} {
		ns, err := r.LookupNS(ctx, host)
		var list []string
		for _, n := range ns {
			list = append(list, n.Host)
		}
		show("ns", list, err)
	}
	for _, host := range []string{"txt.test.", "badtxt.test.", "fail.test.", "big.test."} {
		txt, err := r.LookupTXT(ctx, host)
		show("txt", fmt.Sprintf("%q", txt), err)
	}
	for _, service := range []string{"http", "none"} {
		cname, srv, err := r.LookupSRV(ctx, service, "tcp", "srv.test.")
		var list []string
		for _, s := range srv {
			list = append(list, fmt.Sprint(*s))
		}
		show("srv "+cname, list, err)
	}
	for _, addr := range []string{"192.0.2.4", "2001:db8::1", "192.0.2.77", "nonsense"} {
		names, err := r.LookupAddr(ctx, addr)
		show("addr", names, err)
	}
	short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	addrs, err := r.LookupHost(short, "silent.test.")
	var d *net.DNSError
	fmt.Println("silent", addrs, errors.As(err, &d) && d.Timeout())
	cancel()
	over, cancel := context.WithCancel(ctx)
	time.AfterFunc(10*time.Millisecond, cancel)
	ipas, err = r.LookupIPAddr(over, "silent.test.")
	show("canceled", ipas, err)
	// Many at once ask once.
	mu.Lock()
	asked = nil
	mu.Unlock()
	var wg sync.WaitGroup
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			list, err := r.LookupIPAddr(ctx, "four.test.")
			if err != nil || len(list) != 1 {
				fmt.Println(list, err)
			}
		}()
	}
	wg.Wait()
	mu.Lock()
	fmt.Println("asked", len(asked) < 50)
	mu.Unlock()
	c, err := (&net.Dialer{Resolver: r}).Dial("tcp", "none.test.:80")
	fmt.Println(c != nil)
	show("dial", "", err)
	var oe *net.OpError
	fmt.Println(errors.As(err, &oe) && oe.Op == "dial" && oe.Addr == nil)
}
