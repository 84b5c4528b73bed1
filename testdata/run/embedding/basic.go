// run

package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
)

type Animal interface {
	Name() string
	Sound() string
}

type Base struct{ name string }

func (b Base) Name() string     { return b.name }
func (b *Base) Rename(n string) { b.name = n }
func (b Base) Sound() string    { return "..." }
func (b Base) Speak() string    { return b.Name() + " says " + b.Sound() }

type Dog struct {
	Base
	age int
}

func (d Dog) Sound() string { return "woof" }

type Puppy struct {
	*Dog
	toy string
}

func (p Puppy) Name() string { return "little " + p.Dog.Name() }

type Logger struct {
	sync.Mutex
	io.Writer
	prefix string
}

func (l *Logger) Log(s string) {
	l.Lock()
	defer l.Unlock()
	fmt.Fprint(l, l.prefix, s, "\n")
}

type A struct{ x, y int }
type B struct{ x, z int }
type C struct {
	A
	B
	y string
}

type I interface{ M() string }
type impl struct{ s string }

func (i impl) M() string { return i.s }

type HasI struct{ I }
type Deep struct{ HasI }
type RW interface {
	io.Reader
	io.Writer
}
type buf struct{ strings.Builder }

func (b *buf) Read(p []byte) (int, error) { return copy(p, b.String()), io.EOF }

type Int int

func (i *Int) Inc() { *i++ }

type Counter struct {
	Int
	name string
}

type fn func() string

func (f fn) Call() string { return f() }

type F struct{ fn }

func main() {
	d := Dog{Base{"rex"}, 3}
	fmt.Println(d.Name(), d.Sound(), d.Speak(), d.name, d.Base.Sound())
	d.Rename("max")
	p := Puppy{&d, "ball"}
	p.Rename("bo")
	fmt.Println(p.Name(), p.Sound(), p.Speak(), d.name, p.age, p.Dog.Base.name)
	for _, a := range []Animal{d, &d, p, &p, d.Base, &d.Base} {
		fmt.Print(a.Name(), "/", a.Sound(), " ")
	}
	fmt.Println()
	var sb strings.Builder
	l := &Logger{Writer: &sb, prefix: "> "}
	l.Log("one")
	l.Log("two")
	fmt.Print(sb.String())
	c := C{A{1, 2}, B{3, 4}, "y"}
	fmt.Println(c.A.x, c.B.x, c.y, c.A.y, c.z, c)
	h := Deep{HasI{impl{"deep"}}}
	fmt.Println(h.M(), h.I.M(), I(h).M())
	f := h.M
	h.I = impl{"changed"}
	fmt.Println(f(), h.M())
	g := Deep.M
	fmt.Println(g(h), (*Deep).M(&h), Puppy.Speak(p))
	var rw RW = &buf{}
	fmt.Fprint(rw, "text")
	bs := make([]byte, 10)
	n, err := rw.Read(bs)
	fmt.Println(n, err, string(bs[:n]))
	k := Counter{name: "k"}
	k.Inc()
	k.Inc()
	fmt.Println(k.Int, k)
	fmt.Println(F{func() string { return "fn" }}.Call())
	fmt.Printf("%+v %v\n", d, c)
	anon := struct {
		Base
		*A
		extra int
	}{Base{"anon"}, &A{5, 6}, 7}
	anon.x = 50
	fmt.Println(anon.Name(), anon.x, anon.y, anon.extra)
	func() {
		defer func() { fmt.Println(recover()) }()
		var q Puppy
		fmt.Println(q.Sound())
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(HasI{}.M())
	}()
}
