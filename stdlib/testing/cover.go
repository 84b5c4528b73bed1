package testing

import (
	"fmt"
	"os"
	"sort"
	"sync/atomic"
)

// CoverBlock is where a counter counts.
type CoverBlock struct {
	Line0 uint32
	Col0  uint16
	Line1 uint32
	Col1  uint16
	Stmts uint16
}

// Cover is what the program `vole test -cover` makes counts with, by file.
type Cover struct {
	Mode            string
	Counters        map[string][]uint32
	Blocks          map[string][]CoverBlock
	CoveredPackages string
}

var cover Cover

// RegisterCover is called by that program.
func RegisterCover(c Cover) { cover = c }

// CoverMode is set, count or atomic; "" without -cover.
func CoverMode() string { return cover.Mode }

// Coverage is how many of the blocks ran so far, from 0 to 1.
func Coverage() float64 {
	var n, d int64
	for _, counters := range cover.Counters {
		for i := range counters {
			if atomic.LoadUint32(&counters[i]) > 0 {
				n++
			}
			d++
		}
	}
	if d == 0 {
		return 0
	}
	return float64(n) / float64(d)
}

func coverFailed(err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "testing: %s\n", err)
		os.Exit(2)
	}
}

// coverReport prints the percentage and writes the profile, files in the order of their names.
func coverReport() {
	var f *os.File
	if *coverProfile != "" {
		var err error
		f, err = os.Create(toOutputDir(*coverProfile))
		coverFailed(err)
		fmt.Fprintf(f, "mode: %s\n", cover.Mode)
	}
	var names []string
	for name := range cover.Counters {
		names = append(names, name)
	}
	sort.Strings(names)
	var active, total int64
	for _, name := range names {
		counts := cover.Counters[name]
		for i, b := range cover.Blocks[name] {
			total += int64(b.Stmts)
			n := atomic.LoadUint32(&counts[i])
			if n > 0 {
				active += int64(b.Stmts)
			}
			if f != nil {
				_, err := fmt.Fprintf(f, "%s:%d.%d,%d.%d %d %d\n", name, b.Line0, b.Col0, b.Line1, b.Col1, b.Stmts, n)
				coverFailed(err)
			}
		}
	}
	if f != nil {
		coverFailed(f.Close())
	}
	if total == 0 {
		fmt.Println("coverage: [no statements]")
		return
	}
	fmt.Printf("coverage: %.1f%% of statements%s\n", 100*float64(active)/float64(total), cover.CoveredPackages)
}
