package tp

import (
	"fmt"
	"testing"
)

func TestAdd(t *testing.T) {
	if Add(1, 2) != 3 {
		t.Fatal("bad")
	}
	t.Log("logged")
}

func check(t *testing.T, a int) {
	t.Helper()
	t.Errorf("wrong %d", a)
}

func TestBad(t *testing.T) {
	for _, n := range []string{"a b", "c", "c"} {
		t.Run(n, func(t *testing.T) {
			if n == "c" {
				check(t, 1)
			}
			t.Log(n)
		})
	}
	t.Skip("never")
}

func TestPar(t *testing.T) {
	for i := 0; i < 1; i++ {
		t.Run(fmt.Sprint(i), func(t *testing.T) { t.Parallel() })
	}
}

func TestSkip(t *testing.T) { t.Skip("why") }

func BenchmarkAdd(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Add(i, i)
	}
}

func ExampleAdd() {
	fmt.Println(Add(1, 2))
	// Output: 3
}

func ExampleAdd_bad() {
	fmt.Println(Add(1, 2))
	// Output:
	// 4
}
