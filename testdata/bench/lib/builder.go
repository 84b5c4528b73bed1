// strings.Builder and the functions programs call most.
package main

import (
	"fmt"
	"strings"
)

func main() {
	total := 0
	for k := 0; k < 20; k++ {
		var b strings.Builder
		for i := 0; i < 100000; i++ {
			b.WriteString("word")
			b.WriteByte(' ')
			b.WriteRune('é')
		}
		s := b.String()
		total += len(s) + len(strings.Fields(s)) + strings.Count(s, "wo") + len(strings.Split(s, " "))
		total += len(strings.ToUpper(s)) + len(strings.ReplaceAll(s, "word", "w")) + strings.LastIndex(s, "rd")
	}
	fmt.Println(total)
}
