// run

// Calls through an interface.
package main

import "fmt"

type shape interface {
	area() int
	scale(n int)
}

type square struct{ side int }
type rect struct{ w, h int }
type tri struct{ b, h int }

func (s *square) area() int   { return s.side * s.side }
func (s *square) scale(n int) { s.side = s.side%100 + n }
func (r *rect) area() int     { return r.w * r.h }
func (r *rect) scale(n int)   { r.w = r.w%100 + n }
func (t *tri) area() int      { return t.b * t.h / 2 }
func (t *tri) scale(n int)    { t.h = t.h%100 + n }

func main() {
	shapes := []shape{&square{3}, &rect{4, 5}, &tri{6, 7}, &square{8}}
	sum := 0
	for i := 0; i < 4000000; i++ {
		for _, s := range shapes {
			sum += s.area()
		}
		shapes[i%4].scale(i % 7)
		sum %= 1000000007
	}
	fmt.Println(sum)
}
