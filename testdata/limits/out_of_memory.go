// run -exit=2 -memory=3000

// More than there is (the driver grants 3 GB of address space).
package main

func main() {
	var keep [][]byte
	for i := 0; i < 1000; i++ {
		b := make([]byte, 64<<20)
		for j := 0; j < len(b); j += 1 << 20 {
			b[j] = 1
		}
		keep = append(keep, b)
	}
	println(len(keep))
}
