// run

package main

import "fmt"

type Point struct{ X, Y int }
type Line struct {
	A, B Point
	Name string
	Tags []string
	Meta map[string]int
	Next *Line
}
type small struct {
	a int8
	b uint16
	c bool
	d float32
	e int8
}
type inner struct{ v [3]byte }
type outer struct {
	inner
	p *inner
	f func(int) int
}

func mk() Line           { return Line{A: Point{1, 2}, Name: "mk"} }
func mod(l Line) Line    { l.A.X = 100; l.Name = "mod"; return l }
func modp(l *Line)       { l.B = Point{7, 8}; l.Next = &Line{Name: "next"} }
func two() (Point, Line) { return Point{5, 6}, mk() }

func main() {
	l := mk()
	m := mod(l)
	modp(&l)
	fmt.Println(l.A, l.B, l.Name, l.Next.Name, m.A, m.Name, mk().A.Y)
	l.Tags = append(l.Tags, "x")
	l.Meta = map[string]int{"k": 1}
	c := l
	c.Tags[0] = "shared"
	c.Meta["k"]++
	c.A.X = -1
	fmt.Println(l.Tags, l.Meta, l.A)
	p, q := two()
	fmt.Println(p, q.Name)
	s := small{-1, 65535, true, 1.5, -128}
	s.a--
	s.b++
	s.d *= 2
	s.e--
	fmt.Println(s)
	t := s
	t.c = !t.c
	fmt.Printf("%v %+v\n", s == t, t)
	o := outer{inner{[3]byte{1, 2, 3}}, &inner{}, func(i int) int { return i * 2 }}
	o.v[1] = 20
	o.p.v[2] = 9
	o.p.v, o.v = o.v, o.p.v
	fmt.Println(o.v, o.p.v, o.f(4))
	anon := []struct {
		name string
		val  interface{}
	}{{"a", 1}, {"b", "two"}, {val: 3.0}}
	for _, a := range anon {
		fmt.Print(a.name, "=", a.val, " ")
	}
	fmt.Println()
	pp := &Point{1, 2}
	ppp := &pp
	(*ppp).X, (**ppp).Y = 10, 20
	pp.X++
	*pp = Point{pp.Y, pp.X}
	fmt.Println(*pp)
	arr := [2]Line{mk(), {Name: "lit"}}
	arr[1].A, arr[0].B = arr[0].A, Point{3, 3}
	fmt.Println(arr[1].A, arr[0].B, arr[1].Name)
	mp := map[string]*Line{"a": {Name: "in map"}}
	mp["a"].Name += "!"
	fmt.Println(mp["a"].Name)
	mv := map[string]Point{}
	v := mv["none"]
	v.X = 5
	mv["some"] = v
	fmt.Println(mv)
	type local struct{ Point }
	lo := local{Point{8, 9}}
	lo.X, lo.Y = lo.Y, lo.X
	fmt.Println(lo, lo.Point.X)
	var zero Line
	fmt.Println(zero.Next == nil, zero.Tags == nil, zero.A)
	ch := make(chan Point, 2)
	ch <- Point{1, 1}
	ch <- *pp
	fmt.Println(<-ch, (<-ch).X)
	f := func(ps ...Point) (r Point) {
		for _, p := range ps {
			r.X += p.X
			r.Y += p.Y
		}
		return
	}
	fmt.Println(f(Point{1, 2}, *pp, p))
	x := Point{1, 2}
	x, y := Point{x.Y, x.X}, x
	fmt.Println(x, y)
	type conv struct{ X, Y int }
	fmt.Println(conv(x), Point(conv{4, 5}))
}
