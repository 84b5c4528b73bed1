// run -exit=2

// One allocation past the machine's memory.
package main

func main() {
	n := 1 << 46
	b := make([]byte, n)
	println(len(b))
}
