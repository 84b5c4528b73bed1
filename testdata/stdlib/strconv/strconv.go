// run
package main

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/bits"
	"strconv"
)

// Conversions over many values; a hash for each format, since every digit counts.

var state uint64 = 88172645463325252

func next() uint64 {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return bits.ReverseBytes64(state)
}

func main() {
	floats := []float64{0, math.Copysign(0, -1), 1, 0.1, 0.5, 1.5, 2.5, 1e6, 1e21, 1e22, 1e23, 1e-4, 1e-5, 5e-324, 2.2250738585072014e-308, math.MaxFloat64, math.MaxFloat32, 1e-45, math.Inf(1), math.Inf(-1), math.NaN(), 99999.5, 999999.5, 8.41e21, 9.5, 1 << 53}
	for i := 0; i < 300; i++ {
		floats = append(floats, math.Float64frombits(next()), float64(next()%1000000000)/1e3, float64(math.Float32frombits(uint32(next()))))
	}
	for _, fm := range []byte("eEfgGbxXq") {
		for _, prec := range []int{-1, 0, 1, 3, 6, 15, 17, 20, 40} {
			h := fnv.New64a()
			for _, f := range floats {
				fmt.Fprintln(h, strconv.FormatFloat(f, fm, prec, 64), strconv.FormatFloat(f, fm, prec, 32))
			}
			fmt.Printf("%c %d %016x\n", fm, prec, h.Sum64())
		}
	}
	texts := []string{"", "+", "-", "1", "+1", "1_000", "1__0", "_1", "0x1", "0x1p4", "0x1.8p1", "0x_1p4", "1e", "1e5", "1e400", "-1e400", "1e-400", "inf", "-Infinity", "infinit", "nan", "+nan", ".", ".5", "5.", "1.2.3", "0b101", "0o17", "017", "08", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "abc", "zz", "127", "128", "-128", "-129", "1.7976931348623159e308", "2.4e-324", "2.5e-324", "3.4028236e38", "0x1.fffffffffffff8p1023", "0x1p-1075", "0x1.8p-1075", "1+2i", "(1+2i)", "i", "1i", "+Inf+Infi", "true", "T", "FALSE", "yes"}
	for _, s := range texts {
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, err)
		f, err = strconv.ParseFloat(s, 32)
		fmt.Println(f, err)
		c, err := strconv.ParseComplex(s, 128)
		fmt.Println(c, err)
		i, err := strconv.ParseInt(s, 0, 64)
		fmt.Println(i, err)
		i, err = strconv.ParseInt(s, 10, 8)
		fmt.Println(i, err)
		u, err := strconv.ParseUint(s, 36, 64)
		fmt.Println(u, err)
		n, err := strconv.Atoi(s)
		fmt.Println(n, err)
		b, err := strconv.ParseBool(s)
		fmt.Println(b, err)
	}
	for _, base := range []int{2, 3, 10, 16, 36} {
		fmt.Println(strconv.FormatInt(math.MinInt64, base), strconv.FormatUint(math.MaxUint64, base), string(strconv.AppendInt([]byte("x"), -255, base)))
	}
	_, err := strconv.ParseInt("1", 1, 64)
	fmt.Println(err)
	_, err = strconv.ParseInt("1", 10, 65)
	fmt.Println(err)
	h := fnv.New64a()
	for r := rune(-1); r < 0x110002; r += 1 + r/400 {
		fmt.Fprintln(h, strconv.QuoteRune(r), strconv.QuoteRuneToASCII(r), strconv.QuoteRuneToGraphic(r), strconv.IsPrint(r), strconv.IsGraphic(r))
	}
	fmt.Printf("quote %016x\n", h.Sum64())
	for _, s := range []string{"a", "\"", "'", "`", "a\n\t\x00\x7f\xff\u00a0\ufeff\U0001f600", "\\"} {
		fmt.Println(strconv.Quote(s), strconv.QuoteToASCII(s), strconv.QuoteToGraphic(s), strconv.CanBackquote(s))
	}
	for _, s := range []string{`""`, `"a"`, `'a'`, `'ab'`, "`a\r\n`", `"\x41\u4e16\101\n"`, `"\'"`, `'\''`, `"a`, `a`, `"\400"`, `"\ud800"`, "\"\n\"", `''`, `"a"b`} {
		v, err := strconv.Unquote(s)
		p, err2 := strconv.QuotedPrefix(s)
		fmt.Printf("%q %v %q %v\n", v, err, p, err2)
	}
}
