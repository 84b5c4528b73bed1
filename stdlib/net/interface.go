package net

import (
	"encoding/hex"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// An Interface is a card, or what looks like one.
type Interface struct {
	Index        int // from 1
	MTU          int
	Name         string
	HardwareAddr HardwareAddr
	Flags        Flags
}

type Flags uint

const (
	FlagUp Flags = 1 << iota
	FlagBroadcast
	FlagLoopback
	FlagPointToPoint
	FlagMulticast
	FlagRunning
)

func (f Flags) String() string {
	var names []string
	for i, name := range [...]string{"up", "broadcast", "loopback", "pointtopoint", "multicast", "running"} {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if names == nil {
		return "0"
	}
	return strings.Join(names, "|")
}

func routeError(err error) error { return &OpError{Op: "route", Net: "ip+net", Err: err} }

// Interfaces returns all interfaces.
func Interfaces() ([]Interface, error) {
	list, err := interfaces(0)
	if err != nil {
		return nil, routeError(err)
	}
	return list, nil
}

func InterfaceByIndex(index int) (*Interface, error) {
	if index <= 0 {
		return nil, routeError(errors.New("invalid network interface index"))
	}
	list, err := interfaces(index)
	if err != nil {
		return nil, routeError(err)
	}
	if len(list) == 0 {
		return nil, routeError(errNoSuchInterface)
	}
	return &list[0], nil
}

func InterfaceByName(name string) (*Interface, error) {
	if name == "" {
		return nil, routeError(errors.New("invalid network interface name"))
	}
	list, err := interfaces(0)
	if err != nil {
		return nil, routeError(err)
	}
	for i := range list {
		if list[i].Name == name {
			return &list[i], nil
		}
	}
	return nil, routeError(errNoSuchInterface)
}

// InterfaceAddrs returns the addresses of all interfaces, as *IPNet.
func InterfaceAddrs() ([]Addr, error) {
	addrs, err := interfaceAddrs(0)
	if err != nil {
		return nil, routeError(err)
	}
	return addrs, nil
}

// Addrs returns the addresses of ifi, as *IPNet.
func (ifi *Interface) Addrs() ([]Addr, error) {
	if ifi == nil {
		return nil, routeError(errInvalidInterface)
	}
	addrs, err := interfaceAddrs(ifi.Index)
	if err != nil {
		return nil, routeError(err)
	}
	return addrs, nil
}

// MulticastAddrs returns the groups ifi has joined, as *IPAddr.
func (ifi *Interface) MulticastAddrs() ([]Addr, error) {
	if ifi == nil {
		return nil, routeError(errInvalidInterface)
	}
	return append(groups4(ifi.Name), groups6(ifi.Name)...), nil
}

var (
	errInvalidInterface = errors.New("invalid network interface")
	errNoSuchInterface  = errors.New("no such network interface")
)

// eachRoute asks the kernel for a table and calls f with its rows.
func eachRoute(request int, kind uint16, f func(data []byte, attrs []syscall.NetlinkRouteAttr)) error {
	table, err := syscall.NetlinkRIB(request, syscall.AF_UNSPEC)
	if err != nil {
		return os.NewSyscallError("netlinkrib", err)
	}
	rows, err := syscall.ParseNetlinkMessage(table)
	if err != nil {
		return os.NewSyscallError("parsenetlinkmessage", err)
	}
	for i := range rows {
		switch rows[i].Header.Type {
		case syscall.NLMSG_DONE:
			return nil
		case kind:
			attrs, err := syscall.ParseNetlinkRouteAttr(&rows[i])
			if err != nil {
				return os.NewSyscallError("parsenetlinkrouteattr", err)
			}
			f(rows[i].Data, attrs)
		}
	}
	return nil
}

// interfaces returns the interface of that index, all if it is 0.
func interfaces(index int) (list []Interface, err error) {
	err = eachRoute(syscall.RTM_GETLINK, syscall.RTM_NEWLINK, func(data []byte, attrs []syscall.NetlinkRouteAttr) {
		info := (*syscall.IfInfomsg)(unsafe.Pointer(&data[0]))
		if index != 0 && index != int(info.Index) {
			return
		}
		ifi := Interface{Index: int(info.Index), Flags: flagsOf(info.Flags)}
		for _, a := range attrs {
			switch a.Attr.Type {
			case syscall.IFLA_ADDRESS:
				if !isTunnel(info.Type, len(a.Value)) && strings.Trim(string(a.Value), "\x00") != "" {
					ifi.HardwareAddr = a.Value
				}
			case syscall.IFLA_IFNAME:
				ifi.Name = strings.TrimRight(string(a.Value), "\x00")
			case syscall.IFLA_MTU:
				ifi.MTU = int(*(*uint32)(unsafe.Pointer(&a.Value[0])))
			}
		}
		list = append(list, ifi)
	})
	return list, err
}

// isTunnel reports whether a link's address is really one of IP.
func isTunnel(kind uint16, size int) bool {
	const (
		ipip   = 768
		ip6ip6 = 769
		sit    = 776
		gre    = 778
		gre6   = 823
	)
	switch kind {
	case ipip, sit, gre:
		return size == IPv4len
	case ip6ip6, gre6:
		return size == IPv6len
	}
	return false
}

func flagsOf(raw uint32) (f Flags) {
	for i, flag := range [...]uint32{
		syscall.IFF_UP, syscall.IFF_BROADCAST, syscall.IFF_LOOPBACK, syscall.IFF_POINTOPOINT, syscall.IFF_MULTICAST, syscall.IFF_RUNNING,
	} {
		if raw&flag != 0 {
			f |= 1 << i
		}
	}
	return f
}

// interfaceAddrs returns the addresses of one interface, of all if index is 0.
func interfaceAddrs(index int) (list []Addr, err error) {
	err = eachRoute(syscall.RTM_GETADDR, syscall.RTM_NEWADDR, func(data []byte, attrs []syscall.NetlinkRouteAttr) {
		info := (*syscall.IfAddrmsg)(unsafe.Pointer(&data[0]))
		if index != 0 && index != int(info.Index) {
			return
		}
		// Between two points, the address proper is that of the other end.
		var ip IP
		for _, a := range attrs {
			if a.Attr.Type == syscall.IFA_LOCAL || a.Attr.Type == syscall.IFA_ADDRESS && ip == nil {
				ip = IP(a.Value)
			}
		}
		size := map[uint8]int{syscall.AF_INET: IPv4len, syscall.AF_INET6: IPv6len}[info.Family]
		if size != 0 && len(ip) == size {
			list = append(list, &IPNet{IP: ip.To16(), Mask: CIDRMask(int(info.Prefixlen), 8*size)})
		}
	})
	return list, err
}

// readLines calls f with the fields of each line of a file; what the file
// has in comments is left out.
func readLines(name string, f func(line string, fields []string)) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		if fields := strings.Fields(line); len(fields) > 0 {
			f(line, fields)
		}
	}
	return nil
}

// groups4 reads a line for each interface and, indented, one for each group.
func groups4(name string) (list []Addr) {
	current := ""
	readLines("/proc/net/igmp", func(line string, fields []string) {
		if line[0] != '\t' && line[0] != ' ' {
			if len(fields) > 1 {
				current = strings.TrimSuffix(fields[1], ":")
			}
			return
		}
		// As a number of the machine, which is little-endian.
		if b, err := hex.DecodeString(fields[0]); err == nil && len(b) == IPv4len && current == name {
			list = append(list, &IPAddr{IP: IPv4(b[3], b[2], b[1], b[0])})
		}
	})
	return list
}

func groups6(name string) (list []Addr) {
	readLines("/proc/net/igmp6", func(_ string, fields []string) {
		if len(fields) < 6 || fields[1] != name {
			return
		}
		if b, err := hex.DecodeString(fields[2]); err == nil && len(b) == IPv6len {
			list = append(list, &IPAddr{IP: b})
		}
	})
	return list
}

// zones knows the interfaces by name and by index for a while: addresses
// local to a link name one.
var zones struct {
	sync.Mutex
	list []Interface
	read time.Time
}

// findZone returns the interface that is wanted, after a fresh look if it is
// not known.
func findZone(wanted func(*Interface) bool) *Interface {
	zones.Lock()
	defer zones.Unlock()
	old := time.Since(zones.read) > time.Minute
	for try := 0; try < 2; try++ {
		if old || try == 1 {
			if list, err := interfaces(0); err == nil {
				zones.list, zones.read = list, time.Now()
			}
		}
		for i := range zones.list {
			if wanted(&zones.list[i]) {
				return &zones.list[i]
			}
		}
		if old {
			break
		}
	}
	return nil
}

// zoneName and zoneIndex fall back on the number as text.
func zoneName(index uint32) string {
	if index == 0 {
		return ""
	}
	if ifi := findZone(func(ifi *Interface) bool { return ifi.Index == int(index) }); ifi != nil {
		return ifi.Name
	}
	return strconv.Itoa(int(index))
}

func zoneIndex(name string) uint32 {
	if name == "" {
		return 0
	}
	if ifi := findZone(func(ifi *Interface) bool { return ifi.Name == name }); ifi != nil {
		return uint32(ifi.Index)
	}
	n, _, _ := decimal(name)
	return uint32(n)
}
