// run -stress=no

// Buffers of constant size, slice literals, pointers to locals as results of a callee that only fills them in.
package main

import "fmt"

func digits(buf []byte, n int) []byte {
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + n%10)
		n /= 10
		if n == 0 {
			return buf[i:]
		}
	}
}

func divmod(a, b int, q, r *int) {
	*q, *r = a/b, a%b
}

func median(a, b, c int) int {
	s := []int{a, b, c}
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j] < s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
	return s[1]
}

type state struct {
	seen [16]bool
	next *state
}

func (s *state) add(i int) *state {
	s.seen[i&15] = true
	return s
}

func main() {
	t := 0
	for i := 0; i < 150000; i++ {
		buf := make([]byte, 20)
		t += len(digits(buf, i))
		var q, r int
		divmod(i, 7, &q, &r)
		t += q ^ r
		t += median(i&3, i&7, i&5)
		st := new(state)
		if st.add(i).seen[3] {
			t++
		}
	}
	fmt.Println(t)
}
