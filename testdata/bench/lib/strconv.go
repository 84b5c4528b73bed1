// Numbers to text and back.
package main

import (
	"fmt"
	"strconv"
)

func main() {
	sum, length := 0, 0
	total := 0.0
	for i := 0; i < 400000; i++ {
		s := strconv.Itoa(i * 7919)
		n, err := strconv.Atoi(s)
		if err != nil {
			panic(err)
		}
		sum += n
		f := float64(i) * 1.1
		t := strconv.FormatFloat(f, 'g', -1, 64)
		g, err := strconv.ParseFloat(t, 64)
		if err != nil || g != f {
			panic("round trip")
		}
		total += g
		length += len(s) + len(t) + len(strconv.Quote(s))
	}
	fmt.Println(sum, length, total)
}
