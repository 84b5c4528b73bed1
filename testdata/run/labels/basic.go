// run

package main

import "fmt"

func find(m [][]int, x int) (int, int) {
	var i, j int
search:
	for i = range m {
		for j = range m[i] {
			if m[i][j] == x {
				break search
			}
			if m[i][j] < 0 {
				continue search
			}
		}
	}
	return i, j
}

func gotos(n int) (s string) {
	i := 0
again:
	s += fmt.Sprint(i)
	i++
	if i < n {
		goto again
	}
	goto end
end:
	return s + "."
}

func state(in string) (out string) {
	i := 0
start:
	if i >= len(in) {
		goto done
	}
	switch in[i] {
	case 'a':
		goto letterA
	case 'b':
		goto letterB
	}
	i++
	goto start
letterA:
	out += "A"
	i++
	goto start
letterB:
	out += "B"
	i += 2
	goto start
done:
	return
}

func main() {
	fmt.Println(find([][]int{{1, 2}, {-1, 5}, {3, 5}}, 5))
	fmt.Println(gotos(5), state("abcab"))
outer:
	for i := 0; ; i++ {
		switch {
		case i == 1:
			continue
		case i == 2:
			continue outer
		case i > 4:
			break outer
		case i == 3:
			break
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
sw:
	switch x := 3; {
	case x > 2:
		for {
			break sw
		}
		fmt.Println("not here")
	}
	var x interface{} = 1
ts:
	switch x.(type) {
	case int:
		for i := range []int{1, 2} {
			if i == 0 {
				break ts
			}
		}
		fmt.Println("not here")
	}
	n := 0
L1:
	for {
	L2:
		for {
			n++
			switch {
			case n < 3:
				continue L2
			case n < 6:
				continue L1
			case n == 6:
				break L2
			default:
				break L1
			}
		}
		n += 10
	}
	fmt.Println(n)
	// The same label in different functions, and as another name.
	func() {
	outer:
		for {
			break outer
		}
	}()
	outer := "variable"
	fmt.Println(outer)
	for i := 0; i < 3; i++ {
		j := 0
	inner:
		if j < i {
			j++
			goto inner
		}
		fmt.Print(j)
	}
	fmt.Println()
}
