package helper

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func outer(t *testing.T, s string) {
	t.Helper()
	inner(t, s)
}

func inner(t *testing.T, s string) {
	t.Helper()
	t.Error(s)
}

func plain(t *testing.T, s string) { t.Error(s) }

func TestHelper(t *testing.T) {
	outer(t, "from outer")
	inner(t, "from inner")
	plain(t, "from plain")
	func() {
		t.Helper()
		t.Log("from a literal")
	}()
	t.Run("sub", func(t *testing.T) {
		t.Helper()
		t.Error("in a helper that is a subtest")
		outer(t, "several\nlines\n\nlast\n")
	})
	t.Cleanup(func() {
		t.Helper()
		t.Error("in a cleanup")
		inner(t, "in a cleanup's helper")
	})
}

func TestNames(t *testing.T) {
	for _, n := range []string{"", "", "a b", "a b", "a_b#01", "ü\x00\u2028", "a/b", "#00", "x", "x#01", "x"} {
		t.Run(n, func(t *testing.T) { fmt.Println(t.Name()) })
	}
}

func TestTempDir(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	if filepath.Dir(a) != filepath.Dir(b) || !strings.HasSuffix(a, "001") || !strings.HasSuffix(b, "002") {
		t.Error(a, b)
	}
	t.Run(`odd "name"*/here`, func(t *testing.T) {
		if !strings.Contains(t.TempDir(), "TestTempDirodd_namehere") {
			t.Error(t.TempDir())
		}
	})
	t.Cleanup(func() {
		if _, err := os.Stat(a); err != nil {
			t.Error("gone too early")
		}
	})
}

func TestSetenv(t *testing.T) {
	os.Setenv("GOTEST_A", "old")
	t.Run("set", func(t *testing.T) {
		t.Setenv("GOTEST_A", "new")
		t.Setenv("GOTEST_B", "new")
	})
	if v, ok := os.LookupEnv("GOTEST_B"); os.Getenv("GOTEST_A") != "old" || ok {
		t.Error(v)
	}
	t.Run("parallel", func(t *testing.T) {
		defer func() { t.Log(recover()) }()
		t.Setenv("GOTEST_A", "x")
		t.Parallel()
	})
	t.Run("twice", func(t *testing.T) {
		defer func() { t.Log(recover()) }()
		t.Parallel()
		t.Parallel()
	})
	t.Run("empty", func(t *testing.T) { t.Setenv("", "x") })
}

func TestOrder(t *testing.T) {
	t.Cleanup(func() { t.Log("cleanup 1") })
	t.Cleanup(func() {
		t.Log("cleanup 2")
		t.Cleanup(func() { t.Log("cleanup of a cleanup") })
	})
	t.Run("sub", func(t *testing.T) {
		t.Cleanup(func() { t.Log("sub's cleanup") })
		defer t.Log("deferred")
		t.FailNow()
	})
	t.Log("after")
}

func TestSkips(t *testing.T) {
	t.Run("now", func(t *testing.T) { t.SkipNow() })
	t.Run("failed", func(t *testing.T) {
		t.Error("first")
		t.Skip("then")
	})
	if testing.Short() {
		t.Skip("short")
	}
	t.Log(testing.Verbose(), t.Failed(), t.Skipped())
}

func TestLate(t *testing.T) {
	var sub *testing.T
	t.Run("done", func(t *testing.T) { sub = t })
	sub.Log("to the parent")
	defer func() { t.Log(recover()) }()
	sub.Fail()
}

func TestCwd(t *testing.T) {
	dir, err := os.Getwd()
	t.Log(filepath.Base(dir), err, filepath.Base(os.Getenv("PWD")))
	var b [1]byte
	n, err := os.Stdin.Read(b[:])
	t.Log(n, err)
}

func TestDeadline(t *testing.T) {
	_, ok := t.Deadline()
	t.Log(ok)
}
