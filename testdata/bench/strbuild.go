// run

// Building, joining, searching and splitting strings.
package main

import (
	"fmt"
	"strconv"
	"strings"
)

func main() {
	total := 0
	for round := 0; round < 300; round++ {
		var parts []string
		for i := 0; i < 10000; i++ {
			parts = append(parts, "item"+strconv.Itoa(i*round%9973))
		}
		s := strings.Join(parts, ",")
		total += len(s)
		at := 0
		for {
			i := strings.Index(s[at:], "99")
			if i < 0 {
				break
			}
			total++
			at += i + 2
		}
		t := ""
		for i := 0; i < 500; i++ {
			t += "x" + strconv.Itoa(i)
		}
		total += len(t)
		hash := 0
		for i := 0; i < len(t); i++ {
			hash = (hash*31 + int(t[i])) % 1000003
		}
		total += hash
	}
	fmt.Println(total)
}
