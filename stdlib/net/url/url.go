package url

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// An Error tells what failed with which URL.
type Error struct {
	Op  string
	URL string
	Err error
}

func (e *Error) Unwrap() error { return e.Err }
func (e *Error) Error() string { return fmt.Sprintf("%s %q: %s", e.Op, e.URL, e.Err) }

// Timeout tells whether Err is a timeout.
func (e *Error) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// Temporary tells whether Err says that it is temporary.
func (e *Error) Temporary() bool {
	t, ok := e.Err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// A URL is of the form
//
//	scheme:[//[user[:password]@]host][/]path[?query][#fragment]
//	scheme:opaque[?query][#fragment]
//
// Path and Fragment are unescaped. Where that loses something (as with a
// slash that was escaped), RawPath and RawFragment have the escaped form,
// which EscapedPath and EscapedFragment return if they still fit.
type URL struct {
	Scheme      string
	Opaque      string
	User        *Userinfo
	Host        string // with the port, if there is one
	Path        string
	RawPath     string
	OmitHost    bool // scheme:/path, without "//" for an empty host
	ForceQuery  bool // a '?' with nothing after it
	RawQuery    string
	Fragment    string
	RawFragment string
}

// Userinfo has the user name and, maybe, the password of a URL. It cannot be
// changed.
type Userinfo struct {
	username    string
	password    string
	passwordSet bool
}

// User returns a Userinfo without a password.
func User(username string) *Userinfo { return &Userinfo{username: username} }

// UserPassword returns a Userinfo with a password. A URL is a bad place for
// one.
func UserPassword(username, password string) *Userinfo {
	return &Userinfo{username, password, true}
}

// Username returns the name.
func (u *Userinfo) Username() string {
	if u == nil {
		return ""
	}
	return u.username
}

// Password returns the password, and whether there is one.
func (u *Userinfo) Password() (string, bool) {
	if u == nil {
		return "", false
	}
	return u.password, u.passwordSet
}

// String returns the escaped form, name[:password].
func (u *Userinfo) String() string {
	if u == nil {
		return ""
	}
	s := inUserinfo.escape(u.username)
	if u.passwordSet {
		s += ":" + inUserinfo.escape(u.password)
	}
	return s
}

// Parse parses a URL, absolute or relative.
func Parse(rawURL string) (*URL, error) {
	s, frag, _ := strings.Cut(rawURL, "#")
	u, err := parse(s, false)
	if err != nil {
		return nil, &Error{"parse", s, err}
	}
	if frag == "" {
		return u, nil
	}
	if err := u.setFragment(frag); err != nil {
		return nil, &Error{"parse", rawURL, err}
	}
	return u, nil
}

// ParseRequestURI parses a URL as it stands in an HTTP request: absolute, or
// an absolute path, without fragment.
func ParseRequestURI(rawURL string) (*URL, error) {
	u, err := parse(rawURL, true)
	if err != nil {
		return nil, &Error{"parse", rawURL, err}
	}
	return u, nil
}

// scheme splits at the colon after a scheme. What cannot be a scheme is part
// of the rest.
func splitScheme(s string) (scheme, rest string, err error) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':':
			if i == 0 {
				return "", "", errors.New("missing protocol scheme")
			}
			return s[:i], s[i+1:], nil
		case c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9':
			if i == 0 {
				return "", s, nil
			}
		case !alnum(c):
			return "", s, nil
		}
	}
	return "", s, nil
}

// colonFirst tells whether the first element of a path has a colon, which a
// reader would take for the end of a scheme.
func colonFirst(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ":")
}

// parse parses what has no fragment; request: as in an HTTP request.
func parse(s string, request bool) (*URL, error) {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == 0x7f {
			return nil, errors.New("net/url: invalid control character in URL")
		}
	}
	if s == "" && request {
		return nil, errors.New("empty url")
	}
	u := new(URL)
	if s == "*" {
		u.Path = "*"
		return u, nil
	}
	scheme, rest, err := splitScheme(s)
	if err != nil {
		return nil, err
	}
	u.Scheme = strings.ToLower(scheme)
	rest, query, found := strings.Cut(rest, "?")
	u.RawQuery = query
	u.ForceQuery = found && query == ""

	slash := strings.HasPrefix(rest, "/")
	switch {
	case slash:
	case u.Scheme != "":
		u.Opaque = rest
		return u, nil
	case request:
		return nil, errors.New("invalid URI for request")
	case colonFirst(rest):
		return nil, errors.New("first path segment in URL cannot contain colon")
	}
	if strings.HasPrefix(rest, "//") && (u.Scheme != "" || !request && !strings.HasPrefix(rest, "///")) {
		authority := rest[2:]
		rest = ""
		if i := strings.IndexByte(authority, '/'); i >= 0 {
			authority, rest = authority[:i], authority[i:]
		}
		if u.User, u.Host, err = parseAuthority(authority); err != nil {
			return nil, err
		}
	} else if u.Scheme != "" && slash {
		u.OmitHost = true
	}
	if err := u.setPath(rest); err != nil {
		return nil, err
	}
	return u, nil
}

func parseAuthority(s string) (user *Userinfo, host string, err error) {
	at := strings.LastIndexByte(s, '@')
	if host, err = parseHost(s[at+1:]); err != nil {
		return nil, "", err
	}
	if at < 0 {
		return nil, host, nil
	}
	info := s[:at]
	for i := 0; i < len(info); i++ {
		if !alnum(info[i]) && strings.IndexByte("-._:~!$&'()*+,;=%@", info[i]) < 0 {
			return nil, "", errors.New("net/url: invalid userinfo")
		}
	}
	name, password, set := strings.Cut(info, ":")
	if name, err = inUserinfo.unescape(name); err != nil {
		return nil, "", err
	}
	if password, err = inUserinfo.unescape(password); err != nil {
		return nil, "", err
	}
	return &Userinfo{name, password, set}, host, nil
}

// validPort tells whether s is empty, or a colon and digits, if any.
func validPort(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != ':' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func parseHost(s string) (string, error) {
	port := ""
	end := -1 // of an address in brackets
	if strings.HasPrefix(s, "[") {
		if end = strings.LastIndexByte(s, ']'); end < 0 {
			return "", errors.New("missing ']' in host")
		}
		port = s[end+1:]
	} else if i := strings.LastIndexByte(s, ':'); i >= 0 {
		port = s[i:]
	}
	if !validPort(port) {
		return "", fmt.Errorf("invalid port %q after host", port)
	}
	if end >= 0 {
		// The zone has rules of its own (RFC 6874).
		if zone := strings.Index(s[:end], "%25"); zone >= 0 {
			a, err := inHost.unescape(s[:zone])
			if err != nil {
				return "", err
			}
			z, err := inZone.unescape(s[zone:end])
			if err != nil {
				return "", err
			}
			b, err := inHost.unescape(s[end:])
			if err != nil {
				return "", err
			}
			return a + z + b, nil
		}
	}
	return inHost.unescape(s)
}

// setPath sets Path from its escaped form, and RawPath if that is not the
// usual one.
func (u *URL) setPath(p string) error {
	s, err := inPath.unescape(p)
	if err != nil {
		return err
	}
	u.Path, u.RawPath = s, ""
	if inPath.escape(s) != p {
		u.RawPath = p
	}
	return nil
}

func (u *URL) setFragment(f string) error {
	s, err := inFragment.unescape(f)
	if err != nil {
		return err
	}
	u.Fragment, u.RawFragment = s, ""
	if inFragment.escape(s) != f {
		u.RawFragment = f
	}
	return nil
}

// fits tells whether raw is an escaped form of s.
func (p part) fits(raw, s string) bool {
	if raw == "" || !p.valid(raw) {
		return false
	}
	t, err := p.unescape(raw)
	return err == nil && t == s
}

// EscapedPath returns RawPath if it is an escaped form of Path, else the
// usual one.
func (u *URL) EscapedPath() string {
	if inPath.fits(u.RawPath, u.Path) {
		return u.RawPath
	}
	if u.Path == "*" {
		return "*"
	}
	return inPath.escape(u.Path)
}

// EscapedFragment returns RawFragment if it is an escaped form of Fragment,
// else the usual one.
func (u *URL) EscapedFragment() string {
	if inFragment.fits(u.RawFragment, u.Fragment) {
		return u.RawFragment
	}
	return inFragment.escape(u.Fragment)
}

// String puts the parts together again.
func (u *URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme)
		b.WriteByte(':')
	}
	if u.Opaque != "" {
		b.WriteString(u.Opaque)
	} else {
		bare := u.Host == "" && u.User == nil
		if !bare || u.Scheme != "" && u.Path != "" && !u.OmitHost {
			b.WriteString("//")
		}
		if u.User != nil {
			b.WriteString(u.User.String())
			b.WriteByte('@')
		}
		b.WriteString(inHost.escape(u.Host))
		p := u.EscapedPath()
		if p != "" && p[0] != '/' && u.Host != "" {
			b.WriteByte('/')
		}
		if b.Len() == 0 && colonFirst(p) {
			b.WriteString("./")
		}
		b.WriteString(p)
	}
	if u.ForceQuery || u.RawQuery != "" {
		b.WriteByte('?')
		b.WriteString(u.RawQuery)
	}
	if u.Fragment != "" {
		b.WriteByte('#')
		b.WriteString(u.EscapedFragment())
	}
	return b.String()
}

// Redacted is String with "xxxxx" for a password.
func (u *URL) Redacted() string {
	if u == nil {
		return ""
	}
	c := *u
	if _, set := c.User.Password(); set {
		c.User = UserPassword(c.User.Username(), "xxxxx")
	}
	return c.String()
}

// IsAbs tells whether u has a scheme.
func (u *URL) IsAbs() bool { return u.Scheme != "" }

// Query returns the values of RawQuery, without what is malformed.
func (u *URL) Query() Values {
	v, _ := ParseQuery(u.RawQuery)
	return v
}

// RequestURI is what an HTTP request for u says: path?query or opaque?query.
func (u *URL) RequestURI() string {
	s := u.Opaque
	if s == "" {
		if s = u.EscapedPath(); s == "" {
			s = "/"
		}
	} else if strings.HasPrefix(s, "//") {
		s = u.Scheme + ":" + s
	}
	if u.ForceQuery || u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	return s
}

// splitPort splits Host at a port; an address in brackets loses them.
func (u *URL) splitPort() (host, port string) {
	host = u.Host
	if i := strings.LastIndexByte(host, ':'); i >= 0 && validPort(host[i:]) {
		host, port = host[:i], host[i+1:]
	}
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	return host, port
}

// Hostname returns Host without port and brackets.
func (u *URL) Hostname() string {
	host, _ := u.splitPort()
	return host
}

// Port returns the port of Host, or "".
func (u *URL) Port() string {
	_, port := u.splitPort()
	return port
}

// Parse parses a URL as seen from u.
func (u *URL) Parse(ref string) (*URL, error) {
	r, err := Parse(ref)
	if err != nil {
		return nil, err
	}
	return u.ResolveReference(r), nil
}

// ResolveReference returns what ref means as seen from u, by section 5.2 of
// RFC 3986. It always returns a new URL.
func (u *URL) ResolveReference(ref *URL) *URL {
	r := *ref
	if ref.Scheme == "" {
		r.Scheme = u.Scheme
	}
	if ref.Scheme != "" || ref.Host != "" || ref.User != nil {
		r.setPath(resolve("", ref.EscapedPath()))
		return &r
	}
	if ref.Opaque != "" {
		r.User, r.Host, r.Path = nil, "", ""
		return &r
	}
	if ref.Path == "" && !ref.ForceQuery && ref.RawQuery == "" {
		r.RawQuery = u.RawQuery
		if ref.Fragment == "" {
			r.Fragment, r.RawFragment = u.Fragment, u.RawFragment
		}
	}
	r.Host, r.User = u.Host, u.User
	r.setPath(resolve(u.EscapedPath(), ref.EscapedPath()))
	return &r
}

// resolve returns the path ref as seen from base, without "." and "..".
func resolve(base, ref string) string {
	full := ref
	if ref == "" {
		full = base
	} else if ref[0] != '/' {
		full = base[:strings.LastIndexByte(base, '/')+1] + ref
	}
	if full == "" {
		return ""
	}
	elems := strings.Split(full, "/")
	var out []string
	for _, e := range elems {
		switch e {
		case ".":
			// The elements after it must not become the first.
			if len(out) == 0 {
				out = append(out, "")
			}
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		default:
			out = append(out, e)
		}
	}
	s := "/" + strings.Join(out, "/")
	if last := elems[len(elems)-1]; last == "." || last == ".." {
		s += "/"
	}
	if len(s) > 1 && s[1] == '/' {
		s = s[1:]
	}
	return s
}

// JoinPath returns u with elements added to its path, cleaned of "./", "../"
// and double slashes.
func (u *URL) JoinPath(elem ...string) *URL {
	all := append([]string{u.EscapedPath()}, elem...)
	var p string
	if strings.HasPrefix(all[0], "/") {
		p = path.Join(all...)
	} else {
		// No ".." leads out of a relative path.
		all[0] = "/" + all[0]
		p = path.Join(all...)[1:]
	}
	if strings.HasSuffix(all[len(all)-1], "/") && !strings.HasSuffix(p, "/") {
		p += "/"
	}
	r := *u
	r.setPath(p)
	return &r
}

// JoinPath is Parse and (*URL).JoinPath.
func JoinPath(base string, elem ...string) (result string, err error) {
	u, err := Parse(base)
	if err != nil {
		return "", err
	}
	return u.JoinPath(elem...).String(), nil
}

// MarshalBinary returns u.String().
func (u *URL) MarshalBinary() (text []byte, err error) { return []byte(u.String()), nil }

// UnmarshalBinary is Parse.
func (u *URL) UnmarshalBinary(text []byte) error {
	p, err := Parse(string(text))
	if err != nil {
		return err
	}
	*u = *p
	return nil
}
