// run -stress=no
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func hide(err error, addrs ...net.Addr) string {
	s := fmt.Sprint(err)
	for i, a := range addrs {
		if a != nil && a.String() != "" {
			s = strings.ReplaceAll(s, a.String(), fmt.Sprintf("ADDR%d", i))
		}
	}
	return s
}

func udp() {
	a, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	fmt.Println(err)
	b, _ := net.ListenPacket("udp", "127.0.0.1:0")
	to := b.LocalAddr().(*net.UDPAddr)
	buf := make([]byte, 100)
	fmt.Println(a.WriteTo([]byte("one"), to))
	n, from, err := b.ReadFrom(buf)
	fmt.Println(string(buf[:n]), from.String() == a.LocalAddr().String(), err)
	fmt.Println(a.WriteToUDPAddrPort([]byte("two"), to.AddrPort()))
	n, ap, err := b.(*net.UDPConn).ReadFromUDPAddrPort(buf)
	fmt.Println(string(buf[:n]), ap.String() == a.LocalAddr().String(), err)
	fmt.Println(a.WriteMsgUDP([]byte("three"), nil, to))
	n, oobn, flags, ua, err := b.(*net.UDPConn).ReadMsgUDP(buf[:2], nil)
	fmt.Println(string(buf[:n]), oobn, flags, ua.String() == a.LocalAddr().String(), err)
	fmt.Println(a.WriteToUDP(nil, to))
	n, _, err = b.ReadFrom(buf)
	fmt.Println(n, err)
	// What does not go.
	_, err = a.WriteTo([]byte("x"), nil)
	fmt.Println(hide(err, a.LocalAddr()))
	_, err = a.WriteTo([]byte("x"), &net.TCPAddr{})
	fmt.Println(hide(err, a.LocalAddr()))
	_, err = a.WriteToUDP([]byte("x"), nil)
	fmt.Println(hide(err, a.LocalAddr()))
	_, err = a.WriteToUDP([]byte("x"), &net.UDPAddr{IP: net.IPv6loopback, Port: 9})
	fmt.Println(hide(err, a.LocalAddr()))
	_, err = a.WriteToUDPAddrPort([]byte("x"), netip.AddrPort{})
	fmt.Println(hide(err, a.LocalAddr()))
	_, err = a.Write([]byte("x"))
	fmt.Println(hide(err, a.LocalAddr()))
	_, err = a.WriteTo(make([]byte, 70000), to)
	fmt.Println(hide(err, a.LocalAddr(), to))
	a.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	_, from, err = a.ReadFrom(buf)
	fmt.Println(from, hide(err, a.LocalAddr()), errors.Is(err, os.ErrDeadlineExceeded))
	_, ua, err = a.ReadFromUDP(buf)
	fmt.Println(ua, err != nil)
	c, err := net.Dial("udp", to.String())
	fmt.Println(err, c.RemoteAddr().String() == to.String())
	uc := c.(*net.UDPConn)
	fmt.Println(c.Write([]byte("connected")))
	n, from, _ = b.ReadFrom(buf)
	b.WriteTo([]byte("back"), from)
	m, err := c.Read(buf[50:])
	fmt.Println(string(buf[:n]), string(buf[50:50+m]), err)
	_, err = uc.WriteTo([]byte("x"), to)
	fmt.Println(hide(err, c.LocalAddr(), to), errors.Is(err, net.ErrWriteToConnected))
	fmt.Println(uc.WriteMsgUDP([]byte("msg"), nil, nil))
	_, _, err = uc.WriteMsgUDP([]byte("msg"), nil, to)
	fmt.Println(hide(err, c.LocalAddr(), to))
	_, _, err = a.WriteMsgUDP([]byte("msg"), nil, nil)
	fmt.Println(hide(err, a.LocalAddr()))
	b.Close()
	c.Write([]byte("nobody"))
	c.SetReadDeadline(time.Now().Add(time.Second))
	_, err = c.Read(buf)
	fmt.Println(hide(err, c.LocalAddr(), to), errors.Is(err, syscall.ECONNREFUSED))
	a.Close()
	_, _, err = a.ReadFrom(buf)
	fmt.Println(hide(err, a.LocalAddr()))
	six, err := net.ListenPacket("udp", ":0")
	if err == nil && six.LocalAddr().(*net.UDPAddr).IP.To4() == nil {
		port := six.LocalAddr().(*net.UDPAddr).Port
		c, _ := net.Dial("udp4", fmt.Sprintf("127.0.0.1:%d", port))
		c.Write([]byte("mapped"))
		n, from, err := six.ReadFrom(buf)
		fmt.Println(string(buf[:n]), from.(*net.UDPAddr).IP, len(from.(*net.UDPAddr).IP), err)
		six.WriteTo([]byte("reply"), from)
		n, err = c.Read(buf)
		fmt.Println(string(buf[:n]), err)
	}
}

func unixStreams(dir string) {
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	fmt.Println(err, l.Addr().Network(), l.Addr().String() == path)
	_, err = net.Listen("unix", path)
	fmt.Println(hide(err, l.Addr()))
	go func() {
		c, _ := l.Accept()
		io.Copy(c, c)
		c.Close()
	}()
	c, err := net.Dial("unix", path)
	fmt.Println(err, c.LocalAddr(), c.RemoteAddr().String() == path)
	c.Write([]byte("echo"))
	c.(*net.UnixConn).CloseWrite()
	b, err := io.ReadAll(c)
	fmt.Println(string(b), err)
	c.Close()
	l.Close()
	_, err = os.Stat(path)
	fmt.Println(os.IsNotExist(err))
	lu, _ := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	lu.SetUnlinkOnClose(false)
	lu.Close()
	_, err = os.Stat(path)
	fmt.Println(err)
	_, err = net.Dial("unix", path)
	fmt.Println(hide(err, lu.Addr()), errors.Is(err, syscall.ECONNREFUSED))
	_, err = net.Dial("unix", strings.Repeat("x", 200))
	fmt.Println(err)
	abs, err := net.Listen("unix", "@vole-net-test")
	fmt.Println(err, abs.Addr())
	abs.Close()
}

func unixPackets(dir string) {
	a, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "a"), Net: "unixgram"})
	fmt.Println(err)
	b, _ := net.ListenPacket("unixgram", filepath.Join(dir, "b"))
	buf := make([]byte, 100)
	fmt.Println(a.WriteTo([]byte("datagram"), b.LocalAddr()))
	n, from, err := b.ReadFrom(buf)
	fmt.Println(string(buf[:n]), from.String() == a.LocalAddr().String(), from.Network(), err)
	_, err = a.WriteToUnix([]byte("x"), &net.UnixAddr{Name: "y", Net: "unix"})
	fmt.Println(hide(err, a.LocalAddr()))
	_, err = a.WriteTo([]byte("x"), &net.UnixAddr{Name: filepath.Join(dir, "none"), Net: "unixgram"})
	fmt.Println(strings.ReplaceAll(hide(err, a.LocalAddr()), dir, "DIR"))
	c, err := net.Dial("unixgram", b.LocalAddr().String())
	fmt.Println(err, c.LocalAddr())
	c.Write([]byte("anonymous"))
	n, from, err = b.ReadFrom(buf)
	fmt.Println(string(buf[:n]), from, err)
	_, err = c.(*net.UnixConn).WriteTo([]byte("x"), b.LocalAddr())
	fmt.Println(errors.Is(err, net.ErrWriteToConnected))
	// A descriptor in control data.
	r, w, _ := os.Pipe()
	n, oobn, err := a.WriteMsgUnix([]byte("fd"), syscall.UnixRights(int(w.Fd())), b.LocalAddr().(*net.UnixAddr))
	fmt.Println(n, oobn, err)
	w.Close()
	oob := make([]byte, 64)
	n, oobn, _, _, err = b.(*net.UnixConn).ReadMsgUnix(buf, oob)
	msgs, _ := syscall.ParseSocketControlMessage(oob[:oobn])
	fds, _ := syscall.ParseUnixRights(&msgs[0])
	passed := os.NewFile(uintptr(fds[0]), "passed")
	passed.WriteString("through the pipe")
	passed.Close()
	text, _ := io.ReadAll(r)
	fmt.Println(string(buf[:n]), len(fds), err, string(text))
	// Packets in sequence.
	l, err := net.Listen("unixpacket", filepath.Join(dir, "p"))
	fmt.Println(err, l.Addr().Network())
	p, err := net.Dial("unixpacket", l.Addr().String())
	q, _ := l.Accept()
	p.Write([]byte("first"))
	p.Write([]byte("second"))
	n, err = q.Read(buf)
	fmt.Println(string(buf[:n]), err)
	n, err = q.Read(buf[:3])
	fmt.Println(string(buf[:n]), err)
	p.Close()
	n, err = q.Read(buf)
	fmt.Println(n, err)
	fmt.Println(l.Close())
	fds2, _ := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	f := os.NewFile(uintptr(fds2[0]), "pair")
	fc, err := net.FileConn(f)
	fmt.Printf("%T %q %q %v\n", fc, fc.LocalAddr().String(), fc.LocalAddr().Network(), err)
	fc.Write([]byte("pair"))
	n, _ = syscall.Read(fds2[1], buf)
	fmt.Println(string(buf[:n]))
}

func pipes() {
	a, b := net.Pipe()
	fmt.Println(a.LocalAddr(), b.RemoteAddr().Network())
	buf := make([]byte, 3)
	done := make(chan string)
	write := func(c net.Conn, text string) {
		n, err := c.Write([]byte(text))
		done <- fmt.Sprint(n, err)
	}
	go write(a, "hello")
	n, err := b.Read(buf)
	fmt.Println(string(buf[:n]), err)
	n, err = b.Read(buf)
	fmt.Println(string(buf[:n]), err, <-done)
	a.SetWriteDeadline(time.Now().Add(10 * time.Millisecond))
	n, err = a.Write([]byte("nobody reads"))
	fmt.Println(n, err, errors.Is(err, os.ErrDeadlineExceeded))
	a.Close()
	n, err = b.Read(buf)
	fmt.Println(n, err)
	n, err = b.Write(buf)
	fmt.Println(n, err)
	_, err = a.Read(buf)
	fmt.Println(err, a.SetDeadline(time.Time{}), a.Close())
	c, d := net.Pipe()
	c.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	_, err = c.Read(buf)
	fmt.Println(err, err.(net.Error).Timeout())
	c.SetReadDeadline(time.Time{})
	go write(d, "x")
	n, err = c.Read(buf)
	fmt.Println(n, err, <-done)
	go write(d, "")
	n, err = c.Read(buf)
	fmt.Println(n, err, <-done)
}

func interfaces() {
	list, err := net.Interfaces()
	for _, i := range list {
		if i.Flags&net.FlagLoopback == 0 {
			continue
		}
		addrs, err := i.Addrs()
		for _, a := range addrs {
			if n := a.(*net.IPNet); n.IP.To4() != nil {
				fmt.Println(n, len(n.IP), n.Mask, err)
			}
		}
		same, err := net.InterfaceByName(i.Name)
		fmt.Println(same.Index == i.Index, same.MTU > 0, same.Flags&net.FlagUp, same.HardwareAddr, err)
		same, err = net.InterfaceByIndex(i.Index)
		fmt.Println(same.Name == i.Name, err)
		_, err = i.MulticastAddrs()
		fmt.Println(err)
	}
	fmt.Println(len(list) > 0, err)
	all, err := net.InterfaceAddrs()
	fmt.Println(len(all) > 0, err)
	_, err = net.InterfaceByName("")
	fmt.Println(err)
	_, err = net.InterfaceByName("none-such")
	fmt.Println(err)
	_, err = net.InterfaceByIndex(0)
	fmt.Println(err)
	_, err = net.InterfaceByIndex(1 << 20)
	fmt.Println(err)
	_, err = (*net.Interface)(nil).Addrs()
	fmt.Println(err)
}

func main() {
	dir, _ := os.MkdirTemp("", "net")
	defer os.RemoveAll(dir)
	udp()
	unixStreams(dir)
	unixPackets(dir)
	pipes()
	interfaces()
	lc := net.ListenConfig{}
	p, err := lc.ListenPacket(context.Background(), "udp4", "127.0.0.1:0")
	fmt.Println(p.Close(), err)
}
