// run

package main

import (
	"fmt"
	"math"
	"sort"
)

type key struct {
	a int
	b string
}

type iface interface{ m() }
type impl int

func (impl) m() {}

func keys(m map[string]int) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	return ks
}

func main() {
	m := map[string]int{"one": 1, "two": 2, "three": 3}
	v, ok := m["two"]
	fmt.Println(v, ok, len(m), m["none"])
	_, ok = m["none"]
	fmt.Println(ok)
	m["two"] += 40
	m["four"]++
	delete(m, "one")
	delete(m, "none")
	fmt.Println(m, keys(m))

	var nilMap map[string]int
	fmt.Println(nilMap["x"], len(nilMap), nilMap == nil)
	for range nilMap {
		fmt.Println("never")
	}
	delete(nilMap, "x")

	s := map[key][]int{}
	s[key{1, "a"}] = append(s[key{1, "a"}], 1, 2)
	s[key{1, "a"}] = append(s[key{1, "a"}], 3)
	fmt.Println(s)

	arr := map[[2]int]string{{1, 2}: "x", {3, 4}: "y"}
	fmt.Println(arr[[2]int{3, 4}], arr)

	ifs := map[interface{}]string{1: "int", int8(1): "int8", "1": "string", 1.0: "float", true: "bool", key{1, "k"}: "key", nil: "nil"}
	fmt.Println(ifs[1], ifs[int8(1)], ifs["1"], ifs[1.0], ifs[true], ifs[key{1, "k"}], ifs[nil], len(ifs))
	im := map[iface]int{impl(1): 5}
	fmt.Println(im[impl(1)], im[impl(2)])

	// NaN never equals itself; +0 and -0 are one key.
	f := map[float64]int{}
	nan := math.NaN()
	f[nan] = 1
	f[nan] = 2
	f[0.0] = 3
	f[math.Copysign(0, -1)] = 4
	_, ok = f[nan]
	fmt.Println(len(f), ok, f[0])
	delete(f, nan)
	fmt.Println(len(f))
	n := 0
	for k, v := range f {
		if k != k {
			n += v
		}
	}
	fmt.Println(n)

	// Growth keeps everything.
	big := make(map[int]int, 10)
	for i := 0; i < 10000; i++ {
		big[i*7] = i
	}
	sum := 0
	for k, v := range big {
		if k != v*7 {
			panic("wrong")
		}
		sum += v
	}
	fmt.Println(len(big), sum)
	for i := 0; i < 10000; i += 2 {
		delete(big, i*7)
	}
	fmt.Println(len(big), big[7], big[14])

	// Deletion of everything while ranging.
	for k := range big {
		delete(big, k)
	}
	fmt.Println(len(big))

	// Insertion while ranging ends.
	grow := map[int]bool{0: true}
	for k := range grow {
		if len(grow) < 1000 {
			grow[k+1000+len(grow)] = true
		}
	}
	fmt.Println(len(grow) >= 2)

	// Values of struct type cannot be changed in place, pointers can.
	ps := map[string]*key{"p": {1, "x"}}
	ps["p"].a = 99
	fmt.Println(*ps["p"])
	mm := map[string]map[string]int{"a": {"b": 1}}
	mm["a"]["c"] = 2
	fmt.Println(mm, mm["x"]["y"])
	fs := map[string]func(int) int{"dbl": func(x int) int { return 2 * x }}
	fmt.Println(fs["dbl"](4))
	var e map[struct{}]int = map[struct{}]int{{}: 3}
	fmt.Println(e)
}
