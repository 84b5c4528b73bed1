// run

// Comparison of arrays, structs, interfaces; arrays are values.
package main

import "fmt"

type P struct {
	x, y int
	s    string
}
type Q struct {
	a [2]P
	i interface{}
	_ int
	f float64
}

func change(a [3]int) [3]int { a[0] = 100; return a }

type big [1000]int

func sum(b big) (n int) {
	for _, v := range b {
		n += v
	}
	return
}

func main() {
	a := [3]int{1, 2, 3}
	b := a
	b[1] = 20
	fmt.Println(a, b, a == b, change(a), a)
	p, q := P{1, 2, "a"}, P{1, 2, "a" + fmt.Sprint("")}
	fmt.Println(p == q, &p == &q, p != P{})
	x, y := Q{[2]P{p, q}, 1, 5, 1.5}, Q{[2]P{p, q}, 1, 6, 1.5}
	fmt.Println(x == y)
	y.i = int64(1)
	fmt.Println(x == y)
	var i, j interface{} = p, q
	fmt.Println(i == j, i == interface{}(1), i != nil)
	i, j = &p, &q
	fmt.Println(i == j)
	i, j = [2]interface{}{1, "a"}, [2]interface{}{1, "a"}
	fmt.Println(i == j)
	func() {
		defer func() { fmt.Println(recover()) }()
		i, j = [2]interface{}{1, []int{}}, [2]interface{}{1, []int{}}
		fmt.Println(i == j)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		i, j = [2]interface{}{1, []int{}}, [2]interface{}{2, []int{}}
		fmt.Println(i == j) // differs before the slice is reached
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		i, j = map[int]int{}, func() {}
		fmt.Println(i == j) // different types
		i, j = map[int]int{}, map[int]int{}
		fmt.Println(i == j)
	}()
	var bg big
	for i := range bg {
		bg[i] = i
	}
	c := bg
	c[0] = 1
	fmt.Println(sum(bg), sum(c), bg == c)
	pa := &bg
	for i := range pa {
		pa[i] = 1
	}
	fmt.Println(sum(*pa), sum(c))
	ch1, ch2 := make(chan int), make(chan int)
	fmt.Println(ch1 == ch2, ch1 == ch1, interface{}(ch1) == interface{}(ch1))
	var ro <-chan int = ch1
	fmt.Println(ro == ch1)
	s1 := struct {
		a int
		b interface{}
	}{1, "x"}
	s2 := struct {
		a int
		b interface{}
	}{1, "x"}
	fmt.Println(s1 == s2)
	f := func() [2]string { return [2]string{"a", "b"} }
	fmt.Println(f()[1], len(f()), f() == [2]string{"a", "b"})
	nested := [2][2][2]int{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}
	n2 := nested
	n2[1][0][1]++
	fmt.Println(nested, n2, nested[1] == n2[1], nested[0] == n2[0])
	m := map[[2]string]P{{"a", "b"}: p}
	fmt.Println(m[f()])
	fmt.Println(struct{}{} == struct{}{}, [0]int{} == [0]int{})
}
