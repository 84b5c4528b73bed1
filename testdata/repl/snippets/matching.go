package main

import (
	"fmt"
	"regexp"
)

func main() {
	match, _ := regexp.MatchString("p([a-z]+)ch", "peach")
	fmt.Println(match)
	r, _ := regexp.Compile("p([a-z]+)ch")
	fmt.Println(r.FindString("peach punch"))
	fmt.Println(r.FindStringIndex("peach punch"))
	fmt.Println(r.FindStringSubmatch("peach punch"))
	fmt.Println(r.FindAllString("peach punch pinch", -1))
	fmt.Println(r.ReplaceAllString("a peach", "<fruit>"))
	re := regexp.MustCompile(`(\w+)@(\w+)\.com`)
	fmt.Println(re.ReplaceAllString("me@here.com", "$2 at $1"))
}
