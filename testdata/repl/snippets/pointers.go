package main

import "fmt"

type node struct {
	value int
	next  *node
}

func zero(p *int) {
	*p = 0
}

func main() {
	i, j := 42, 2701
	p := &i
	fmt.Println(*p)
	*p = 21
	fmt.Println(i)
	p = &j
	*p = *p / 37
	fmt.Println(j)
	zero(&i)
	fmt.Println("zeroed:", i)
	list := &node{1, &node{2, &node{3, nil}}}
	for n := list; n != nil; n = n.next {
		fmt.Println(n.value)
	}
	pp := &p
	**pp = 5
	fmt.Println(j, p == *pp, p != nil)
}
