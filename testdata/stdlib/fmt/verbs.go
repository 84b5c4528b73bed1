// run
package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"os"
)

// Every verb with every flag and many numbers on values of every kind. One line a format: a hash of what
// all the values print. With an argument: the formats in full that equal it.

type S struct {
	A int
	B string
	c float64
	D []byte
	e any
	F *int
}
type St string

func (s St) String() string { return "St<" + string(s) + ">" }

type PS struct{ x int }

func (p *PS) String() string { return fmt.Sprint("PS", p.x) }

type Pan struct{}

func (Pan) String() string { panic("boom") }

type PanE struct{}

func (PanE) Error() string { panic(errors.New("err boom")) }

type GS int

func (GS) GoString() string { return "GS!" }

type I int
type F32 float32
type By []byte
type E [3]byte
type MyErr struct{ s string }

func (m MyErr) Error() string { return "myerr " + m.s }

type Nest struct {
	St
	M map[string]int
	P *PS
	E error
}
type Fm struct{}

func (Fm) Format(f fmt.State, c rune) {
	w, wo := f.Width()
	p, po := f.Precision()
	if !wo {
		w = 0
	}
	if !po {
		p = 0
	}
	fmt.Fprint(f, "Fm", string(c), w, wo, p, po, f.Flag('+'), f.Flag('-'), f.Flag('#'), f.Flag(' '), f.Flag('0'))
}

func args() []any {
	var np *PS
	return []any{nil, true, false, 0, 1, -1, 42, -123456, int8(-5), int16(300), int32('x'), int64(1 << 40), uint(7), uint8(200), uint16(65535), uint32(1 << 31), uint64(1 << 63), uintptr(0xdead),
		0.0, 1.0, -1.5, 3.14159265, 1e6, 1e21, 1e-7, math.Inf(1), math.Inf(-1), math.NaN(), float32(0.1), float32(16777216), complex(1, 2), complex64(complex(-1.5, 0.25)), complex(math.NaN(), math.Inf(-1)),
		"", "hello", "a\"b`c\n\xff世界", "日本語", []byte("bytes\x00"), []byte{}, []byte(nil), By("by"), E{1, 2, 3}, [3]byte{65, 66, 67}, St("st"), I(3), F32(2.5), GS(4),
		S{A: 1, B: "b", c: 2.5, D: []byte("d"), e: 3}, &S{e: "x"}, struct{}{}, struct{ X, y any }{1, nil}, []int{1, 2, 3}, []int(nil), []string{"a", "b"}, []any{1, "a", nil, 2.5}, [2]bool{true, false}, &[]int{1}, &map[string]int{"a": 1},
		map[string]int{"b": 2, "a": 1, "c": 3}, map[int]string(nil), map[float64]int{math.NaN(): 1, 2: 2, 1: 1}, map[any]int{"x": 1}, map[[2]int]bool{{2, 1}: true, {1, 2}: false}, map[bool]int{true: 1, false: 0},
		&PS{3}, np, Pan{}, &Pan{}, PanE{}, MyErr{"e"}, &MyErr{"p"}, Nest{St: "n", M: map[string]int{"k": 1}, P: nil, E: MyErr{"z"}}, []error{MyErr{"q"}, nil}, []fmt.Stringer{St("q"), nil}, 'x', '世', rune(0x110000), int64(-1),
		(*int)(nil), (chan int)(nil), (func())(nil), [][]int{{1}, {2, 3}}, []St{"u", "v"}, map[St]St{"k": "v"}, struct{ e error }{MyErr{"u"}}, [0]int{}, []float64{1.5, 2}, []By{By("x")}, Fm{}, struct {
			a []int
			m map[int]int
			p *int
			f func()
			i any
			s St
		}{}}
}

func main() {
	as := args()
	for _, f := range []string{"", "+", "-", "#", " ", "0", "+#", "-0", " 0", "# ", "+-#0 "} {
		for _, n := range []string{"", "8", ".0", ".2", "20.10", "08.2"} {
			for _, verb := range "vdsqxXobOcUtTeEfFgGzh%" {
				format := "%" + f + n + string(verb)
				h := fnv.New64a()
				for i, a := range as {
					s := fmt.Sprintf(format, a)
					if len(os.Args) > 1 && os.Args[1] == format {
						fmt.Printf("%d %T: %s\n", i, a, s)
					}
					io.WriteString(h, s)
					h.Write([]byte{0})
				}
				fmt.Printf("%s %016x\n", format, h.Sum64())
			}
		}
	}
	h := fnv.New64a()
	for _, a := range as {
		for _, b := range as {
			fmt.Fprint(h, a, b)
			fmt.Fprintln(h, a, b)
		}
	}
	fmt.Printf("Print %016x\n", h.Sum64())
}
