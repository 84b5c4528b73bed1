package net

import (
	"context"
	"internal/nettrace"
	"net/netip"
	"strings"
	"sync"
)

// A Resolver looks names and numbers up. It asks /etc/hosts and the name
// servers of /etc/resolv.conf itself, in the order of /etc/nsswitch.conf.
type Resolver struct {
	// PreferGo asks for what we always do.
	PreferGo bool

	// StrictErrors makes a temporary error, such as a timeout, of one
	// question an error of the lookup.
	StrictErrors bool

	// Dial connects to name servers; net.Dialer if nil.
	Dial func(ctx context.Context, network, address string) (Conn, error)

	mu      sync.Mutex
	flights map[string]*flight
}

// DefaultResolver is what package-level functions and a Dialer use.
var DefaultResolver = &Resolver{}

func (r *Resolver) strictErrors() bool { return r != nil && r.StrictErrors }

// A flight is a lookup that several callers wait for.
type flight struct {
	waiting int
	shared  bool
	cancel  context.CancelFunc
	done    chan struct{}
	addrs   []IPAddr
	err     error
}

// A lookupContext has the values of the first caller's context, while that
// lasts, but not its end: others may wait for the same lookup.
type lookupContext struct {
	context.Context
	values context.Context
}

func (c lookupContext) Value(key any) any {
	if c.values.Err() != nil {
		return nil
	}
	return c.values.Value(key)
}

// lookupIPAddr returns the addresses of a host, which network restricts to
// those of IPv4 or IPv6.
func (r *Resolver) lookupIPAddr(ctx context.Context, network, host string) ([]IPAddr, error) {
	if host == "" {
		return nil, noSuchHost(host)
	}
	if ip, zone := parseIPZone(host); ip != nil {
		return []IPAddr{{IP: ip, Zone: zone}}, nil
	}
	if r == nil {
		r = DefaultResolver
	}
	trace, _ := ctx.Value(nettrace.TraceKey{}).(*nettrace.Trace)
	if trace != nil && trace.DNSStart != nil {
		trace.DNSStart(host)
	}
	f := r.join(ctx, network, host)
	var err error
	select {
	case <-f.done:
		err = f.err
	case <-ctx.Done():
		err = mapErr(ctx.Err())
	}
	addrs, shared := r.leave(f, network, host)
	if err != nil {
		addrs = nil
		if _, ok := err.(*DNSError); !ok {
			err = dnsError(err, host, "")
		}
	}
	if trace != nil && trace.DNSDone != nil {
		ips := make([]any, len(addrs))
		for i, a := range addrs {
			ips[i] = a
		}
		trace.DNSDone(ips, shared, err)
	}
	return addrs, err
}

// join begins a lookup, or waits for the one that is under way.
func (r *Resolver) join(ctx context.Context, network, host string) *flight {
	key := network + "\x00" + host
	r.mu.Lock()
	defer r.mu.Unlock()
	if f := r.flights[key]; f != nil {
		f.waiting++
		f.shared = true
		return f
	}
	lookup := r.lookupIP
	if alt, ok := ctx.Value(nettrace.LookupIPAltResolverKey{}).(func(context.Context, string, string) ([]IPAddr, error)); ok && alt != nil {
		lookup = alt
	}
	f := &flight{waiting: 1, done: make(chan struct{})}
	over, cancel := context.WithCancel(lookupContext{context.Background(), ctx})
	f.cancel = cancel
	if r.flights == nil {
		r.flights = map[string]*flight{}
	}
	r.flights[key] = f
	go func() {
		addrs, err := lookup(over, network, host)
		r.mu.Lock()
		f.addrs, f.err = addrs, err
		if r.flights[key] == f {
			delete(r.flights, key)
		}
		r.mu.Unlock()
		close(f.done)
		cancel()
	}()
	return f
}

// leave returns a copy of what others share. The last one to leave ends the
// lookup.
func (r *Resolver) leave(f *flight, network, host string) (addrs []IPAddr, shared bool) {
	key := network + "\x00" + host
	r.mu.Lock()
	defer r.mu.Unlock()
	if f.waiting--; f.waiting == 0 {
		if r.flights[key] == f {
			delete(r.flights, key)
		}
		f.cancel()
	}
	addrs = f.addrs
	if f.shared && addrs != nil {
		addrs = append([]IPAddr{}, addrs...)
	}
	return addrs, f.shared
}

// LookupHost returns the addresses of a host as text.
func LookupHost(host string) (addrs []string, err error) {
	return DefaultResolver.LookupHost(context.Background(), host)
}

func (r *Resolver) LookupHost(ctx context.Context, host string) (addrs []string, err error) {
	if host == "" {
		return nil, noSuchHost(host)
	}
	if ip, _ := parseIPZone(host); ip != nil {
		return []string{host}, nil
	}
	return r.lookupHost(ctx, host)
}

// LookupIP returns the addresses of a host.
func LookupIP(host string) ([]IP, error) {
	addrs, err := DefaultResolver.LookupIPAddr(context.Background(), host)
	if err != nil {
		return nil, err
	}
	ips := make([]IP, len(addrs))
	for i, a := range addrs {
		ips[i] = a.IP
	}
	return ips, nil
}

func (r *Resolver) LookupIPAddr(ctx context.Context, host string) ([]IPAddr, error) {
	return r.lookupIPAddr(ctx, "ip", host)
}

// LookupIP of a Resolver takes "ip", "ip4" or "ip6".
func (r *Resolver) LookupIP(ctx context.Context, network, host string) ([]IP, error) {
	name, _, err := parseNetwork(network, false)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(name, "ip") {
		return nil, UnknownNetworkError(network)
	}
	if host == "" {
		return nil, noSuchHost(host)
	}
	addrs, err := r.resolveInet(ctx, name, host)
	if err != nil {
		return nil, err
	}
	ips := make([]IP, len(addrs))
	for i, a := range addrs {
		ips[i] = a.(*IPAddr).IP
	}
	return ips, nil
}

func (r *Resolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	ips, err := r.LookupIP(ctx, network, host)
	if err != nil {
		return nil, err
	}
	addrs := make([]netip.Addr, 0, len(ips))
	for _, ip := range ips {
		if a, ok := netip.AddrFromSlice(ip); ok {
			addrs = append(addrs, a)
		}
	}
	return addrs, nil
}

// LookupPort returns the number of a service.
func LookupPort(network, service string) (port int, err error) {
	return DefaultResolver.LookupPort(context.Background(), network, service)
}

func (r *Resolver) LookupPort(ctx context.Context, network, service string) (port int, err error) {
	port, isNumber := portNumber(service)
	if !isNumber {
		switch network {
		case "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6":
		case "":
			network = "ip"
		default:
			return 0, &AddrError{Err: "unknown network", Addr: network}
		}
		if port, err = lookupPort(network, service); err != nil {
			return 0, err
		}
	}
	if port < 0 || port > 65535 {
		return 0, &AddrError{Err: "invalid port", Addr: service}
	}
	return port, nil
}

// LookupCNAME returns the name a host is really called.
func LookupCNAME(host string) (cname string, err error) {
	return DefaultResolver.LookupCNAME(context.Background(), host)
}

const badNames = "DNS response contained records which contain invalid names"

func (r *Resolver) LookupCNAME(ctx context.Context, host string) (string, error) {
	_, cname, err := r.lookupAddrs(ctx, "CNAME", host)
	if err != nil {
		return "", err
	}
	if !isDomainName(cname) {
		return "", &DNSError{Err: badNames, Name: host}
	}
	return cname, nil
}

// An SRV is a server of a service, an MX a host that takes mail, an NS a
// name server.
type SRV struct {
	Target   string
	Port     uint16
	Priority uint16
	Weight   uint16
}

type MX struct {
	Host string
	Pref uint16
}

type NS struct {
	Host string
}

// onlyValid leaves those records out whose names no host can have, and makes
// an error of that.
func onlyValid[R any](records []R, asked string, name func(R) string) ([]R, error) {
	valid := make([]R, 0, len(records))
	for _, r := range records {
		if isDomainName(name(r)) {
			valid = append(valid, r)
		}
	}
	if len(valid) < len(records) {
		return valid, &DNSError{Err: badNames, Name: asked}
	}
	return valid, nil
}

// LookupSRV returns the servers of _service._proto.name, in the order to try
// them in; if service and proto are empty, those of name.
func LookupSRV(service, proto, name string) (cname string, addrs []*SRV, err error) {
	return DefaultResolver.LookupSRV(context.Background(), service, proto, name)
}

func (r *Resolver) LookupSRV(ctx context.Context, service, proto, name string) (string, []*SRV, error) {
	cname, addrs, err := r.lookupSRV(ctx, service, proto, name)
	if err != nil {
		return "", nil, err
	}
	if cname != "" && !isDomainName(cname) {
		return "", nil, &DNSError{Err: "SRV header name is invalid", Name: name}
	}
	addrs, err = onlyValid(addrs, name, func(s *SRV) string { return s.Target })
	return cname, addrs, err
}

// LookupMX returns the hosts that take mail for name, the preferred first.
func LookupMX(name string) ([]*MX, error) {
	return DefaultResolver.LookupMX(context.Background(), name)
}

func (r *Resolver) LookupMX(ctx context.Context, name string) ([]*MX, error) {
	list, err := r.lookupMX(ctx, name)
	if err != nil {
		return nil, err
	}
	return onlyValid(list, name, func(m *MX) string { return m.Host })
}

// LookupNS returns the name servers of name.
func LookupNS(name string) ([]*NS, error) {
	return DefaultResolver.LookupNS(context.Background(), name)
}

func (r *Resolver) LookupNS(ctx context.Context, name string) ([]*NS, error) {
	list, err := r.lookupNS(ctx, name)
	if err != nil {
		return nil, err
	}
	return onlyValid(list, name, func(n *NS) string { return n.Host })
}

// LookupTXT returns the text records of name.
func LookupTXT(name string) ([]string, error) {
	return DefaultResolver.LookupTXT(context.Background(), name)
}

func (r *Resolver) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return r.lookupTXT(ctx, name)
}

// LookupAddr returns the names of an address.
func LookupAddr(addr string) (names []string, err error) {
	return DefaultResolver.LookupAddr(context.Background(), addr)
}

func (r *Resolver) LookupAddr(ctx context.Context, addr string) ([]string, error) {
	names, err := r.lookupPTR(ctx, addr)
	if err != nil {
		return nil, err
	}
	return onlyValid(names, addr, func(s string) string { return s })
}

// isDomainName reports whether a host can have that name. Underscores and
// long names of a trailing dot are taken, numbers alone are not.
func isDomainName(s string) bool {
	if s == "." {
		return true
	}
	name := strings.TrimSuffix(s, ".")
	if name == "" || len(name) > 253 {
		return false
	}
	letters := false
	for len(name) > 0 {
		label := name
		if i := strings.IndexByte(name, '.'); i >= 0 {
			label, name = name[:i], name[i+1:]
			if name == "" {
				return false
			}
		} else {
			name = ""
		}
		if n := len(label); n == 0 || n > 63 || label[0] == '-' || label[n-1] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			switch c := label[i]; {
			case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '-':
				letters = true
			case c < '0' || c > '9':
				return false
			}
		}
	}
	return letters
}
