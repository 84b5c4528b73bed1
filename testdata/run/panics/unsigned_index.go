// run

// Indices of unsigned types above the signed ones show as what they are.
package main

import "fmt"

func try(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

type I uint64

func at[S ~[]E, E any, N uint | int | uint8](s S, n N) E { return s[n] }

func main() {
	s := []int{1, 2, 3}
	b := []byte{1, 2, 3}
	ss := [][]int{s, s}
	arr := [3]int{1, 2, 3}
	pa := &arr
	str := "123"
	var u uint64 = 1<<64 - 1
	var v I = 1 << 63
	var p uintptr = 1<<64 - 2
	n := -1
	var small uint8 = 255
	try("load", func() { _ = s[u] })
	try("load signed", func() { _ = s[n] })
	try("load small", func() { _ = s[small] })
	try("load byte", func() { _ = b[v] })
	try("store", func() { s[u] = 1 })
	try("store byte", func() { b[p] = 1 })
	try("op", func() { s[v] += 2 })
	try("address", func() { _ = &s[v] })
	try("array", func() { _ = arr[u] })
	try("array store", func() { arr[u] = 1 })
	try("pointer", func() { _ = pa[u] })
	try("pointer store", func() { pa[v] = 1 })
	try("string", func() { _ = str[u] })
	try("string signed", func() { _ = str[n] })
	try("two", func() { _ = ss[u][0] })
	try("two, second", func() { _ = ss[0][u] })
	try("two, second signed", func() { _ = ss[0][n] })
	try("below", func() { _ = s[u-2+2-(u-1)-2] })
	try("slice low", func() { _ = s[u:] })
	try("slice high", func() { _ = s[:v] })
	try("slice both", func() { _ = s[n:u] })
	try("slice signed", func() { _ = s[n:] })
	try("slice max", func() { _ = s[0:1:u] })
	try("slice3 high", func() { _ = s[0:u:3] })
	try("slice3 low", func() { _ = s[u:2:3] })
	try("slice3 low signed", func() { _ = s[n:2:3] })
	try("string slice", func() { _ = str[u:] })
	try("array slice", func() { _ = arr[p:] })
	try("generic", func() { at(s, uint(1<<63)) })
	try("generic signed", func() { at(s, n) })
	try("generic small", func() { at(s, small) })
	for i := uint64(1); i < 3; i-- {
		try("loop", func() { fmt.Println(s[i-1]) })
	}
}
