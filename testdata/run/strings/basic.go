// run

package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

type B []byte
type R []rune
type S string

func main() {
	s := "héllo, 世界\x00\xff"
	fmt.Println(len(s), utf8.RuneCountInString(s), s[1], s[0:1], s[len(s)-1])
	for i, r := range s {
		fmt.Printf("%d:%q ", i, r)
	}
	fmt.Println()
	for i := range "aé" {
		fmt.Print(i, " ")
	}
	fmt.Println([]byte("é"), []rune("é世"), string([]byte{104, 105}), string([]rune{0x4e16, -1, 0x10ffff + 1}))
	fmt.Println(string(rune(65)), string(rune(0x1f600)), S("x")+"y", string(S("z")), S([]byte("b")), B("c"), R("d"))
	b := []byte("abc")
	t := string(b)
	b[0] = 'X'
	fmt.Println(t, string(b))
	fmt.Println("a" < "b", "a" < "aa", "" < "a", "b" > "a", "é" > "z", "abc" == "ab"+"c", "x" != "y")
	x := "a"
	for i := 0; i < 5; i++ {
		x += x
	}
	fmt.Println(len(x), x[:4]+"|"+x[30:]+"|"+x[32:])
	m := map[string]int{}
	key := []byte("key")
	m[string(key)]++
	m["k"+"ey"]++
	fmt.Println(m)
	fmt.Println(copy(b, "zz"), string(b), string(append([]byte("q"), "rst"...)))
	const c = "const"
	fmt.Println(len(c), c[2], c[1:3], len("é"))
	raw := `raw\n
line2`
	fmt.Println(raw, len(raw), "\a\b\f\v\\\"\u00e9\U0001F600\101\x41" == "\x07\x08\x0c\x0b\x5c\x22é😀AA")
	switch x := "two"; x {
	case "one":
		fmt.Println(1)
	case "two", "three":
		fmt.Println("two or three")
	}
	fmt.Println(strings.ToUpper("straße"), strings.Fields(" a  b c "), strings.Split("a,b,c", ","), strings.Title("foo bar"))
	fmt.Println(strings.Replace("oink oink oink", "k", "ky", 2), strings.TrimFunc("123abc456", func(r rune) bool { return r < 'a' }))
	var sb strings.Builder
	for i := 3; i > 0; i-- {
		fmt.Fprintf(&sb, "%d...", i)
	}
	sb.WriteByte('!')
	sb.WriteRune('世')
	fmt.Println(sb.String(), sb.Len())
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"))
	a, bb, ok := strings.Cut("key=value", "=")
	fmt.Println(a, bb, ok)
	fmt.Println(strings.EqualFold("Go", "GO"), strings.Count("cheese", "e"), strings.LastIndex("go gopher", "go"), strings.IndexAny("golang", "ny"))
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;")
	fmt.Println(r.Replace("<b>hi</b>"))
	bad := "a\xc3\x28b"
	for _, r := range bad {
		fmt.Print(r, " ")
	}
	fmt.Println(utf8.ValidString(bad), []rune(bad), strings.ToValidUTF8(bad, "?"))
	fmt.Printf("%x %X % x %q %+q %#q\n", "hi", "hi", "hi", "hi\n", "é", "a`b")
}
