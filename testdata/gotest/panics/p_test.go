package panics

import "testing"

func TestFirst(t *testing.T) { t.Log("quiet") }

func TestFatal(t *testing.T) {
	t.Fatalf("stop\nhere")
}

func TestErrors(t *testing.T) {
	t.Error("one", 1)
	t.Errorf("two %v", []int{2})
	t.Run("sub", func(t *testing.T) {
		t.Run("leaf", func(t *testing.T) { t.FailNow() })
	})
}
