// run

// A function whose text is said to come from several files.
package main

import (
	"fmt"
	"path/filepath"
	"runtime"
)

func at() string {
	_, file, line, ok := runtime.Caller(1)
	return fmt.Sprint(file, ":", line, " ", ok)
}

func main() {
//line /foo/bar.go:123
	fmt.Println(at())
//line /other/file.go:7
	fmt.Println(at())
	fmt.Println(at())
//line rel.go:1
	a, b := at() /*line /in/side.go:44*/, at()
	fmt.Println(a, b)
//line :9
	fmt.Println(at())
//line gen.y:10:5
	fmt.Println(at())
//line :20:5
	fmt.Println(at())
	func() {
//line /lit.go:3
		fmt.Println(at())
	}()
	f := runtime.FuncForPC(pc())
	file, line := f.FileLine(f.Entry())
	fmt.Println(filepath.Base(file), line)
}

func pc() uintptr {
	pc, _, _, _ := runtime.Caller(1)
	return pc
}
