package par

import (
	"sync/atomic"
	"testing"
	"time"
)

var running, most int32

func work(t *testing.T) {
	t.Parallel()
	n := atomic.AddInt32(&running, 1)
	for {
		m := atomic.LoadInt32(&most)
		if n <= m || atomic.CompareAndSwapInt32(&most, m, n) {
			break
		}
	}
	time.Sleep(5 * time.Millisecond)
	atomic.AddInt32(&running, -1)
}

func TestA(t *testing.T) { work(t) }
func TestB(t *testing.T) { work(t) }
func TestC(t *testing.T) {
	work(t)
	t.Error("in parallel")
}

func TestGroup(t *testing.T) {
	for _, name := range []string{"a", "b", "c", "d"} {
		t.Run(name, func(t *testing.T) { work(t) })
	}
	t.Log("before the parallel ones")
	t.Cleanup(func() {
		if running != 0 {
			t.Error("cleanup too early")
		}
	})
}

func TestSequential(t *testing.T) {
	if running != 0 {
		t.Error("not alone")
	}
	t.Log("most", most > 2)
}

func TestNested(t *testing.T) {
	t.Run("p", func(t *testing.T) {
		t.Parallel()
		t.Run("q", func(t *testing.T) {
			t.Parallel()
			t.Run("r", func(t *testing.T) { t.Parallel() })
		})
	})
}
