// run -- 1 60
// math/big: random operations on Ints, Rats and Floats with receivers that are operands, all rounding modes, infinities and
// zeros; formatting with random verbs and parsing of right and wrong texts; encodings.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"os"
	"strconv"
	"strings"
)

var w *bufio.Writer

func words(r *rand.Rand) int {
	switch r.Intn(12) {
	case 0:
		return r.Intn(60)
	case 1, 2:
		return 3 + r.Intn(6)
	}
	return r.Intn(3)
}

func integer(r *rand.Rand) *big.Int {
	z := new(big.Int)
	for n := words(r); n > 0; n-- {
		v := r.Uint64()
		switch r.Intn(8) {
		case 0:
			v = 0
		case 1:
			v = math.MaxUint64
		case 2:
			v = 1 << uint(r.Intn(64))
		}
		z.Lsh(z, 64).Or(z, new(big.Int).SetUint64(v))
	}
	z.Rsh(z, uint(r.Intn(64)))
	if r.Intn(3) == 0 {
		z.Neg(z)
	}
	if r.Intn(10) == 0 {
		z.SetInt64(int64(r.Intn(5) - 2))
	}
	return z
}

func rational(r *rand.Rand) *big.Rat {
	if r.Intn(12) == 0 {
		return new(big.Rat)
	}
	d := integer(r)
	for d.Sign() == 0 {
		d = integer(r)
	}
	return new(big.Rat).SetFrac(integer(r), d)
}

func float(r *rand.Rand) *big.Float {
	z := new(big.Float).SetMode(big.RoundingMode(r.Intn(6)))
	switch r.Intn(6) {
	case 0:
	case 1:
		z.SetPrec(uint(1 + r.Intn(300)))
	default:
		z.SetPrec([]uint{1, 2, 24, 53, 63, 64, 65, 100, 128, 200}[r.Intn(10)])
	}
	switch r.Intn(12) {
	case 0:
		z.SetFloat64(0)
		if r.Intn(2) == 0 {
			z.Neg(z)
		}
	case 1:
		z.SetInf(r.Intn(2) == 0)
	case 2:
		f := math.Float64frombits(r.Uint64())
		if f == f {
			z.SetFloat64(f)
		}
	case 3:
		z.SetRat(rational(r))
	case 4:
		z.SetInt64(r.Int63() >> uint(r.Intn(64)))
	default:
		z.SetInt(integer(r))
		if z.Prec() != 0 {
			z.SetMantExp(z, r.Intn(400)-250)
		}
	}
	return z
}

// try prints the results of f, or its panic.
func try(name string, f func() []interface{}) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Fprintf(w, "%s panic %T %v\n", name, e, e)
		}
	}()
	fmt.Fprintln(w, append([]interface{}{name}, f()...)...)
}

func show(x *big.Float) string {
	if x == nil {
		return "nil"
	}
	b, err := x.GobEncode()
	return fmt.Sprint(x.Text('p', 0), " ", x.Prec(), x.Mode(), x.Acc(), x.Signbit(), x.MinPrec(), x.Sign(), x.IsInt(), x.IsInf(), fmt.Sprintf("%x", b), err)
}

func ints(r *rand.Rand) {
	v := []*big.Int{integer(r), integer(r), integer(r), integer(r)}
	pick := func() *big.Int { return v[r.Intn(4)] }
	for n := 0; n < 6; n++ {
		z, x, y, t := pick(), pick(), pick(), pick()
		s := uint(r.Intn(200))
		op := r.Intn(34)
		try(fmt.Sprint("int ", op), func() []interface{} {
			switch op {
			case 0:
				return []interface{}{z.Add(x, y)}
			case 1:
				return []interface{}{z.Sub(x, y)}
			case 2:
				return []interface{}{z.Mul(x, y)}
			case 3:
				return []interface{}{z.Quo(x, y)}
			case 4:
				return []interface{}{z.Rem(x, y)}
			case 5:
				return []interface{}{z.Div(x, y)}
			case 6:
				return []interface{}{z.Mod(x, y)}
			case 7:
				if z == t {
					t = new(big.Int)
				}
				z.QuoRem(x, y, t)
				return []interface{}{z, t}
			case 8:
				if z == t {
					t = new(big.Int)
				}
				z.DivMod(x, y, t)
				return []interface{}{z, t}
			case 9:
				return []interface{}{z.And(x, y)}
			case 10:
				return []interface{}{z.Or(x, y)}
			case 11:
				return []interface{}{z.Xor(x, y)}
			case 12:
				return []interface{}{z.AndNot(x, y)}
			case 13:
				return []interface{}{z.Not(x)}
			case 14:
				return []interface{}{z.Lsh(x, s)}
			case 15:
				return []interface{}{z.Rsh(x, s)}
			case 16:
				return []interface{}{x.Cmp(y), x.CmpAbs(y), x.Sign(), x.BitLen(), x.TrailingZeroBits(), x.Int64(), x.Uint64(), x.IsInt64(), x.IsUint64(), x.Bit(int(s))}
			case 17:
				return []interface{}{z.SetBit(x, int(s), uint(r.Intn(2)))}
			case 18:
				return []interface{}{z.Sqrt(x)}
			case 19:
				e := big.NewInt(int64(r.Intn(20) - 3))
				return []interface{}{z.Exp(x, e, nil)}
			case 20, 21:
				if t.Sign() == 0 { // or z is what no memory holds
					t = big.NewInt(int64(1 + r.Intn(9)))
				}
				return []interface{}{z.Exp(x, y, t)}
			case 22:
				a, b := pick(), pick()
				if a == b || a == z || b == z {
					a, b = new(big.Int), new(big.Int)
				}
				z.GCD(a, b, x, y)
				return []interface{}{z, a, b}
			case 23:
				switch r.Intn(3) {
				case 0:
					return []interface{}{z.GCD(nil, nil, x, y)}
				case 1:
					return []interface{}{z.GCD(t, nil, x, y), t}
				}
				return []interface{}{z.GCD(nil, t, x, y), t}
			case 24:
				return []interface{}{z.ModInverse(x, y), z}
			case 25:
				return []interface{}{big.Jacobi(x, y)}
			case 26:
				primes := []int64{3, 5, 7, 13, 17, 97, 101, 193, 7681, 12289, 65537, 1000003, 998244353, 1<<61 - 1}
				return []interface{}{z.ModSqrt(x, big.NewInt(primes[r.Intn(len(primes))])), z}
			case 27:
				return []interface{}{x.ProbablyPrime(r.Intn(3))}
			case 28:
				rnd := rand.New(rand.NewSource(r.Int63()))
				return []interface{}{z.Rand(rnd, x)}
			case 29:
				a := int64(r.Intn(60) - 20)
				return []interface{}{z.MulRange(a, a+int64(r.Intn(90))), new(big.Int).Binomial(int64(r.Intn(80)), int64(r.Intn(90)))}
			case 30:
				b := x.Bytes()
				return []interface{}{b, z.SetBytes(b), x.FillBytes(make([]byte, r.Intn(80))), x.Bits()}
			case 31:
				b, e := x.GobEncode()
				e2 := z.GobDecode(b)
				j, e3 := json.Marshal(x)
				e4 := json.Unmarshal(j, t)
				return []interface{}{b, e, z, e2, string(j), e3, t, e4}
			case 32:
				return []interface{}{z.Abs(x), t.Neg(y)}
			}
			return []interface{}{x.Text(2 + r.Intn(61)), string(x.Append([]byte("a"), 2+r.Intn(61)))}
		})
	}
	fmt.Fprintln(w, v[0], v[1], v[2], v[3])
}

func rats(r *rand.Rand) {
	v := []*big.Rat{rational(r), rational(r), rational(r)}
	pick := func() *big.Rat { return v[r.Intn(3)] }
	for n := 0; n < 5; n++ {
		z, x, y := pick(), pick(), pick()
		op := r.Intn(17)
		try(fmt.Sprint("rat ", op), func() []interface{} {
			switch op {
			case 0:
				return []interface{}{z.Add(x, y)}
			case 1:
				return []interface{}{z.Sub(x, y)}
			case 2:
				return []interface{}{z.Mul(x, y)}
			case 3:
				return []interface{}{z.Quo(x, y)}
			case 4:
				return []interface{}{x.Cmp(y), x.Sign(), x.IsInt(), x.Num(), x.Denom()}
			case 5:
				return []interface{}{z.Inv(x)}
			case 6:
				return []interface{}{z.Neg(x), z.Abs(y)}
			case 7:
				f, e := x.Float64()
				g, e2 := x.Float32()
				return []interface{}{math.Float64bits(f), e, math.Float32bits(g), e2}
			case 8:
				return []interface{}{z.SetFloat64(math.Float64frombits(r.Uint64()))}
			case 9:
				p := r.Intn(40) - 2
				return []interface{}{x.FloatString(p), x.RatString(), x.String()}
			case 10:
				return []interface{}{z.SetFrac(x.Num(), y.Num())}
			case 11:
				b, e := x.GobEncode()
				e2 := z.GobDecode(b)
				t, e3 := y.MarshalText()
				e4 := z.UnmarshalText(t)
				return []interface{}{b, e, e2, string(t), e3, e4, z}
			case 12:
				return []interface{}{z.SetFrac64(r.Int63()-r.Int63(), int64(r.Intn(1000)-300))}
			case 13:
				// Near the limits of float32 and float64.
				e := []uint{125, 126, 127, 128, 148, 149, 150, 151, 1021, 1022, 1023, 1024, 1073, 1074, 1075, 1076}[r.Intn(16)]
				p := new(big.Int).Lsh(big.NewInt(1), e)
				q := new(big.Rat).SetFrac(big.NewInt(r.Int63()>>uint(r.Intn(63))), p)
				if r.Intn(2) == 0 && q.Sign() != 0 {
					q.Inv(q)
				}
				f, a := q.Float64()
				g, b := q.Float32()
				return []interface{}{math.Float64bits(f), a, math.Float32bits(g), b}
			case 14:
				return []interface{}{z.Set(x), z.SetInt(y.Num())}
			case 15:
				return []interface{}{z.SetInt64(r.Int63()), z.SetUint64(r.Uint64())}
			}
			return []interface{}{z.SetFrac(y.Denom(), x.Denom())}
		})
	}
	fmt.Fprintln(w, v[0], v[1], v[2])
}

func floats(r *rand.Rand) {
	v := []*big.Float{float(r), float(r), float(r)}
	pick := func() *big.Float { return v[r.Intn(3)] }
	for n := 0; n < 6; n++ {
		z, x, y := pick(), pick(), pick()
		op := r.Intn(22)
		try(fmt.Sprint("float ", op), func() []interface{} {
			switch op {
			case 0, 1:
				return []interface{}{show(z.Add(x, y))}
			case 2, 3:
				return []interface{}{show(z.Sub(x, y))}
			case 4, 5:
				return []interface{}{show(z.Mul(x, y))}
			case 6, 7:
				return []interface{}{show(z.Quo(x, y))}
			case 8:
				return []interface{}{show(z.Sqrt(x))}
			case 9:
				return []interface{}{x.Cmp(y), show(z.Set(x))}
			case 10:
				m := new(big.Float)
				e := x.MantExp(m)
				return []interface{}{e, show(m), show(z.SetMantExp(m, r.Intn(100)))}
			case 11:
				a, b := x.Int64()
				c, d := x.Uint64()
				return []interface{}{a, b, c, d}
			case 12:
				a, b := x.Float32()
				c, d := x.Float64()
				return []interface{}{math.Float32bits(a), b, math.Float64bits(c), d}
			case 13:
				a, b := x.Int(nil)
				c, d := x.Rat(nil)
				return []interface{}{a, b, c, d}
			case 14:
				return []interface{}{show(z.SetPrec(uint(r.Intn(150))))}
			case 15:
				return []interface{}{show(z.SetMode(big.RoundingMode(r.Intn(6))))}
			case 16:
				return []interface{}{show(z.Neg(x)), show(z.Abs(y)), show(z.Copy(x))}
			case 17:
				return []interface{}{show(z.SetInt(integer(r))), show(z.SetRat(rational(r)))}
			case 18:
				b, e := x.GobEncode()
				e2 := z.GobDecode(b)
				t, e3 := y.MarshalText()
				e4 := z.UnmarshalText(t)
				return []interface{}{string(t), e, e2, e3, e4, show(z)}
			case 19:
				// No operation follows: Go would shift by such exponents.
				return []interface{}{show(new(big.Float).SetMantExp(x, r.Int()>>uint(r.Intn(63))-r.Int()>>uint(r.Intn(63))))}
			case 20:
				m := new(big.Float).SetMantExp(x, []int{-150, -149, -148, -127, -126, -125, 127, 128, 129, -1075, -1074, -1073, -1023, -1022, 1023, 1024, 1025}[r.Intn(17)]-x.MantExp(nil))
				a, b := m.Float32()
				c, d := m.Float64()
				return []interface{}{math.Float32bits(a), b, math.Float64bits(c), d}
			}
			return []interface{}{x.String(), x.Text("eEfgGxbpq"[r.Intn(9)], r.Intn(40)-1)}
		})
	}
}

func format(r *rand.Rand) {
	verb := "%"
	for _, f := range "+- #0" {
		if r.Intn(4) == 0 {
			verb += string(f)
		}
	}
	if r.Intn(2) == 0 {
		verb += strconv.Itoa(r.Intn(50))
	}
	if r.Intn(2) == 0 {
		verb += "." + strconv.Itoa(r.Intn(30))
	}
	i := verb + string("bodxXOsvqUteE"[r.Intn(13)])
	f := verb + string("eEfFgGvxXbsdq"[r.Intn(13)])
	try("format", func() []interface{} {
		return []interface{}{i, f, "[" + fmt.Sprintf(i, integer(r)) + "]", "[" + fmt.Sprintf(f, float(r)) + "]", "[" + fmt.Sprintf(verb+"v", rational(r)) + "]",
			fmt.Sprintf(i, (*big.Int)(nil)), fmt.Sprint(big.RoundingMode(r.Intn(9)), big.Accuracy(r.Intn(6)-3))}
	})
}

var pieces = []string{"0", "1", "9", "12", "0x", "0b", "0o", "0X", "_", "-", "+", ".", "e", "E", "p", "P", "/", "Inf", "inf", "f", "A", "z", "Z", "00", " ", "e-40", "e400", "p-70", "p102",
	"123456789012345678901234567890", "18446744073709551616", "e99999999999999999999", "e5000000", "p20000000", "é", "\n", "07", "08", "1_0"}

func number(r *rand.Rand) string {
	var b strings.Builder
	for n := 1 + r.Intn(5); n > 0; n-- {
		if r.Intn(3) == 0 {
			b.WriteString(strconv.FormatInt(r.Int63()>>uint(r.Intn(64)), []int{2, 8, 10, 16}[r.Intn(4)]))
		} else {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
	}
	return b.String()
}

func parse(r *rand.Rand) {
	s := number(r)
	base := []int{0, 0, 0, 2, 8, 10, 16, 36, 62, 7, 1, 63}[r.Intn(12)]
	try("parse "+strconv.Quote(s), func() []interface{} {
		x, ok := new(big.Int).SetString(s, base)
		return []interface{}{base, x, ok}
	})
	try("rat", func() []interface{} {
		x, ok := new(big.Rat).SetString(s)
		return []interface{}{x, ok}
	})
	try("float", func() []interface{} {
		x, b, err := big.ParseFloat(s, base, uint(r.Intn(120)), big.RoundingMode(r.Intn(6)))
		return []interface{}{show(x), b, err}
	})
	try("scan", func() []interface{} {
		x, y, z := integer(r), rational(r), float(r)
		verb := "%" + string("bdoxXvsq"[r.Intn(8)])
		n, err := fmt.Sscanf(s, verb, x)
		m, err2 := fmt.Sscan(s, y)
		k, err3 := fmt.Sscan(s, z)
		return []interface{}{verb, n, err, x, m, err2, y, k, err3, show(z)}
	})
	try("json", func() []interface{} {
		x, y, z := new(big.Int), new(big.Rat), new(big.Float)
		e1 := x.UnmarshalText([]byte(s))
		e2 := y.UnmarshalText([]byte(s))
		e3 := z.UnmarshalText([]byte(s))
		e4 := json.Unmarshal([]byte(s), x)
		return []interface{}{x, e1, y, e2, show(z), e3, e4}
	})
	try("gob", func() []interface{} {
		b := make([]byte, r.Intn(30))
		r.Read(b)
		if len(b) > 0 {
			b[0] = byte(r.Intn(4))
		}
		x, y := integer(r), rational(r)
		return []interface{}{b, x.GobDecode(b), x, y.GobDecode(b)}
	})
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	n, _ := strconv.Atoi(os.Args[2])
	w = bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for i := 0; i < n; i++ {
		r := rand.New(rand.NewSource(seed*1000003 + int64(i)))
		fmt.Fprintln(w, i)
		switch i % 5 {
		case 0:
			ints(r)
		case 1:
			rats(r)
		case 2:
			floats(r)
		case 3:
			format(r)
		default:
			parse(r)
		}
	}
}
