// sort.Slice, sort.Ints and sort.Strings.
package main

import (
	"fmt"
	"sort"
	"strconv"
)

type rec struct {
	key  int
	name string
}

func main() {
	seed := uint32(1)
	next := func() int {
		seed = seed*1664525 + 1013904223
		return int(seed >> 8)
	}
	recs := make([]rec, 200000)
	for i := range recs {
		recs[i] = rec{next(), "n"}
	}
	sort.Slice(recs, func(i, j int) bool { return recs[i].key < recs[j].key })
	ints := make([]int, 500000)
	for i := range ints {
		ints[i] = next()
	}
	sort.Ints(ints)
	strs := make([]string, 100000)
	for i := range strs {
		strs[i] = strconv.Itoa(next())
	}
	sort.Strings(strs)
	fmt.Println(recs[0].key, recs[len(recs)-1].key, ints[1000], strs[1000], sort.IntsAreSorted(ints))
}
