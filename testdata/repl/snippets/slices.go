package main

import (
	"fmt"
	"slices"
)

func main() {
	var s []string
	fmt.Println("nil:", s, s == nil, len(s) == 0)
	s = make([]string, 3)
	s[0], s[1], s[2] = "a", "b", "c"
	s = append(s, "d")
	s = append(s, "e", "f")
	fmt.Println(s, len(s))
	c := make([]string, len(s))
	copy(c, s)
	fmt.Println(c[2:5], c[:2], c[4:])
	t := []string{"g", "h", "i"}
	t2 := []string{"g", "h", "i"}
	if slices.Equal(t, t2) {
		fmt.Println("t == t2")
	}
	twoD := make([][]int, 3)
	for i := 0; i < 3; i++ {
		twoD[i] = make([]int, i+1)
		for j := 0; j <= i; j++ {
			twoD[i][j] = i + j
		}
	}
	fmt.Println("2d:", twoD)
	sub := t[0:1:1]
	sub = append(sub, "new")
	fmt.Println(t, sub)
}
