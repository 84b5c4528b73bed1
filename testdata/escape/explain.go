// escape -m=2 -l -lang=go1.19

// -m=2 explains each decision by the flow that led to it.
package main

type pair struct{ a, b *int }

var sink *pair

func build(p *int, q **int) *pair {
	x := 1
	t := pair{a: p, b: *q}
	t.a = &x
	u := &t
	sink = u
	return u
}

func loop(n int) (r []*int) {
	for i := 0; i < n; i++ {
		f := func() *int { return &i }
		r = append(r, f())
	}
	return
}

func main() {
	y := 1
	z := &y
	_ = build(&y, &z)
	_ = loop(2)
}
