// This program is vole fmt: the layout is that of Go's own go/printer, loaded from Go's sources.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/printer"
	"go/scanner"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

var list, diffs, write bool

// What gofmt sets: tabs of eight columns to indent, spaces to align, number literals in one spelling (a bit that
// go/printer leaves unnamed).
var layout = printer.Config{Mode: printer.UseSpaces | printer.TabIndent | 1<<30, Tabwidth: 8}

var status = 0

func fail(err error) {
	scanner.PrintError(os.Stderr, err)
	status = 2
}

// layOut formats a file. Standard input may also be a part of one: declarations or statements.
func layOut(name string, text []byte, part bool) ([]byte, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		if part && strings.Contains(err.Error(), "expected 'package'") {
			return format.Source(text)
		}
		return nil, err
	}
	ast.SortImports(set, file)
	var out bytes.Buffer
	err = layout.Fprint(&out, set, file)
	return out.Bytes(), err
}

func report(name string, text, done []byte, perm fs.FileMode) error {
	if !list && !diffs && !write {
		_, err := os.Stdout.Write(done)
		return err
	}
	if bytes.Equal(text, done) {
		return nil
	}
	if list {
		fmt.Println(name)
	}
	if write {
		if err := replace(name, text, done, perm); err != nil {
			return err
		}
	}
	if diffs {
		os.Stdout.Write(unified(name+".orig", text, name, done))
	}
	return nil
}

// replace writes the file in place, so that links to it stay; the old text stands beside it meanwhile.
func replace(name string, old, text []byte, perm fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".")
	if err != nil {
		return err
	}
	f.Chmod(perm)
	_, err = f.Write(old)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.WriteFile(name, text, perm)
		if err != nil {
			os.Rename(f.Name(), name)
			return err
		}
	}
	os.Remove(f.Name())
	return err
}

// A file on its way: laid out by a goroutine of its own, reported in the order of the command line.
type job struct {
	name       string
	perm       fs.FileMode
	text, done []byte
	err        error
	ready      chan bool
}

var (
	queue   = make(chan *job, 64)
	working = make(chan bool, runtime.GOMAXPROCS(0))
	drained = make(chan bool)
)

func add(name string, perm fs.FileMode, err error) {
	j := &job{name: name, perm: perm, err: err, ready: make(chan bool)}
	queue <- j
	if err != nil {
		close(j.ready)
		return
	}
	working <- true
	go func() {
		if j.text, j.err = os.ReadFile(name); j.err == nil {
			j.done, j.err = layOut(name, j.text, false)
		}
		<-working
		close(j.ready)
	}()
}

func reportAll() {
	for j := range queue {
		<-j.ready
		if j.err == nil {
			j.err = report(j.name, j.text, j.done, j.perm)
		}
		if j.err != nil {
			fail(j.err)
		}
	}
	close(drained)
}

func all(root string) {
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			add(path, 0, err)
			return nil
		}
		if d.IsDir() || strings.HasPrefix(d.Name(), ".") || !strings.HasSuffix(d.Name(), ".go") {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			add(path, 0, err)
			return nil
		}
		add(path, info.Mode().Perm(), nil)
		return nil
	})
}

func main() {
	var names []string
	for _, a := range os.Args[1:] {
		switch a {
		case "-l":
			list = true
		case "-d":
			diffs = true
		case "-w":
			write = true
		default:
			names = append(names, a)
		}
	}
	if len(names) == 0 {
		if write {
			fmt.Fprintln(os.Stderr, "vole: fmt: -w needs files, standard input cannot be written to")
			os.Exit(2)
		}
		text, err := io.ReadAll(os.Stdin)
		if err == nil {
			var done []byte
			if done, err = layOut("<standard input>", text, true); err == nil {
				err = report("<standard input>", text, done, 0)
			}
		}
		if err != nil {
			fail(err)
		}
	}
	go reportAll()
	for _, name := range names {
		switch info, err := os.Stat(name); {
		case err != nil:
			add(name, 0, err)
		case info.IsDir():
			all(name)
		default:
			add(name, info.Mode().Perm(), nil)
		}
	}
	close(queue)
	<-drained
	os.Exit(status)
}

// ---- differences

type pair struct{ x, y int }

func lines(text []byte) []string {
	l := strings.SplitAfter(string(text), "\n")
	if l[len(l)-1] == "" {
		return l[:len(l)-1]
	}
	l[len(l)-1] += "\n\\ No newline at end of file\n"
	return l
}

// anchors finds the longest run of lines that occur once in each text and stand in the same order there: what a reader, too,
// takes for the same place. The ends of both texts are added.
func anchors(a, b []string) []pair {
	type place struct{ countA, countB, a, b int }
	at := map[string]*place{}
	for i, s := range a {
		if at[s] == nil {
			at[s] = &place{}
		}
		at[s].countA++
		at[s].a = i
	}
	for i, s := range b {
		if at[s] == nil {
			at[s] = &place{}
		}
		at[s].countB++
		at[s].b = i
	}
	var same []pair
	for i, s := range a {
		if p := at[s]; p.countA == 1 && p.countB == 1 {
			same = append(same, pair{i, p.b})
		}
	}
	// Longest increasing subsequence by y: last[k] ends the best run of k+1 pairs.
	var last []int
	before := make([]int, len(same))
	for i, p := range same {
		k := sort.Search(len(last), func(k int) bool { return same[last[k]].y >= p.y })
		before[i] = -1
		if k > 0 {
			before[i] = last[k-1]
		}
		if k == len(last) {
			last = append(last, i)
		} else {
			last[k] = i
		}
	}
	out := make([]pair, len(last)+2)
	out[len(last)+1] = pair{len(a), len(b)}
	if len(last) > 0 {
		i := last[len(last)-1]
		for k := len(last); k > 0; k-- {
			out[k] = same[i]
			i = before[i]
		}
	}
	out[0] = pair{-1, -1}
	return out
}

// unified shows the differences in the form of diff -u, three lines around each.
func unified(nameA string, textA []byte, nameB string, textB []byte) []byte {
	const around = 3
	a, b := lines(textA), lines(textB)
	var out, body bytes.Buffer
	fmt.Fprintf(&out, "diff %s %s\n--- %s\n+++ %s\n", nameA, nameB, nameA, nameB)
	var start, count, done pair // of the piece being gathered; what is behind us
	put := func(sign byte, l []string) {
		for _, s := range l {
			body.WriteByte(sign)
			body.WriteString(s)
			if sign != '+' {
				count.x++
			}
			if sign != '-' {
				count.y++
			}
		}
	}
	for _, m := range anchors(a, b) {
		if m.x >= 0 && m.x < done.x || m.x < 0 {
			continue // inside a run of equal lines already passed
		}
		// The equal lines around the anchor.
		from, to := m, m
		for from.x > done.x && from.y > done.y && a[from.x-1] == b[from.y-1] {
			from.x--
			from.y--
		}
		for to.x < len(a) && to.y < len(b) && a[to.x] == b[to.y] {
			to.x++
			to.y++
		}
		put('-', a[done.x:from.x])
		put('+', b[done.y:from.y])
		// With fewer equal lines than two pieces would show around themselves, the piece goes on.
		end := to.x >= len(a) && to.y >= len(b)
		if n := to.x - from.x; !end && (n < around || n < 2*around && body.Len() > 0) {
			put(' ', a[from.x:to.x])
			done = to
			continue
		}
		if body.Len() > 0 {
			n := min(to.x-from.x, around)
			put(' ', a[from.x:from.x+n])
			s := start
			if count.x > 0 {
				s.x++
			}
			if count.y > 0 {
				s.y++
			}
			fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", s.x, count.x, s.y, count.y)
			out.Write(body.Bytes())
			body.Reset()
			count = pair{}
		}
		if end {
			break
		}
		n := min(to.x-from.x, around)
		start = pair{to.x - n, to.y - n}
		put(' ', a[start.x:to.x])
		done = to
	}
	return out.Bytes()
}
