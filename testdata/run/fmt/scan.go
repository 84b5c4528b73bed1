// run

package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	var a, b int
	var s string
	var f float64
	n, err := fmt.Sscan("1 2\nthree 4.5", &a, &b, &s, &f)
	fmt.Println(n, err, a, b, s, f)
	n, err = fmt.Sscanf("10-20:abc", "%d-%d:%s", &a, &b, &s)
	fmt.Println(n, err, a, b, s)
	n, err = fmt.Sscanf("0x1f 077 true é", "%x %o %t %c", &a, &b, new(bool), new(rune))
	fmt.Println(n, err, a, b)
	n, err = fmt.Sscanln("5 6", &a, &b)
	fmt.Println(n, err, a, b)
	n, err = fmt.Sscan("x", &a)
	fmt.Println(n, err)
	n, err = fmt.Sscan("", &a)
	fmt.Println(n, err)
	n, err = fmt.Sscanf("abc", "abd")
	fmt.Println(n, err)
	var u8 uint8
	n, err = fmt.Sscan("300", &u8)
	fmt.Println(n, err, u8)
	var by []byte
	var r rune
	fmt.Sscanf("hello x", "%s %c", &by, &r)
	fmt.Println(string(by), string(r))
	n, err = fmt.Sscanf("12345", "%2d%3d", &a, &b)
	fmt.Println(n, err, a, b)
	n, err = fmt.Sscanf(`"quoted str" rest`, "%q %s", &s, new(string))
	fmt.Println(n, err, s)

	in := bufio.NewReader(os.Stdin)
	fmt.Fscan(in, &n)
	sum := 0
	for i := 0; i < n; i++ {
		var x int
		fmt.Fscan(in, &x)
		sum += x
	}
	fmt.Println(n, sum)
	in.ReadString('\n')
	line, err := in.ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	sc := bufio.NewScanner(in)
	for sc.Scan() {
		t := sc.Text()
		if t == "END" {
			break
		}
		fmt.Println(len(t), strings.Fields(t))
	}
	sc2 := bufio.NewScanner(strings.NewReader("one two  three"))
	sc2.Split(bufio.ScanWords)
	for sc2.Scan() {
		fmt.Print(sc2.Text(), ";")
	}
	fmt.Println()
}
