// run -timeout=60

// Numbers whose multiplication takes a while: other goroutines go on, garbage is collected, the results are right.
package main

import (
	"fmt"
	"hash/crc32"
	"math/big"
	"runtime"
	"sync"
)

func fib(n uint) *big.Int {
	a, b := big.NewInt(0), big.NewInt(1)
	for i := 63; i >= 0; i-- {
		t := new(big.Int).Lsh(b, 1)
		t.Sub(t, a).Mul(t, a)
		a.Mul(a, a)
		b.Mul(b, b).Add(b, a)
		a = t
		if n>>uint(i)&1 != 0 {
			a, b = b, a.Add(a, b)
		}
	}
	return a
}

func main() {
	done := make(chan bool)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case <-done:
				return
			default:
				runtime.GC()
				runtime.Gosched()
			}
		}
	}()
	var sums sync.WaitGroup
	out := make([]string, 3)
	for i := range out {
		i := i
		sums.Add(1)
		go func() {
			defer sums.Done()
			f := fib(uint(1000000 * (i + 1)))
			s := f.String()
			g, ok := new(big.Int).SetString(s, 10)
			q, r := new(big.Int).QuoRem(f, fib(400000), new(big.Int))
			out[i] = fmt.Sprint(len(s), s[:20], crc32.ChecksumIEEE([]byte(s)), ok && g.Cmp(f) == 0, q.BitLen(), crc32.ChecksumIEEE(r.Bytes()),
				crc32.ChecksumIEEE(new(big.Int).Sqrt(f).Bytes()))
		}()
	}
	sums.Wait()
	close(done)
	wg.Wait()
	for _, s := range out {
		fmt.Println(s)
	}
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 2203), big.NewInt(1))
	e := new(big.Int).Rsh(p, 1)
	fmt.Println(p.ProbablyPrime(5), new(big.Int).Exp(big.NewInt(3), e, p).BitLen(), new(big.Int).ModInverse(e, p).BitLen())
}
