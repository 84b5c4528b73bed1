// run -m=heap -lang=go1.19 -exit=2 -stress=no -oracle=no

// The table comes at the end of a panic too.
package main

func main() {
	var all []*int
	for i := 0; i < 3; i++ {
		all = append(all, new(int))
	}
	println(*all[len(all)])
}
