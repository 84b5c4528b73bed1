// escape -lang=go1.19

// Instances of generic functions and types, by their shapes; with inlining.
package main

type list[T any] struct {
	head *cell[T]
	n    int
}

type cell[T any] struct {
	val  T
	next *cell[T]
}

func (l *list[T]) push(v T) {
	l.head = &cell[T]{v, l.head}
	l.n++
}

func (l *list[T]) each(f func(T)) {
	for c := l.head; c != nil; c = c.next {
		f(c.val)
	}
}

func mapTo[A, B any](in []A, f func(A) B) []B {
	out := make([]B, 0, len(in))
	for _, x := range in {
		out = append(out, f(x))
	}
	return out
}

func box[T any](v T) any       { return v }
func first[T any](s []T) *T    { return &s[0] }
func local[T any](v T) T       { p := &v; return *p }
func newOf[T any]() *T         { return new(T) }
func keys[K comparable, V any](m map[K]V) []K {
	var r []K
	for k := range m {
		r = append(r, k)
	}
	return r
}

func main() {
	var l list[int]
	l.push(1)
	sum := 0
	l.each(func(v int) { sum += v })
	var m list[string]
	m.push("a")
	_ = mapTo([]int{1}, func(i int) string { return "x" })
	_ = box(3)
	_ = box(&l)
	_ = first([]string{"a"})
	_ = local(sum)
	_ = newOf[float64]()
	_ = keys(map[string]int{"a": 1})
}
