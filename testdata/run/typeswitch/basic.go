// run

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

type Shape interface{ Area() float64 }
type Sq struct{ s float64 }
type Circ struct{ r float64 }

func (s Sq) Area() float64     { return s.s * s.s }
func (c *Circ) Area() float64  { return 3 * c.r * c.r }
func (c *Circ) String() string { return "circle" }

type MyErr struct{ code int }

func (e *MyErr) Error() string { return fmt.Sprint("code ", e.code) }

func (e *MyErr) Is(t error) bool { return t == io.EOF }

func kind(x interface{}) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", v+1)
	case int8, int16:
		return fmt.Sprintf("small %T %v", v, v)
	case string:
		return "string " + v
	case []int:
		return fmt.Sprint("slice ", len(v))
	case map[string]int:
		return fmt.Sprint("map ", v["a"])
	case func() int:
		return fmt.Sprint("func ", v())
	case chan int:
		return fmt.Sprint("chan ", cap(v))
	case *int:
		return fmt.Sprint("pointer ", *v)
	case [2]int:
		return fmt.Sprint("array ", v[1])
	case struct{ a int }:
		return fmt.Sprint("struct ", v.a)
	case fmt.Stringer:
		return "stringer " + v.String()
	case error:
		return "error " + v.Error()
	case Shape:
		return fmt.Sprint("shape ", v.Area())
	case bool, float64, complex128:
		return fmt.Sprintf("%T", v)
	default:
		return fmt.Sprintf("other %T", v)
	}
}

type named int

func main() {
	n := 7
	for _, x := range []interface{}{nil, 1, int8(2), int16(3), "s", []int{1}, map[string]int{"a": 5}, func() int { return 9 },
		make(chan int, 3), &n, [2]int{1, 2}, struct{ a int }{4}, &Circ{1}, errors.New("e"), Sq{2}, true, 1.5, 2i, uint(1), named(1),
		[]string{}, struct{ b int }{1}, (*int)(nil) == nil, io.EOF} {
		fmt.Println(kind(x))
	}
	var s Shape = Sq{3}
	if sq, ok := s.(Sq); ok {
		fmt.Println(sq.s)
	}
	_, ok := s.(*Circ)
	fmt.Println(ok)
	s = &Circ{2}
	_, ok = s.(fmt.Stringer)
	fmt.Println(ok, s.(interface{ String() string }).String())
	switch s.(type) {
	case Sq:
		fmt.Println("square")
	case *Circ:
		fmt.Println("circle")
	}
	switch y := s.(type) {
	case interface{ Foo() }:
		fmt.Println("foo", y)
	case interface{ Area() float64 }:
		fmt.Println("area", y.Area())
	}
	var err error = fmt.Errorf("wrap: %w", &MyErr{3})
	var me *MyErr
	fmt.Println(errors.As(err, &me), me.code, errors.Is(err, io.EOF), errors.Unwrap(err) == error(me))
	_, err = os.Open("/does/not/exist")
	var pe *os.PathError
	fmt.Println(errors.As(err, &pe), errors.Is(err, os.ErrNotExist), err)
	var nilShape Shape
	switch nilShape.(type) {
	case nil:
		fmt.Println("nil shape")
	}
	var nilp *Circ
	nilShape = nilp
	fmt.Println(nilShape == nil, nilShape.(*Circ) == nil)
	var x interface{} = 3
	switch x := x.(type) {
	case int:
		x++
		fmt.Println(x)
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = x.(string)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = s.(interface{ Missing(int) string })
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = x.(Shape)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var e error
		_ = e.(*MyErr)
	}()
	switch f := func() interface{} { fmt.Print("once "); return 2.5 }; v := f().(type) {
	case float64:
		fmt.Println(v * 2)
	}
}
