// run -- 1 300
// Every verb with random flags, widths and precisions over values of all kinds, by Sprintf, Sprint and Sprintln.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"time"
)

type point struct {
	X, y int
	S    string
	P    *int
	I    any
}
type myInt int
type myString string
type myBytes []byte
type stringer struct{ a int }
type pstringer struct{ a int }
type goStringer int
type errType struct{ s string }
type formatter int
type panicker int
type nested struct {
	A [2]uint8
	M map[string]int
	E error
	F func()
	C chan int
	N *nested
}

func (s stringer) String() string     { return "<" + strconv.Itoa(s.a) + ">" }
func (s *pstringer) String() string   { return "p" + strconv.Itoa(s.a) }
func (g goStringer) GoString() string { return "go!" }
func (e errType) Error() string       { return "err:" + e.s }
func (p panicker) String() string     { panic("boom") }
func (f formatter) Format(s fmt.State, verb rune) {
	w, wok := s.Width()
	p, pok := s.Precision()
	if !wok {
		w = -1 // not said
	}
	if !pok {
		p = -1
	}
	fmt.Fprintf(s, "{%c %d %v %d %v", verb, w, wok, p, pok)
	for _, c := range "+-# 0" {
		if s.Flag(int(c)) {
			fmt.Fprintf(s, " %c", c)
		}
	}
	fmt.Fprint(s, "}")
}

var texts = []string{"", "a", "hello", "h\u00e9llo", "世界", "\xff\xfe", "a\tb\n", "\"q\"", "`", "\x00", "\u200b", "😀", "long text with spaces"}

func value(r *rand.Rand) any {
	i := r.Int63() >> uint(r.Intn(64))
	if r.Intn(2) == 0 {
		i = -i
	}
	f := []float64{0, 1, -1, 0.1, 1e6, 1e21, 1e-7, 123456789, math.Pi, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), math.MaxFloat64, 5e-324, r.NormFloat64() * 1000, math.Float64frombits(r.Uint64())}[r.Intn(17)]
	s := texts[r.Intn(len(texts))]
	switch r.Intn(56) {
	case 0, 1, 2, 3:
		return int(i)
	case 4:
		return int8(i)
	case 5:
		return int16(i)
	case 6:
		return int32(i)
	case 7:
		return i
	case 8:
		return uint(i)
	case 9:
		return uint8(i)
	case 10:
		return uint16(i)
	case 11:
		return uint32(i)
	case 12:
		return uint64(i)
	case 13:
		return uintptr(i)
	case 14, 15, 16:
		return f
	case 17:
		return float32(f)
	case 18:
		return complex(f, -f)
	case 19:
		return complex64(complex(f, 1))
	case 20, 21, 22:
		return s
	case 23:
		return i%2 == 0
	case 24:
		return nil
	case 25:
		return []byte(s)
	case 26:
		return [3]byte{1, 2, byte(i)}
	case 27:
		return []int{1, int(i), 3}
	case 28:
		return []string{s, "x"}
	case 29:
		return map[string]int{s: 1, "k": 2}
	case 30:
		return map[int]string{int(i): s, 2: "b"}
	case 31:
		return point{1, int(i), s, nil, f}
	case 32:
		return &point{1, 2, s, nil, s}
	case 33:
		return myInt(i)
	case 34:
		return myString(s)
	case 35:
		return myBytes(s)
	case 36:
		return stringer{int(i)}
	case 37:
		return &pstringer{int(i)}
	case 38:
		return pstringer{int(i)}
	case 39:
		return goStringer(i)
	case 40:
		return errType{s}
	case 41:
		return errors.New(s)
	case 42:
		return formatter(i)
	case 43:
		return panicker(i)
	case 44:
		return (*point)(nil)
	case 45:
		return (*pstringer)(nil)
	case 46:
		return nested{A: [2]uint8{1, 2}, M: map[string]int{"z": 1, "a": 2}, E: errType{s}}
	case 47:
		return []any{1, s, f, nil, stringer{3}}
	case 48:
		return [2]bool{true, false}
	case 49:
		return time.Duration(i)
	case 50:
		return struct {
			A any
			B []float64
		}{int8(i), []float64{f, 1}}
	case 51:
		return rune(i)
	case 52:
		return [][]byte{[]byte(s), nil}
	case 53:
		return []error{errType{s}, nil}
	case 54:
		return map[float64]bool{f: true, 1: false}
	}
	return []stringer{{1}, {2}}
}

func format(r *rand.Rand) string {
	s := ""
	for n := 1 + r.Intn(3); n > 0; n-- {
		s += []string{"", "x", " ", "%%", "é"}[r.Intn(5)] + "%"
		flags := len(s)
		for r.Intn(3) == 0 {
			s += string("+-# 0"[r.Intn(5)])
		}
		if r.Intn(30) == 0 {
			s += "[" + strconv.Itoa(r.Intn(5)) + "]"
		}
		switch r.Intn(8) {
		case 0, 1:
			s += strconv.Itoa(r.Intn(30))
		case 2:
			if r.Intn(6) == 0 {
				s += "*"
			}
		}
		if r.Intn(4) == 0 {
			s += "."
			if r.Intn(4) != 0 {
				s += strconv.Itoa(r.Intn(25))
			} else if r.Intn(6) == 0 {
				s += "*"
			}
		}
		verbs := "vvvvddsssxXqtbocUeEfFgGpTOwzé!"
		verb := []rune(verbs)[r.Intn(25)]
		if r.Intn(40) == 0 {
			verb = []rune(verbs)[r.Intn(29)]
		}
		// Since Go 1.20 # and + mean with %w what they mean with %v.
		if verb == 'w' && strings.ContainsAny(s[flags:], "#+") {
			verb = 'z'
		}
		s += string(verb)
	}
	if r.Intn(50) == 0 {
		s += "%"
	}
	return s
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	n, _ := strconv.Atoi(os.Args[2])
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for i := 0; i < n; i++ {
		r := rand.New(rand.NewSource(seed*1000003 + int64(i)))
		f := format(r)
		var args []any
		for k := r.Intn(5); k > 0; k-- {
			args = append(args, value(r))
		}
		pointers := false
		for _, a := range args {
			switch a.(type) {
			case []byte, []int, []string, map[string]int, map[int]string, *point, myBytes, *pstringer, nested, []any, [][]byte, []error, map[float64]bool, []stringer, error, struct {
				A any
				B []float64
			}:
				pointers = true
			}
		}
		out := fmt.Sprintf(f, args...)
		// Addresses differ from run to run.
		for k := 0; pointers && k+1 < len(f); k++ {
			if f[k] == '%' {
				for j := k + 1; j < len(f); j++ {
					c := f[j]
					if c == 'p' {
						out = "-"
					}
					if c >= 'A' {
						// A wrong verb shows fields that are pointers as addresses.
						if c != 'v' && c != 's' && c != 'T' && c != 'q' {
							out = "-"
						}
						break
					}
				}
			}
		}
		fmt.Fprintf(w, "%d %q %q\n", i, f, out)
		fmt.Fprintf(w, "%d %q %q\n", i, fmt.Sprint(args...), fmt.Sprintln(args...))
	}
}
