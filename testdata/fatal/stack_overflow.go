// run -exit=2 -timeout=60 -stress=no -memory=8192

package main

func f(n int) int { return f(n+1) + 1 }

func main() {
	println(f(0))
}
