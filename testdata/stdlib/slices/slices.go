// run
package main

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
)

type P struct {
	k string
	n int
}
type Ints []int
type MyInt int

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	f()
}

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Print("<end>")
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	a := []int{3, 1, 4, 1, 5, 9, 2, 6}
	b := slices.Clone(a)
	slices.Sort(b)
	fmt.Println(a, b, slices.IsSorted(a), slices.IsSorted(b), slices.Min(a), slices.Max(a))
	fmt.Println(slices.BinarySearch(b, 4))
	fmt.Println(slices.BinarySearch(b, 7))
	fmt.Println(slices.BinarySearchFunc([]P{{"a", 1}, {"c", 2}}, "b", func(p P, s string) int { return cmp.Compare(p.k, s) }))
	fmt.Println(slices.Index(a, 4), slices.Index(a, 7), slices.Contains(a, 9), slices.IndexFunc(a, func(x int) bool { return x > 4 }), slices.ContainsFunc(a, func(x int) bool { return x > 40 }))
	fmt.Println(slices.Equal(a, b), slices.Compare(a, b), slices.Compare([]int{1}, []int{1, 2}), slices.EqualFunc(a, a, func(x, y int) bool { return x == y }))
	fmt.Println(slices.Insert([]int{1, 2, 3}, 1, 8, 9), slices.Delete([]int{1, 2, 3, 4}, 1, 3), slices.Replace([]int{1, 2, 3, 4}, 1, 3, 7, 8, 9), slices.Replace([]int{1, 2, 3, 4}, 0, 3, 7))
	d := []int{1, 2, 3, 4, 5}
	e := slices.DeleteFunc(d, func(x int) bool { return x%2 == 0 })
	fmt.Println(d, e, cap(slices.Clip(e)))
	fmt.Println(slices.Compact([]int{1, 1, 2, 2, 2, 3, 1}), slices.CompactFunc([]string{"a", "A", "b"}, strings.EqualFold))
	slices.Reverse(b)
	fmt.Println(b, slices.Concat([]int{1}, nil, []int{2, 3}), slices.Repeat([]int{1, 2}, 3), cap(slices.Grow([]int{1}, 10)) >= 11)
	f := []float64{2, math.NaN(), -1, math.Inf(1)}
	slices.Sort(f)
	fmt.Println(f, slices.Max(f), cmp.Compare(math.NaN(), 1), cmp.Less(1, math.NaN()), cmp.Or(0, 3, 4))
	s := []string{"b", "a", "c"}
	slices.Sort(s)
	m := []MyInt{3, 1, 2}
	slices.Sort(m)
	u := []uint8{200, 3, 100}
	slices.Sort(u)
	i8 := []int8{5, -3, 0}
	slices.Sort(i8)
	fmt.Println(s, m, u, i8)
	big := make([]P, 200)
	for i := range big {
		big[i] = P{fmt.Sprint(i), i * 7 % 10}
	}
	slices.SortStableFunc(big, func(x, y P) int { return cmp.Compare(x.n, y.n) })
	fmt.Println(big[:4], slices.IsSortedFunc(big, func(x, y P) int { return cmp.Compare(x.n, y.n) }))
	fmt.Println(slices.MinFunc(big, func(x, y P) int { return cmp.Compare(y.n, x.n) }))
	try(func() { slices.Min([]int{}) })
	try(func() { slices.Insert(a, 100, 1) })
	try(func() { slices.Delete(a, 3, 2) })
	try(func() { slices.Chunk(a, 0) })
	try(func() { slices.Grow(a, -1) })
	// Iterators.
	for i, v := range slices.All(s) {
		fmt.Print(i, v, " ")
	}
	for i, v := range slices.Backward(s) {
		fmt.Print(i, v, " ")
	}
	for v := range slices.Values(a) {
		if v == 9 {
			break
		}
		fmt.Print(v, " ")
	}
	for c := range slices.Chunk(Ints{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c, len(c), cap(c), " ")
	}
	fmt.Println(slices.Collect(count(3)), slices.AppendSeq([]int{9}, count(2)), slices.Sorted(slices.Values(a)))
	x := map[string]int{"a": 1, "b": 2, "c": 3}
	y := maps.Clone(x)
	maps.DeleteFunc(y, func(k string, v int) bool { return v == 2 })
	maps.Copy(y, map[string]int{"z": 26})
	maps.Insert(y, maps.All(map[string]int{"q": 17}))
	fmt.Println(x, y, maps.Equal(x, y), slices.Sorted(maps.Keys(x)), slices.Sorted(maps.Values(y)), maps.Collect(slices.All(s)))
	fmt.Println(slices.SortedFunc(maps.Keys(x), func(a, b string) int { return -strings.Compare(a, b) }))
	// Pull.
	next, stop := iter.Pull(count(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	stop()
	next, stop = iter.Pull(count(1))
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	next2, stop2 := iter.Pull2(maps.All(map[int]string{1: "one"}))
	fmt.Println(next2())
	fmt.Println(next2())
	stop2()
	next, stop = iter.Pull(func(yield func(int) bool) { yield(1); panic("in seq") })
	fmt.Println(next())
	try(func() { next() })
	fmt.Println(next())
	_, stop = iter.Pull(count(5))
	stop()
}
