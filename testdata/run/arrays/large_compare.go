// run

// Arrays and structs of megabytes are compared where they lie.
package main

import "fmt"

type G struct {
	c [1000][1000]int
	s [100]string
}

func same(a, b *G) bool { return *a == *b }

func main() {
	var g, h [1000][1000]int
	g[3][4] = 5
	fmt.Println(g == h, g != h)
	h = g
	fmt.Println(g == h, h == g)
	n := 0
	for g == h && n < 3 {
		n++
		h[n][n]++
	}
	fmt.Println(n)
	a, b := new(G), new(G)
	fmt.Println(same(a, b))
	b.s[7] = "x"
	fmt.Println(same(a, b), a.c == b.c, *a == G{})
	m := map[string]*G{"a": a}
	fmt.Println(*m["a"] == *a, m["a"].c != g)
	s := []G{*a, *b}
	fmt.Println(s[0] == s[1], s[1].c == s[0].c)
	if g == [1000][1000]int{3: {4: 5}} {
		fmt.Println("literal")
	}
	defer func() { fmt.Println(recover()) }()
	var z *G
	fmt.Println(same(a, z))
}
