package panics

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"testing"
)

func TestDeep(t *testing.T) {
	t.Log("logged before")
	t.Cleanup(func() { t.Log("cleaned") })
	t.Run("sub", func(t *testing.T) {
		var m map[string]int
		m["a"] = 1
	})
}

func TestError(t *testing.T) { panic(errors.New("an error")) }

func TestGoexit(t *testing.T) { runtime.Goexit() }

func TestParent(t *testing.T) {
	t.Run("sub", func(*testing.T) { t.FailNow() })
	t.Log("never")
}

func TestCleanup(t *testing.T) {
	t.Cleanup(func() { panic("in a cleanup") })
	t.Cleanup(func() { t.Log("runs all the same") })
}

func TestKill(t *testing.T) { syscall.Kill(syscall.Getpid(), syscall.SIGKILL) }

func TestGoroutine(t *testing.T) {
	done := make(chan int)
	go func() { panic(fmt.Sprintf("value %d", 1)) }()
	<-done
}

func ExamplePanic() {
	fmt.Println("some")
	panic("in an example")
	// Output: some
}

func FuzzPanic(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) { panic(n) })
}

func FuzzInside(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) { f.Log("wrong one") })
}
