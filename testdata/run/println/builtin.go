// run

// The texts of the built-in print and println, on stderr.
package main

type T struct{ a int }

func main() {
	println()
	println("a", 1, int8(-2), uint8(200), uint64(1<<63), true, false, 'x', uintptr(5))
	println(1.5, 1e100, -0.1, float32(0.1), 0.0, 100000000.0, 3.0/7)
	zero := 0.0
	println(1/zero, -1/zero, zero/zero)
	println(1+2i, complex64(-1.5-2i))
	print("no newline", 1, 2, "x", true, "\n")
	var p *int
	var m map[string]int
	var f func()
	var c chan int
	var s []int
	var i interface{}
	var e error
	println(p, m == nil, f == nil, c, s, i, e)
	println("multi\nline\ttab", `raw\n`)
	const big = 1 << 62
	println(big, -big, ^0, 'a'+1, "é世")
	println(len("abc"), cap(make([]int, 2, 5)), T{3}.a)
	type S string
	type B bool
	println(S("named"), B(true))
}
