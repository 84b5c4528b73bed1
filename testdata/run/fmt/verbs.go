// run

package main

import (
	"errors"
	"fmt"
	"os"
	"time"
)

type P struct {
	X int
	Y string
	z *int
}
type S struct{ v int }

func (s S) String() string { return fmt.Sprintf("S<%d>", s.v) }

type G struct{ v int }

func (g G) GoString() string { return "G!" }

type F struct{}

func (F) Format(st fmt.State, verb rune) {
	w, wok := st.Width()
	p, pok := st.Precision()
	if !wok {
		w = 0
	}
	if !pok {
		p = 0
	}
	fmt.Fprintf(st, "F(%c %d %v %d %v %v%v)", verb, w, wok, p, pok, st.Flag('+'), st.Flag('#'))
}

type E struct{ code int }

func (e *E) Error() string { return fmt.Sprint("E", e.code) }

type Bad struct{}

func (Bad) String() string { panic("bad stringer") }

type Rec struct {
	Name string
	Kids []Rec
	M    map[string]*int
	I    interface{}
}
type Color int
type Bytes []byte

func main() {
	fmt.Printf("%d|%5d|%-5d|%05d|%+d|%x|%X|%#x|%o|%#o|%O|%b|%c|%q|%U|%#U\n", 42, 42, 42, 42, 42, 255, 255, 255, 8, 8, 8, 5, 'A', 'A', 0x1F600, 0x1F600)
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%x|% x|%#q|%+q\n", "go", "go", "go", "golang", "a\"b\n", "hi", "hi", "x`y", "é")
	fmt.Printf("%f|%.2f|%8.3f|%-8.1f|%+.1f|%e|%g|%G|%08.2f|% f\n", 3.14159, 3.14159, 3.14159, 3.14159, 3.14159, 1234.5, 1e-10, 1e20, -3.14159, 2.5)
	fmt.Printf("%t|%5t|%v|%p\n", true, false, nil, nil)
	fmt.Printf("%v|%+v|%#v|%T\n", P{1, "a", nil}, P{1, "a", nil}, P{1, "a", nil}, P{})
	fmt.Printf("%v|%+v|%#v\n", []int{1, 2}, []string{"a"}, []string{"a", "b"})
	fmt.Printf("%v|%#v|%#v\n", map[string]int{"b": 2, "a": 1}, map[string]int{"b": 2, "a": 1}, map[int][]string{1: {"x"}})
	fmt.Printf("%v|%s|%d|%#v|%+v\n", S{1}, S{2}, S{3}, S{4}, &S{5})
	fmt.Printf("%v|%#v|%v\n", G{1}, G{2}, []G{{1}})
	fmt.Printf("%v|%+8.3d|%#x|%s\n", F{}, F{}, F{}, []F{{}})
	fmt.Printf("%v|%s|%q|%v\n", &E{7}, &E{8}, &E{9}, (*E)(nil) == nil)
	fmt.Printf("%v|%v\n", Bad{}, (*Bad)(nil))
	fmt.Printf("%d|%s|%!|%z|%d\n", "str", 5, 1, 2)
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%[2]d %[1]d|%[3]*.[2]*[1]f|%[5]d|%[x]d\n", 1, 2, 8)
	fmt.Printf("%*d|%-*d|%.*f\n", 5, 1, 5, 2, 2, 3.14159)
	fmt.Printf("extra\n", 1, "x")
	fmt.Println(fmt.Sprintf("%v %v %v %v", int8(-1), uint8(1), 'x', "s"), fmt.Sprint("a", 1, 2, "b", "c", 3.0, nil, true), fmt.Sprintln("x", 1))
	fmt.Printf("%v %v %v %.3v %v\n", 1.0, 1e6, 1e21, 3.14159, float32(0.1))
	fmt.Printf("%v %.2f %+v\n", 1+2i, 1.234-5.678i, complex64(1i))
	fmt.Printf("%x %X %x %x\n", []byte{1, 171}, "hi", [3]byte{1, 2, 3}, -255)
	fmt.Printf("%s %v %d %q\n", []byte("bytes"), []byte("b"), []byte("b"), []byte("b"))
	fmt.Printf("%s %v %#v\n", Bytes("nb"), Bytes("nb"), Bytes("nb"))
	fmt.Printf("%v %s\n", []interface{}{1, "a", nil, S{1}}, []string{"a", "b"})
	fmt.Printf("%v %+v\n", Rec{"r", []Rec{{Name: "k"}}, nil, S{3}}, Rec{"r", nil, map[string]*int{}, 5})
	fmt.Printf("%#v %#v %#v %#v %#v %#v\n", 1, "a", 1.0, nil, []interface{}{1, nil}, struct{ A, B interface{} }{1, "x"})
	fmt.Printf("%#v %#v %#v %#v\n", Color(3), uint8(3), 'x', &P{})
	fmt.Printf("%6.2f%%|%c%c|%08b|%3c|%-4q|\n", 99.5, 0x4e16, 'é', 5, 'x', 'y')
	fmt.Printf("%T %T %T %T %T %T %T\n", 1, "s", nil, []int{}, map[string]bool{}, func(int) string { return "" }, struct{ a int }{})
	fmt.Printf("%v %d %s\n", time.Second, time.Second, 90*time.Minute)
	fmt.Printf("%v %v\n", [2]bool{true, false}, [0]int{})
	fmt.Printf("%t %v\n", "x", struct{}{})
	fmt.Printf("%5v|%-5v|%05v|%v|%5v|\n", 1, 2, 3, []string{}, []int{1, 22})
	fmt.Printf("%10.3v|%-10v|%10v|\n", "abcdef", "abc", true)
	fmt.Printf("%+d % d %+d % d\n", 5, 5, -5, -5)
	fmt.Printf("%x %x %#x % X %# x\n", "abc", 3.5, "abc", "abc", "abc")
	fmt.Printf("%U %#U %c\n", -1, '⌘', -1)
	fmt.Printf("%08.3f|%+08.3f|%-8.3f|% 8.3f|%8.0f|%#.0f\n", 3.14159, 3.14159, 3.14159, 3.14159, 2.5, 2.0)
	fmt.Printf("%e %E %.0e %g %g %g\n", 0.0, 1.0, 15.0, 1e-5, 123456789.0, 1e-4)
	err := fmt.Errorf("ctx: %w (%d)", &E{1}, 5)
	fmt.Println(err, errors.Unwrap(err))
	fmt.Fprint(os.Stdout, "a", "b", 1, 2, true, "c\n")
	fmt.Fprintln(os.Stdout, []error{errors.New("x"), nil})
	var ip *int
	var np *P
	var ni interface{}
	fmt.Println(ip, np, ni, []*int{nil}, error(nil))
	fmt.Printf("%v %+v %s %d\n", ip, np, ni, ni)
	fmt.Printf("%3d|%-3d|%03d\n", []int{1, 2}, [2]int{3, 4}, map[int]int{5: 6})
	fmt.Printf("%!d %%d %")
	fmt.Println()
}
