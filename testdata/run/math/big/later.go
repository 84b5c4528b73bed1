// run -oracle=no

// What Go added to math/big after 1.19: Int.Float64 and Rat.FloatPrec.
package main

import (
	"fmt"
	"math/big"
)

func main() {
	for _, s := range []string{"0", "1", "-7", "9007199254740993", "-9007199254740993", "9223372036854775808", "18446744073709551615",
		"1" + fmt.Sprintf("%0308d", 0), "-2" + fmt.Sprintf("%0308d", 0)} {
		x, _ := new(big.Int).SetString(s, 10)
		f, acc := x.Float64()
		fmt.Printf("%d: %v %v\n", x.BitLen(), f, acc)
	}
	for _, s := range []string{"0", "5", "1/2", "1/3", "1/6", "3/8", "1/1000", "-7/125", "1/9765625000", "1/14", "2/7"} {
		x, _ := new(big.Rat).SetString(s)
		n, exact := x.FloatPrec()
		fmt.Println(x, n, exact, x.FloatString(n))
	}
}
