package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

func main() {
	const s = "สวัสดี é"
	fmt.Println("len:", len(s))
	for i := 0; i < 6; i++ {
		fmt.Printf("%x\n", s[i])
	}
	fmt.Println("runes:", utf8.RuneCountInString(s))
	for idx, r := range s {
		fmt.Printf("%#U starts at %d\n", r, idx)
	}
	for i, w := 0, 0; i < 9; i += w {
		r, width := utf8.DecodeRuneInString(s[i:])
		fmt.Println(r, width)
		w = width
	}
	fmt.Println(strings.Map(func(r rune) rune { return r + 1 }, "HAL"))
}
