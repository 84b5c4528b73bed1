// run -stress=no

// Small structs handed around by pointer, as in a ray tracer.
package main

import "fmt"

type vec struct{ x, y, z float64 }

func (a *vec) add(b *vec) *vec      { a.x += b.x; a.y += b.y; a.z += b.z; return a }
func (a *vec) scale(f float64) *vec { a.x *= f; a.y *= f; a.z *= f; return a }
func (a *vec) dot(b *vec) float64   { return a.x*b.x + a.y*b.y + a.z*b.z }
func reflect(d, n *vec) (r vec) {
	t := &vec{n.x, n.y, n.z}
	r = *d
	r.add(t.scale(-2 * d.dot(n)))
	return
}
func towards(from, to vec, f float64) vec {
	d := &vec{to.x - from.x, to.y - from.y, to.z - from.z}
	return *d.scale(f).add(&from)
}

func main() {
	p := vec{1, 2, 3}
	for i := 0; i < 300000; i++ {
		n := &vec{0, 0, 1}
		p = reflect(&p, n)
		p = towards(p, vec{4, 5, 6}, 0.25)
	}
	fmt.Println(int(p.x*1000), int(p.y*1000), int(p.z*1000))
}
