// run

package main

import "fmt"

type A struct {
	X int `json:"x"`
	Y string
}
type B struct {
	X int
	Y string `tag:"y"`
}
type Celsius float64
type Fahrenheit float64
type Str string
type Bytes []byte
type IntSlice []int
type Fn func(int) int
type M map[string]int
type C chan int
type P *int
type I interface{ F() }
type J interface{ F() }
type T int

func (T) F() {}

func toF(c Celsius) Fahrenheit { return Fahrenheit(c*9/5 + 32) }

func main() {
	a := A{1, "y"}
	b := B(a)
	pb := (*B)(&a)
	pb.X = 7
	fmt.Println(a, b, *pb, A(B{3, "z"}))
	fmt.Println(toF(100), Celsius(37.5))
	s := Str("héy")
	fmt.Println([]byte(s), []rune(s), Bytes(s), string(Bytes("x")), Str(Bytes("yz")), string(s)+"!")
	is := IntSlice{1, 2}
	var raw []int = is
	raw[0] = 9
	fmt.Println(is, IntSlice(raw))
	f := Fn(func(i int) int { return i + 1 })
	var g func(int) int = f
	fmt.Println(f(1), g(2), (func(int) int)(f)(3))
	m := M{"a": 1}
	var rm map[string]int = m
	rm["b"] = 2
	fmt.Println(m)
	c := make(C, 1)
	var send chan<- int = c
	var recv <-chan int = (<-chan int)(c)
	send <- 5
	fmt.Println(<-recv)
	x := 5
	p := P(&x)
	*p = 6
	fmt.Println(x, *(*int)(p))
	var i I = T(3)
	j := J(i)
	fmt.Println(j, i == I(j), interface{}(i).(T))
	arr := [3]int{1, 2, 3}
	sl := arr[:]
	pa := (*[2]int)(sl)
	pa[1] = 20
	fmt.Println(arr, *pa)
	var u8 = uint8(x * 50)
	var i8 = int8(u8)
	var f32 = float32(u8) / 7
	fmt.Println(u8, i8, f32, int(f32), uint16(i8), uint32(int16(i8)), float64(f32) == 300.0/7)
	fmt.Println(string(rune(x+60)), string([]rune{65, 0x4e16}), []byte("")[:0] == nil, len([]byte("")))
	const k = 3
	var d float64 = k / 2
	var e float64 = k / 2.0
	var r rune = k
	var cc complex128 = k
	fmt.Println(d, e, r, cc, uint8(k)<<6)
	var iface interface{} = k
	_, isInt := iface.(int)
	fmt.Println(isInt)
	type pair struct{ a, b interface{} }
	fmt.Println(pair{1, "x"} == pair{1, "x"}, struct{ X int }(struct{ X int }{5}))
	var arr5 [5]byte
	copy(arr5[:], "hello world")
	fmt.Println(string(arr5[:]), string(arr5[1:3]))
	fmt.Println(uintptr(3), T(int64(1)<<33>>32), Celsius(Fahrenheit(5)))
}
