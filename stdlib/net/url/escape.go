// Package url parses URLs by RFC 3986, and escapes their parts.
package url

import (
	"strconv"
	"strings"
)

// An EscapeError is a percent sign without two digits of base 16, or one that
// escapes what must not be escaped.
type EscapeError string

func (e EscapeError) Error() string { return "invalid URL escape " + strconv.Quote(string(e)) }

// An InvalidHostError is a character that no host name has.
type InvalidHostError string

func (e InvalidHostError) Error() string {
	return "invalid character " + strconv.Quote(string(e)) + " in host name"
}

// A part is a part of a URL: what stays unescaped in it beside letters,
// digits and "-_.~".
type part string

const (
	inPath     part = "$&+,/:;=@"
	inSegment  part = "$&+:=@"
	inHost     part = "!$&'()*+,;=:[]<>\""
	inUserinfo part = "$&+,;="
	inQuery    part = ""
	inFragment part = "$&+,/:;=?@!()*"

	// The zone of an IPv6 address is as a host, but any byte may be escaped
	// that an address may not have.
	inZone part = "!$&'()*+,;=:[]<>\"\x00"
)

func (p part) isHost() bool { return p == inHost || p == inZone }

func alnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// keeps tells whether c stands for itself in p.
func (p part) keeps(c byte) bool {
	if alnum(c) || c == '-' || c == '_' || c == '.' || c == '~' {
		return true
	}
	return c != 0 && strings.IndexByte(string(p), c) >= 0
}

// digit is the value of a digit of base 16, or -1.
func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// QueryEscape escapes s for a place in a query, with '+' for spaces.
func QueryEscape(s string) string { return inQuery.escape(s) }

// PathEscape escapes s for a place in one element of a path.
func PathEscape(s string) string { return inSegment.escape(s) }

// QueryUnescape is the reverse of QueryEscape.
func QueryUnescape(s string) (string, error) { return inQuery.unescape(s) }

// PathUnescape is the reverse of PathEscape. It leaves '+' alone.
func PathUnescape(s string) (string, error) { return inSegment.unescape(s) }

func (p part) escape(s string) string {
	i := 0
	for i < len(s) && p.keeps(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	const digits = "0123456789ABCDEF"
	b := append(make([]byte, 0, len(s)+16), s[:i]...)
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case p.keeps(c):
			b = append(b, c)
		case c == ' ' && p == inQuery:
			b = append(b, '+')
		default:
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(b)
}

func (p part) unescape(s string) (string, error) {
	if err := p.check(s); err != nil {
		return "", err
	}
	plus := p == inQuery
	if strings.IndexByte(s, '%') < 0 && !(plus && strings.IndexByte(s, '+') >= 0) {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%':
			b = append(b, byte(digit(s[i+1])<<4|digit(s[i+2])))
			i += 2
		case c == '+' && plus:
			b = append(b, ' ')
		default:
			b = append(b, c)
		}
	}
	return string(b), nil
}

// check reports the first escape of s that is none, or not allowed in p.
func (p part) check(s string) error {
	host := p.isHost()
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '%' {
			if host && c < 0x80 && !p.keeps(c) {
				return InvalidHostError(s[i : i+1])
			}
			continue
		}
		if i+2 >= len(s) || digit(s[i+1]) < 0 || digit(s[i+2]) < 0 {
			return EscapeError(s[i:min(i+3, len(s))])
		}
		// In a host only what is not ASCII is escaped, and the sign that
		// begins a zone; in a zone also spaces, and what hosts have unescaped.
		if host && s[i:i+3] != "%25" {
			v := byte(digit(s[i+1])<<4 | digit(s[i+2]))
			if p == inHost && v < 0x80 || p == inZone && v != ' ' && !inHost.keeps(v) {
				return EscapeError(s[i : i+3])
			}
		}
		i += 2
	}
	return nil
}

// valid tells whether s is an escaped form of something in p, if not the one
// that escape returns.
func (p part) valid(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; strings.IndexByte("!$&'()*+,;=:@[]%", c) < 0 && !p.keeps(c) {
			return false
		}
	}
	return true
}
