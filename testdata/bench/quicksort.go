// run

// Recursion over a slice.
package main

import "fmt"

func quicksort(a []int, lo, hi int) {
	for lo < hi {
		p := a[(lo+hi)/2]
		i, j := lo, hi
		for i <= j {
			for a[i] < p {
				i++
			}
			for a[j] > p {
				j--
			}
			if i <= j {
				a[i], a[j] = a[j], a[i]
				i++
				j--
			}
		}
		if j-lo < hi-i {
			quicksort(a, lo, j)
			lo = i
		} else {
			quicksort(a, i, hi)
			hi = j
		}
	}
}

func main() {
	const n = 2000000
	a := make([]int, n)
	seed := 42
	for i := range a {
		seed = (seed*1103515245 + 12345) % 2147483648
		a[i] = seed
	}
	quicksort(a, 0, n-1)
	sum := 0
	for i := 1; i < n; i++ {
		if a[i-1] > a[i] {
			panic("not sorted")
		}
		sum = (sum*31 + a[i]) % 1000000007
	}
	fmt.Println(sum)
}
