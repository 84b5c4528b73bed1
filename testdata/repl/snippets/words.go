package main

import (
	"fmt"
	"sort"
	"strings"
)

func wordCount(s string) map[string]int {
	counts := map[string]int{}
	for _, w := range strings.Fields(s) {
		counts[w]++
	}
	return counts
}

func main() {
	counts := wordCount("the quick fox and the slow fox and the dog")
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	sort.Slice(words, func(i, j int) bool {
		if counts[words[i]] != counts[words[j]] {
			return counts[words[i]] > counts[words[j]]
		}
		return words[i] < words[j]
	})
	for _, w := range words {
		fmt.Printf("%-6s%d\n", w, counts[w])
	}
}
