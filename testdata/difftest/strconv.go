// run -- 1 60
// strconv: parsing of right and wrong texts with all bases and sizes, formatting in all formats, quoting.
package main

import (
	"bufio"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strconv"
)

var pieces = []string{"0", "1", "9", "12", "123456789", "0x", "0b", "0o", "_", "-", "+", ".", "e", "E", "p", "inf", "Inf", "nan", "infinity", "f", "F", "z",
	"18446744073709551615", "18446744073709551616", "9223372036854775807", "9223372036854775808", "00", " ", "e-400", "e400", "e308", "e-324", "p-1074", "p1023", "1.7976931348623157", "4.9406564584124654", "2.2250738585072011", "é", "true", "T", "False"}
var quoted = []string{"a", "\\n", "\\x41", "\\u00e9", "\\U0001F600", "\\101", "\"", "'", "`", "\\", "\\\"", "\\'", "é", "\n", "\xff", "\\xff", "\\ud800", "\\400", "\\q", "世", "\\x4", "\\u12", "\u200b", "\r"}

func number(r *rand.Rand) string {
	s := ""
	for n := 1 + r.Intn(4); n > 0; n-- {
		if r.Intn(2) == 0 {
			s += strconv.FormatInt(r.Int63()>>uint(r.Intn(64)), 10)
		} else {
			s += pieces[r.Intn(len(pieces))]
		}
	}
	return s
}

func decimal(r *rand.Rand) string {
	s := ""
	for n := 1 + r.Intn(30); n > 0; n-- {
		s += string(rune('0' + r.Intn(10)))
		if r.Intn(20) == 0 {
			s += "."
		}
	}
	switch r.Intn(3) {
	case 0:
		s += fmt.Sprintf("e%d", r.Intn(700)-350)
	case 1:
		s = fmt.Sprintf("%.*e", r.Intn(25), math.Float64frombits(r.Uint64()))
	}
	return s
}

func text(r *rand.Rand) string {
	s := ""
	for n := r.Intn(6); n > 0; n-- {
		s += quoted[r.Intn(len(quoted))]
	}
	if q := r.Intn(4); q < 3 {
		d := "\"'`"[q : q+1]
		s = d + s + d
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
		s := number(r)
		base := []int{0, 2, 8, 10, 16, 36, 1, 37, 7}[r.Intn(9)]
		bits := []int{0, 8, 16, 32, 64, 65, -1, 7}[r.Intn(8)]
		a, e1 := strconv.ParseInt(s, base, bits)
		b, e2 := strconv.ParseUint(s, base, bits)
		c, e3 := strconv.Atoi(s)
		d, e4 := strconv.ParseBool(s)
		fmt.Fprintln(w, i, a, e1, b, e2, c, e3, d, e4)
		for _, t := range []string{s, decimal(r)} {
			f64, e5 := strconv.ParseFloat(t, 64)
			f32, e6 := strconv.ParseFloat(t, 32)
			z, e7 := strconv.ParseComplex(t+"i", 128)
			fmt.Fprintln(w, i, math.Float64bits(f64), e5, math.Float32bits(float32(f32)), e6, z, e7)
		}
		f := math.Float64frombits(r.Uint64())
		switch r.Intn(4) {
		case 0:
			f = r.NormFloat64() * math.Pow(10, float64(r.Intn(40)-20))
		case 1:
			f = float64(r.Int63() >> uint(r.Intn(63)))
		}
		verb := "eEfgGbxX"[r.Intn(8)]
		prec := r.Intn(30) - 1
		fmt.Fprintln(w, i, strconv.FormatFloat(f, verb, prec, 64), strconv.FormatFloat(f, verb, -1, 64),
			strconv.FormatFloat(float64(float32(f)), verb, prec, 32), strconv.FormatFloat(float64(float32(f)), verb, -1, 32),
			strconv.FormatComplex(complex(f, -f), verb, prec, 64))
		k := r.Int63() >> uint(r.Intn(64))
		fb := 2 + r.Intn(35)
		fmt.Fprintln(w, i, strconv.FormatInt(-k, fb), strconv.FormatUint(uint64(k), fb), strconv.Itoa(int(k)))
		q := text(r)
		u, e8 := strconv.Unquote(q)
		p, e9 := strconv.QuotedPrefix(q + "x")
		fmt.Fprintf(w, "%d %q %v %q %v\n", i, u, e8, p, e9)
		if len(q) > 0 {
			v, multi, tail, e10 := strconv.UnquoteChar(q[1:], q[0])
			fmt.Fprintln(w, i, v, multi, tail, e10)
		}
		x := rune(r.Intn(0x120000))
		fmt.Fprintln(w, i, strconv.Quote(u), strconv.QuoteToASCII(u), strconv.QuoteToGraphic(u), strconv.QuoteRune(x), strconv.QuoteRuneToASCII(x),
			strconv.QuoteRuneToGraphic(x), strconv.IsPrint(x), strconv.IsGraphic(x), strconv.CanBackquote(u))
	}
}
