// escape -lang=go1.19

// What can be inlined, and what the analysis sees then.
package main

type vec struct{ x, y, z float64 }

func (v vec) add(w vec) vec        { return vec{v.x + w.x, v.y + w.y, v.z + w.z} }
func (v *vec) scale(f float64)     { v.x, v.y, v.z = v.x*f, v.y*f, v.z*f }
func newVec(x, y, z float64) *vec  { return &vec{x, y, z} }
func twice(f func(int) int, n int) int { return f(f(n)) }

func fact(n int) int {
	if n <= 1 {
		return 1
	}
	return n * fact(n-1)
}

func withLoop(s []int) (t int) {
	for _, x := range s {
		t += x
	}
	return
}

func withDefer() { defer println("x") }
func withGo()    { go println("x") }

//go:noinline
func marked() int { return 1 }

func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func useful(err error) bool { return err != nil }

func tooBig(a, b, c, d int) int {
	r := 0
	for i := a; i < b; i++ {
		if i%2 == 0 {
			r += i * c
		} else {
			r -= i * d
		}
		switch r % 5 {
		case 0:
			r += a*b + c*d
		case 1:
			r += a*c + b*d
		case 2:
			r += a*d + b*c
		default:
			r ^= a & b & c & d
		}
	}
	return r
}

func main() {
	v := newVec(1, 2, 3)
	v.scale(2)
	w := v.add(*newVec(0, 0, 1))
	_ = twice(func(n int) int { return n + 1 }, 3)
	_ = fact(3) + withLoop([]int{1}) + marked() + tooBig(1, 2, 3, 4)
	c := counter()
	_ = c() + c()
	withDefer()
	withGo()
	println(w.x, useful(nil))
}
