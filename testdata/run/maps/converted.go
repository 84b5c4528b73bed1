// run

// A map made as one type is read, changed and walked as another with the same underlying type.
package main

import "fmt"

type Named map[string]any

func made() Named {
	return Named{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, "j": 10}
}

func find(m map[string]any, k string) bool { _, ok := m[k]; return ok }

type Ints map[int]int

func drop(m map[int]int, k int) { delete(m, k) }
func wipe(m map[int]int)        { clear0(m) }
func clear0(m map[int]int) {
	for k := range m {
		delete(m, k)
	}
}

func main() {
	m := made()
	n := 0
	for i := 'a'; i <= 'j'; i++ {
		if find(m, string(i)) {
			n++
		}
	}
	fmt.Println(n)
	x := Ints{}
	for i := 0; i < 100; i++ {
		x[i] = i
	}
	for i := 0; i < 100; i += 2 {
		drop(x, i)
	}
	fmt.Println(len(x), x[3], x[4])
	wipe(x)
	fmt.Println(len(x))
}
