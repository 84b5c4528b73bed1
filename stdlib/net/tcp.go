package net

import (
	"context"
	"internal/poll"
	"io"
	"os"
	"syscall"
	"time"
)

// A TCPConn is a connection of TCP.
type TCPConn struct {
	conn
}

// newTCPConn has small writes sent at once.
func newTCPConn(s *socket) *TCPConn {
	tune(s.fd.Sysfd, 0)
	return &TCPConn{conn{s}}
}

// tune has small writes of a new connection sent at once and, if seconds is
// not 0, it probed when it is idle for so long. A connection without all this
// works as well: errors do not matter.
func tune(fd int, seconds int)

// newTCPConnAlive is newTCPConn with the probes that a Dialer or a
// ListenConfig asks for.
func newTCPConnAlive(s *socket, period time.Duration, config KeepAliveConfig) *TCPConn {
	c := &TCPConn{conn{s}}
	switch {
	case config.Enable:
		tune(s.fd.Sysfd, 0)
		c.SetKeepAliveConfig(config)
	case period < 0:
		tune(s.fd.Sysfd, 0)
	default:
		tune(s.fd.Sysfd, wholeSeconds(period))
	}
	return c
}

func (c *TCPConn) SyscallConn() (syscall.RawConn, error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	return &rawConn{c.s}, nil
}

// ReadFrom sends all of r; a file goes through the kernel only.
func (c *TCPConn) ReadFrom(r io.Reader) (int64, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err, done := c.s.sendFile(r)
	if !done {
		n, err = io.Copy(struct{ io.Writer }{c}, r)
	}
	if err == io.EOF {
		return n, err
	}
	return n, c.s.fail("readfrom", err)
}

// sendFile is done if r is a file that the kernel could send anything of.
func (s *socket) sendFile(r io.Reader) (n int64, err error, done bool) {
	rest := int64(1) << 62
	limited, _ := r.(*io.LimitedReader)
	if limited != nil {
		if rest, r = limited.N, limited.R; rest <= 0 {
			return 0, nil, true
		}
	}
	f, ok := r.(*os.File)
	if !ok {
		return 0, nil, false
	}
	raw, err := f.SyscallConn()
	if err != nil {
		return 0, nil, false
	}
	failed := raw.Read(func(fd uintptr) bool {
		n, err = poll.SendFile(&s.fd, int(fd), rest)
		return true
	})
	if failed != nil {
		err = failed
	}
	if limited != nil {
		limited.N = rest - n
	}
	return n, sysError("sendfile", err), n > 0
}

// CloseRead and CloseWrite close one direction.
func (c *TCPConn) CloseRead() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.shutdown(syscall.SHUT_RD)
}

func (c *TCPConn) CloseWrite() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.shutdown(syscall.SHUT_WR)
}

// SetLinger sets for how many seconds Close goes on sending; without end if
// negative, and 0 drops what is not sent.
func (c *TCPConn) SetLinger(sec int) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	l := &syscall.Linger{}
	if sec >= 0 {
		l.Onoff, l.Linger = 1, int32(sec)
	}
	return c.s.fail("set", sysError("setsockopt", c.s.fd.SetsockoptLinger(syscall.SOL_SOCKET, syscall.SO_LINGER, l)))
}

// SetNoDelay sends small writes at once, as is the default, or gathers them.
func (c *TCPConn) SetNoDelay(noDelay bool) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.fail("set", c.s.setOption(syscall.IPPROTO_TCP, syscall.TCP_NODELAY, bit(noDelay)))
}

func (c *TCPConn) SetKeepAlive(keepalive bool) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.fail("set", c.s.setOption(syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, bit(keepalive)))
}

// SetKeepAlivePeriod sets the time to the first probe and between probes.
func (c *TCPConn) SetKeepAlivePeriod(d time.Duration) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.s.fail("set", c.s.setKeepAlive(KeepAliveConfig{Idle: d, Interval: d, Count: -1}))
}

func (c *TCPConn) SetKeepAliveConfig(config KeepAliveConfig) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	err := c.s.setOption(syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, bit(config.Enable))
	if err == nil {
		err = c.s.setKeepAlive(config)
	}
	return c.s.fail("set", err)
}

// MultipathTCP reports that the connection uses no multipath TCP.
func (c *TCPConn) MultipathTCP() (bool, error) {
	if !c.ok() {
		return false, syscall.EINVAL
	}
	return false, nil
}

// wholeSeconds is what the system takes; it is not 0.
func wholeSeconds(d time.Duration) int {
	if d == 0 {
		return 15
	}
	return int((d + time.Second - 1) / time.Second)
}

// setKeepAlive sets the times of config.
func (s *socket) setKeepAlive(config KeepAliveConfig) error {
	if config.Interval >= 0 {
		if err := s.setOption(syscall.IPPROTO_TCP, syscall.TCP_KEEPINTVL, wholeSeconds(config.Interval)); err != nil {
			return err
		}
	}
	if config.Idle >= 0 {
		if err := s.setOption(syscall.IPPROTO_TCP, syscall.TCP_KEEPIDLE, wholeSeconds(config.Idle)); err != nil {
			return err
		}
	}
	if config.Count < 0 {
		return nil
	}
	if config.Count == 0 {
		config.Count = 9
	}
	return s.setOption(syscall.IPPROTO_TCP, syscall.TCP_KEEPCNT, config.Count)
}

// DialTCP connects from laddr, or any address if it is nil.
func DialTCP(network string, laddr, raddr *TCPAddr) (*TCPConn, error) {
	var err error
	switch network {
	case "tcp", "tcp4", "tcp6":
		if raddr != nil {
			var s *socket
			if s, err = dialTCP(context.Background(), network, laddr, raddr, nil); err == nil {
				return newTCPConn(s), nil
			}
			break
		}
		err = errMissingAddress
	default:
		err = UnknownNetworkError(network)
	}
	return nil, &OpError{Op: "dial", Net: network, Source: asAddr(laddr), Addr: asAddr(raddr), Err: err}
}

func dialTCP(ctx context.Context, network string, from, to *TCPAddr, control controlFunc) (*socket, error) {
	for try := 0; ; try++ {
		s, err := inetSocket(ctx, network, asSockAddr(from), to, syscall.SOCK_STREAM, 0, false, control)
		if try == 2 || from != nil && from.Port != 0 {
			return s, err
		}
		// The system chooses the local port. It may choose the one we want
		// to connect to, and then connects the socket to itself; or find no
		// free one while others are just being freed.
		switch {
		case err == nil && s.isOwnPeer():
			s.Close()
		case err != nil && isNotAvailable(err):
		default:
			return s, err
		}
	}
}

func (s *socket) isOwnPeer() bool {
	here, ok1 := s.local.(*TCPAddr)
	there, ok2 := s.remote.(*TCPAddr)
	return !ok1 || !ok2 || here.Port == there.Port && here.IP.Equal(there.IP)
}

func isNotAvailable(err error) bool {
	se, ok := err.(*os.SyscallError)
	return ok && se.Err == syscall.EADDRNOTAVAIL
}

// A TCPListener waits for connections of TCP.
type TCPListener struct {
	s  *socket
	lc ListenConfig
}

// ListenTCP listens at laddr; at a free port of all addresses if it is nil.
func ListenTCP(network string, laddr *TCPAddr) (*TCPListener, error) {
	var err error
	switch network {
	case "tcp", "tcp4", "tcp6":
		if laddr == nil {
			laddr = &TCPAddr{}
		}
		var l *TCPListener
		if l, err = new(ListenConfig).listenTCP(context.Background(), network, laddr); err == nil {
			return l, nil
		}
	default:
		err = UnknownNetworkError(network)
	}
	return nil, &OpError{Op: "listen", Net: network, Addr: asAddr(laddr), Err: err}
}

func (lc *ListenConfig) listenTCP(ctx context.Context, network string, a *TCPAddr) (*TCPListener, error) {
	s, err := inetSocket(ctx, network, a, nil, syscall.SOCK_STREAM, 0, true, withoutContext(lc.Control))
	if err != nil {
		return nil, err
	}
	return &TCPListener{s: s, lc: *lc}, nil
}

func (l *TCPListener) ok() bool { return l != nil && l.s != nil }

func (l *TCPListener) SyscallConn() (syscall.RawConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	return &rawListener{rawConn{l.s}}, nil
}

func (l *TCPListener) AcceptTCP() (*TCPConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	s, err := l.s.accept()
	if err != nil {
		return nil, l.s.failLocal("accept", err)
	}
	return newTCPConnAlive(s, l.lc.KeepAlive, l.lc.KeepAliveConfig), nil
}

func (l *TCPListener) Accept() (Conn, error) {
	c, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// Close ends waiting; accepted connections stay.
func (l *TCPListener) Close() error {
	if !l.ok() {
		return syscall.EINVAL
	}
	return l.s.failLocal("close", l.s.Close())
}

func (l *TCPListener) Addr() Addr { return l.s.local }

func (l *TCPListener) SetDeadline(t time.Time) error {
	if !l.ok() {
		return syscall.EINVAL
	}
	return l.s.failLocal("set", l.s.fd.SetDeadline(t))
}

// File returns a copy of the listener's descriptor.
func (l *TCPListener) File() (f *os.File, err error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	f, err = l.s.file()
	return f, l.s.failLocal("file", err)
}
