// Composite literals whose element types are pointers to slices and maps: the & may be left out.
package main

import "fmt"

type table struct{ a, b int }

func main() {
	s := &[]*[]table{{{b: 2}}, {{1, 2}, {3, 4}}}
	fmt.Println(*(*s)[0], len(*(*s)[1]))
	m := []*map[string]*[]int{{"a": {1, 2}}, {}}
	fmt.Println(*(*m[0])["a"], len(*m[1]))
	k := map[string]*map[int]*[2]int{"x": {1: {3, 4}}}
	fmt.Println(*(*k["x"])[1])
	type list []*list
	x := list{{{}, {{}}}, {}}
	fmt.Println(len(x), len(*x[0]), len(*(*x[0])[1]))
}
