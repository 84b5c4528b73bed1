// run

package main

import "fmt"

func f(s string) int { fmt.Print(s, " "); return 3 }

func gen() []int { fmt.Print("gen "); return []int{1, 2, 3} }

func main() {
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, ",", j, " ")
	}
	fmt.Println()
	n := 0
	for n < 5 {
		n++
		if n == 3 {
			continue
		}
	}
	for {
		n--
		if n == 0 {
			break
		}
	}
	for i := 0; i < f("cond"); i++ {
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i, v := range gen() {
		fmt.Print(i, v, " ")
	}
	for i := range gen() {
		fmt.Print(i, " ")
	}
	for range gen() {
		fmt.Print("x")
	}
	for _, v := range gen() {
		v *= 2
		fmt.Print(v, " ")
	}
	fmt.Println()
	var i, v int
	for i, v = range []int{5, 6, 7} {
	}
	fmt.Println(i, v)
	arr := [3]int{}
	for i, arr[i] = range []int{9, 8, 7} {
	}
	fmt.Println(i, arr)
	var s struct{ k, v int }
	for s.k, s.v = range []int{3, 4} {
	}
	fmt.Println(s)
	for i := range [4]struct{}{} {
		fmt.Print(i)
	}
	for i := range (*[3]int)(nil) {
		fmt.Print(i)
	}
	fmt.Println()
	for i, c := range "aé\xff世" {
		fmt.Print(i, ":", c, " ")
	}
	fmt.Println()
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	close(ch)
	for v := range ch {
		fmt.Print(v, " ")
	}
	fmt.Println()
	sum := 0
	for i := 10; i >= 0; i -= 3 {
		sum = sum*100 + i
	}
	for i := uint8(250); i >= 250; i++ {
		sum++
	}
	for f := 0.0; f < 1; f += 0.25 {
		sum++
	}
	fmt.Println(sum)
	x := 0
	for i := 0; i < 1000; i++ {
		for j := 0; j < 100; j++ {
			if (i+j)%7 == 0 {
				x += i ^ j
			}
		}
	}
	fmt.Println(x)
	m := map[string][]int{"a": {1, 2}}
	for k, vs := range m {
		for _, v := range vs {
			m[k] = append(m[k], v*10)
		}
	}
	fmt.Println(m)
	for i := 0; i < 3; i++ {
		i := i * 2
		i++
		fmt.Print(i, " ")
	}
	var p *int
	for p = new(int); *p < 3; *p++ {
	}
	fmt.Println(*p)
	type node struct {
		v    int
		next *node
	}
	var list *node
	for i := 0; i < 4; i++ {
		list = &node{i, list}
	}
	for n := list; n != nil; n = n.next {
		fmt.Print(n.v, " ")
	}
	fmt.Println()
}
