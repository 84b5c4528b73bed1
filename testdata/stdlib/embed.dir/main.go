package main

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"testing/fstest"
)

//go:embed one.txt
var one string

//go:embed data/sub/b.bin
var bin []byte

//go:embed data one.txt
var files embed.FS

//go:embed data/*
var all embed.FS

type text string

//go:embed one.txt
var named text

var empty embed.FS

func main() {
	fmt.Printf("%q %q %q\n", one, bin, named)
	bin[0] = 'x'
	fmt.Printf("%q\n", bin)
	for _, f := range []embed.FS{files, all, empty} {
		fs.WalkDir(f, ".", func(path string, d fs.DirEntry, err error) error {
			fmt.Println(path, err)
			if err == nil {
				info, _ := d.Info()
				fmt.Println(d.Name(), d.IsDir(), info.Size(), info.Mode(), info.ModTime().IsZero())
			}
			return nil
		})
	}
	b, err := files.ReadFile("data/a.txt")
	fmt.Printf("%q %v\n", b, err)
	for _, name := range []string{"data", "nope", "data/", "../x", "/one.txt", "data/.hidden", "."} {
		_, err = files.ReadFile(name)
		fmt.Println(err)
		_, err = files.ReadDir(name)
		fmt.Println(err)
	}
	f, _ := files.Open("one.txt")
	s := f.(io.ReadSeeker)
	s.Seek(1, io.SeekStart)
	rest, err := io.ReadAll(s)
	fmt.Printf("%q %v\n", rest, err)
	_, err = s.Seek(-1, io.SeekStart)
	fmt.Println(err)
	fmt.Println(fs.Glob(files, "*/*"))
	fmt.Println(fstest.TestFS(files, "one.txt", "data/sub/b.bin"))
}
