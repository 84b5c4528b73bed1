// run -stress=no
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// clean takes what differs from run to run out of an error's text.
func clean(err error, addrs ...net.Addr) string {
	if err == nil {
		return "<nil>"
	}
	s := err.Error()
	for i, a := range addrs {
		s = strings.ReplaceAll(s, a.String(), fmt.Sprintf("ADDR%d", i))
	}
	return s
}

func pair() (net.Conn, net.Conn) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	done := make(chan net.Conn)
	go func() {
		c, _ := l.Accept()
		done <- c
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		panic(err)
	}
	return c, <-done
}

func deadlines() {
	a, b := pair()
	defer a.Close()
	defer b.Close()
	buf := make([]byte, 10)
	a.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	_, err := a.Read(buf)
	fmt.Println(clean(err, a.LocalAddr(), a.RemoteAddr()))
	ne, ok := err.(net.Error)
	fmt.Println(ok && ne.Timeout(), errors.Is(err, os.ErrDeadlineExceeded))
	_, err = a.Read(buf)
	fmt.Println(errors.Is(err, os.ErrDeadlineExceeded))
	a.SetReadDeadline(time.Time{})
	b.Write([]byte("now"))
	n, err := a.Read(buf)
	fmt.Println(string(buf[:n]), err)
	// A deadline set while somebody waits.
	time.AfterFunc(10*time.Millisecond, func() { a.SetDeadline(time.Unix(1, 0)) })
	_, err = a.Read(buf)
	fmt.Println(errors.Is(err, os.ErrDeadlineExceeded))
}

func closing() {
	a, b := pair()
	time.AfterFunc(10*time.Millisecond, func() { a.Close() })
	_, err := a.Read(make([]byte, 1))
	fmt.Println(clean(err, a.LocalAddr(), a.RemoteAddr()), errors.Is(err, net.ErrClosed))
	_, err = a.Write([]byte("x"))
	fmt.Println(errors.Is(err, net.ErrClosed), errors.Is(a.Close(), net.ErrClosed))
	n, err := b.Read(make([]byte, 1))
	fmt.Println(n, err)
	b.Close()

	l, _ := net.Listen("tcp", "127.0.0.1:0")
	time.AfterFunc(10*time.Millisecond, func() { l.Close() })
	_, err = l.Accept()
	fmt.Println(clean(err, l.Addr()))
	_, err = net.Dial("tcp", l.Addr().String())
	fmt.Println(clean(err, l.Addr()), errors.Is(err, syscall.ECONNREFUSED))
}

func halfAndReset() {
	a, b := pair()
	a.Write([]byte("all"))
	a.(*net.TCPConn).CloseWrite()
	all, err := io.ReadAll(b)
	fmt.Println(string(all), err)
	b.Write([]byte("back"))
	buf := make([]byte, 10)
	n, err := a.Read(buf)
	fmt.Println(string(buf[:n]), err)
	b.(*net.TCPConn).SetLinger(0)
	b.Close()
	time.Sleep(10 * time.Millisecond)
	_, err = a.Read(buf)
	fmt.Println(clean(err, a.LocalAddr(), a.RemoteAddr()), errors.Is(err, syscall.ECONNRESET))
	a.Close()
}

func udp() {
	s, err := net.ListenPacket("udp", "127.0.0.1:0")
	fmt.Println(err)
	defer s.Close()
	c, err := net.Dial("udp", s.LocalAddr().String())
	fmt.Println(err)
	defer c.Close()
	c.Write([]byte("datagram"))
	buf := make([]byte, 100)
	n, from, err := s.ReadFrom(buf)
	fmt.Println(string(buf[:n]), from.String() == c.LocalAddr().String(), err)
	s.WriteTo([]byte("answer"), from)
	n, err = c.Read(buf)
	fmt.Println(string(buf[:n]), err)
}

func unix() {
	dir, _ := os.MkdirTemp("", "sock")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	fmt.Println(err)
	go func() {
		c, _ := l.Accept()
		io.Copy(c, c)
		c.Close()
	}()
	c, err := net.Dial("unix", path)
	fmt.Println(err, c.RemoteAddr().String() == path, c.RemoteAddr().Network())
	fmt.Fprint(c, "over a unix socket")
	c.(*net.UnixConn).CloseWrite()
	all, err := io.ReadAll(c)
	fmt.Println(string(all), err)
	l.Close()
	_, err = os.Stat(path)
	fmt.Println(os.IsNotExist(err))
}

func dialing() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var d net.Dialer
	_, err := d.DialContext(ctx, "tcp", "127.0.0.1:1")
	fmt.Println(err)
	for _, addr := range []string{"127.0.0.1", "[::1", "127.0.0.1:http:x", "127.0.0.1:99999", ":nosuchport"} {
		_, err := net.Dial("tcp", addr)
		fmt.Println(err)
	}
	_, err = net.Dial("nonet", "x:1")
	fmt.Println(err)
	addrs, err := net.LookupHost("localhost")
	fmt.Println(len(addrs) > 0, err)
	p, err := net.LookupPort("tcp", "http")
	fmt.Println(p, err)
}

func addresses() {
	for _, s := range []string{"1.2.3.4", "::1", "fe80::1%eth0", "1.2.3", "::ffff:1.2.3.4"} {
		fmt.Println(net.ParseIP(s))
	}
	ip, n, err := net.ParseCIDR("192.168.7.9/20")
	fmt.Println(ip, n, err, n.Contains(net.IPv4(192, 168, 15, 1)))
	_, _, err = net.ParseCIDR("1.2.3.4/33")
	fmt.Println(err)
	fmt.Println(net.JoinHostPort("::1", "80"))
	fmt.Println(net.SplitHostPort("[::1]:80"))
	hw, err := net.ParseMAC("00:00:5e:00:53:01")
	fmt.Println(hw, err)
	ifs, err := net.Interfaces()
	fmt.Println(len(ifs) > 0, err)
	a, b := net.Pipe()
	go func() { a.Write([]byte("pipe")); a.Close() }()
	all, err := io.ReadAll(b)
	fmt.Println(string(all), err)
}

func main() {
	deadlines()
	closing()
	halfAndReset()
	udp()
	unix()
	dialing()
	addresses()
}
