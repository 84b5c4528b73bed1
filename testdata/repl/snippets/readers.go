package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

type rot13 struct{ r io.Reader }

func (r rot13) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	for i, c := range p[:n] {
		switch {
		case c >= 'a' && c <= 'z':
			p[i] = 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			p[i] = 'A' + (c-'A'+13)%26
		}
	}
	return n, err
}

func main() {
	s := strings.NewReader("Lbh penpxrq gur pbqr!\n")
	r := rot13{s}
	_, err := io.Copy(os.Stdout, &r)
	fmt.Println(err)
	scanner := bufio.NewScanner(strings.NewReader("one two\nthree"))
	scanner.Split(bufio.ScanWords)
	for scanner.Scan() {
		fmt.Println(strings.ToUpper(scanner.Text()))
	}
	rd := bufio.NewReader(strings.NewReader("first\nrest"))
	line, err := rd.ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	rest, err := io.ReadAll(rd)
	fmt.Printf("%q %v\n", rest, err)
}
