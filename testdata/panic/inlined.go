// run -exit=2

// The trace of a panic shows inlined calls, with the lines of their own text.
package main

import "fmt"

type list struct {
	items []int
	next  *list
}

func (l *list) at(i int) int { return l.items[i] }

func (l *list) second() *list {
	return l.next.next
}

func pick(l *list, i int) int {
	n := l.at(i)
	return n +
		l.second().at(i)
}

func check(l *list) int {
	if l == nil {
		panic("nil list")
	}
	return pick(l, 0)
}

func main() {
	l := &list{items: []int{1}}
	fmt.Println(l.at(0))
	defer func() {
		fmt.Println(recover())
		check(l)
	}()
	check(nil)
}
