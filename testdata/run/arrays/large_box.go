// run

// Arrays of megabytes in interfaces and literals.
package main

import "fmt"

type B [300000]int

func (b *B) set(i, v int) *B { b[i] = v; return b }

func main() {
	var b B
	b.set(1, 4)
	var i interface{} = b
	b.set(1, 5)
	var s = b[1]
	fmt.Println(s)
	j := interface{}(b)
	fmt.Println(i == j, i != j, i == interface{}(B{1: 4}))
	m := map[string]interface{}{"x": b}
	fmt.Println(m["x"] == j)
	arr := [2]B{b, {1: 3}}
	fmt.Println(arr[0] == b, arr[1] == arr[0], arr[1][1])
	st := struct {
		n int
		b B
	}{7, b}
	fmt.Println(st.b == b, st.n)
	_, ok := i.(B)
	fmt.Println(ok)
	switch i.(type) {
	case B:
		fmt.Println("B")
	}
}
