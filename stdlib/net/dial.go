package net

import (
	"context"
	"internal/nettrace"
	"syscall"
	"time"
)

// A Dialer makes connections. Its zero value is ready to use.
type Dialer struct {
	// Timeout and Deadline limit the whole of Dial, over all addresses of a
	// name; the earlier one holds.
	Timeout  time.Duration
	Deadline time.Time

	// LocalAddr is where the connection comes from; any address if nil.
	LocalAddr Addr

	// DualStack is not used any more: see FallbackDelay.
	DualStack bool

	// FallbackDelay is how long the first family of addresses of a name has
	// a head start before the other one is tried beside it: 300 ms if 0; if
	// negative, one follows the other.
	FallbackDelay time.Duration

	// KeepAlive is the time between probes of an idle connection: 15 s if
	// 0, no probes if negative. It is not used if KeepAliveConfig is enabled.
	KeepAlive       time.Duration
	KeepAliveConfig KeepAliveConfig

	Resolver *Resolver

	// Cancel ends Dial when closed; a context does it better.
	Cancel <-chan struct{}

	// Control is called with each socket before it connects, with a network
	// that names the version of IP. ControlContext comes before it.
	Control        func(network, address string, c syscall.RawConn) error
	ControlContext func(ctx context.Context, network, address string, c syscall.RawConn) error
}

// A KeepAliveConfig says when an idle connection is probed. Idle and
// Interval are 15 s and Count is 9 if 0, the system's if negative.
type KeepAliveConfig struct {
	Enable   bool
	Idle     time.Duration
	Interval time.Duration
	Count    int
}

// SetMultipathTCP would ask for multipath TCP, which we do not have;
// MultipathTCP says so.
func (d *Dialer) SetMultipathTCP(use bool) {}
func (d *Dialer) MultipathTCP() bool       { return false }

func (d *Dialer) control() controlFunc {
	if d.ControlContext != nil {
		return d.ControlContext
	}
	return withoutContext(d.Control)
}

func withoutContext(f func(network, address string, c syscall.RawConn) error) controlFunc {
	if f == nil {
		return nil
	}
	return func(_ context.Context, network, address string, c syscall.RawConn) error {
		return f(network, address, c)
	}
}

// earlier returns the earlier of two times, of which zero ones are none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Dial connects to "host:port", or to a Unix socket.
func Dial(network, address string) (Conn, error) { return new(Dialer).Dial(network, address) }

func DialTimeout(network, address string, timeout time.Duration) (Conn, error) {
	return (&Dialer{Timeout: timeout}).Dial(network, address)
}

func (d *Dialer) Dial(network, address string) (Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialContext is Dial that ends with ctx; once the connection is there, ctx
// does not matter to it.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (Conn, error) {
	if ctx == nil {
		panic("nil context")
	}
	limit := d.Deadline
	if d.Timeout != 0 {
		limit = earlier(limit, time.Now().Add(d.Timeout))
	}
	if !limit.IsZero() {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, limit)
		defer cancel()
	}
	if d.Cancel != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		go func(done <-chan struct{}) {
			select {
			case <-d.Cancel:
				cancel()
			case <-done:
			}
		}(ctx.Done())
	}
	r := d.Resolver
	if r == nil {
		r = DefaultResolver
	}
	// To connect to a name server is no connecting that a trace wants.
	lookup := ctx
	if trace, _ := ctx.Value(nettrace.TraceKey{}).(*nettrace.Trace); trace != nil {
		quiet := &nettrace.Trace{DNSStart: trace.DNSStart, DNSDone: trace.DNSDone}
		lookup = context.WithValue(ctx, nettrace.TraceKey{}, quiet)
	}
	addrs, err := r.resolve(lookup, true, network, address, d.LocalAddr)
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Err: err}
	}
	a := &attempt{d, network, address}
	if network == "tcp" && d.FallbackDelay >= 0 {
		return a.race(ctx, addrs)
	}
	return a.each(ctx, addrs)
}

// resolve returns the addresses to dial or to listen at; to dial, those that
// go with the local address hint.
func (r *Resolver) resolve(ctx context.Context, dial bool, network, address string, hint Addr) ([]Addr, error) {
	name, _, err := parseNetwork(network, true)
	if err != nil {
		return nil, err
	}
	if dial && address == "" {
		return nil, errMissingAddress
	}
	var addrs []Addr
	unix := name == "unix" || name == "unixgram" || name == "unixpacket"
	if unix {
		addrs = []Addr{&UnixAddr{Name: address, Net: name}}
	} else if addrs, err = r.resolveInet(ctx, name, address); err != nil {
		return nil, err
	}
	if !dial || hint == nil {
		return addrs, nil
	}
	fit := addrs[:0]
	from, _ := ipOf(hint)
	for _, a := range addrs {
		if a.Network() != hint.Network() {
			return nil, &AddrError{Err: "mismatched local address type", Addr: hint.String()}
		}
		to, _ := ipOf(a)
		if unix || isWildcard(from) || isWildcard(to) || to.sameFamily(from) {
			fit = append(fit, a)
		}
	}
	if len(fit) == 0 {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: hint.String()}
	}
	return fit, nil
}

// An attempt is one call of Dial.
type attempt struct {
	d       *Dialer
	network string
	address string
}

// race tries the addresses of the first one's family; those of the other
// family follow after a delay, or as soon as the first ones have failed, and
// whoever is first wins.
func (a *attempt) race(ctx context.Context, addrs []Addr) (Conn, error) {
	var first, second []Addr
	for _, addr := range addrs {
		if isIPv4(addr) == isIPv4(addrs[0]) {
			first = append(first, addr)
		} else {
			second = append(second, addr)
		}
	}
	if len(second) == 0 {
		return a.each(ctx, first)
	}
	type result struct {
		c       Conn
		err     error
		primary bool
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make(chan result)
	over := make(chan struct{})
	defer close(over)
	run := func(addrs []Addr, primary bool) {
		c, err := a.each(ctx, addrs)
		select {
		case results <- result{c, err, primary}:
		case <-over:
			if c != nil {
				c.Close()
			}
		}
	}
	go run(first, true)
	delay := a.d.FallbackDelay
	if delay == 0 {
		delay = 300 * time.Millisecond
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	var firstErr error
	for left := 2; ; {
		select {
		case <-timer.C:
			go run(second, false)
		case r := <-results:
			if r.err == nil {
				return r.c, nil
			}
			if r.primary {
				firstErr = r.err
				if timer.Stop() {
					go run(second, false)
				}
			}
			if left--; left == 0 {
				return nil, firstErr
			}
		}
	}
}

// each tries one address after the other. The first error is the one that
// tells most.
func (a *attempt) each(ctx context.Context, addrs []Addr) (Conn, error) {
	var firstErr error
	for i, addr := range addrs {
		if err := ctx.Err(); err != nil {
			return nil, &OpError{Op: "dial", Net: a.network, Source: a.d.LocalAddr, Addr: addr, Err: mapErr(err)}
		}
		c, err := a.within(ctx, addr, len(addrs)-i)
		if err == nil {
			return c, nil
		}
		if firstErr == nil {
			firstErr = err
		}
	}
	if firstErr == nil {
		firstErr = &OpError{Op: "dial", Net: a.network, Err: errMissingAddress}
	}
	return nil, firstErr
}

// within gives addr its share of the time left, but two seconds if there are
// so many.
func (a *attempt) within(ctx context.Context, addr Addr, left int) (Conn, error) {
	if deadline, ok := ctx.Deadline(); ok {
		rest := time.Until(deadline)
		if rest <= 0 {
			return nil, &OpError{Op: "dial", Net: a.network, Source: a.d.LocalAddr, Addr: addr, Err: errTimeout}
		}
		if share := max(rest/time.Duration(left), min(rest, 2*time.Second)); share < rest {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, share)
			defer cancel()
		}
	}
	c, err := a.one(ctx, addr)
	if err != nil {
		return nil, &OpError{Op: "dial", Net: a.network, Source: a.d.LocalAddr, Addr: addr, Err: err}
	}
	return c, nil
}

func (a *attempt) one(ctx context.Context, addr Addr) (c Conn, err error) {
	if trace, _ := ctx.Value(nettrace.TraceKey{}).(*nettrace.Trace); trace != nil {
		text := addr.String()
		if trace.ConnectStart != nil {
			trace.ConnectStart(a.network, text)
		}
		if trace.ConnectDone != nil {
			defer func() { trace.ConnectDone(a.network, text, err) }()
		}
	}
	control := a.d.control()
	var s *socket
	switch to := addr.(type) {
	case *TCPAddr:
		from, _ := a.d.LocalAddr.(*TCPAddr)
		if s, err = dialTCP(ctx, a.network, from, to, control); err != nil {
			return nil, err
		}
		return newTCPConnAlive(s, a.d.KeepAlive, a.d.KeepAliveConfig), nil
	case *UDPAddr:
		from, _ := a.d.LocalAddr.(*UDPAddr)
		if s, err = inetSocket(ctx, a.network, asSockAddr(from), to, syscall.SOCK_DGRAM, 0, false, control); err != nil {
			return nil, err
		}
		return &UDPConn{conn{s}}, nil
	case *IPAddr:
		from, _ := a.d.LocalAddr.(*IPAddr)
		if s, err = rawSocket(ctx, a.network, from, to, false, control); err != nil {
			return nil, err
		}
		return &IPConn{conn{s}}, nil
	case *UnixAddr:
		from, _ := a.d.LocalAddr.(*UnixAddr)
		if s, err = dialUnix(ctx, a.network, from, to, control); err != nil {
			return nil, err
		}
		return &UnixConn{conn{s}}, nil
	}
	return nil, &AddrError{Err: "unexpected address type", Addr: a.address}
}

// A ListenConfig makes listeners.
type ListenConfig struct {
	// Control is called with each socket before it gets its address, with a
	// network that names the version of IP.
	Control func(network, address string, c syscall.RawConn) error

	// KeepAlive and KeepAliveConfig are those of a Dialer, for connections
	// that are accepted.
	KeepAlive       time.Duration
	KeepAliveConfig KeepAliveConfig
}

// SetMultipathTCP and MultipathTCP are those of a Dialer.
func (lc *ListenConfig) SetMultipathTCP(use bool) {}
func (lc *ListenConfig) MultipathTCP() bool       { return false }

// Listen waits for connections at "host:port", at one address only of a host
// with several, or at a Unix socket.
func Listen(network, address string) (Listener, error) {
	return new(ListenConfig).Listen(context.Background(), network, address)
}

func ListenPacket(network, address string) (PacketConn, error) {
	return new(ListenConfig).ListenPacket(context.Background(), network, address)
}

func (lc *ListenConfig) Listen(ctx context.Context, network, address string) (Listener, error) {
	addrs, err := DefaultResolver.resolve(ctx, false, network, address, nil)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Err: err}
	}
	var l Listener
	first := firstOf(addrs, true)
	switch a := first.(type) {
	case *TCPAddr:
		l, err = lc.listenTCP(ctx, network, a)
	case *UnixAddr:
		l, err = lc.listenUnix(ctx, network, a)
	default:
		err = &AddrError{Err: "unexpected address type", Addr: address}
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: first, Err: err}
	}
	return l, nil
}

func (lc *ListenConfig) ListenPacket(ctx context.Context, network, address string) (PacketConn, error) {
	addrs, err := DefaultResolver.resolve(ctx, false, network, address, nil)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Err: err}
	}
	control := withoutContext(lc.Control)
	var s *socket
	var c PacketConn
	first := firstOf(addrs, true)
	switch a := first.(type) {
	case *UDPAddr:
		s, err = inetSocket(ctx, network, a, nil, syscall.SOCK_DGRAM, 0, true, control)
		c = &UDPConn{conn{s}}
	case *IPAddr:
		s, err = rawSocket(ctx, network, a, nil, true, control)
		c = &IPConn{conn{s}}
	case *UnixAddr:
		s, err = unixSocket(ctx, network, a, nil, control)
		c = &UnixConn{conn{s}}
	default:
		err = &AddrError{Err: "unexpected address type", Addr: address}
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: first, Err: err}
	}
	return c, nil
}
