package withmain

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var order []string

func TestMain(m *testing.M) {
	fmt.Println("before")
	code := m.Run()
	fmt.Println("after", order)
	os.Exit(code)
}

func TestCleanup(t *testing.T) {
	t.Cleanup(func() { order = append(order, "first") })
	t.Cleanup(func() { order = append(order, "second") })
	t.Setenv("VOLE_GOTEST", "x")
	if os.Getenv("VOLE_GOTEST") != "x" {
		t.Error("Setenv")
	}
	d := t.TempDir()
	if err := os.WriteFile(filepath.Join(d, "f"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestNested(t *testing.T) {
	if os.Getenv("VOLE_GOTEST") != "" {
		t.Error("Setenv outlives its test")
	}
	t.Run("a", func(t *testing.T) {
		t.Run("b", func(t *testing.T) {
			t.Log("deep")
			t.Run("", func(t *testing.T) { t.Skipf("skip %d", 1) })
			t.Run("c/d", func(t *testing.T) {})
		})
	})
}

func FuzzLen(f *testing.F) {
	f.Add("abc", 3)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if len(s) != n {
			t.Errorf("len(%q) = %d", s, len(s))
		}
	})
}

func ExampleLines() {
	fmt.Println("b")
	fmt.Println("a")
	// Unordered output:
	// a
	// b
}
