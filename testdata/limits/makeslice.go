// run -exit=2

package main

func main() {
	n := 1 << 62
	b := make([]byte, n)
	println(len(b))
}
