package netip

import (
	"strconv"
	"strings"
)

// A parseAddrError says what is wrong with an address, and where.
type parseAddrError struct {
	in  string
	msg string
	at  string // what was left to read; may be empty
}

func (err parseAddrError) Error() string {
	s := "ParseAddr(" + strconv.Quote(err.in) + "): " + err.msg
	if err.at != "" {
		s += " (at " + strconv.Quote(err.at) + ")"
	}
	return s
}

// ParseAddr reads "1.2.3.4", "2001:db8::1", "::ffff:1.2.3.4", "fe80::1%eth0".
func ParseAddr(s string) (Addr, error) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '.':
			return parse4(s)
		case ':':
			return parse6(s)
		case '%':
			return Addr{}, parseAddrError{in: s, msg: "missing IPv6 address"}
		}
	}
	return Addr{}, parseAddrError{in: s, msg: "unable to parse IP"}
}

func MustParseAddr(s string) Addr {
	ip, err := ParseAddr(s)
	if err != nil {
		panic(err)
	}
	return ip
}

func parse4(s string) (Addr, error) {
	addr, val, digits, dots := uint32(0), uint32(0), 0, 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case '0' <= c && c <= '9':
			if digits == 1 && val == 0 {
				return Addr{}, parseAddrError{in: s, msg: "IPv4 field has octet with leading zero"}
			}
			val = val*10 + uint32(c-'0')
			digits++
			if val > 255 {
				return Addr{}, parseAddrError{in: s, msg: "IPv4 field has value >255"}
			}
		case c == '.':
			if digits == 0 || i == len(s)-1 {
				return Addr{}, parseAddrError{in: s, msg: "IPv4 field must have at least one digit", at: s[i:]}
			}
			if dots == 3 {
				return Addr{}, parseAddrError{in: s, msg: "IPv4 address too long"}
			}
			addr = addr<<8 | val
			dots++
			val, digits = 0, 0
		default:
			return Addr{}, parseAddrError{in: s, msg: "unexpected character", at: s[i:]}
		}
	}
	if dots < 3 {
		return Addr{}, parseAddrError{in: s, msg: "IPv4 address too short"}
	}
	return Addr{lo: mapped | uint64(addr<<8|val), kind: kind4}, nil
}

// hexField reads the hexadecimal digits s begins with, n of them; it stops
// where the value no longer fits 16 bits.
func hexField(s string) (val uint32, n int) {
	for ; n < len(s) && val <= 0xffff; n++ {
		c := s[n]
		switch {
		case '0' <= c && c <= '9':
			val = val<<4 | uint32(c-'0')
		case 'a' <= c && c <= 'f':
			val = val<<4 | uint32(c-'a'+10)
		case 'A' <= c && c <= 'F':
			val = val<<4 | uint32(c-'A'+10)
		default:
			return val, n
		}
	}
	return val, n
}

func parse6(in string) (Addr, error) {
	fail := func(msg, at string) (Addr, error) { return Addr{}, parseAddrError{in, msg, at} }
	s, zone, hasZone := strings.Cut(in, "%")
	if hasZone && zone == "" {
		return fail("zone must be a non-empty string", "")
	}
	var group [8]uint16
	n, gap := 0, -1 // groups read, and how many of them before the ::
	if strings.HasPrefix(s, "::") {
		gap = 0
		s = s[2:]
	}
	for len(s) > 0 && n < 8 {
		val, size := hexField(s)
		if val > 0xffff {
			return fail("IPv6 field has value >=2^16", s)
		}
		if size == 0 {
			return fail("each colon-separated field must have at least one digit", s)
		}
		if size < len(s) && s[size] == '.' {
			if gap < 0 && n != 6 {
				return fail("embedded IPv4 address must replace the final 2 fields of the address", s)
			}
			if n > 6 {
				return fail("too many hex fields to fit an embedded IPv4 at the end of the address", s)
			}
			four, err := parse4(s)
			if err != nil {
				return fail(err.Error(), s)
			}
			group[n], group[n+1] = uint16(four.lo>>16), uint16(four.lo)
			n += 2
			s = ""
			break
		}
		group[n] = uint16(val)
		n++
		s = s[size:]
		if s == "" {
			break
		}
		if s[0] != ':' {
			return fail("unexpected character, want colon", s)
		}
		if len(s) == 1 {
			return fail("colon must be followed by more characters", s)
		}
		s = s[1:]
		if s[0] == ':' {
			if gap >= 0 {
				return fail("multiple :: in address", s)
			}
			gap = n
			s = s[1:]
		}
	}
	if s != "" {
		return fail("trailing garbage after address", s)
	}
	if n < 8 {
		if gap < 0 {
			return fail("address string too short", "")
		}
		tail := n - gap
		copy(group[8-tail:], group[gap:n])
		clear(group[gap : 8-tail])
	} else if gap >= 0 {
		return fail("the :: must expand to at least one field of zeros", "")
	}
	ip := Addr{kind: kind6, zone: zone}
	for i := range 4 {
		ip.hi = ip.hi<<16 | uint64(group[i])
		ip.lo = ip.lo<<16 | uint64(group[4+i])
	}
	return ip, nil
}
