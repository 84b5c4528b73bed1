package cover2

import "example.com/multi/cov"

func Twice(n int) int {
	if n > 100 {
		return 0
	}
	return 2 * cov.Loops(n)
}
