package sort

// This file holds pattern-defeating quicksort and the stable merge sort. Elements that compare equal end
// in the same order as with Go's own sort, so every choice below (thresholds, pivots, the generator) is
// fixed by it.

import "math/bits"

// A sorter is what the algorithms need. They are generic rather than written for Interface, so that Slice
// has them without calls through an interface.
type sorter interface {
	Less(i, j int) bool
	Swap(i, j int)
}

// What choosePivot has learned about the order of the range.
type hint int

const (
	hintUnknown hint = iota
	hintIncreasing
	hintDecreasing
)

// limitFor is the number of bad pivots allowed for n elements before heapsort takes over.
func limitFor(n int) int { return bits.Len(uint(n)) }

func insertionSort[D sorter](data D, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

// siftDown restores the heap data[first+lo : first+hi] whose root may be too small.
func siftDown[D sorter](data D, lo, hi, first int) {
	root := lo
	for {
		child := 2*root + 1
		if child >= hi {
			return
		}
		if child+1 < hi && data.Less(first+child, first+child+1) {
			child++
		}
		if !data.Less(first+root, first+child) {
			return
		}
		data.Swap(first+root, first+child)
		root = child
	}
}

func heapSort[D sorter](data D, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftDown(data, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		data.Swap(a, a+i)
		siftDown(data, 0, i, a)
	}
}

// pdqsort sorts data[a:b].
func pdqsort[D sorter](data D, a, b, limit int) {
	balanced, partitioned := true, true // how the last partitioning went
	for {
		n := b - a
		if n <= 12 {
			insertionSort(data, a, b)
			return
		}
		if limit == 0 {
			heapSort(data, a, b)
			return
		}
		if !balanced {
			breakPatterns(data, a, b)
			limit--
		}
		pivot, order := choosePivot(data, a, b)
		if order == hintDecreasing {
			reverseRange(data, a, b)
			pivot = b - 1 - (pivot - a)
			order = hintIncreasing
		}
		if balanced && partitioned && order == hintIncreasing && partialInsertionSort(data, a, b) {
			return
		}
		// An element equal to the one before the range is the smallest of it: take its equals off.
		if a > 0 && !data.Less(a-1, pivot) {
			a = partitionEqual(data, a, b, pivot)
			continue
		}
		var mid int
		mid, partitioned = partition(data, a, b, pivot)
		left, right := mid-a, b-mid
		// Recursion takes the smaller half, so it stays shallow.
		if left < right {
			balanced = left >= n/8
			pdqsort(data, a, mid, limit)
			a = mid + 1
		} else {
			balanced = right >= n/8
			pdqsort(data, mid+1, b, limit)
			b = mid
		}
	}
}

// partition moves what is less than data[pivot] before it and the rest behind; it tells where the pivot
// stands now and whether nothing had to move.
func partition[D sorter](data D, a, b, pivot int) (mid int, already bool) {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for i <= j && data.Less(i, a) {
		i++
	}
	for i <= j && !data.Less(j, a) {
		j--
	}
	if i > j {
		data.Swap(j, a)
		return j, true
	}
	for {
		data.Swap(i, j)
		i++
		j--
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && !data.Less(j, a) {
			j--
		}
		if i > j {
			data.Swap(j, a)
			return j, false
		}
	}
}

// partitionEqual moves what equals data[pivot] before what is greater; nothing in the range is less.
func partitionEqual[D sorter](data D, a, b, pivot int) int {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !data.Less(a, i) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.Swap(i, j)
		i++
		j--
	}
}

// partialInsertionSort puts a few elements right that stand out of order, and reports whether the range
// is sorted then.
func partialInsertionSort[D sorter](data D, a, b int) bool {
	i := a + 1
	for step := 0; step < 5; step++ {
		for i < b && !data.Less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		data.Swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && data.Less(j, j-1); j-- {
				data.Swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && data.Less(j, j-1); j++ {
				data.Swap(j, j-1)
			}
		}
	}
	return false
}

// breakPatterns moves three elements of the middle to places that look random.
func breakPatterns[D sorter](data D, a, b int) {
	n := b - a
	if n < 8 {
		return
	}
	random := uint64(n)
	mask := uint(1)<<bits.Len(uint(n)) - 1
	middle := a + n/4*2
	for k := middle - 1; k <= middle+1; k++ {
		random ^= random << 13
		random ^= random >> 17
		random ^= random << 5
		other := int(uint(random) & mask)
		if other >= n {
			other -= n
		}
		data.Swap(k, a+other)
	}
}

// choosePivot takes the median of three elements, each of them the median of its neighbourhood if the
// range is long. The number of exchanges that needed tells how the range may be ordered.
func choosePivot[D sorter](data D, a, b int) (pivot int, order hint) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= 50 {
			i = median(data, i-1, i, i+1, &swaps)
			j = median(data, j-1, j, j+1, &swaps)
			k = median(data, k-1, k, k+1, &swaps)
		}
		j = median(data, i, j, k, &swaps)
	}
	switch swaps {
	case 0:
		return j, hintIncreasing
	case 12:
		return j, hintDecreasing
	}
	return j, hintUnknown
}

// median gives the one of a, b, c whose element is between the others.
func median[D sorter](data D, a, b, c int, swaps *int) int {
	if data.Less(b, a) {
		*swaps++
		a, b = b, a
	}
	if data.Less(c, b) {
		*swaps++
		b, c = c, b
	}
	if data.Less(b, a) {
		*swaps++
		a, b = b, a
	}
	return b
}

func reverseRange[D sorter](data D, a, b int) {
	for i, j := a, b-1; i < j; i, j = i+1, j-1 {
		data.Swap(i, j)
	}
}

// stable sorts blocks of twenty by insertion and merges them in place.
func stable[D sorter](data D, n int) {
	block := 20
	a := 0
	for ; a+block <= n; a += block {
		insertionSort(data, a, a+block)
	}
	insertionSort(data, a, n)
	for ; block < n; block *= 2 {
		for a = 0; a+2*block <= n; a += 2 * block {
			symMerge(data, a, a+block, a+2*block)
		}
		if a+block < n {
			symMerge(data, a, a+block, n)
		}
	}
}

// symMerge merges the sorted neighbours data[a:m] and data[m:b], neither empty, by the algorithm SymMerge
// of Kim and Kutzner (Stable Minimum Storage Merging by Symmetric Comparisons, 2004).
func symMerge[D sorter](data D, a, m, b int) {
	if m-a == 1 {
		// One element goes to its place on the right.
		i, j := m, b
		for i < j {
			h := int(uint(i+j) >> 1)
			if data.Less(h, a) {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := a; k < i-1; k++ {
			data.Swap(k, k+1)
		}
		return
	}
	if b-m == 1 {
		i, j := a, m
		for i < j {
			h := int(uint(i+j) >> 1)
			if !data.Less(m, h) {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := m; k > i; k-- {
			data.Swap(k, k-1)
		}
		return
	}
	mid := int(uint(a+b) >> 1)
	n := mid + m
	start, r := a, m
	if m > mid {
		start, r = n-b, mid
	}
	p := n - 1
	for start < r {
		c := int(uint(start+r) >> 1)
		if !data.Less(p-c, c) {
			start = c + 1
		} else {
			r = c
		}
	}
	end := n - start
	if start < m && m < end {
		rotate(data, start, m, end)
	}
	if a < start && start < mid {
		symMerge(data, a, start, mid)
	}
	if mid < end && end < b {
		symMerge(data, mid, end, b)
	}
}

// rotate exchanges the neighbours data[a:m] and data[m:b], by exchanging blocks of equal length.
func rotate[D sorter](data D, a, m, b int) {
	i, j := m-a, b-m
	for i != j {
		if i > j {
			swapRange(data, m-i, m, j)
			i -= j
		} else {
			swapRange(data, m-i, m+j-i, i)
			j -= i
		}
	}
	swapRange(data, m-i, m, i)
}

func swapRange[D sorter](data D, a, b, n int) {
	for i := 0; i < n; i++ {
		data.Swap(a+i, b+i)
	}
}
