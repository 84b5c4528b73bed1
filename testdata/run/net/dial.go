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
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

func show(what string, v any, err error, hide ...string) {
	text := fmt.Sprint(err)
	for _, h := range hide {
		text = strings.ReplaceAll(text, h, "X")
	}
	if err == nil {
		fmt.Printf("%s: ok %T\n", what, v)
		return
	}
	var oe *net.OpError
	ne, _ := err.(net.Error)
	fmt.Printf("%s: %s; op %v, timeout %v, temporary %v", what, text, errors.As(err, &oe), ne != nil && ne.Timeout(), ne != nil && ne.Temporary())
	if oe != nil {
		fmt.Printf(", %s %s %v %v", oe.Op, oe.Net, oe.Source != nil, oe.Addr != nil)
		if !oe.Timeout() {
			fmt.Printf(" %T", oe.Err)
		}
	}
	fmt.Println()
}

func dialErrors() {
	for _, c := range [][2]string{
		{"tcp", ""}, {"tcp", "127.0.0.1"}, {"tcp", "[::1"}, {"foo", "x"}, {"tcp5", "127.0.0.1:1"}, {"tcp4", "[::1]:1"}, {"tcp", "127.0.0.1:nothing-here"},
		{"tcp", "127.0.0.1:1"}, {"tcp", "127.0.0.1:65536"}, {"unix", ""}, {"unix", "/no/such/socket"}, {"unixgram", "/no/such/socket"}, {"unixpacket", "@none"},
		{"ip", "127.0.0.1"}, {"ip4:none", "127.0.0.1"}, {"ip4", "1"}, {"udp", "[::1]"}, {"tcp", "bad..name:80"}, {"udp4", "[fe80::1%lo]:1"}, {"", "1.2.3.4:5"}, {"tcp:1", "1.2.3.4:5"},
	} {
		conn, err := net.Dial(c[0], c[1])
		show("dial "+c[0]+" "+c[1], conn, err)
	}
	for _, c := range [][2]string{{"tcp", "127.0.0.1"}, {"udp", "127.0.0.1:0"}, {"unix", ""}, {"bar", ":0"}, {"tcp", "192.0.2.1:0"}, {"tcp4", "[::1]:0"}, {"unixgram", "/no/such/dir/x"}, {"unix", "/no/such/dir/x"}, {"ip", "127.0.0.1"}} {
		l, err := net.Listen(c[0], c[1])
		show("listen "+c[0]+" "+c[1], l, err)
		if err == nil {
			l.Close()
		}
	}
	for _, c := range [][2]string{{"tcp", "127.0.0.1:0"}, {"udp", "192.0.2.1:0"}, {"udp", ""}, {"foo", ""}} {
		p, err := net.ListenPacket(c[0], c[1])
		show("packet "+c[0]+" "+c[1], p, err)
		if err == nil {
			p.Close()
		}
	}
	_, err := net.DialTCP("udp", nil, nil)
	show("DialTCP", nil, err)
	_, err = net.DialTCP("tcp", &net.TCPAddr{Port: 1}, nil)
	show("DialTCP", nil, err)
	_, err = net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1})
	show("DialTCP", nil, err)
	_, err = net.DialUDP("udp", nil, nil)
	show("DialUDP", nil, err)
	_, err = net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv6loopback})
	show("ListenTCP", nil, err)
	_, err = net.DialUnix("tcp", nil, nil)
	show("DialUnix", nil, err)
	_, err = net.ListenUnix("unix", nil)
	show("ListenUnix", nil, err)
	_, err = net.ListenMulticastUDP("udp", nil, nil)
	show("ListenMulticastUDP", nil, err)
	var zero net.TCPConn
	_, err = zero.Read(nil)
	fmt.Println(err, zero.Close(), zero.LocalAddr(), zero.SetDeadline(time.Time{}), zero.SetLinger(1))
	var none *net.TCPListener
	_, err = none.Accept()
	fmt.Println(err, none.Close())
}

func dialers() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	to := l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := new(net.Dialer).DialContext(ctx, "tcp", to)
	show("canceled", nil, err, to)
	fmt.Println(errors.Is(err, context.Canceled))
	_, err = net.DialTimeout("tcp", to, -1)
	show("negative", nil, err, to)
	fmt.Println(errors.Is(err, context.DeadlineExceeded))
	_, err = (&net.Dialer{Deadline: time.Unix(1, 0)}).Dial("tcp", to)
	show("past", nil, err, to)
	done := make(chan struct{})
	close(done)
	_, err = (&net.Dialer{LocalAddr: &net.UDPAddr{}}).Dial("tcp", to)
	show("wrong local", nil, err, to)
	_, err = (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv6loopback}}).Dial("tcp", to)
	show("other family", nil, err, to)
	_, err = (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1)}}).Dial("tcp", to)
	show("not ours", nil, err, to)
	d := &net.Dialer{
		LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 5)},
		Control: func(network, address string, c syscall.RawConn) error {
			fmt.Println("control", network, address == to)
			return c.Control(func(fd uintptr) { syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096) })
		},
	}
	c, err := d.Dial("tcp", to)
	show("local", c, err)
	fmt.Println(c.LocalAddr().(*net.TCPAddr).IP, c.RemoteAddr().String() == to, c.RemoteAddr().Network())
	s, _ := l.Accept()
	fmt.Println(s.RemoteAddr().String() == c.LocalAddr().String(), s.LocalAddr().String() == to)
	s.Close()
	c.Close()
	d.Control = func(network, address string, c syscall.RawConn) error { return errors.New("not this one") }
	_, err = d.Dial("tcp4", to)
	show("refused", nil, err, to)
	lc := net.ListenConfig{Control: func(network, address string, c syscall.RawConn) error {
		fmt.Println("listen control", network, address)
		return nil
	}}
	for _, a := range [][2]string{{"tcp", "127.0.0.1:0"}, {"tcp4", ":0"}, {"unix", "@control-of-net-test"}} {
		l, err := lc.Listen(context.Background(), a[0], a[1])
		show("config", l, err)
		if err == nil {
			l.Close()
		}
	}
	// Nobody answers: the backlog of a listener that does not accept fills.
	full, _ := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	syscall.Bind(full, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
	syscall.Listen(full, 0)
	sa, _ := syscall.Getsockname(full)
	to = fmt.Sprintf("127.0.0.1:%d", sa.(*syscall.SockaddrInet4).Port)
	var open []net.Conn
	for {
		c, err := net.DialTimeout("tcp", to, 100*time.Millisecond)
		if err != nil {
			show("full", c, err, to)
			break
		}
		open = append(open, c)
	}
	ctx, cancel = context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	_, err = new(net.Dialer).DialContext(ctx, "tcp", to)
	show("canceled in time", nil, err, to)
	for _, c := range open {
		c.Close()
	}
	syscall.Close(full)
}

func streams() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	accepted := make(chan net.Conn, 1)
	go func() {
		c, _ := l.Accept()
		accepted <- c
	}()
	c, _ := net.Dial("tcp", l.Addr().String())
	s := <-accepted
	a, b := c.(*net.TCPConn), s.(*net.TCPConn)
	fmt.Println(a.SetNoDelay(false), a.SetKeepAlive(true), a.SetKeepAlivePeriod(3*time.Second), a.SetLinger(5), a.SetLinger(-1), a.SetReadBuffer(8192), a.SetWriteBuffer(8192))
	// A file, part of a file, and what is no file.
	name := filepath.Join(os.TempDir(), fmt.Sprintf("net-test-%d", os.Getpid()))
	os.WriteFile(name, []byte(strings.Repeat("0123456789", 10000)), 0o600)
	defer os.Remove(name)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		f, _ := os.Open(name)
		n, err := io.Copy(a, f)
		fmt.Println("file", n, err)
		f.Seek(5, 0)
		n, err = io.Copy(a, io.LimitReader(f, 7))
		fmt.Println("part", n, err)
		n, err = io.Copy(a, strings.NewReader("text"))
		fmt.Println("text", n, err)
		f.Close()
		v := net.Buffers{[]byte("one "), nil, []byte("two "), []byte("three")}
		n, err = v.WriteTo(a)
		fmt.Println("buffers", n, err, len(v))
		fmt.Println(a.CloseWrite())
		_, err = a.Write([]byte("x"))
		fmt.Println(strings.HasSuffix(err.Error(), "broken pipe"), errors.Is(err, syscall.EPIPE))
	}()
	got, err := io.ReadAll(b)
	wg.Wait()
	fmt.Println(len(got), string(got[99990:]), err)
	fmt.Println(a.CloseRead(), b.CloseWrite())
	f, err := a.File()
	fmt.Println(err, strings.HasPrefix(f.Name(), "tcp:127.0.0.1:"))
	again, err := net.FileConn(f)
	fmt.Println(again.LocalAddr().String() == a.LocalAddr().String(), err)
	f.Close()
	raw, err := again.(*net.TCPConn).SyscallConn()
	fmt.Println(err, raw.Control(func(fd uintptr) { fmt.Println(fd > 2) }))
	fmt.Println(raw.Read(func(fd uintptr) bool { return true }), raw.Write(func(fd uintptr) bool { return true }))
	again.Close()
	err = raw.Control(func(uintptr) {})
	fmt.Println(strings.HasPrefix(err.Error(), "raw-control tcp 127.0.0.1:"), errors.Is(err, net.ErrClosed))
	lf, _ := l.(*net.TCPListener).File()
	l2, err := net.FileListener(lf)
	fmt.Println(l2.Addr().String() == l.Addr().String(), err)
	_, err = net.FilePacketConn(lf)
	fmt.Println(strings.HasPrefix(err.Error(), "file file+net tcp:127.0.0.1:"), errors.Is(err, syscall.EINVAL))
	null, _ := os.Open("/dev/null")
	_, err = net.FileConn(null)
	fmt.Println(err)
	l2.(*net.TCPListener).SetDeadline(time.Now().Add(-1))
	_, err = l2.Accept()
	show("accept", nil, err, l.Addr().String())
	lf.Close()
	l2.Close()
	a.Close()
	b.Close()
	err = a.SetDeadline(time.Now())
	show("set", nil, err, a.LocalAddr().String())
	err = a.SetNoDelay(true)
	show("set", nil, err, a.LocalAddr().String(), a.RemoteAddr().String())
	_, err = a.File()
	show("file", nil, err, a.LocalAddr().String(), a.RemoteAddr().String())
	l.Close()
	_, err = l.Accept()
	show("accept", nil, err, l.Addr().String())
	show("close", nil, l.Close(), l.Addr().String())
	v := net.Buffers{[]byte("ab"), []byte("cde")}
	p := make([]byte, 4)
	n, err := v.Read(p)
	fmt.Println(n, err, string(p[:n]), len(v))
	n, err = v.Read(p)
	fmt.Println(n, err, string(p[:n]), len(v))
}

// shared makes a socket block behind net's back, through a copy of its
// descriptor: whoever waits for it must not keep others from running.
func shared() {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	c, _ := net.Dial("tcp", l.Addr().String())
	s, _ := l.Accept()
	f, _ := c.(*net.TCPConn).File()
	f.Fd()
	got := make(chan string)
	go func() {
		b := make([]byte, 10)
		n, err := c.Read(b)
		got <- fmt.Sprint(string(b[:n]), err)
	}()
	time.Sleep(10 * time.Millisecond)
	s.Write([]byte("late"))
	fmt.Println(<-got)
	f.Close()
	c.Close()
	s.Close()
}

func main() {
	shared()
	dialErrors()
	dialers()
	streams()
}
