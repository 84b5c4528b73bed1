// run

package main

import "fmt"

type T struct {
	a byte
	b int
}

func grow(n int) (caps []int) {
	var s []int
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, i)
		if cap(s) != last {
			last = cap(s)
			caps = append(caps, last)
		}
	}
	return
}

func main() {
	s := []int{1, 2, 3, 4, 5}
	fmt.Println(s[1:3], len(s[1:3]), cap(s[1:3]), s[:2], s[3:], s[:], s[1:2:3], cap(s[1:2:3]))
	t := append(s[:2], 99)
	fmt.Println(s, t)
	u := append(s[:2:2], 100)
	fmt.Println(s, u)
	var n []int
	fmt.Println(n == nil, len(n), append(n, n...) == nil, append([]int{}, n...) != nil)
	fmt.Println(copy(s, s[1:]), s, copy(s[2:], s), s)
	fmt.Println(grow(5000))
	var bs []byte
	bs = append(bs, "hello"...)
	fmt.Println(cap(bs), cap(append([]byte{}, make([]byte, 33)...)), cap(append([]int32{1, 2}, 3)), cap(append([]T{}, T{}, T{}, T{})))
	m := make([][]int, 3)
	for i := range m {
		m[i] = make([]int, i+1)
		for j := range m[i] {
			m[i][j] = i * j
		}
	}
	fmt.Println(m, len(m[2]))
	a := [5]int{1, 2, 3, 4, 5}
	p := &a
	v := p[1:4]
	v[0] = 20
	fmt.Println(a, len(p), cap(v), p[2])
	for i, x := range p {
		p[4] = 50
		fmt.Print(i, x, " ")
	}
	for i, x := range a {
		a[4] = 500
		fmt.Print(i, x, " ")
	}
	fmt.Println()
	sl := []int{1, 2, 3}
	for i, x := range sl {
		if i == 0 {
			sl = append(sl, 4)
			sl[1] = 20
		}
		fmt.Print(x, " ")
	}
	fmt.Println(sl)
	x := []int{7: 1, 2, 3: 5, 6}
	fmt.Println(x, len(x), [...]string{2: "c", 0: "a"}, len([...]int{9: 0}))
	st := []T{{1, 2}, {b: 3}, {}}
	st[1].b++
	q := &st[2]
	q.a = 9
	fmt.Println(st)
	ps := []*T{{1, 2}, nil, {3, 4}}
	fmt.Println(*ps[0], ps[1], *ps[2])
	i := 0
	i, s[i] = 1, 77
	fmt.Println(i, s)
	s[0], s[1] = s[1], s[0]
	fmt.Println(s)
	arr := (*[3]int)(s)
	arr[0] = -1
	fmt.Println(s, *arr)
	var e [0]int
	fmt.Println(len(e), len(s[5:]), e)
	z := make([]struct{}, 1000)
	fmt.Println(len(z), len(append(z, struct{}{})))
	var i8 int8 = 2
	var u64 uint64 = 3
	fmt.Println(s[i8:u64], make([]int, i8, u64))
	type matrix [2][3]int
	mm := matrix{{1, 2, 3}, {4, 5, 6}}
	nn := mm
	nn[1][2] = 60
	fmt.Println(mm, nn, mm == nn, mm != matrix{})
}
