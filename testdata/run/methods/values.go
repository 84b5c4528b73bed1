// run

// Method values and expressions; when the receiver is evaluated.
package main

import (
	"fmt"
	"sort"
	"strings"
)

type T struct{ n int }

func (t T) Val(x int) int           { return t.n + x }
func (t *T) Ptr(x int) int          { t.n += x; return t.n }
func (t T) Var(xs ...string) string { return fmt.Sprint(t.n, xs) }

type I interface{ Val(int) int }

type Str string

func (s Str) Len() int { return len(s) }
func (s Str) Up() Str  { return Str(strings.ToUpper(string(s))) }

type Fn func(int) int

func (f Fn) Twice(x int) int { return f(f(x)) }

type Slice []int

func (s Slice) Len() int           { return len(s) }
func (s Slice) Less(i, j int) bool { return s[i] > s[j] }
func (s Slice) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *Slice) Add(x int)         { *s = append(*s, x) }

type Map map[string]int

func (m Map) Inc(k string) Map { m[k]++; return m }

type Nil struct{ next *Nil }

func (n *Nil) Depth() int {
	if n == nil {
		return 0
	}
	return 1 + n.next.Depth()
}

func get() *T { fmt.Print("get "); return &T{100} }

func main() {
	t := T{1}
	v, p := t.Val, t.Ptr
	t.n = 10
	fmt.Println(v(1), p(1), t.n, v(1))
	fmt.Println(T.Val(t, 5), (*T).Val(&t, 5), (*T).Ptr(&t, 5), t.n)
	var i I = t
	iv := i.Val
	i = &T{1000}
	fmt.Println(iv(0), i.Val(0), I.Val(i, 1))
	f := get().Val
	fmt.Println("before")
	fmt.Println(f(1), f(2))
	fmt.Println(t.Var(), t.Var("a", "b"), T.Var(t, []string{"c"}...))
	fmt.Println(Str("abc").Up().Up().Len(), Str.Len("xyz"))
	fmt.Println(Fn(func(x int) int { return x * 3 }).Twice(2))
	var s Slice
	add := s.Add
	for _, x := range []int{3, 1, 2} {
		add(x)
	}
	sort.Sort(s)
	fmt.Println(s, s.Len())
	sort.Sort(sort.Reverse(s))
	fmt.Println(s)
	fmt.Println(Map{}.Inc("a").Inc("b").Inc("a"))
	var n *Nil
	fmt.Println(n.Depth(), (&Nil{&Nil{}}).Depth())
	fs := []func(int) int{t.Val, t.Ptr, i.Val, (&t).Ptr, Fn(t.Val).Twice}
	for _, f := range fs {
		fmt.Print(f(1), " ")
	}
	fmt.Println()
	m := map[string]func(T, int) int{"val": T.Val}
	fmt.Println(m["val"](t, 1))
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		var i I
		f := i.Val // panics here, not at the call
		fmt.Println("not here", f)
	}()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		var p *T
		f := p.Ptr // does not panic
		fmt.Println("bound")
		f(1)
	}()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		var p *T
		f := p.Val // panics: *p is evaluated
		fmt.Println("not here", f)
	}()
	arr := [2]T{{1}, {2}}
	for i := range arr {
		arr[i].Ptr(10)
	}
	fmt.Println(arr)
	for _, a := range arr {
		a.Ptr(100)
	}
	fmt.Println(arr)
}
