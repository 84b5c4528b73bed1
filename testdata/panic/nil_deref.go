// run -exit=2

package main

type node struct {
	next *node
	val  int
}

func main() {
	var n *node
	println(n.next.val)
}
