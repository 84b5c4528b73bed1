// run -oracle=no

// unsafe.String, StringData, SliceData (Go 1.20).
package main

import (
	"fmt"
	"unsafe"
)

func main() {
	b := []byte("hello")
	s := unsafe.String(&b[1], 3)
	fmt.Println(s, len(s))
	fmt.Println(*unsafe.StringData("xyz"), *unsafe.SliceData(b))
	fmt.Println(unsafe.SliceData([]int(nil)) == nil, unsafe.String(nil, 0) == "")
	defer func() { fmt.Println(recover()) }()
	n := -1
	_ = unsafe.String(&b[0], n)
}
