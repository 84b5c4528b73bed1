// run -m=heap -lang=go1.19 -stress=no -oracle=no

// What -m=heap prints: each site with its verdict, how often it allocated and how much, by bytes.
package main

import (
	"errors"
	"strings"
)

type T struct{ a, b, c int }

type Shape interface{ Area() int }

func (t T) Area() int { return t.a }

func (t *T) Grow(n int) { t.b += n }

var (
	sink  *T
	shape Shape
	fn    func()
	any1  interface{}
	str   string
	ints  []int
)

func leaks(n int) *T {
	t := T{n, n, n}
	return &t
}

func stays(n int) int {
	t := &T{n, n, n}
	s := []int{1, 2, 3}
	return t.a + s[n%3]
}

func pair[P any](x P) *P {
	y := x
	return &y
}

func variadic(xs ...int) int { return len(xs) }

func keeps(xs ...int) { ints = xs }

func main() {
	sum := 0
	for i := 0; i < 100; i++ {
		sink = leaks(i)
		sum += stays(i)
		sum += variadic(i, i, i)
	}
	for i := 0; i < 10; i++ {
		sink = &T{i, i, i}
		shape = T{i, i, i}
		any1 = i + 1000
		fn = func() { sum += i }
		p := pair(i)
		sum += *p
		keeps(i, i)
		fn = sink.Area1
	}
	var s []int
	for i := 0; i < 1000; i++ {
		s = append(s, i)
	}
	m := map[int]int{}
	for i := 0; i < 4; i++ {
		m[i] = i
	}
	for i := range m {
		sum += i
	}
	str = "x" + string(rune(sum%26+'a'))
	str = strings.Repeat(str, 10)
	b := []byte(str)
	str = string(b[:sum%5+3])
	done := make(chan int)
	for i := 0; i < 5; i++ {
		go func() { done <- i }()
		<-done
	}
	local := make([]byte, 100)
	grown := make([]byte, len(s))
	sum += len(local) + len(grown)
	if sum < 0 {
		any1 = new(int)
	}
	any1 = errors.New("last")
}

func (t *T) Area1() { t.a++ }
