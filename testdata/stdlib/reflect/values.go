// Types, values, methods, calls, containers and the texts of misuse.
package main

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"sort"
	"strings"
)

type Inner struct {
	A int `json:"a" xml:"b,omitempty"`
	b string
}

type T struct {
	Inner
	*strings.Builder
	X  int8
	Y  float32
	S  []string
	M  map[string]int
	F  func(int, ...string) error
	C  chan<- bool
	I  interface{ Foo() }
	A  [3]uint16
	P  *T
	e  error
	E2 any
}

type N int

func (n N) Add(m int) N    { return n + N(m) }
func (n *N) Inc()          { *n++ }
func (n N) String() string { return fmt.Sprintf("N(%d)", int(n)) }
func (n N) Many(a string, b ...int) (int, string, error) {
	return len(b) + int(n), a, errors.New("x")
}
func (n N) hidden() {}

type Big struct{ A, B, C int }

func (b Big) Sum(x int8, f float32, s string, o Big) (Big, int8) {
	return Big{b.A + o.A + len(s), b.B + int(f), b.C + int(x)}, x
}

type Stringer interface{ String() string }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Printf("%s: %v\n", name, r)
		}
	}()
	f()
}

func types() {
	t := reflect.TypeOf(T{})
	fmt.Println(t, t.Name(), t.PkgPath(), t.Kind(), t.Size(), t.NumField(), t.NumMethod() > 0)
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		fmt.Println(f.Name, f.Type, f.Type.Kind(), f.Offset, f.Index, f.Anonymous, f.PkgPath, f.IsExported())
	}
	f, ok := t.FieldByName("A")
	fmt.Println(f.Name, f.Type, f.Index, ok)
	f, ok = t.FieldByName("b")
	fmt.Println(f.Name, f.Type, f.Index, ok)
	a, _ := reflect.TypeOf(Inner{}).FieldByName("A")
	fmt.Println(a.Tag.Get("json"), a.Tag.Get("xml"), a.Tag.Get("none"))
	for _, x := range []any{N(1), new(N), Big{}, (*error)(nil)} {
		t := reflect.TypeOf(x)
		fmt.Println(t, t.NumMethod())
		for i := 0; i < t.NumMethod(); i++ {
			m := t.Method(i)
			fmt.Println(" ", m.Name, m.Type, m.Index)
		}
	}
	st := reflect.TypeOf((*Stringer)(nil)).Elem()
	fmt.Println(st, st.Kind(), st.NumMethod(), st.Method(0).Name, st.Method(0).Type)
	fmt.Println(reflect.TypeOf(N(0)).Implements(st), reflect.TypeOf(0).Implements(st), reflect.TypeOf(0).ConvertibleTo(reflect.TypeOf("")),
		reflect.TypeOf(0).AssignableTo(reflect.TypeOf(N(0))), reflect.TypeOf(T{}).Comparable(), reflect.TypeOf(Big{}).Comparable())
	ft := reflect.TypeOf(fmt.Fprintf)
	fmt.Println(ft, ft.NumIn(), ft.In(0), ft.In(2), ft.IsVariadic(), ft.NumOut(), ft.Out(1))
	fmt.Println(reflect.PtrTo(t), reflect.SliceOf(t), reflect.MapOf(reflect.TypeOf(""), t), reflect.ArrayOf(3, t), reflect.ChanOf(reflect.RecvDir, t),
		reflect.FuncOf([]reflect.Type{t, reflect.TypeOf([]int{})}, []reflect.Type{t}, true))
	fmt.Println(reflect.SliceOf(reflect.TypeOf(0)) == reflect.TypeOf([]int{}), reflect.TypeOf(map[string][]int{}).Elem() == reflect.TypeOf([]int(nil)))
	s := reflect.StructOf([]reflect.StructField{{Name: "A", Type: reflect.TypeOf(0), Tag: `k:"v"`}, {Name: "B", Type: reflect.TypeOf("")}})
	v := reflect.New(s).Elem()
	v.Field(0).SetInt(7)
	v.Field(1).SetString("x")
	fmt.Printf("%v %+v %T\n", s, v.Interface(), v.Interface())
	fmt.Println(s == reflect.TypeOf(struct {
		A int `k:"v"`
		B string
	}{}))
}

func values() {
	x := T{X: 3, Y: 1.5, S: []string{"a", "b"}, M: map[string]int{"k": 1}}
	v := reflect.ValueOf(&x).Elem()
	v.FieldByName("X").SetInt(-4)
	v.FieldByName("Y").SetFloat(2.5)
	v.FieldByName("S").Index(1).SetString("z")
	v.FieldByName("A").Index(2).SetUint(9)
	v.FieldByName("M").SetMapIndex(reflect.ValueOf("q"), reflect.ValueOf(5))
	v.FieldByName("E2").Set(reflect.ValueOf(N(3)))
	v.FieldByName("S").Set(reflect.Append(v.FieldByName("S"), reflect.ValueOf("w")))
	fmt.Println(x.X, x.Y, x.S, x.A, x.M, x.E2)
	fmt.Println(v.FieldByName("E2").Elem().Type(), v.FieldByName("P").IsNil(), v.FieldByName("e").IsNil(), v.FieldByName("X").CanSet(), v.FieldByName("e").CanSet())
	keys := v.FieldByName("M").MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
	fmt.Println(keys, v.FieldByName("M").MapIndex(keys[0]), v.FieldByName("M").MapIndex(reflect.ValueOf("none")).IsValid())
	sum := 0
	for it := v.FieldByName("M").MapRange(); it.Next(); {
		sum += len(it.Key().String()) + int(it.Value().Int())
	}
	fmt.Println(sum)
	n := N(4)
	nv := reflect.ValueOf(&n)
	nv.MethodByName("Inc").Call(nil)
	fmt.Println(n, nv.Elem().MethodByName("Add").Call([]reflect.Value{reflect.ValueOf(10)})[0])
	out := nv.Elem().MethodByName("Many").Call([]reflect.Value{reflect.ValueOf("s"), reflect.ValueOf(1), reflect.ValueOf(2)})
	fmt.Println(len(out), out[0], out[1], out[2])
	out = nv.Elem().MethodByName("Many").CallSlice([]reflect.Value{reflect.ValueOf("s"), reflect.ValueOf([]int{1, 2, 3})})
	fmt.Println(out[0])
	m, _ := reflect.TypeOf(n).MethodByName("Add")
	fmt.Println(m.Func.Call([]reflect.Value{reflect.ValueOf(N(1)), reflect.ValueOf(2)})[0])
	out = reflect.ValueOf(Big{1, 2, 3}).Method(0).Call([]reflect.Value{reflect.ValueOf(int8(-1)), reflect.ValueOf(float32(2.5)), reflect.ValueOf("abc"), reflect.ValueOf(Big{10, 20, 30})})
	fmt.Println(out[0], out[1])
	f := func(a int, b string, c []int, d any) (string, int, bool) { return fmt.Sprint(a, b, c, d), a * 2, true }
	out = reflect.ValueOf(f).Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf("b"), reflect.ValueOf([]int{3}), reflect.ValueOf(n)})
	fmt.Println(out[0], out[1], out[2])
	g := reflect.ValueOf(n).MethodByName("Add").Interface().(func(int) N)
	fmt.Println(g(100))
	swap := reflect.MakeFunc(reflect.TypeOf(func(int, string) (string, int) { return "", 0 }), func(in []reflect.Value) []reflect.Value {
		return []reflect.Value{in[1], in[0]}
	}).Interface().(func(int, string) (string, int))
	fmt.Println(swap(7, "seven"))
	var st Stringer = n
	sv := reflect.ValueOf(&st).Elem()
	fmt.Println(sv.Kind(), sv.Elem().Type(), sv.Method(0).Call(nil)[0])
	fmt.Println(reflect.ValueOf(65).Convert(reflect.TypeOf("")), reflect.ValueOf(3.9).Convert(reflect.TypeOf(0)), reflect.ValueOf("hé").Convert(reflect.TypeOf([]rune{})),
		reflect.ValueOf(n).Convert(reflect.TypeOf((*Stringer)(nil)).Elem()).Type(), reflect.ValueOf([]int{1, 2}).Convert(reflect.TypeOf(&[2]int{})).Elem())
	s := reflect.MakeSlice(reflect.TypeOf([]int{}), 2, 5)
	s.Index(0).SetInt(1)
	fmt.Println(s.Len(), s.Cap(), s.Slice(0, 1), s.Slice3(0, 1, 2).Cap(), reflect.Copy(s, reflect.ValueOf([]int{8, 9, 10})), s)
	sw := reflect.Swapper([]string{"a", "b"})
	sw(0, 1)
	mk := reflect.MakeMap(reflect.TypeOf(map[N]Big{}))
	mk.SetMapIndex(reflect.ValueOf(N(1)), reflect.ValueOf(Big{1, 1, 1}))
	fmt.Println(mk, mk.Len(), reflect.Zero(reflect.TypeOf(Big{})), reflect.ValueOf(Big{}).IsZero(), reflect.ValueOf(x).IsZero())
}

func chans() {
	c := reflect.MakeChan(reflect.TypeOf(make(chan int)), 2)
	c.Send(reflect.ValueOf(1))
	fmt.Println(c.TrySend(reflect.ValueOf(2)), c.TrySend(reflect.ValueOf(3)), c.Len(), c.Cap())
	x, ok := c.Recv()
	fmt.Println(x, ok)
	c.Close()
	x, ok = c.Recv()
	fmt.Println(x, ok)
	x, ok = c.Recv()
	fmt.Println(x, ok)
	d := make(chan string)
	go func() { d <- "hi" }()
	i, v, ok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(d)}, {Dir: reflect.SelectRecv, Chan: reflect.ValueOf(make(chan int))}})
	fmt.Println(i, v, ok)
	i, _, _ = reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(d)}, {Dir: reflect.SelectDefault}})
	fmt.Println(i)
	e := make(chan Big)
	go func() { reflect.ValueOf(e).Send(reflect.ValueOf(Big{1, 2, 3})) }()
	fmt.Println(<-e)
}

type loop struct {
	next *loop
	v    any
}

func deep() {
	a, b := &loop{v: 1}, &loop{v: 1}
	a.next, b.next = a, b
	fmt.Println(reflect.DeepEqual(a, b), reflect.DeepEqual([]int{1}, []int{1}), reflect.DeepEqual([]int(nil), []int{}),
		reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), reflect.DeepEqual(1, int64(1)), reflect.DeepEqual(Big{1, 2, 3}, Big{1, 2, 3}),
		reflect.DeepEqual(io.EOF, io.EOF), reflect.DeepEqual(nil, nil), reflect.DeepEqual(nil, 1))
}

func misuse() {
	x := struct {
		A int
		b int
	}{}
	try("1", func() { reflect.ValueOf(1).Elem() })
	try("2", func() { reflect.ValueOf(1).SetInt(2) })
	try("3", func() { reflect.ValueOf(&x).Elem().Field(1).SetInt(2) })
	try("4", func() { reflect.Value{}.Type() })
	try("5", func() { reflect.ValueOf("x").Int() })
	try("6", func() { reflect.ValueOf(&x).Elem().Field(1).Interface() })
	try("7", func() { reflect.ValueOf(&x).Elem().Field(0).Set(reflect.ValueOf("s")) })
	try("8", func() { reflect.ValueOf(x).Field(7) })
	try("9", func() { reflect.TypeOf(1).Elem() })
	try("10", func() { reflect.TypeOf(1).NumField() })
	try("11", func() { reflect.ValueOf(strings.Index).Call(nil) })
	try("12", func() { reflect.ValueOf(strings.Index).Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf(2)}) })
	try("13", func() { reflect.ValueOf([]int{1}).Index(1) })
	try("14", func() { reflect.ValueOf(1).Len() })
	try("15", func() { reflect.ValueOf(1).IsNil() })
	try("16", func() { reflect.ValueOf(1).Convert(reflect.TypeOf(x)) })
	try("17", func() { reflect.ValueOf(1).Addr() })
	try("18", func() { reflect.ValueOf(map[string]int{}).SetMapIndex(reflect.ValueOf(1), reflect.ValueOf(1)) })
	try("19", func() { reflect.ValueOf(map[any]int{}).MapIndex(reflect.ValueOf([]int{})) })
	try("20", func() { reflect.Zero(nil) })
	try("21", func() { var f func(); reflect.ValueOf(f).Call(nil) })
	fmt.Println(reflect.ValueOf(1).String(), reflect.Value{}.String(), reflect.ValueOf("s").String())
}

func main() {
	types()
	values()
	chans()
	deep()
	misuse()
	for _, f := range reflect.VisibleFields(reflect.TypeOf(struct {
		Inner
		X int
	}{})) {
		fmt.Println(f.Name, f.Index)
	}
}
