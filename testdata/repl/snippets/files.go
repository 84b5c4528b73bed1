package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

func check(e error) {
	if e != nil {
		panic(e)
	}
}

func main() {
	dir, err := os.MkdirTemp("", "snippet")
	check(err)
	path := filepath.Join(dir, "dat1")
	err = os.WriteFile(path, []byte("hello\ngo\n"), 0644)
	check(err)
	dat, err := os.ReadFile(path)
	check(err)
	fmt.Print(string(dat))
	f, err := os.Open(path)
	check(err)
	b1 := make([]byte, 5)
	n1, err := f.Read(b1)
	check(err)
	fmt.Printf("%d bytes: %s\n", n1, string(b1[:n1]))
	_, err = f.Seek(6, 0)
	check(err)
	scanner := bufio.NewScanner(f)
	for scanner.Scan() {
		fmt.Println(scanner.Text())
	}
	err = f.Close()
	check(err)
	_, err = os.Stat(filepath.Join(dir, "none"))
	fmt.Println(os.IsNotExist(err))
	err = os.RemoveAll(dir)
	check(err)
}
