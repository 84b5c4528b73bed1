// run -- 1 200
// hex, base64, csv, url, binary: random input, right and wrong.
package main

import (
	"bufio"
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand"
	"net/url"
	"os"
	"strconv"
	"strings"
)

func pick(r *rand.Rand, n int, parts string) string {
	runes := []rune(parts)
	s := ""
	for k := r.Intn(n); k > 0; k-- {
		c := string(runes[r.Intn(len(runes))])
		if c == "¿" {
			c = "\xff"
		}
		s += c
	}
	return s
}

// slow gives a few bytes at a time.
type slow struct {
	s string
	r *rand.Rand
}

func (s *slow) Read(b []byte) (int, error) {
	if s.s == "" {
		return 0, io.EOF
	}
	n := copy(b, s.s[:1+s.r.Intn(len(s.s))])
	s.s = s.s[n:]
	return n, nil
}

type record struct {
	A uint8
	B int16
	C [2]uint32
	D struct {
		E float32
		_ [2]byte
		F bool
	}
	G complex64
	H int64
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	n, _ := strconv.Atoi(os.Args[2])
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for i := 0; i < n; i++ {
		r := rand.New(rand.NewSource(seed*1000003 + int64(i)))
		raw := make([]byte, r.Intn(60))
		r.Read(raw)
		fmt.Fprintln(w, i, hex.EncodeToString(raw))
		fmt.Fprint(w, hex.Dump(raw))
		s := pick(r, 20, "0123456789abcdefABCDEF")
		if r.Intn(2) == 0 {
			s += pick(r, 3, "gG \n¿é0")
		}
		b, err := hex.DecodeString(s)
		fmt.Fprintf(w, "%d %q %x %v\n", i, s, b, err)
		b, err = io.ReadAll(hex.NewDecoder(&slow{s, r}))
		fmt.Fprintf(w, "%d %x %v\n", i, b, err)

		for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding, base64.StdEncoding.Strict(), base64.StdEncoding.WithPadding('*')} {
			t := enc.EncodeToString(raw)
			var buf bytes.Buffer
			e := base64.NewEncoder(enc, &buf)
			for p := raw; len(p) > 0; {
				k := 1 + r.Intn(len(p))
				e.Write(p[:k])
				p = p[k:]
			}
			e.Close()
			if r.Intn(2) == 0 {
				at := r.Intn(len(t) + 1)
				t = t[:at] + pick(r, 4, "=*A\n\r-_+/ ¿") + t[at:]
			}
			if r.Intn(4) == 0 && t != "" {
				t = t[:r.Intn(len(t))]
			}
			b, err := enc.DecodeString(t)
			b2, err2 := io.ReadAll(base64.NewDecoder(enc, &slow{t, r}))
			fmt.Fprintf(w, "%d %s %q %x %v %x %v\n", i, buf.String(), t, b, err, b2, err2)
		}
		t := base32.StdEncoding.EncodeToString(raw)
		b, err = base32.StdEncoding.DecodeString(t + pick(r, 3, "=A\n"))
		fmt.Fprintf(w, "%d %s %x %v\n", i, t, b, err)

		text := pick(r, 40, "ab,,\"\"\n\n\r; #é¿")
		c := csv.NewReader(strings.NewReader(text))
		c.LazyQuotes = r.Intn(2) == 0
		c.TrimLeadingSpace = r.Intn(3) == 0
		c.FieldsPerRecord = r.Intn(4) - 1
		c.ReuseRecord = r.Intn(2) == 0
		if r.Intn(3) == 0 {
			c.Comment = '#'
		}
		if r.Intn(4) == 0 {
			c.Comma = []rune{';', 'é', '"', '\n', '#'}[r.Intn(5)]
		}
		for {
			rec, err := c.Read()
			fmt.Fprintf(w, "%d %q %q %v %d", i, text, rec, err, c.InputOffset())
			for k := range rec {
				line, col := c.FieldPos(k)
				fmt.Fprint(w, " ", line, ":", col)
			}
			fmt.Fprintln(w)
			if err != nil {
				if _, ok := err.(*csv.ParseError); !ok {
					break
				}
			}
		}
		var out bytes.Buffer
		cw := csv.NewWriter(&out)
		cw.UseCRLF = r.Intn(2) == 0
		err = cw.Write([]string{pick(r, 5, "ab,\"\n\r #é\\."), pick(r, 3, " ,\"a"), pick(r, 2, "x")})
		cw.Flush()
		fmt.Fprintf(w, "%d %q %v\n", i, out.String(), err)

		us := pick(r, 4, "hHtp") + []string{"", "http://", "//", "mailto:", "https://u:p@", "x:", "http://[::1]"}[r.Intn(7)] + pick(r, 14, "abc.:/?#[]@%2fF é&=;+¿ \x01~!*") + pick(r, 10, "a/?..=&#%41%zz+é")
		u, err := url.Parse(us)
		fmt.Fprintf(w, "%d %q %v", i, us, err)
		if err == nil {
			ref, _ := url.Parse(pick(r, 8, "a./?#g:"))
			user := u.User
			u.User = nil
			fmt.Fprintf(w, " %#v", *u)
			u.User = user
			fmt.Fprintf(w, " %v %q %q %q %q %q %q", user, u.String(), u.EscapedPath(), u.EscapedFragment(), u.Hostname(), u.Port(), u.RequestURI())
			if ref != nil {
				fmt.Fprintf(w, " %q", u.ResolveReference(ref).String())
			}
			fmt.Fprintf(w, " %q %v %v", u.JoinPath("../x", "y/").String(), u.Query(), u.Redacted())
		}
		q, err := url.ParseQuery(pick(r, 20, "ab=&;+%41%é¿"))
		p1, e1 := url.PathUnescape(us)
		p2, e2 := url.QueryUnescape(us)
		_, e3 := url.ParseRequestURI(us)
		fmt.Fprintf(w, "\n%d %v %v %q %q %v %q %v %v\n", i, q.Encode(), err, url.PathEscape(us)+url.QueryEscape(us), p1, e1, p2, e2, e3)

		order := []binary.ByteOrder{binary.LittleEndian, binary.BigEndian}[r.Intn(2)]
		var rec record
		err = binary.Read(bytes.NewReader(raw), order, &rec)
		out.Reset()
		e1 = binary.Write(&out, order, &rec)
		fmt.Fprintf(w, "%d %v %v %x %v %d\n", i, err, rec, out.Bytes(), e1, binary.Size(rec))
		ints := make([]int32, 3)
		err = binary.Read(bytes.NewReader(raw), order, ints)
		out.Reset()
		e1 = binary.Write(&out, order, ints)
		e2 = binary.Write(&out, order, []any{1, map[int]int{}, "x", uint16(7), []bool{true}, new(int)}[r.Intn(6)])
		uv, k1 := binary.Uvarint(raw)
		iv, k2 := binary.Varint(raw)
		rv, e4 := binary.ReadUvarint(bytes.NewReader(raw))
		fmt.Fprintf(w, "%d %v %v %x %v %v %d %d %d %d %d %v %x %v\n", i, err, ints, out.Bytes(), e1, e2, uv, k1, iv, k2, rv, e4, binary.AppendVarint(nil, iv), order)
	}
}
