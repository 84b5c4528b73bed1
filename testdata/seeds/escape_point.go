// run

package main

type Point struct{ X, Y int }

// The value is copied out; the local dies with its frame.
func makeValue() Point {
	p := Point{1, 2}
	return p
}

// The address leaves the function; the local must outlive it.
func makePointer() *Point {
	p := Point{3, 4}
	return &p
}

func main() {
	v, p := makeValue(), makePointer()
	println(v.X+v.Y, p.X+p.Y)
}
