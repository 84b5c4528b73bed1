// run

package main

import "fmt"

func classify(x int) string {
	switch {
	case x < 0:
		return "negative"
	case x == 0:
		return "zero"
	case x < 10:
		return "small"
	}
	return "big"
}

func fall(x int) (s string) {
	switch x {
	case 1:
		s += "1"
		fallthrough
	case 2:
		s += "2"
		fallthrough
	default:
		s += "d"
	case 3:
		s += "3"
	}
	return
}

func f(s string, v int) int { fmt.Print(s, " "); return v }

func str(s string) int {
	switch s {
	case "a", "b", "c":
		return 1
	case "alpha":
		return 2
	case "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta":
		return 3
	case "":
		return 4
	default:
		return 5
	}
}

func dense(n int) string {
	switch n {
	case 0:
		return "zero"
	case 1:
		return "one"
	case 2, 3, 4:
		return "few"
	case 5:
		return "five"
	case 6:
		return "six"
	case 7:
		return "seven"
	case 8:
		return "eight"
	case 100:
		return "hundred"
	case -1:
		return "minus"
	case 1 << 40:
		return "huge"
	}
	return "none"
}

type E int

const (
	A E = iota
	B
	C
)

func main() {
	for _, x := range []int{-1, 0, 5, 50} {
		fmt.Print(classify(x), " ")
	}
	for i := 0; i < 5; i++ {
		fmt.Print(fall(i), " ")
	}
	fmt.Println()
	// Cases are evaluated in order and only until one matches; the tag once.
	switch f("tag", 2) {
	case f("one", 1):
		fmt.Println("1")
	case f("two", 2), f("three", 3):
		fmt.Println("2")
	case f("four", 4):
		fmt.Println("4")
	}
	for _, s := range []string{"a", "c", "alpha", "theta", "", "zzz", "d"} {
		fmt.Print(str(s), " ")
	}
	for _, n := range []int{0, 1, 3, 5, 8, 9, 100, -1, 1 << 40, -2} {
		fmt.Print(dense(n), " ")
	}
	fmt.Println()
	switch x := E(1); x {
	case A:
		fmt.Println("A")
	case B, C:
		fmt.Println("B or C")
	}
	var i interface{} = 3
	switch i {
	case "3":
		fmt.Println("string")
	case 3.0:
		fmt.Println("float")
	case 3:
		fmt.Println("int")
	}
	switch x := 5; {
	default:
		fmt.Println("default first", x)
	case x > 10:
		fmt.Println("no")
	}
	switch {
	}
	switch x := 1; x {
	}
	n := 0
	for i := 0; i < 10; i++ {
		switch i % 3 {
		case 0:
			continue
		case 1:
			if i > 5 {
				break
			}
			n += 10
		default:
			n++
		}
	}
	fmt.Println(n)
	switch p := (struct{ a, b int }{1, 2}); p {
	case struct{ a, b int }{1, 2}:
		fmt.Println("struct case")
	}
	switch true {
	case false:
	case n > 5 && n < 100:
		fmt.Println("bool tag")
	}
	switch r := 'x'; {
	case 'a' <= r && r <= 'z':
		fmt.Println("lower")
	}
	switch x := f("init", 1); f("tag", x) {
	case 1:
		x := "shadow"
		fmt.Println(x)
	}
	var err error
	switch err {
	case nil:
		fmt.Println("nil error")
	}
}
