// run -- 1 60
// JSON: random texts, whole and damaged, read into many types; random values written, indented, streamed.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"time"
)

type color int

func (c color) MarshalText() ([]byte, error) {
	if c < 0 {
		return nil, errors.New("negative color")
	}
	return []byte("c" + strconv.Itoa(int(c))), nil
}
func (c *color) UnmarshalText(b []byte) error {
	n, err := strconv.Atoi(strings.TrimPrefix(string(b), "c"))
	*c = color(n)
	return err
}

type custom struct{ raw string }

func (c custom) MarshalJSON() ([]byte, error) { return []byte(c.raw), nil }
func (c *custom) UnmarshalJSON(b []byte) error {
	if string(b) == `"bad"` {
		return errors.New("custom: bad")
	}
	c.raw = string(b)
	return nil
}

type ptrMarshal struct{ A int }

func (p *ptrMarshal) MarshalJSON() ([]byte, error) { return []byte(`"ptr` + strconv.Itoa(p.A) + `"`), nil }

type Embedded struct {
	E  int
	ID string `json:"id2"`
}
type inner struct {
	Name string `json:"name,omitempty"`
	Next *inner `json:"next,omitempty"`
}
type all struct {
	A       int `json:"a"`
	B       string
	C       []int    `json:"c,omitempty"`
	D       *float64 `json:"d"`
	E       map[string]int
	F       any             `json:"f"`
	G       json.RawMessage `json:"g,omitempty"`
	H       json.Number     `json:"h,omitempty"`
	I       int8            `json:"i,string"`
	J       bool            `json:",string,omitempty"`
	K       color           `json:"k"`
	L       custom          `json:"l"`
	M       map[color]uint8
	N       [2]string
	O       []byte
	P       inner          `json:"p"`
	Q       map[int]string `json:"q<>"`
	R       float32
	S       string `json:"s,string"`
	T       time.Time
	U       *string `json:"u,omitempty"`
	V       []inner
	W       uint16 `json:"-"`
	X       interface{ String() string }
	Y       **int
	private int
	Embedded
	*inner
	Kk int `json:"Kk"`
}

var words = []string{"", "a", "x y", "é", "世界", "<b>&", "\u2028", "\xff", "\"q\"", "\\", "\n\t", "\x01", "😀", "/", "null", "12", "true", "c7", "bad", "MTIz", "M", "2020-01-02T03:04:05Z"}
var names = []string{"a", "A", "B", "b", "c", "d", "E", "f", "g", "h", "i", "J", "k", "\u212a", "l", "M", "N", "O", "p", "q<>", "R", "s", "\u017f", "T", "u", "V", "X", "Y", "id2", "name", "next", "private", "zzz", "kk"}
var literals = []string{"null", "true", "false", "0", "-1", "1.5", "1e3", "300", "-129", "1e400", "12345678901234567890", "0.1E-7", `"5"`, `"true"`, `"\"in\""`, `""`, `"\u00e9\ud83d\ude00\ud800x"`, `"null"`, `{}`, `[]`, `"x\/y\b\f"`, "-0"}

func text(r *rand.Rand, depth int) string {
	space := []string{"", "", "", " ", "\n", "\t "}[r.Intn(6)]
	switch k := r.Intn(7); {
	case depth <= 0 || k < 3:
		if r.Intn(3) == 0 {
			return space + strconv.Quote(words[r.Intn(5)])
		}
		return space + literals[r.Intn(len(literals))]
	case k < 4:
		s := "["
		for n := r.Intn(4); n > 0; n-- {
			s += text(r, depth-1)
			if n > 1 {
				s += ","
			}
		}
		return space + s + space + "]"
	default:
		s := "{"
		for n := r.Intn(6); n > 0; n-- {
			s += space + `"` + names[r.Intn(len(names))] + `"` + space + ":" + text(r, depth-1)
			if n > 1 {
				s += ","
			}
		}
		return space + s + "}" + space
	}
}

func damage(r *rand.Rand, s string) string {
	if s == "" || r.Intn(3) != 0 {
		return s
	}
	b := []byte(s)
	switch at := r.Intn(len(b)); r.Intn(4) {
	case 0:
		b[at] = "{}[],:\"\\0123tfn-+.eE u'\x00\xff"[r.Intn(25)]
	case 1:
		b = append(b[:at], b[at+1:]...)
	case 2:
		b = b[:at]
	default:
		b = append(b[:at:at], append([]byte{"{}[],:\"\\09tfn-e "[r.Intn(15)]}, b[at:]...)...)
	}
	return string(b)
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "marshal: " + err.Error()
	}
	return string(b)
}

func describe(err error) string {
	switch e := err.(type) {
	case *json.SyntaxError:
		return fmt.Sprintf("%v at %d", e, e.Offset)
	case *json.UnmarshalTypeError:
		return fmt.Sprintf("%v %q %v %d %q %q", e, e.Value, e.Type, e.Offset, e.Struct, e.Field)
	case nil:
		return "ok"
	}
	return fmt.Sprintf("%T %v", err, err)
}

func value(r *rand.Rand, depth int) any {
	s := words[r.Intn(len(words))]
	f := []float64{0, 1.5, 1e21, 1e-7, -2.5e-9, math.MaxFloat64, r.NormFloat64(), 100, math.NaN(), math.Inf(-1)}[r.Intn(10-2*(1-r.Intn(20)/19))]
	if depth <= 0 {
		return s
	}
	switch r.Intn(22) {
	case 0:
		return s
	case 1:
		return f
	case 2:
		return float32(f)
	case 3:
		return r.Intn(1000) - 500
	case 4:
		return []any{value(r, depth-1), value(r, depth-1)}
	case 5:
		return map[string]any{s: value(r, depth-1), "k": value(r, depth-1)}
	case 6:
		return map[int]any{r.Intn(9): value(r, depth-1), 10: s}
	case 7:
		return all{A: 1, B: s, F: value(r, depth-1), H: json.Number([]string{"", "12", "x", "-1.5e3"}[r.Intn(4)]), K: color(r.Intn(5)), L: custom{"[1, 2]"}, S: s, R: float32(f), G: json.RawMessage(`{ "x" : "<" }`)}
	case 8:
		return &all{L: custom{[]string{"1", "{", `{"<": " "}`, ""}[r.Intn(4)]}, inner: &inner{Name: s}, M: map[color]uint8{2: 1, 1: 2}, O: []byte(s)}
	case 9:
		return color(r.Intn(4) - 1)
	case 10:
		return []ptrMarshal{{1}, {2}}
	case 11:
		return ptrMarshal{3}
	case 12:
		return []*ptrMarshal{{4}, nil}
	case 13:
		return map[color]string{color(r.Intn(3)): s, color(r.Intn(20) - 1): "x"}
	case 14:
		return []byte(s)
	case 15:
		return func() {}
	case 16:
		return map[bool]int{true: 1}
	case 17:
		return inner{s, &inner{s, nil}}
	case 18:
		return map[string]string{s: s, "b": "1", "a": "2"}
	case 19:
		return nil
	case 20:
		return [3]any{s, f, true}
	}
	return struct {
		P *int  `json:"p,omitempty,string"`
		B bool  `json:",string"`
		I int64 `json:"é"`
		C complex64
	}{}
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

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	n, _ := strconv.Atoi(os.Args[2])
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for i := 0; i < n; i++ {
		r := rand.New(rand.NewSource(seed*1000003 + int64(i)))
		s := damage(r, text(r, 4))
		b := []byte(s)
		fmt.Fprintf(w, "%d %q %v\n", i, s, json.Valid(b))
		one := 1
		pone := &one
		targets := []any{new(any), &all{Y: &pone, F: &all{}, E: map[string]int{"old": 1}, C: []int{9, 9, 9}, V: []inner{{"old", nil}}}, new([]int), new(map[string]any), new(map[string]string), new([]any), new(string), new(int8), new(float32),
			new(*inner), new(color), new(custom), new([2]any), new(map[color]float64), new(map[int8]any), new(json.Number), new(json.RawMessage), new([]byte), new(bool), new(map[string]inner), new([]inner), new(uint), new(interface{ Error() string })}
		for k := 0; k < 3; k++ {
			t := targets[r.Intn(len(targets))]
			if k == 0 {
				t = targets[r.Intn(2)]
			}
			err := json.Unmarshal(b, t)
			fmt.Fprintf(w, "%d %T %s %s\n", i, t, describe(err), show(t))
		}
		var out bytes.Buffer
		e1 := json.Compact(&out, b)
		e2 := json.Indent(&out, b, ">", "  ")
		json.HTMLEscape(&out, b)
		fmt.Fprintf(w, "%d %v %v %q\n", i, describe(e1), describe(e2), out.String())

		dec := json.NewDecoder(&slow{s + " " + damage(r, text(r, 2)) + "\n" + text(r, 1), rand.New(rand.NewSource(1))})
		if r.Intn(2) == 0 {
			dec.UseNumber()
		}
		if r.Intn(2) == 0 {
			dec.DisallowUnknownFields()
		}
		tokens := r.Intn(2) == 0
		for k := 0; k < 30; k++ {
			if tokens && r.Intn(4) != 0 {
				t, err := dec.Token()
				fmt.Fprintf(w, "%d token %T %v %s %d %v\n", i, t, t, describe(err), dec.InputOffset(), dec.More())
				if err != nil {
					break
				}
				continue
			}
			var v any
			var t any = &v
			if k == 0 && !tokens {
				t = &all{}
			}
			err := dec.Decode(t)
			fmt.Fprintf(w, "%d decode %s %s %d\n", i, show(t), describe(err), dec.InputOffset())
			if _, ok := err.(*json.SyntaxError); ok || err == io.EOF || err == io.ErrUnexpectedEOF {
				break
			}
		}
		v := value(r, 4)
		m, err := json.Marshal(v)
		fmt.Fprintf(w, "%d %s %s\n", i, m, describe(err))
		m, err = json.MarshalIndent(v, "", "\t")
		fmt.Fprintf(w, "%d %q %s\n", i, m, describe(err))
		out.Reset()
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(r.Intn(2) == 0)
		if r.Intn(2) == 0 {
			enc.SetIndent("", " ")
		}
		err = enc.Encode(v)
		fmt.Fprintf(w, "%d %q %s\n", i, out.String(), describe(err))
	}
}
