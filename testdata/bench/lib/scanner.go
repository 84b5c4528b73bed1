// bufio.Scanner over 100 MB of lines.
package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

type repeat struct {
	block string
	left  int
	r     *strings.Reader
}

func (r *repeat) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err == io.EOF && r.left > 0 {
		r.left--
		r.r.Reset(r.block)
		return r.r.Read(p)
	}
	return n, err
}

func main() {
	var b strings.Builder
	for i := 0; b.Len() < 1<<20; i++ {
		fmt.Fprintf(&b, "line %d of the text with some more words in it, as logs have them\n", i)
	}
	s := bufio.NewScanner(&repeat{b.String(), 99, strings.NewReader(b.String())})
	lines, bytes := 0, 0
	for s.Scan() {
		lines++
		bytes += len(s.Text())
	}
	fmt.Println(lines, bytes, s.Err())
}
