// run -sanitize=no -oracle=no

// Functions of the C library: every kind of argument, callbacks, and what goes wrong.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"strings"
	"unsafe"

	"github.com/ebitengine/purego"
)

type divT struct{ Quot, Rem int32 }
type ldivT struct{ Quot, Rem int64 }

func try(name string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Printf("%s: %v\n", name, e)
		}
	}()
	f()
}

func main() {
	libc, err := purego.Dlopen("libc.so.6", purego.RTLD_NOW)
	if err != nil {
		panic(err)
	}
	libm, err := purego.Dlopen("libm.so.6", purego.RTLD_NOW)
	if err != nil {
		panic(err)
	}

	var strlen func(string) int
	purego.RegisterLibFunc(&strlen, libc, "strlen")
	fmt.Println(strlen("hello"), strlen(""))
	var toupper func(int32) int32
	purego.RegisterLibFunc(&toupper, libc, "toupper")
	fmt.Printf("%c\n", toupper('x'))
	var labs func(int64) int64
	purego.RegisterLibFunc(&labs, libc, "labs")
	fmt.Println(labs(-1 << 40))
	var pow func(a, b float64) float64
	purego.RegisterLibFunc(&pow, libm, "pow")
	fmt.Println(pow(2, 0.5))
	var powf func(a, b float32) float32
	purego.RegisterLibFunc(&powf, libm, "powf")
	fmt.Println(powf(2, 0.5))
	var frexp func(x float64, e *int32) float64
	purego.RegisterLibFunc(&frexp, libm, "frexp")
	var e int32
	fmt.Println(frexp(48, &e), e)
	var div func(a, b int32) divT
	purego.RegisterLibFunc(&div, libc, "div")
	fmt.Println(div(17, 5))
	var ldiv func(a, b int64) ldivT
	purego.RegisterLibFunc(&ldiv, libc, "ldiv")
	fmt.Println(ldiv(-1<<40, 3))
	var strerror func(int32) string
	purego.RegisterLibFunc(&strerror, libc, "strerror")
	fmt.Println(strerror(2))
	var snprintf func(buf []byte, n uintptr, format string, args ...any) int32
	purego.RegisterLibFunc(&snprintf, libc, "snprintf")
	buf := make([]byte, 100)
	n := snprintf(buf, 100, "%d %s %.3f %c %lld", int32(-5), "text", 2.5, int32('z'), int64(1)<<50)
	fmt.Println(n, string(buf[:n]))
	var memcpy func(dst, src unsafe.Pointer, n uintptr) unsafe.Pointer
	purego.RegisterLibFunc(&memcpy, libc, "memcpy")
	a, b := [4]int32{1, 2, 3, 4}, [4]int32{}
	fmt.Println(memcpy(unsafe.Pointer(&b), unsafe.Pointer(&a), 16) == unsafe.Pointer(&b), b)

	getpid, _ := purego.Dlsym(libc, "getpid")
	r1, _, _ := purego.SyscallN(getpid)
	fmt.Println(r1 > 0)
	closeFn, _ := purego.Dlsym(libc, "close")
	r1, _, errno := purego.SyscallN(closeFn, 12345)
	fmt.Println(int32(r1), errno)

	// Callbacks.
	var qsort func(base []int32, n, size uintptr, cmp func(a, b *int32) int32)
	purego.RegisterLibFunc(&qsort, libc, "qsort")
	data := make([]int32, 1000)
	x := uint32(1)
	for i := range data {
		x = x*1664525 + 1013904223
		data[i] = int32(x >> 8)
	}
	calls := 0
	less := func(a, b *int32) int32 {
		calls++
		if calls%100 == 0 {
			runtime.GC()
			runtime.Gosched()
		}
		if *a < *b {
			return -1
		}
		return int32(*a - *b)
	}
	qsort(data, uintptr(len(data)), 4, less)
	fmt.Println(sort.SliceIsSorted(data, func(i, j int) bool { return data[i] < data[j] }), calls > 1000)

	cb := purego.NewCallback(func(key, elem *int64) int {
		return int(*key - *elem)
	})
	bsearch, _ := purego.Dlsym(libc, "bsearch")
	list := []int64{1, 3, 5, 7, 9}
	key := int64(7)
	at, _, _ := purego.SyscallN(bsearch, uintptr(unsafe.Pointer(&key)), uintptr(unsafe.Pointer(&list[0])), 5, 8, cb)
	fmt.Println((at - uintptr(unsafe.Pointer(&list[0]))) / 8)

	// A callback that calls C that calls back, in several goroutines.
	results := make(chan string)
	for g := 0; g < 4; g++ {
		go func(g int32) {
			outer := []int32{3 + g, 1, 2}
			qsort(outer, 3, 4, func(a, b *int32) int32 {
				inner := []int32{30, 20 + g, 10}
				qsort(inner, 3, 4, func(a, b *int32) int32 { runtime.Gosched(); return *a - *b })
				if inner[0] != 10 {
					panic("not sorted")
				}
				return *a - *b
			})
			results <- fmt.Sprint(outer)
		}(int32(g))
	}
	var all []string
	for g := 0; g < 4; g++ {
		all = append(all, <-results)
	}
	sort.Strings(all)
	fmt.Println(strings.Join(all, " "))

	// A function pointer of C as a Go function, and back.
	var f func(float64) float64
	sym, _ := purego.Dlsym(libm, "cos")
	purego.RegisterFunc(&f, sym)
	fmt.Println(f(0))

	// What goes wrong.
	try("panic in a callback", func() {
		qsort(data, 10, 4, func(a, b *int32) int32 { panic("from Go") })
	})
	try("not a pointer", func() { purego.RegisterFunc(3, 1) })
	try("nil", func() { purego.RegisterFunc(&f, 0) })
	try("two results", func() { var g func() (int, int); purego.RegisterFunc(&g, 1) })
	try("map", func() { var g func(map[int]int); purego.RegisterFunc(&g, 1) })
	try("no function", func() { purego.NewCallback(1) })
	_, err = purego.Dlopen("libnone.so.7", purego.RTLD_NOW)
	fmt.Println(err)
	_, err = purego.Dlsym(libc, "no_such_function")
	fmt.Println(err != nil)
}
