// run -oracle=no

// range over functions: early exit, defer, labels, nesting, misuse.
package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("end of count", n)
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func pairs[K any, V any](ks []K, vs []V) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for i := range ks {
			if !yield(ks[i], vs[i]) {
				return
			}
		}
	}
}

type tree struct {
	left, right *tree
	val         int
}

func (t *tree) all(yield func(int) bool) bool {
	return t == nil || t.left.all(yield) && yield(t.val) && t.right.all(yield)
}

func (t *tree) All() iter.Seq[int] { return func(yield func(int) bool) { t.all(yield) } }

func find(n int) (res string) {
	defer func() { res += "." }()
	for i := range count(10) {
		defer fmt.Println("deferred in the loop", i)
		if i == n {
			return fmt.Sprint("found ", i)
		}
	}
	return "none"
}

func labels() {
outer:
	for i := range count(3) {
		for j := range count(3) {
			if j == 1 {
				continue outer
			}
			if i == 1 {
				break outer
			}
			fmt.Println(i, j)
		}
	}
}

func gotoOut() {
	for i := range count(5) {
		if i == 2 {
			goto done
		}
	}
	fmt.Println("not here")
done:
	fmt.Println("done")
}

func main() {
	for i := range 3 {
		fmt.Print(i, " ")
	}
	for range 2 {
		fmt.Print("x ")
	}
	var n8 int8 = 3
	for i := range n8 {
		fmt.Printf("%T%d ", i, i)
	}
	fmt.Println()
	for i := range count(3) {
		fmt.Println(i)
	}
	for i := range count(10) {
		if i == 1 {
			continue
		}
		if i == 3 {
			break
		}
		fmt.Println("i", i)
	}
	for k, v := range pairs([]string{"a", "b"}, []int{1, 2}) {
		fmt.Print(k, v, " ")
	}
	for k := range pairs([]string{"c"}, []int{3}) {
		fmt.Print(k)
	}
	fmt.Println()
	fmt.Println(find(2))
	labels()
	gotoOut()
	t := &tree{&tree{nil, nil, 1}, &tree{&tree{nil, nil, 3}, nil, 4}, 2}
	for v := range t.All() {
		fmt.Print(v, " ")
	}
	fmt.Println()
	calls := 0
	for range func(yield func() bool) { yield(); calls++; yield(); calls++ } {
		calls += 10
	}
	fmt.Println(calls)

	next, stop := iter.Pull(count(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())

	fmt.Println(slices.Sorted(maps.Keys(map[string]int{"b": 1, "a": 2})))
	fmt.Println(slices.Collect(maps.Values(map[int]int{1: 5})))
	for i, v := range slices.Backward([]string{"x", "y"}) {
		fmt.Print(i, v, " ")
	}
	fmt.Println()

	// A panic in the body passes through the iterator.
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		for i := range count(3) {
			if i == 1 {
				panic("body")
			}
		}
	}()
	// An iterator that goes on after the body said stop.
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		for range func(yield func(int) bool) {
			yield(1)
			yield(2)
		} {
			break
		}
	}()
	// Calling yield after the loop.
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		var keep func(int) bool
		for range func(yield func(int) bool) { keep = yield; yield(1) } {
		}
		keep(2)
	}()
	// Variables are per iteration and shared with the outer function.
	var fs []func() int
	total := 0
	for i := range count(3) {
		total += i
		fs = append(fs, func() int { return i + total })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
