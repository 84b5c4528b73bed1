package main

import (
	"fmt"
	"math/big"
	"strconv"
)

func collatz(n int) (steps int) {
	for ; n != 1; steps++ {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
	}
	return
}

func main() {
	f, _ := strconv.ParseFloat("1.234", 64)
	fmt.Println(f)
	i, _ := strconv.ParseInt("0x1c8", 0, 64)
	fmt.Println(i)
	_, e := strconv.Atoi("wat")
	fmt.Println(e)
	fmt.Println(strconv.Quote("a\tb"), strconv.FormatInt(255, 2))
	fmt.Println(collatz(27))
	n := big.NewInt(1)
	for i := int64(1); i <= 25; i++ {
		n.Mul(n, big.NewInt(i))
	}
	fmt.Println(n)
	var u uint8 = 250
	u += 10
	var least int8 = -128
	fmt.Println(u, least/-1 == -128)
}
