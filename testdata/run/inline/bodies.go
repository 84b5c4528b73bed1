// run

// Bodies of every shape in the place of calls: several returns, named results, loops and labels, address-taken parameters,
// variadic calls, values of functions, calls in calls, in conditions, in go and defer statements.
package main

import (
	"errors"
	"fmt"
)

type vec struct{ x, y, z float64 }

func (v vec) add(w vec) vec    { return vec{v.x + w.x, v.y + w.y, v.z + w.z} }
func (v vec) swap() vec        { return vec{v.z, v.y, v.x} }
func (v *vec) scale(f float64) { v.x, v.y, v.z = v.x*f, v.y*f, v.z*f }
func (v *vec) scaled(f float64) *vec {
	v.scale(f)
	return v
}

func sign(x int) int {
	if x < 0 {
		return -1
	} else if x > 0 {
		return 1
	}
	return 0
}

func div(a, b int) (q, r int, err error) {
	if b == 0 {
		err = errors.New("division by zero")
		return
	}
	q = a / b
	r = a % b
	return q, r, nil
}

func swap(a, b string) (string, string) { return b, a }
func both(a, b string) string           { return a + "," + b }

func find(s []int, x int) int {
	for i, v := range s {
		if v == x {
			return i
		}
	}
	return -1
}

func grid(n int) (sum int) {
outer:
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			if j > i {
				continue outer
			}
			if i+j > 10 {
				break outer
			}
			sum += i * j
		}
	}
	return
}

func countdown(n int) int {
	k := 0
again:
	if n > 0 {
		n--
		k += n
		goto again
	}
	return k
}

func kind(x interface{}) string {
	switch x := x.(type) {
	case int:
		return "int"
	case string:
		return "string " + x
	}
	return "other"
}

func grade(n int) string {
	switch {
	case n > 90:
		return "a"
	case n > 80:
		fallthrough
	case n > 70:
		return "b"
	default:
		return "c"
	}
}

func total(xs ...int) int {
	t := 0
	for _, x := range xs {
		t += x
	}
	return t
}

func addr(x int) *int                  { return &x }
func bump(p *int) int                  { *p++; return *p }
func reassign(x int) int               { x *= 2; x++; return x }
func unused(_ int, _ string) int       { return 7 }
func nothing()                         {}
func apply(f func(int) int, x int) int { return f(x) }
func result() (r int)                  { p := &r; *p = 5; return }
func order(trace *[]int, n int) int {
	*trace = append(*trace, n)
	return n
}

var global = 10

func setGlobal(n int) int { old := global; global = n; return old }

func must(x int, err error) int {
	if err != nil {
		panic(err)
	}
	return x
}

func parse(s string) (int, error) {
	if s == "" {
		return 0, errors.New("empty")
	}
	return len(s), nil
}

type stack struct{ items []int }

func (s *stack) push(x int)  { s.items = append(s.items, x) }
func (s *stack) pop() int    { n := len(s.items) - 1; x := s.items[n]; s.items = s.items[:n]; return x }
func (s *stack) empty() bool { return len(s.items) == 0 }

type named struct {
	stack
	name string
}

func newNamed(name string) *named { return &named{name: name} }

func main() {
	v := vec{1, 2, 3}
	v = v.add(v).add(vec{y: 1})
	v = v.swap()
	v.scaled(2).scale(0.5)
	fmt.Println(v, sign(-5), sign(0), sign(9))
	fmt.Println(div(7, 2))
	fmt.Println(div(7, 0))
	a, b := "a", "b"
	a, b = swap(a, b)
	fmt.Println(a, b, both(swap(a, b)))
	fmt.Println(find([]int{4, 5, 6}, 6), find(nil, 0), grid(6), countdown(5))
	fmt.Println(kind(1), kind("s"), kind(nil), grade(95), grade(85), grade(75), grade(1))
	fmt.Println(total(), total(1), total(1, 2, 3), total([]int{4, 5}...))
	p := addr(3)
	q := addr(4)
	fmt.Println(*p, *q)
	fmt.Println(bump(p), bump(p), bump(q), reassign(7), unused(1, ""), result())
	nothing()
	fmt.Println(apply(sign, -3), apply(reassign, 4))
	var trace []int
	fmt.Println(order(&trace, 1)+order(&trace, 2)*order(&trace, 3), sign(order(&trace, 4)), trace)
	fmt.Println(setGlobal(setGlobal(20)+1), global)
	fmt.Println(must(parse("four")))
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		must(parse(""))
	}()
	n := newNamed("n")
	for i := 0; i < 5; i++ {
		n.push(i * i)
	}
	for !n.empty() {
		fmt.Print(n.pop(), " ")
	}
	fmt.Println(n.name)
	var ps []*int
	for i := 0; i < 3; i++ {
		ps = append(ps, addr(i))
	}
	fmt.Println(*ps[0], *ps[1], *ps[2])
	x := 1
	x, y := reassign(x), x
	fmt.Println(x, y)
	x = reassign(x) + reassign(x)
	fmt.Println(x)
	if sign(x) > 0 && find([]int{x}, x) == 0 || must(parse("")) > 0 {
		fmt.Println("yes")
	}
	done := make(chan int, 1)
	go func(c chan int) { c <- reassign(20) }(done)
	defer fmt.Println(reassign(<-done))
	defer nothing()
	defer n.push(1)
	var m map[string]*vec
	func() {
		defer func() { fmt.Println(recover()) }()
		m["none"].scale(2)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var none *vec
		none.add(v)
	}()
}
