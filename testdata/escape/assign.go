// escape -l -lang=go1.19

// Assignments, dereferences, fields, indices: what flows where.
package main

type node struct {
	next *node
	val  *int
	arr  [3]*int
}

var global *int
var nodes []*node

func toGlobal(p *int)             { global = p }
func content(p **int)             { global = *p }
func through(p *int) *int         { return p }
func deref(p **int) *int          { return *p }
func unused(p *int)               {}
func store(n *node, p *int)       { n.val = p }
func both(p, q *int) (*int, *int) { return q, p }
func selfSlice(b *[]int)          { *b = (*b)[1:] }

func (n *node) rotate()        { n.arr[0], n.arr[1] = n.arr[1], n.arr[0] }
func (n *node) push(m *node)   { n.next = m }
func (n node) value() *int     { return n.val }
func (n *node) address() **int { return &n.val }

func locals() *int {
	a, b := 1, 2
	p := &a
	q := &b
	pp := &p
	*pp = q
	return *pp
}

func loops(n int) (last *int) {
	for i := 0; i < n; i++ {
		x := i
		y := i
		_ = &x
		last = &y
	}
back:
	z := n
	if n > 0 {
		n--
		last = &z
		goto back
	}
	return last
}

func maps(k *int, v *int) map[*int]*int {
	m := map[*int]*int{k: v}
	x := 3
	m[&x] = nil
	delete(m, v)
	return m
}

func channels(c chan *int) {
	x := 1
	c <- &x
	y := 2
	select {
	case c <- &y:
	case p := <-c:
		toGlobal(p)
	}
}

func ranges(s []*int, a [2]*int, m map[string]*int) (r *int) {
	for _, p := range s {
		r = p
	}
	for _, p := range a {
		global = p
	}
	for range m {
	}
	return
}

func appends(dst []*int, src []*int, p *int) []*int {
	dst = append(dst, src...)
	dst = append(dst, p)
	n := copy(dst, src)
	return dst[:n:n]
}

func main() {
	x := 1
	toGlobal(through(&x))
	n := &node{val: new(int)}
	m := &node{next: n}
	nodes = append(nodes, m)
	_ = locals()
	_ = loops(3)
	_ = maps(nil, nil)
}
