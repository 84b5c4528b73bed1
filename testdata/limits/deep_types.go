// errorcheck

package main


const big = 1 << 2000000000 // ERROR "shift|overflow|too large"

var x int8 = 300 // ERROR "overflows|constant 300"

func main() {}
