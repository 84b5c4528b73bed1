package net

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	errLameReferral    = errors.New("lame referral")
	errCannotUnmarshal = errors.New("cannot unmarshal DNS message")
	errCannotMarshal   = errors.New("cannot marshal DNS message")
	errMisbehaving     = errors.New("server misbehaving")
	errMisbehavingNow  = errors.New("server misbehaving")
	errInvalidResponse = errors.New("invalid DNS response")
	errNoAnswer        = errors.New("no answer from DNS server")
)

func fastrandu() uint

// randIntn returns a number below n.
func randIntn(n int) int { return int(fastrandu()>>1) % n }

// ask puts one question to one server, over TCP if the reply does not fit a
// packet.
func (r *Resolver) ask(ctx context.Context, c *dnsConfig, server, name string, typ uint16) (*dnsReply, error) {
	id := uint16(fastrandu())
	question, ok := newQuestion(id, name, typ)
	if !ok {
		return nil, errCannotMarshal
	}
	networks := []string{"udp", "tcp"}
	if c.useTCP {
		networks = networks[1:]
	}
	for _, network := range networks {
		reply, err := r.exchange(ctx, network, server, question, c.timeout, func(reply *dnsReply) bool {
			return reply.answersTo(id, name, typ)
		})
		if err != nil {
			return nil, mapErr(err)
		}
		if reply.flags&flagTruncated == 0 {
			return reply, nil
		}
	}
	return nil, errNoAnswer
}

func (r *Resolver) exchange(ctx context.Context, network, server string, question []byte, timeout time.Duration, matches func(*dnsReply) bool) (*dnsReply, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	dial := new(Dialer).DialContext
	if r != nil && r.Dial != nil {
		dial = r.Dial
	}
	c, err := dial(ctx, network, server)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	if d, ok := ctx.Deadline(); ok {
		c.SetDeadline(d)
	}
	if _, packets := c.(PacketConn); packets {
		if _, err := c.Write(question[2:]); err != nil {
			return nil, err
		}
		b := make([]byte, maxPacket)
		for {
			n, err := c.Read(b)
			if err != nil {
				return nil, err
			}
			// Anyone can send packets: what is not the reply is nothing.
			if reply := parseReply(b[:n]); reply != nil && matches(reply) {
				return reply, nil
			}
		}
	}
	if _, err := c.Write(question); err != nil {
		return nil, err
	}
	var size [2]byte
	if _, err := io.ReadFull(c, size[:]); err != nil {
		return nil, err
	}
	b := make([]byte, int(size[0])<<8|int(size[1]))
	if _, err := io.ReadFull(c, b); err != nil {
		return nil, err
	}
	reply := parseReply(b)
	switch {
	case reply == nil:
		return nil, errCannotUnmarshal
	case !matches(reply):
		return nil, errInvalidResponse
	}
	return reply, nil
}

// check returns what is wrong with a reply to a question of that type.
func (reply *dnsReply) check(typ uint16) error {
	code := reply.flags & maskCode
	none := len(reply.answers) == 0
	switch {
	case code == codeNoName:
		return errNoSuchHost
	case none && reply.broken:
		return errCannotUnmarshal
	case code == codeServerFailure:
		return errMisbehavingNow
	case code != 0:
		return errMisbehaving
	case none && reply.flags&(flagAuthoritative|flagCanRecurse) == 0:
		return errLameReferral
	}
	for _, a := range reply.answers {
		if a.typ == typ {
			return nil
		}
	}
	if reply.broken {
		return errCannotUnmarshal
	}
	return errNoSuchHost
}

// askAll asks one server after the other, each several times.
func (r *Resolver) askAll(ctx context.Context, c *dnsConfig, name string, typ uint16) (*dnsReply, string, error) {
	var last error
	first := c.first()
	for range c.attempts {
		for i := range c.servers {
			server := c.servers[(first+i)%len(c.servers)]
			reply, err := r.ask(ctx, c, server, name, typ)
			if err != nil {
				last = dnsError(err, name, server)
				if ctx.Err() != nil {
					return nil, "", last
				}
				continue
			}
			switch err = reply.check(typ); err {
			case nil:
				return reply, server, nil
			case errNoSuchHost:
				return reply, server, &DNSError{Err: err.Error(), Name: name, Server: server, IsNotFound: true}
			}
			last = &DNSError{Err: err.Error(), Name: name, Server: server, IsTemporary: err == errMisbehavingNow}
		}
	}
	return nil, "", last
}

func (r *Resolver) strict(err error) bool { return r.strictErrors() && isTemporary(err) }

// lookup asks for name in all domains to search. each is called with the
// records of the type; it returns false if it cannot read one, which makes
// an error with that text, about the name asked.
func (r *Resolver) lookup(ctx context.Context, name string, typ uint16, asked, unreadable string, each func(*dnsReply, dnsRecord) bool) error {
	if !isDomainName(name) {
		return noSuchHost(name)
	}
	c := currentDNSConfig()
	var reply *dnsReply
	var server string
	var err error = noSuchHost(name)
	for _, full := range c.names(name) {
		reply, server, err = r.askAll(ctx, c, full, typ)
		if err == nil || r.strict(err) {
			break
		}
	}
	if err != nil {
		if e, ok := err.(*DNSError); ok {
			e.Name = name
		}
		return err
	}
	good := true
	for _, a := range reply.answers {
		if a.typ == typ && good {
			good = each(reply, a)
		}
	}
	if !good || reply.broken {
		return &DNSError{Err: unreadable, Name: asked, Server: server}
	}
	return nil
}

const (
	cannotUnmarshal = "cannot unmarshal DNS message"
	cannotMarshal   = "cannot marshal DNS message"
)

func (r *Resolver) lookupSRV(ctx context.Context, service, proto, name string) (cname string, list []*SRV, err error) {
	target := name
	if service != "" || proto != "" {
		target = "_" + service + "._" + proto + "." + name
	}
	err = r.lookup(ctx, target, typeSRV, name, cannotUnmarshal, func(reply *dnsReply, a dnsRecord) bool {
		priority, _ := a.number(0)
		weight, _ := a.number(2)
		port, ok := a.number(4)
		host, ok2 := reply.host(a, 6)
		if cname == "" {
			cname = a.name
		}
		list = append(list, &SRV{Target: host, Port: port, Priority: priority, Weight: weight})
		return ok && ok2
	})
	if err != nil {
		return "", nil, err
	}
	byWeight(list)
	return cname, list, nil
}

// byWeight orders by priority, and servers of the same priority by chance,
// of which each has as much as its weight.
func byWeight(list []*SRV) {
	slices.SortFunc(list, func(a, b *SRV) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.Weight, b.Weight))
	})
	for len(list) > 0 {
		end, sum := 0, 0
		for end < len(list) && list[end].Priority == list[0].Priority {
			sum += int(list[end].Weight)
			end++
		}
		for group := list[:end]; sum > 0 && len(group) > 1; group = group[1:] {
			i := 0
			for n := randIntn(sum) - int(group[0].Weight); n >= 0; n -= int(group[i].Weight) {
				i++
			}
			group[0], group[i] = group[i], group[0]
			sum -= int(group[0].Weight)
		}
		list = list[end:]
	}
}

func (r *Resolver) lookupMX(ctx context.Context, name string) (list []*MX, err error) {
	err = r.lookup(ctx, name, typeMX, name, cannotUnmarshal, func(reply *dnsReply, a dnsRecord) bool {
		pref, ok := a.number(0)
		host, ok2 := reply.host(a, 2)
		list = append(list, &MX{Host: host, Pref: pref})
		return ok && ok2
	})
	if err != nil {
		return nil, err
	}
	// Among equals, chance decides.
	for i := range list {
		j := randIntn(i + 1)
		list[i], list[j] = list[j], list[i]
	}
	slices.SortStableFunc(list, func(a, b *MX) int { return cmp.Compare(a.Pref, b.Pref) })
	return list, nil
}

func (r *Resolver) lookupNS(ctx context.Context, name string) (list []*NS, err error) {
	err = r.lookup(ctx, name, typeNS, name, cannotUnmarshal, func(reply *dnsReply, a dnsRecord) bool {
		host, ok := reply.host(a, 0)
		list = append(list, &NS{Host: host})
		return ok
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

func (r *Resolver) lookupTXT(ctx context.Context, name string) (list []string, err error) {
	err = r.lookup(ctx, name, typeTXT, name, cannotUnmarshal, func(_ *dnsReply, a dnsRecord) bool {
		text, ok := a.text()
		list = append(list, text)
		return ok
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

func (r *Resolver) lookupPTR(ctx context.Context, addr string) (list []string, err error) {
	if names := hostsOf(addr); len(names) > 0 {
		return names, nil
	}
	name, err := reverseName(addr)
	if err != nil {
		return nil, err
	}
	err = r.lookup(ctx, name, typePTR, addr, cannotMarshal, func(reply *dnsReply, a dnsRecord) bool {
		host, ok := reply.host(a, 0)
		list = append(list, host)
		return ok
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// reverseName is the name under which the names of an address are found.
func reverseName(addr string) (string, error) {
	ip := ParseIP(addr)
	if ip == nil {
		return "", &DNSError{Err: "unrecognized address", Name: addr}
	}
	var b []byte
	if v4 := ip.To4(); v4 != nil {
		for i := 3; i >= 0; i-- {
			b = append(strconv.AppendUint(b, uint64(v4[i]), 10), '.')
		}
		return string(b) + "in-addr.arpa.", nil
	}
	for i := len(ip) - 1; i >= 0; i-- {
		b = append(b, "0123456789abcdef"[ip[i]&15], '.', "0123456789abcdef"[ip[i]>>4], '.')
	}
	return string(b) + "ip6.arpa.", nil
}

// fromHosts returns what /etc/hosts says, and the name it gives the host.
func fromHosts(name string) ([]IPAddr, string) {
	texts, canonical := addrsInHosts(name)
	var addrs []IPAddr
	for _, text := range texts {
		if ip, zone := parseIPZone(text); ip != nil {
			addrs = append(addrs, IPAddr{IP: ip, Zone: zone})
		}
	}
	sortAddrs(addrs)
	return addrs, canonical
}

func (r *Resolver) lookupHost(ctx context.Context, name string) ([]string, error) {
	if orderFor(name).files && !orderFor(name).dnsFirst {
		if addrs, _ := addrsInHosts(name); len(addrs) > 0 {
			return addrs, nil
		}
	}
	addrs, _, err := r.lookupAddrs(ctx, "ip", name)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(addrs))
	for i := range addrs {
		texts[i] = addrs[i].String()
	}
	return texts, nil
}

func (r *Resolver) lookupIP(ctx context.Context, network, host string) ([]IPAddr, error) {
	addrs, _, err := r.lookupAddrs(ctx, network, host)
	return addrs, err
}

// lookupAddrs asks files and name servers for addresses and for the name the
// host is really called, which alone is enough for the network "CNAME".
func (r *Resolver) lookupAddrs(ctx context.Context, network, name string) (addrs []IPAddr, cname string, err error) {
	order := orderFor(name)
	if order.files && !order.dnsFirst {
		if addrs, cname = fromHosts(name); len(addrs) > 0 {
			return addrs, cname, nil
		}
	}
	if !order.dns || !isDomainName(name) {
		return nil, "", noSuchHost(name)
	}
	addrs, cname, err = r.askAddrs(ctx, network, name)
	if err == nil && (len(addrs) > 0 || cname != "") {
		sortAddrs(addrs)
		return addrs, cname, nil
	}
	if order.files && order.dnsFirst {
		if addrs, cname = fromHosts(name); len(addrs) > 0 {
			return addrs, cname, nil
		}
	}
	if err == nil {
		err = noSuchHost(name)
	}
	return nil, "", err
}

func (r *Resolver) askAddrs(ctx context.Context, network, name string) (addrs []IPAddr, cname string, err error) {
	types := []uint16{typeA, typeAAAA}
	switch versionOf(network) {
	case '4':
		types = types[:1]
	case '6':
		types = types[1:]
	}
	if network == "CNAME" {
		types = append(types, typeCNAME)
	}
	type result struct {
		reply  *dnsReply
		server string
		err    error
	}
	c := currentDNSConfig()
	for _, full := range c.names(name) {
		results := make([]chan result, len(types))
		for i, typ := range types {
			results[i] = make(chan result, 1)
			run := func() {
				reply, server, err := r.askAll(ctx, c, full, typ)
				results[i] <- result{reply, server, err}
			}
			if c.single {
				run()
			} else {
				go run()
			}
		}
		strict := false
		for i := range types {
			got := <-results[i]
			if got.err != nil {
				if r.strict(got.err) {
					strict = true
					err = got.err
				} else if err == nil || full == name+"." {
					err = got.err
				}
				continue
			}
			broken := got.reply.broken
			for _, a := range got.reply.answers {
				switch {
				case a.typ == typeA || a.typ == typeAAAA:
					ip, ok := netip.AddrFromSlice(a.data)
					if !ok || ip.Is4() != (a.typ == typeA) {
						broken = true
						continue
					}
					addrs = append(addrs, IPAddr{IP: IP(ip.AsSlice())})
					cname = cmp.Or(cname, a.name)
				case a.typ == typeCNAME && network == "CNAME":
					host, ok := got.reply.host(a, 0)
					if !ok {
						broken = true
						continue
					}
					cname = cmp.Or(cname, host)
				}
			}
			if broken {
				err = &DNSError{Err: cannotMarshal, Name: name, Server: got.server}
			}
		}
		if strict {
			addrs, cname = nil, ""
			break
		}
		if len(addrs) > 0 || cname != "" {
			return addrs, cname, nil
		}
	}
	if e, ok := err.(*DNSError); ok {
		e.Name = name
	}
	return addrs, cname, err
}

// sortAddrs puts the addresses first that are likely to be the best to
// connect to, by the rules of RFC 6724.
func sortAddrs(addrs []IPAddr) {
	if len(addrs) < 2 {
		return
	}
	type candidate struct {
		addr            IPAddr
		from            IP // the address we would connect from; nil: we cannot
		scope           byte
		precedence      int
		sameScope, fits bool
	}
	list := make([]candidate, len(addrs))
	for i, a := range addrs {
		c := candidate{addr: a}
		if u, err := DialUDP("udp", nil, &UDPAddr{IP: a.IP, Port: 9, Zone: a.Zone}); err == nil {
			if from, ok := u.LocalAddr().(*UDPAddr); ok {
				c.from = from.IP
			}
			u.Close()
		}
		precedence, label := policy(a.IP)
		_, ownLabel := policy(c.from)
		c.scope, c.precedence = scopeOf(a.IP), precedence
		c.sameScope = c.scope == scopeOf(c.from)
		c.fits = label == ownLabel
		list[i] = c
	}
	first := func(a, b bool) int { return bit(b) - bit(a) }
	slices.SortStableFunc(list, func(a, b candidate) int {
		if a.from == nil || b.from == nil {
			return first(a.from != nil, b.from != nil)
		}
		if c := cmp.Or(first(a.sameScope, b.sameScope), first(a.fits, b.fits), cmp.Compare(b.precedence, a.precedence), cmp.Compare(a.scope, b.scope)); c != 0 {
			return c
		}
		if a.addr.IP.To4() != nil || b.addr.IP.To4() != nil {
			return 0
		}
		return cmp.Compare(commonBits(b.from, b.addr.IP), commonBits(a.from, a.addr.IP))
	})
	for i, c := range list {
		addrs[i] = c.addr
	}
}

// policy is the default table of RFC 6724, the longest prefix first.
func policy(ip IP) (precedence, label int) {
	if ip.To4() != nil {
		return 35, 4
	}
	if len(ip) != IPv6len {
		return 0, 0
	}
	switch start := binary.BigEndian.Uint32(ip); {
	case ip.IsLoopback():
		return 50, 0
	case string(ip[:12]) == mappedPrefix[:10]+"\x00\x00":
		return 1, 3
	case start == 0x2001<<16:
		return 5, 5
	case start>>16 == 0x2002:
		return 30, 2
	case start>>16 == 0x3ffe:
		return 1, 12
	case start>>22 == 0xfec0>>6:
		return 1, 11
	case start>>25 == 0xfc00>>9:
		return 3, 13
	}
	return 40, 1
}

// scopeOf is how far an address reaches, in the numbers of multicast.
func scopeOf(ip IP) byte {
	const linkLocal, siteLocal, global = 2, 5, 14
	v6 := len(ip) == IPv6len && ip.To4() == nil
	switch {
	case ip == nil:
		return 0
	case ip.IsLoopback(), ip.IsLinkLocalUnicast():
		return linkLocal
	case v6 && ip.IsMulticast():
		return ip[1] & 15
	case v6 && ip[0] == 0xfe && ip[1]&0xc0 == 0xc0:
		return siteLocal
	}
	return global
}

// commonBits counts the first bits two addresses share, in the half that
// names the network.
func commonBits(a, b IP) int {
	n := 0
	for n < 64 && len(a) == IPv6len && len(b) == IPv6len && (a[n/8]^b[n/8])&(0x80>>(n%8)) == 0 {
		n++
	}
	return n
}

// isOnion reports whether a name is one of Tor, which nobody else is asked.
func isOnion(name string) bool {
	return strings.HasSuffix(strings.ToLower(strings.TrimSuffix(name, ".")), ".onion")
}
