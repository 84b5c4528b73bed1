// Package cov has one of every statement.
package cov

import (
	"fmt"
	"os"
)

type T struct{ n int }

var table = map[string]func(int) int{
	"inc": func(n int) int { return n + 1 },
	"dec": func(n int) int {
		n--
		return n
	},
}

func (t *T) Method(x int) (r int) {
	defer func() {
		if e := recover(); e != nil {
			r = -1
		}
	}()
	if x == 0 {
		panic("zero")
	} else if x < 0 {
		return -x
	} else {
		t.n += x
	}
	return t.n
}

func Loops(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		if i%2 == 0 {
			continue
		}
		sum += i
	}
	for range make([]int, n) {
		sum++
	}
	for k, v := range map[string]int{"a": 1} {
		sum += v + len(k)
	}
	for {
		sum++
		if sum > 10 {
			break
		}
	}
outer:
	for i := range []int{1, 2, 3} {
		for j := 0; ; j++ {
			switch {
			case j > i:
				continue outer
			case j == 7:
				break outer
			}
		}
	}
	return sum
}

func Switches(v interface{}) string {
	switch x := v.(type) {
	case int:
		if x > 5 { return "big" }
		return "int"
	case string, []byte:
	case nil:
		return "nil"
	default:
		_ = x
		return "other"
	}
	switch n := len(fmt.Sprint(v)); n {
	case 0:
		return "empty"
	case 1, 2:
		fallthrough
	case 3:
		return "short"
	}
	switch {
	}
	return "long"
}

func Selects(c chan int) (n int) {
	select {
	case v, ok := <-c:
		if ok {
			n = v
		}
	case c <- 1:
		n = 2
	default:
		n = 3
	}
	done := make(chan bool)
	go func() { done <- true }()
	<-done
	n += <-c
	return
}

func Gotos(n int) int {
	i := 0
again:
	i++
	if i < n {
		goto again
	}
	{
		i := i
		_ = i
	}
	func() {}()
	f := func(x int) int { return x * 2 }(i); g := f
	return g
}

func empty() {}

func Cond(a, b bool) int {
	if a && func() bool { return b }() {
		return 1
	} else if !a {
	} else
	{
		return 2
	}
	var x, y = 1, func() int { return 2 }()
	x++; y--
	const c = 3
	type t struct{}
	return x + y + c
}

func generic[K comparable, V any](m map[K]V) (n int) {
	for range m {
		n++
	}
	return n
}

func never() {
	os.Exit(1)
}

func _() { fmt.Println("blank") }

func literal() []func() int {
	return []func() int{
		func() int { return 1 },
		func() int {
			x := 2
			return x
		},
	}
}
