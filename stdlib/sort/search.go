package sort

// Search finds the smallest i of [0, n) for which f holds, by bisection: f must hold from some index on.
// It gives n if f never holds.
func Search(n int, f func(int) bool) int {
	lo, hi := 0, n
	for lo < hi {
		h := int(uint(lo+hi) >> 1)
		if f(h) {
			hi = h
		} else {
			lo = h + 1
		}
	}
	return lo
}

// Find finds the smallest i of [0, n) for which cmp is not positive, by bisection; found tells whether
// cmp is zero there.
func Find(n int, cmp func(int) int) (i int, found bool) {
	lo, hi := 0, n
	for lo < hi {
		h := int(uint(lo+hi) >> 1)
		if cmp(h) > 0 {
			lo = h + 1
		} else {
			hi = h
		}
	}
	return lo, lo < n && cmp(lo) == 0
}

// SearchInts finds where x is, or would be, in the sorted a.
func SearchInts(a []int, x int) int {
	lo, hi := 0, len(a)
	for lo < hi {
		h := int(uint(lo+hi) >> 1)
		if a[h] >= x {
			hi = h
		} else {
			lo = h + 1
		}
	}
	return lo
}

// SearchFloat64s finds where x is, or would be, in the sorted a.
func SearchFloat64s(a []float64, x float64) int {
	lo, hi := 0, len(a)
	for lo < hi {
		h := int(uint(lo+hi) >> 1)
		if a[h] >= x {
			hi = h
		} else {
			lo = h + 1
		}
	}
	return lo
}

// SearchStrings finds where x is, or would be, in the sorted a.
func SearchStrings(a []string, x string) int {
	lo, hi := 0, len(a)
	for lo < hi {
		h := int(uint(lo+hi) >> 1)
		if a[h] >= x {
			hi = h
		} else {
			lo = h + 1
		}
	}
	return lo
}

// Search is SearchInts on the slice.
func (p IntSlice) Search(x int) int { return SearchInts(p, x) }

// Search is SearchFloat64s on the slice.
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

// Search is SearchStrings on the slice.
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }
