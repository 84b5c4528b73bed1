// run

// A map with sparse integer keys (dense ones would be an array in Lua): insert, look up, update, delete.
package main

import "fmt"

func main() {
	sum := 0
	for round := 0; round < 40; round++ {
		m := make(map[int]int)
		key := 12345 + round
		for i := 0; i < 300000; i++ {
			key = (key*1103515245 + 12345) % 2147483648
			m[key%100003*977] += i
		}
		for k := 0; k < 200000; k++ {
			if v, ok := m[k*977]; ok {
				sum += v % 1000
			}
		}
		for k := 0; k < 100003; k += 2 {
			delete(m, k*977)
		}
		sum += len(m)
	}
	fmt.Println(sum)
}
