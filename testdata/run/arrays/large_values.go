// run

// Values of megabytes go everywhere values go: parameters, results, interfaces, closures, maps, slices.
package main

import (
	"errors"
	"fmt"
	"reflect"
)

const n = 200

type Matrix [n][n]float64

func identity() (m Matrix) {
	for i := range m {
		m[i][i] = 1
	}
	return
}

func mul(a, b Matrix) (c Matrix) {
	for i := 0; i < n; i += 50 {
		for j := 0; j < n; j += 50 {
			for k := 0; k < n; k++ {
				c[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	a[0][0] = -1 // its own
	return c
}

func (m Matrix) Trace() (t float64) {
	for i := range m {
		t += m[i][i]
	}
	m[0][0] = 1000 // its own
	return
}
func (m *Matrix) Set(i, j int, v float64) { m[i][j] = v }

type Tracer interface{ Trace() float64 }

type Named struct {
	name string
	m    Matrix
	p    *int
}

func two(f float64) (Matrix, error, Named) {
	var m Matrix
	m[1][1] = f
	x := 7
	return m, errors.New("e"), Named{"n", m, &x}
}

func twice() (Matrix, error, Named) { return two(4) }

func spread(m Matrix, err error, nm Named) string {
	return fmt.Sprint(m[1][1], err, nm.name, nm.m[1][1], *nm.p)
}

func sum(ms ...Matrix) (s float64) {
	for _, m := range ms {
		s += m.Trace()
	}
	return
}

func guarded(m Matrix, bad bool) (out Matrix, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
			out[0][0] = 42
		}
	}()
	out = m
	if bad {
		panic("bad")
	}
	return out, nil
}

func pick[T any](cond bool, a, b T) T {
	if cond {
		return a
	}
	return b
}

type Pair[T any] struct{ a, b T }

func (p Pair[T]) Swap() Pair[T] { return Pair[T]{p.b, p.a} }

func main() {
	id := identity()
	fmt.Println(id.Trace(), id[0][0])
	c := mul(id, id)
	fmt.Println(c[0][0], c[50][50], c[0][50], id[0][0])
	fmt.Println(mul(id, mul(id, id))[50][50], identity()[3][3])

	var tr Tracer = id
	id.Set(0, 0, 5)
	fmt.Println(tr.Trace(), tr.Trace(), id.Trace())
	var tp Tracer = &id
	fmt.Println(tp.Trace(), tr == Tracer(c), tr == Tracer(identity()))

	f := id.Trace // the receiver is copied now
	id.Set(0, 0, 6)
	fmt.Println(f(), f(), id.Trace())
	g := Matrix.Trace
	fmt.Println(g(id), (*Matrix).Trace(&id))

	m, err, nm := two(3)
	fmt.Println(m[1][1], err, nm.name, nm.m[1][1], *nm.p, nm.m == m)
	fmt.Println(spread(two(9)), spread(twice()))

	fmt.Println(sum(), sum(id), sum(id, c, identity()))
	s := []Matrix{id}
	s = append(s, c)
	s = append(s, identity(), m)
	s = append(s, s...)
	fmt.Println(len(s), s[1] == c, s[3] == m, s[4] == s[0], s[2][7][7])
	s[0], s[1] = s[1], s[0]
	fmt.Println(s[0] == c, s[1] == id)
	a, b := id, c
	a, b = b, a
	fmt.Println(a == c, b == id)

	out, err := guarded(id, false)
	fmt.Println(out == id, err)
	out, err = guarded(id, true)
	fmt.Println(out[0][0], out[1][1], err)

	mm := map[string]Matrix{"id": id}
	mm["c"] = c
	v, ok := mm["id"]
	_, no := mm["none"]
	fmt.Println(len(mm), v == id, ok, no, mm["none"][1][1], mm["c"][0][0])
	for k, v := range mm {
		if k == "id" {
			fmt.Println(v.Trace())
		}
	}

	var any interface{} = id
	switch x := any.(type) {
	case Named:
		fmt.Println("named", x.name)
	case Matrix:
		x[0][0] = 77
		fmt.Println("matrix", x[0][0], any.(Matrix)[0][0])
	}
	w, ok := any.(Matrix)
	_, no = any.(Named)
	fmt.Println(w == id, ok, no)

	func() {
		for i := 0; i < 2; i++ {
			id[2][2] = float64(i)
			defer func(m Matrix, k int) { fmt.Println("deferred", m[2][2], k) }(id, i)
			defer id.Set(3, 3, float64(i))
			defer fmt.Println(id.Trace())
		}
		id[2][2] = 50
	}()
	done := make(chan float64)
	go func(m Matrix) { done <- m.Trace() }(id)
	fmt.Println(<-done)
	arr := [2]Named{{name: "a", m: c}, nm}
	brr := arr
	brr[0].m[0][0]++
	fmt.Println(arr[0].m == brr[0].m, arr[1] == brr[1], brr[0].m[0][0]-arr[0].m[0][0])
	for i, x := range arr {
		arr[1].name = "changed"
		fmt.Println(i, x.name, x.m[0][0])
	}

	fmt.Println(pick(true, id, c) == id, pick(false, id, c) == c)
	p := Pair[Matrix]{id, c}
	q := p.Swap()
	fmt.Println(q.a == p.b, q.Swap() == p)

	capture := func() float64 { return id[0][0] + c[0][0] }
	id[0][0] = 9
	fmt.Println(capture(), func(m Matrix) Matrix { m[0][0]++; return m }(id)[0][0], id[0][0])

	rv := reflect.ValueOf(mul)
	r := rv.Call([]reflect.Value{reflect.ValueOf(c), reflect.ValueOf(c)})
	fmt.Println(r[0].Interface().(Matrix) == mul(c, c), reflect.ValueOf(id).MethodByName("Trace").Call(nil)[0].Float() == id.Trace())
	fn := reflect.MakeFunc(rv.Type(), func(in []reflect.Value) []reflect.Value { return in[1:] }).Interface().(func(a, b Matrix) Matrix)
	fmt.Println(fn(id, c) == c)
	fmt.Println(reflect.DeepEqual(id, id), reflect.TypeOf(id).Size())

	func() {
		defer func() { fmt.Println(recover()) }()
		var np *Matrix
		fmt.Println(np.Trace())
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var np *Named
		x := *np
		fmt.Println(x.name)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var np *Named
		*np = nm
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var i int = 300
		fmt.Println(identity()[i%1000][0])
	}()
}
