package main

import (
	"fmt"
	"strings"
)

func main() {
	fmt.Println("Contains:", strings.Contains("test", "es"))
	fmt.Println("Count:", strings.Count("test", "t"))
	fmt.Println("HasPrefix:", strings.HasPrefix("test", "te"))
	fmt.Println("Index:", strings.Index("test", "e"))
	fmt.Println("Join:", strings.Join([]string{"a", "b"}, "-"))
	fmt.Println("Repeat:", strings.Repeat("a", 5))
	fmt.Println("Replace:", strings.Replace("foo", "o", "0", 1), strings.ReplaceAll("foo", "o", "0"))
	fmt.Println("Split:", strings.Split("a-b-c-d-e", "-"))
	fmt.Println("Fields:", strings.Fields("  the quick  fox "))
	fmt.Printf("%q\n", strings.TrimSpace("  x "))
	var b strings.Builder
	for i := 3; i >= 1; i-- {
		fmt.Fprintf(&b, "%d...", i)
	}
	_, _ = b.WriteString("go")
	fmt.Println(b.String())
}
