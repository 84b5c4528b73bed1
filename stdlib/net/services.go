package net

import (
	"math"
	"strings"
	"sync"
)

// services has the ports of names by network, protocols the numbers; what
// the system's files say comes on top of what is known without them.
var services = sync.OnceValue(func() map[string]map[string]int {
	all := map[string]map[string]int{
		"udp": {"domain": 53},
		"tcp": {
			"ftp": 21, "ftps": 990, "gopher": 70, "http": 80, "https": 443, "imap2": 143, "imap3": 220, "imaps": 993,
			"pop3": 110, "pop3s": 995, "smtp": 25, "ssh": 22, "telnet": 23,
		},
	}
	readLines("/etc/services", func(_ string, f []string) {
		if len(f) < 2 {
			return
		}
		port, size, ok := decimal(f[1])
		if !ok || port == 0 || size == len(f[1]) || f[1][size] != '/' {
			return
		}
		network := f[1][size+1:]
		if all[network] == nil {
			all[network] = map[string]int{}
		}
		all[network][f[0]] = port
		for _, alias := range f[2:] {
			all[network][alias] = port
		}
	})
	return all
})

var protocols = sync.OnceValue(func() map[string]int {
	all := map[string]int{"icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "ipv6-icmp": 58}
	readLines("/etc/protocols", func(_ string, f []string) {
		if len(f) < 2 {
			return
		}
		number, _, ok := decimal(f[1])
		if !ok {
			return
		}
		for i, name := range f {
			if _, known := all[name]; i != 1 && !known {
				all[name] = number
			}
		}
	})
	return all
})

func lookupProtocol(name string) (int, error) {
	if n, ok := protocols()[strings.ToLower(name)]; ok {
		return n, nil
	}
	return 0, &AddrError{Err: "unknown IP protocol specified", Addr: name}
}

func lookupPort(network, service string) (int, error) {
	network = strings.TrimRight(network, "46")
	if port, ok := services()[network][strings.ToLower(service)]; ok {
		return port, nil
	}
	return 0, &AddrError{Err: "unknown port", Addr: network + "/" + service}
}

// portNumber reads a port that is a number, perhaps with a sign; no port at
// all is 0. Big numbers stay big.
func portNumber(s string) (port int, ok bool) {
	digits := s
	if s != "" && (s[0] == '+' || s[0] == '-') {
		digits = s[1:]
	}
	for i := 0; i < len(digits); i++ {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
		port = min(port*10+int(digits[i]-'0'), math.MaxInt32)
	}
	if s != "" && s[0] == '-' {
		port = -port
	}
	return port, true
}
