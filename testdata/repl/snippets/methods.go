package main

import (
	"fmt"
	"math"
)

type rect struct {
	width, height int
}

func (r *rect) area() int {
	return r.width * r.height
}

func (r rect) perim() int {
	return 2*r.width + 2*r.height
}

type float float64

func (f float) abs() float64 {
	if f < 0 {
		return float64(-f)
	}
	return float64(f)
}

func main() {
	r := rect{width: 10, height: 5}
	fmt.Println("area:", r.area(), "perim:", r.perim())
	rp := &r
	rp.width = 2
	fmt.Println("area:", rp.area(), "perim:", rp.perim())
	fmt.Println(float(-math.Sqrt2).abs())
	perim := r.perim
	r.width = 100
	fmt.Println(perim(), (*rect).area(&r), rect.perim(r))
}
