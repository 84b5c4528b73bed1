// run -oracle=no -stress=no

// What does not escape into the library stays in the frame, however large the library function is.
package main

import (
	"bytes"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

var sink int

func sum(b []byte) (n int) {
	for _, c := range b {
		n += int(c)
	}
	return n
}

func report(what string, f func()) { fmt.Println(what, testing.AllocsPerRun(100, f)) }

func main() {
	s, long := "short", strings.Repeat("long", 20)
	report("bytes of a constant", func() { sink += sum([]byte("toy")) })
	report("bytes of a short string", func() { sink += sum([]byte(s)) })
	report("bytes of a long string", func() { sink += sum([]byte(long)) })
	report("appended", func() { sink += sum(append([]byte(s), 'x')) })
	report("Fprintln", func() { fmt.Fprintln(io.Discard, "a", 1, true) })
	report("Fprintf", func() { fmt.Fprintf(io.Discard, "%s %d\n", "a", 7) })
	report("Sprintf", func() { sink += len(fmt.Sprintf("%s %d", "a", 7)) })
	report("Join", func() { sink += len(strings.Join([]string{"a", "b"}, ",")) })
	report("AppendInt", func() {
		var b [20]byte
		sink += len(strconv.AppendInt(b[:0], 12345, 10))
	})
	report("Index", func() { sink += bytes.Index([]byte(s), []byte("rt")) })
	report("sort", func() {
		x := []int{3, 1, 2}
		sort.Ints(x)
		sink += x[0]
	})
	report("atomic and mutex", func() {
		var n int64
		var mu sync.Mutex
		mu.Lock()
		atomic.AddInt64(&n, 2)
		mu.Unlock()
		sink += int(n)
	})
	report("Trim, Fields", func() { sink += len(strings.Fields(strings.TrimSpace(" a b "))) })
	for i := 0; i < 3; i++ {
		b := []byte(s[:i+1])
		defer fmt.Println(string(b), len(b), cap(b) >= len(b))
	}
	keep := [][]byte{}
	for i := 0; i < 3; i++ {
		keep = append(keep, []byte(strconv.Itoa(i)))
	}
	fmt.Printf("%s\n", keep)
}
