// run

package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

type C complex64

func parts(c complex128) (float64, float64) { return real(c), imag(c) }

func main() {
	a := complex(1, 2)
	b := 3 - 4i
	fmt.Println(a+b, a-b, a*b, a/b, -a, a == b, a != b, +a)
	var c64 complex64 = 1.5 + 2.5i
	fmt.Println(c64*c64, real(c64), imag(c64), complex128(c64))
	fmt.Printf("%T %T %T %v %.2f %8.3f\n", a, c64, real(c64), c64, a/b, b)
	fmt.Println(parts(a * 1i))
	z := []complex128{1, 2i, 3 + 3i}
	z[1] *= z[2]
	z[0] += 1
	fmt.Println(z)
	m := map[complex128]string{1i: "i"}
	fmt.Println(m[1i], m[complex(0, 1)])
	fmt.Println(cmplx.Abs(3+4i), cmplx.Sqrt(-1), cmplx.Conj(a), cmplx.Exp(1i*math.Pi))
	var x interface{} = a
	fmt.Println(x == interface{}(1+2i), x == interface{}(C(1)))
	inf := math.Inf(1)
	fmt.Println(complex(inf, 1), complex(1, math.NaN()), a/complex(0, 0))
	d := C(2i)
	d /= 2
	fmt.Println(d, d*d)
	f := func(c complex128, d complex64) (complex64, complex128) { return d, c }
	fmt.Println(f(1, 2i))
	st := struct {
		a byte
		c complex64
		d complex128
	}{1, 2i, 3}
	p := &st.d
	*p += 1i
	fmt.Println(st)
}
