// run
package main

import (
	"bufio"
	"bytes"
	"container/heap"
	"container/list"
	"container/ring"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

// io, bufio, the Scan family, errors, sort and the containers.

type T struct{ a, b int }

func (t *T) Scan(state fmt.ScanState, verb rune) error {
	tok, err := state.Token(true, func(r rune) bool { return r != ';' })
	if err != nil {
		return err
	}
	state.ReadRune()
	_, err = fmt.Sscanf(string(tok), "%d:%d", &t.a, &t.b)
	return err
}

type pair struct{ k, v int }
type pairs []pair

func (x pairs) Len() int           { return len(x) }
func (x pairs) Less(i, j int) bool { return x[i].k < x[j].k }
func (x pairs) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

type intHeap []int

func (h intHeap) Len() int           { return len(h) }
func (h intHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h intHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *intHeap) Push(x any)        { *h = append(*h, x.(int)) }
func (h *intHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

type codeErr int

func (c codeErr) Error() string        { return fmt.Sprint("code ", int(c)) }
func (c codeErr) Is(target error) bool { return target == io.EOF && c == 7 }
func (c codeErr) As(target any) bool {
	if p, ok := target.(*asErr); ok {
		*p = "as"
		return true
	}
	return false
}

type asErr string

func (asErr) Error() string { return "asErr" }

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	f()
}

func main() {
	// Scanning.
	var i, j int
	var s, s2 string
	var f float64
	var b bool
	var c complex128
	var u8 uint8
	var bs []byte
	var r rune
	show := func(n int, err error) { fmt.Println(n, err, i, j, s, s2, f, b, c, u8, string(bs), r) }
	show(fmt.Sscan("12 abc\n3.5 true (1+2i) 200 bytes 120", &i, &s, &f, &b, &c, &u8, &bs, &r))
	show(fmt.Sscan("0x1f 0b11 0o17 1_000", &i, &j, &i, &j))
	show(fmt.Sscan("300", &u8))
	show(fmt.Sscan("x", &i))
	show(fmt.Sscan("", &i))
	show(fmt.Sscanln("1 2", &i, &j))
	show(fmt.Sscanln("1\n2", &i, &j))
	show(fmt.Sscanln("1 2 3", &i, &j))
	show(fmt.Sscanf("5-6", "%d-%d", &i, &j))
	show(fmt.Sscanf("5:6", "%d-%d", &i, &j))
	show(fmt.Sscanf("12345", "%2d%3d", &i, &j))
	show(fmt.Sscanf("a\"q s\"z", "a%qz", &s))
	show(fmt.Sscanf("ff 77 101", "%x %o %b", &i, &j, &u8))
	show(fmt.Sscanf("50%", "%d%%", &i))
	show(fmt.Sscanf("é", "%c", &r))
	show(fmt.Sscanf("1", "%d %d", &i, &j))
	show(fmt.Sscanf("1 2", "%d", &i, &j))
	show(fmt.Sscanf("1", "%z", &i))
	show(fmt.Sscan("1", 5))
	show(fmt.Sscan("1", new(map[int]int)))
	var t T
	n, err := fmt.Sscan(" 3:4; 9", &t, &i)
	fmt.Println(n, err, t, i)
	rd := strings.NewReader("1 2\n3 4\n")
	for {
		n, err := fmt.Fscanln(rd, &i, &j)
		fmt.Println(n, err, i, j)
		if err != nil {
			break
		}
	}
	// Readers and writers.
	sc := bufio.NewScanner(strings.NewReader("one two\r\nthree\n\nfour"))
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println(sc.Err())
	sc = bufio.NewScanner(strings.NewReader("  one two\r\nthree\n\nfour "))
	sc.Split(bufio.ScanWords)
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println(sc.Err())
	sc = bufio.NewScanner(strings.NewReader(strings.Repeat("x", 70000)))
	fmt.Println(sc.Scan(), sc.Err())
	br := bufio.NewReaderSize(strings.NewReader("héllo\nworld\nlast"), 16)
	p, err := br.Peek(3)
	fmt.Printf("%q %v\n", p, err)
	line, err := br.ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	ch, size, err := br.ReadRune()
	fmt.Println(ch, size, err, br.UnreadRune(), br.UnreadRune())
	rest, err := io.ReadAll(br)
	fmt.Printf("%q %v\n", rest, err)
	bw := bufio.NewWriterSize(os.Stdout, 16)
	fmt.Fprintf(bw, "%s %d\n", strings.Repeat("ab", 20), 5)
	fmt.Println(bw.Buffered(), bw.Available(), bw.Size())
	bw.Flush()
	var out bytes.Buffer
	nn, err := io.Copy(io.MultiWriter(&out, io.Discard), io.TeeReader(io.LimitReader(io.MultiReader(strings.NewReader("abc"), strings.NewReader("def")), 5), &out))
	fmt.Println(nn, err, out.String())
	sr := io.NewSectionReader(strings.NewReader("0123456789"), 2, 5)
	all, err := io.ReadAll(sr)
	fmt.Println(string(all), err, sr.Size())
	_, err = io.ReadFull(strings.NewReader("ab"), make([]byte, 3))
	fmt.Println(err, err == io.ErrUnexpectedEOF)
	_, err = io.ReadAtLeast(strings.NewReader("ab"), make([]byte, 1), 2)
	fmt.Println(err)
	_, err = io.CopyN(io.Discard, strings.NewReader("ab"), 3)
	fmt.Println(err)
	pr, pw := io.Pipe()
	go func() {
		fmt.Fprint(pw, "through ")
		fmt.Fprint(pw, "the pipe")
		pw.CloseWithError(errors.New("done"))
	}()
	all, err = io.ReadAll(pr)
	fmt.Println(string(all), err)
	_, err = pw.Write([]byte("x"))
	fmt.Println(err)
	// Errors.
	e := fmt.Errorf("open: %w", codeErr(7))
	var ce codeErr
	var str asErr
	fmt.Println(errors.Is(e, codeErr(7)), errors.Is(e, io.EOF), errors.Is(e, codeErr(8)), errors.As(e, &ce), ce, errors.As(e, &str), str, errors.Unwrap(errors.Unwrap(e)))
	var se interface{ Is(error) bool }
	fmt.Println(errors.As(e, &se), se)
	try(func() { errors.As(e, nil) })
	try(func() { errors.As(e, 5) })
	try(func() { errors.As(e, new(int)) })
	try(func() { var p *codeErr; errors.As(e, p) })
	// Sorting: the order of equal elements is Go's.
	state := uint32(1)
	for _, n := range []int{5, 13, 100, 1000} {
		a := make([]pair, n)
		for i := range a {
			state = state*1664525 + 1013904223
			a[i] = pair{int(state>>8) % (n/3 + 1), i}
		}
		sum := func(x []pair) (h int) {
			for _, p := range x {
				h = (h*31 + p.v) % 1000003
			}
			return h
		}
		x := append([]pair(nil), a...)
		sort.Sort(pairs(x))
		y := append([]pair(nil), a...)
		sort.Slice(y, func(i, j int) bool { return y[i].k < y[j].k })
		z := append([]pair(nil), a...)
		sort.Stable(pairs(z))
		w := append([]pair(nil), a...)
		sort.SliceStable(w, func(i, j int) bool { return w[i].k > w[j].k })
		fmt.Println(n, sum(x), sum(y), sum(z), sum(w), sort.IsSorted(pairs(x)), sort.SliceIsSorted(w, func(i, j int) bool { return w[i].k > w[j].k }))
	}
	ss := []string{"b", "", "aa", "a", "世"}
	sort.Strings(ss)
	fs := []float64{2, -1, 0.5, 1e300, -5}
	sort.Float64s(fs)
	is := []int{3, 1, 2}
	sort.Sort(sort.Reverse(sort.IntSlice(is)))
	fmt.Printf("%q %v %v %v %v\n", ss, fs, is, sort.SearchInts([]int{1, 3, 5}, 3), sort.Search(100, func(i int) bool { return i*i >= 50 }))
	fmt.Println(sort.Find(3, func(i int) int { return 1 - i }))
	try(func() { sort.Slice(5, nil) })
	// Containers.
	h := &intHeap{5, 2, 8, 3}
	heap.Init(h)
	heap.Push(h, 1)
	(*h)[2] = 0
	heap.Fix(h, 2)
	fmt.Print(heap.Remove(h, 1), ":")
	for h.Len() > 0 {
		fmt.Print(" ", heap.Pop(h))
	}
	l := list.New()
	e4 := l.PushBack(4)
	e1 := l.PushFront(1)
	l.InsertBefore(3, e4)
	l.InsertAfter(2, e1)
	l.MoveToFront(e4)
	l.PushBackList(l)
	l.Remove(e1)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(" ", e.Value)
	}
	ri := ring.New(5)
	for i := 0; i < ri.Len(); i++ {
		ri.Value = i
		ri = ri.Next()
	}
	ri.Unlink(2)
	ri.Do(func(v any) { fmt.Print(" r", v) })
	fmt.Println()
}
