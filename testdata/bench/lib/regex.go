// Regular expressions: many short matches, and searches through a long text.
package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	var b strings.Builder
	for i := 0; i < 20000; i++ {
		fmt.Fprintf(&b, "2023-%02d-%02d user%d@example.com GET /path/%d?q=%d 200 %d.%d ms\n", i%12+1, i%28+1, i, i*7, i%13, i%100, i%10)
	}
	text := b.String()
	email := regexp.MustCompile(`[a-z0-9]+@[a-z]+\.com`)
	date := regexp.MustCompile(`(\d{4})-(\d{2})-(\d{2})`)
	line := regexp.MustCompile(`^(\S+) (\S+) (GET|POST) (\S+) (\d+) ([\d.]+) ms$`)
	fmt.Println(len(email.FindAllString(text, -1)))
	fmt.Println(len(date.FindAllStringSubmatch(text, -1)))
	fmt.Println(len(date.ReplaceAllString(text, "$3/$2/$1")))
	n := 0
	for _, l := range strings.Split(text, "\n") {
		if line.MatchString(l) {
			n++
		}
		if m := line.FindStringSubmatch(l); m != nil {
			n += len(m[4])
		}
	}
	fmt.Println(n)
}
