package main

import (
	"fmt"
	"math"
)

type geometry interface {
	area() float64
	perim() float64
}

type square struct{ side float64 }

type circle struct{ radius float64 }

func (s square) area() float64  { return s.side * s.side }
func (s square) perim() float64 { return 4 * s.side }
func (c circle) area() float64  { return math.Pi * c.radius * c.radius }
func (c circle) perim() float64 { return 2 * math.Pi * c.radius }

func measure(g geometry) {
	fmt.Printf("%v %.2f %.2f\n", g, g.area(), g.perim())
}

func main() {
	measure(square{3})
	measure(circle{5})
	var g geometry = circle{1}
	if c, ok := g.(circle); ok {
		fmt.Println("circle with radius", c.radius)
	}
	_, ok := g.(square)
	fmt.Println(ok)
	var i any = "hello"
	s := i.(string)
	n, ok := i.(int)
	fmt.Println(s, n, ok)
}
