package main

import (
	"fmt"
	"math"
)

type negative float64

func (e negative) Error() string {
	return fmt.Sprintf("no square root of %v", float64(e))
}

func sqrt(x float64) (float64, error) {
	if x < 0 {
		return 0, negative(x)
	}
	z := x / 2
	for math.Abs(z*z-x) > 1e-12 {
		z -= (z*z - x) / (2 * z)
	}
	return z, nil
}

func main() {
	fmt.Println(sqrt(2))
	fmt.Println(sqrt(-2))
	z, err := sqrt(144)
	fmt.Printf("%.6f %v\n", z, err)
}
