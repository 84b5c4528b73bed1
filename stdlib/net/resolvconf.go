package net

import (
	"net/netip"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A dnsConfig is what /etc/resolv.conf says.
type dnsConfig struct {
	servers  []string // host:port
	search   []string // what to append to names, with a dot at the end
	ndots    int      // a name with so many dots is first looked up as it is
	timeout  time.Duration
	attempts int
	rotate   bool // begin with another server each time
	single   bool // one question after the other
	useTCP   bool
	odd      bool // there is something we do not know
	modified time.Time
	asked    atomic.Uint32 // questions, if rotate
}

// first is the index of the server to ask first.
func (c *dnsConfig) first() int {
	if !c.rotate {
		return 0
	}
	return int((c.asked.Add(1) - 1) % uint32(len(c.servers)))
}

const resolvConfPath = "/etc/resolv.conf"

var resolvConf struct {
	sync.Mutex
	config  *dnsConfig
	checked time.Time
}

// currentDNSConfig looks every five seconds whether the file has changed.
func currentDNSConfig() *dnsConfig {
	rc := &resolvConf
	rc.Lock()
	defer rc.Unlock()
	if rc.config != nil && time.Since(rc.checked) < 5*time.Second {
		return rc.config
	}
	rc.checked = time.Now()
	modified, _ := modTime(resolvConfPath)
	if rc.config == nil || !rc.config.modified.Equal(modified) {
		rc.config = readDNSConfig(resolvConfPath)
		rc.config.modified = modified
	}
	return rc.config
}

func modTime(path string) (time.Time, int64) {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}, 0
	}
	return info.ModTime(), info.Size()
}

func rooted(name string) string {
	if strings.HasSuffix(name, ".") {
		return name
	}
	return name + "."
}

func readDNSConfig(path string) *dnsConfig {
	c := &dnsConfig{ndots: 1, timeout: 5 * time.Second, attempts: 2}
	text, _ := os.ReadFile(path)
	for _, line := range strings.Split(string(text), "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || line[0] == ';' || line[0] == '#' {
			continue
		}
		switch f[0] {
		case "nameserver":
			if len(f) > 1 && len(c.servers) < 3 {
				if _, err := netip.ParseAddr(f[1]); err == nil {
					c.servers = append(c.servers, JoinHostPort(f[1], "53"))
				}
			}
		case "domain":
			if len(f) > 1 {
				c.search = []string{rooted(f[1])}
			}
		case "search":
			c.search = nil
			for _, name := range f[1:] {
				if name = rooted(name); name != "." {
					c.search = append(c.search, name)
				}
			}
		case "options":
			for _, option := range f[1:] {
				c.setOption(option)
			}
		default:
			c.odd = true
		}
	}
	if c.servers == nil {
		c.servers = []string{"127.0.0.1:53", "[::1]:53"}
	}
	if c.search == nil {
		if host, err := os.Hostname(); err == nil {
			if _, domain, _ := strings.Cut(host, "."); domain != "" {
				c.search = []string{rooted(domain)}
			}
		}
	}
	return c
}

func (c *dnsConfig) setOption(option string) {
	name, value, _ := strings.Cut(option, ":")
	n, _, _ := decimal(value)
	switch name {
	case "ndots":
		c.ndots = min(n, 15)
	case "timeout":
		c.timeout = time.Duration(max(n, 1)) * time.Second
	case "attempts":
		c.attempts = max(n, 1)
	case "rotate":
		c.rotate = true
	case "single-request", "single-request-reopen":
		c.single = true
	case "use-vc", "usevc", "tcp":
		c.useTCP = true
	case "trust-ad", "edns0", "no-reload":
	default:
		c.odd = true
	}
}

// names returns the names to ask for, in turn: name itself and those in the
// domains to search. Names of Tor are nobody's business but Tor's.
func (c *dnsConfig) names(name string) []string {
	if name == "" || len(name) > 254 || isOnion(name) {
		return nil
	}
	if strings.HasSuffix(name, ".") {
		return []string{name}
	}
	if len(name) > 253 {
		return nil
	}
	var names []string
	asItIs := strings.Count(name, ".") >= c.ndots
	name += "."
	if asItIs {
		names = append(names, name)
	}
	for _, domain := range c.search {
		if len(name)+len(domain) <= 254 {
			names = append(names, name+domain)
		}
	}
	if !asItIs {
		names = append(names, name)
	}
	return names
}

// A lookupOrder says where to look for hosts.
type lookupOrder struct {
	files, dns, dnsFirst bool
}

var nssHosts = sync.OnceValue(func() lookupOrder {
	both := lookupOrder{files: true, dns: true}
	order, found, odd := lookupOrder{}, false, false
	readLines("/etc/nsswitch.conf", func(line string, _ []string) {
		database, sources, colon := strings.Cut(line, ":")
		if !colon {
			odd = true
		}
		if strings.TrimSpace(database) != "hosts" {
			return
		}
		// After a source there may be conditions in brackets. The usual ones
		// are what we do anyway; others need libc's order, which we take to
		// be the usual one.
		sources = strings.ReplaceAll(sources, "[", " [")
		condition := false
		for _, source := range strings.Fields(sources) {
			switch {
			case condition || source[0] == '[':
				condition = !strings.HasSuffix(source, "]")
				switch strings.ToLower(strings.Trim(source, "[]")) {
				case "", "success=return", "notfound=continue", "unavail=continue", "tryagain=continue", "notfound=return":
				default:
					odd = true
				}
			case source == "files":
				order.files = true
			case source == "dns":
				order.dnsFirst = !order.files
				order.dns = true
			case source == "myhostname", strings.HasPrefix(source, "mdns"):
			default:
				odd = true
			}
			found = true
		}
	})
	if odd || !found || !order.files && !order.dns {
		return both
	}
	return order
})

// orderFor returns where to look for a host. What only a libc with its
// plug-ins would do, we do in the usual order: files, then name servers.
func orderFor(host string) lookupOrder {
	both := lookupOrder{files: true, dns: true}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if strings.ContainsAny(host, `\%`) || strings.HasSuffix(host, ".local") || currentDNSConfig().odd {
		return both
	}
	return nssHosts()
}

const hostsPath = "/etc/hosts"

// hosts has what /etc/hosts says.
var hosts struct {
	sync.Mutex
	byName   map[string]hostEntry // in lower case
	byAddr   map[string][]string
	expires  time.Time
	modified time.Time
	size     int64
}

// A hostEntry has the addresses of a name and the first name of its line.
type hostEntry struct {
	addrs     []string
	canonical string
}

// absolute appends a dot to a name that has others.
func absolute(name string) string {
	if strings.Contains(name, ".") {
		return rooted(name)
	}
	return name
}

// plainAddr is an address in the form String has, "" if it is none.
func plainAddr(s string) string {
	ip, zone := parseIPZone(s)
	if ip == nil {
		return ""
	}
	return withZone(ip, zone)
}

// readHosts is called with hosts locked; it looks every five seconds whether
// the file has changed.
func readHosts() {
	now := time.Now()
	if now.Before(hosts.expires) && len(hosts.byName) > 0 {
		return
	}
	hosts.expires = now.Add(5 * time.Second)
	modified, size := modTime(hostsPath)
	if hosts.byName != nil && hosts.modified.Equal(modified) && hosts.size == size {
		return
	}
	byName, byAddr := map[string]hostEntry{}, map[string][]string{}
	if readLines(hostsPath, func(_ string, f []string) {
		addr := plainAddr(f[0])
		if addr == "" {
			return
		}
		for _, name := range f[1:] {
			key := absolute(strings.ToLower(name))
			byAddr[addr] = append(byAddr[addr], absolute(name))
			e, seen := byName[key]
			if !seen {
				e.canonical = absolute(f[1])
			}
			e.addrs = append(e.addrs, addr)
			byName[key] = e
		}
	}) != nil {
		return
	}
	hosts.byName, hosts.byAddr, hosts.modified, hosts.size = byName, byAddr, modified, size
}

func hostsOf(addr string) []string {
	hosts.Lock()
	defer hosts.Unlock()
	readHosts()
	return append([]string(nil), hosts.byAddr[plainAddr(addr)]...)
}

func addrsInHosts(host string) ([]string, string) {
	hosts.Lock()
	defer hosts.Unlock()
	readHosts()
	e := hosts.byName[absolute(strings.ToLower(host))]
	return append([]string(nil), e.addrs...), e.canonical
}
