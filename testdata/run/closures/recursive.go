// run

package main

import "fmt"

type node struct {
	val         int
	left, right *node
}

func permute(xs []int, emit func([]int)) {
	var rec func(int)
	rec = func(k int) {
		if k == len(xs) {
			emit(append([]int(nil), xs...))
			return
		}
		for i := k; i < len(xs); i++ {
			xs[k], xs[i] = xs[i], xs[k]
			rec(k + 1)
			xs[k], xs[i] = xs[i], xs[k]
		}
	}
	rec(0)
}

func queens(n int) (count int) {
	cols, d1, d2 := make([]bool, n), make([]bool, 2*n), make([]bool, 2*n)
	var place func(row int)
	place = func(row int) {
		if row == n {
			count++
			return
		}
		for c := 0; c < n; c++ {
			if cols[c] || d1[row+c] || d2[row-c+n] {
				continue
			}
			cols[c], d1[row+c], d2[row-c+n] = true, true, true
			place(row + 1)
			cols[c], d1[row+c], d2[row-c+n] = false, false, false
		}
	}
	place(0)
	return
}

func memo(f func(func(int) int, int) int) func(int) int {
	cache := map[int]int{}
	var self func(int) int
	self = func(n int) int {
		if v, ok := cache[n]; ok {
			return v
		}
		v := f(self, n)
		cache[n] = v
		return v
	}
	return self
}

type visitor func(*node) visitor

func walk(v visitor, n *node) {
	if n == nil {
		return
	}
	if v = v(n); v == nil {
		return
	}
	walk(v, n.left)
	walk(v, n.right)
}

func ycomb(f func(func(int) int) func(int) int) func(int) int {
	type T func(T) func(int) int
	g := func(x T) func(int) int { return f(func(n int) int { return x(x)(n) }) }
	return g(g)
}

func main() {
	n := 0
	permute([]int{1, 2, 3}, func(p []int) { n++; fmt.Print(p, " ") })
	fmt.Println(n, queens(6), queens(8))
	fmt.Println(memo(func(self func(int) int, n int) int {
		if n < 2 {
			return n
		}
		return self(n-1) + self(n-2)
	})(60))
	tree := &node{1, &node{2, nil, &node{4, nil, nil}}, &node{3, nil, nil}}
	depth := 0
	var mk func(d int) visitor
	mk = func(d int) visitor {
		return func(n *node) visitor {
			if d > depth {
				depth = d
			}
			fmt.Print(n.val, "@", d, " ")
			return mk(d + 1)
		}
	}
	walk(mk(0), tree)
	fmt.Println(depth)
	fmt.Println(ycomb(func(self func(int) int) func(int) int {
		return func(n int) int {
			if n == 0 {
				return 1
			}
			return n * self(n-1)
		}
	})(10))
	fs := map[string]func(...float64) float64{}
	fs["sum"] = func(xs ...float64) (t float64) {
		for _, x := range xs {
			t += x
		}
		return
	}
	fs["mean"] = func(xs ...float64) float64 { return fs["sum"](xs...) / float64(len(xs)) }
	fmt.Println(fs["mean"](1, 2, 6))
	func(f func()) { f() }(func() { defer func() { n = -1 }(); n = 7 })
	fmt.Println(n)
}
