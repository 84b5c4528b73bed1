// run

// A deferred function that package reflect made recovers when what it stands for calls recover itself.
package main

import (
	"fmt"
	"reflect"
)

type T struct{ n int }

func (t T) M()          { fmt.Println("M", t.n, recover()) }
func (t *T) P(s string) { fmt.Println("P", t.n, s, recover()) }

//go:noinline
func (t T) Deep()        { deep() }
func (T) V(args ...any)  { fmt.Println(args, recover()) }
func deep()              { fmt.Println("deep", recover()) }
func plain(s string) int { fmt.Println("plain", s, recover()); return 1 }

type I interface{ M() }

func try(f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("not recovered:", r)
		}
	}()
	f()
}

func main() {
	v := reflect.ValueOf(&T{7})
	try(func() {
		f := v.MethodByName("M").Interface().(func())
		defer f()
		panic(1)
	})
	try(func() {
		f := v.MethodByName("P").Interface().(func(string))
		defer f("arg")
		panic(2)
	})
	try(func() {
		f := v.MethodByName("Deep").Interface().(func())
		defer f()
		panic(3)
	})
	try(func() {
		f := v.MethodByName("V").Interface().(func(...any))
		defer f(1, "two")
		panic(4)
	})
	try(func() {
		var i I = T{8}
		f := reflect.ValueOf(&i).Elem().Method(0).Interface().(func())
		defer f()
		panic(5)
	})
	try(func() {
		m, _ := reflect.TypeOf(&T{}).MethodByName("P")
		f := m.Func.Interface().(func(*T, string))
		defer f(&T{9}, "expr")
		panic(6)
	})
	try(func() {
		f := reflect.MakeFunc(reflect.TypeOf(func() {}), func([]reflect.Value) []reflect.Value {
			fmt.Println("made", recover())
			return nil
		}).Interface().(func())
		defer f()
		panic(7)
	})
	try(func() { // Value.Call is no wrapper
		defer reflect.ValueOf(plain).Call([]reflect.Value{reflect.ValueOf("x")})
		panic(8)
	})
	try(func() {
		f := v.MethodByName("M").Interface().(func())
		defer func() { f() }()
		panic(9)
	})
}
