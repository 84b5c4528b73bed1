// run

// Iteration starts at random places; the result of many runs shows more than one order.
package main

import "fmt"

func main() {
	m := map[int]int{}
	for i := 0; i < 6; i++ {
		m[i] = i
	}
	firsts := map[int]bool{}
	for i := 0; i < 200; i++ {
		for k := range m {
			firsts[k] = true
			break
		}
	}
	fmt.Println(len(firsts) > 1)
	seen := map[int]int{}
	for i := 0; i < 50; i++ {
		for k := range m {
			seen[k]++
		}
	}
	for i := 0; i < 6; i++ {
		fmt.Print(seen[i], " ")
	}
	fmt.Println()

	// An entry deleted before it is reached is not produced; one that stays is produced once.
	for round := 0; round < 20; round++ {
		m := map[int]bool{}
		for i := 0; i < 100; i++ {
			m[i] = true
		}
		count := map[int]int{}
		deleted := map[int]bool{}
		for k := range m {
			if deleted[k] {
				fmt.Println("deleted entry produced")
			}
			count[k]++
			for d := 0; d < 100; d += 9 {
				if d != k && m[d] {
					delete(m, d)
					deleted[d] = true
					break
				}
			}
		}
		for k, n := range count {
			if n != 1 {
				fmt.Println("produced", k, n, "times")
			}
		}
		for k := range m {
			if count[k] != 1 {
				fmt.Println("not produced", k)
			}
		}
	}
}
