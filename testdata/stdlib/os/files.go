// Files, directories, the environment and the texts of errors.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

func main() {
	dir, err := os.MkdirTemp("", "vole*test")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	show := func(err error) {
		if err == nil {
			fmt.Println("ok")
			return
		}
		fmt.Println(strings.ReplaceAll(err.Error(), dir, "DIR"), errors.Is(err, fs.ErrNotExist), os.IsNotExist(err), os.IsExist(err), errors.Is(err, fs.ErrExist))
	}
	name := dir + "/a.txt"
	show(os.WriteFile(name, []byte("hello\nworld\n"), 0644))
	b, err := os.ReadFile(name)
	fmt.Printf("%q %v\n", b, err)
	_, err = os.ReadFile(dir + "/none")
	show(err)
	_, err = os.Open(dir + "/none")
	show(err)
	show(os.Mkdir(dir, 0777))
	show(os.MkdirAll(dir+"/x/y/z", 0755))
	show(os.Remove(dir + "/x"))
	show(os.Rename(name, dir+"/b.txt"))
	show(os.Rename(name, dir+"/c.txt"))
	show(os.Symlink("b.txt", dir+"/link"))
	l, err := os.Readlink(dir + "/link")
	fmt.Println(l, err)
	fi, err := os.Stat(dir + "/link")
	fmt.Println(fi.Name(), fi.Size(), fi.Mode(), fi.IsDir(), err)
	fi, _ = os.Lstat(dir + "/link")
	fmt.Println(fi.Mode().Type(), fi.Mode()&fs.ModeSymlink != 0)
	list, err := os.ReadDir(dir)
	for _, e := range list {
		fmt.Println(e.Name(), e.IsDir(), e.Type())
	}
	f, err := os.OpenFile(dir+"/b.txt", os.O_RDWR|os.O_APPEND, 0)
	show(err)
	fmt.Fprintf(f, "more %d\n", 5)
	f.Seek(6, io.SeekStart)
	s := bufio.NewScanner(f)
	for s.Scan() {
		fmt.Println(s.Text())
	}
	p := make([]byte, 5)
	n, err := f.ReadAt(p, 0)
	fmt.Println(n, string(p), err)
	n, err = f.ReadAt(p, 17)
	fmt.Println(n, err)
	_, err = f.WriteAt(p, 0)
	fmt.Println(err)
	show(f.Close())
	show(f.Close())
	_, err = f.Read(p)
	show(err)
	var none *os.File
	fmt.Println(none.Close())
	r, w, err := os.Pipe()
	go func() { w.WriteString("through the pipe"); w.Close() }()
	b, err = io.ReadAll(r)
	fmt.Println(string(b), err)
	os.Setenv("VOLE_X", "1")
	v, ok := os.LookupEnv("VOLE_X")
	fmt.Println(os.Getenv("VOLE_X"), v, ok, os.ExpandEnv("a${VOLE_X}b$VOLE_X-$$"), os.Expand("${a} $b ${} $", func(s string) string { return "<" + s + ">" }))
	os.Unsetenv("VOLE_X")
	_, ok = os.LookupEnv("VOLE_X")
	fmt.Println(ok, os.Setenv("", "x"))
	err = fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		fmt.Println(path, d.IsDir(), err)
		return nil
	})
	fmt.Println(err)
	m, err := fs.Glob(os.DirFS(dir), "*.txt")
	fmt.Println(m, err)
	show(os.Chdir(dir))
	wd, err := os.Getwd()
	fmt.Println(strings.HasSuffix(wd, dir), err)
	show(os.RemoveAll(dir))
	_, err = os.Stat(dir)
	show(err)
	var pe *fs.PathError
	fmt.Println(errors.As(err, &pe), pe.Op, pe.Err)
	fmt.Fprintln(os.Stderr, "not in the golden output")
	defer fmt.Println("not printed")
	os.Exit(0)
}
