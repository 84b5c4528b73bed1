package main

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

var name = flag.String("name", "nobody", "whose `name`")

func TestMain(m *testing.M) {
	flag.Parse()
	fmt.Println("name", *name, flag.Args(), len(os.Args) > 1)
	m.Run()
}

func TestAnswer(t *testing.T) {
	if answer() != 42 {
		t.Fatal(answer())
	}
	defer func() { t.Log(recover()) }()
	main()
}
