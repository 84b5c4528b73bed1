package bench

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

var sink []byte

func BenchmarkPlain(b *testing.B) {
	n := 0
	for i := 0; i < b.N; i++ {
		n += i
	}
}

func BenchmarkAllocs(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		sink = make([]byte, 64)
	}
}

func BenchmarkBytes(b *testing.B) {
	src := make([]byte, 1<<10)
	b.SetBytes(int64(len(src)))
	for i := 0; i < b.N; i++ {
		sink = append(sink[:0], src...)
	}
}

func BenchmarkSub(b *testing.B) {
	for _, n := range []int{1, 10} {
		b.Run(fmt.Sprintf("size=%d", n), func(b *testing.B) {
			b.Run("deep", func(b *testing.B) {
				for i := 0; i < b.N; i++ {
					strings.Repeat("x", n)
				}
			})
		})
	}
	b.Run("a much longer name than all of the others", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
		}
	})
}

func BenchmarkMetric(b *testing.B) {
	b.ReportMetric(float64(b.N)*0+12.5, "apples/op")
	b.ReportMetric(3, "zebras")
	b.ReportMetric(0.00012345, "small")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkLog(b *testing.B) { b.Log("once"); b.Logf("twice %d", 2) }

func BenchmarkSkip(b *testing.B) { b.Skip("not today") }

func BenchmarkTimer(b *testing.B) {
	b.StopTimer()
	b.StartTimer()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
	}
}

func BenchmarkParallel(b *testing.B) {
	b.SetParallelism(2)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
		}
	})
}

func BenchmarkFail(b *testing.B) {
	b.Error("it is wrong")
	b.Fatal(errors.New("stop"))
}

func FuzzBytes(f *testing.F) {
	f.Add([]byte("seed"))
	f.Cleanup(func() { fmt.Println("cleaned") })
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte("bad")) {
			t.Errorf("bad: %q", b)
		}
	})
}

func FuzzTypes(f *testing.F) {
	f.Add(true, byte(1), 'x', float32(1.5), 2.5, int8(-3), uint16(7), "s")
	f.Fuzz(func(t *testing.T, a bool, b byte, r rune, f32 float32, f64 float64, i int8, u uint16, s string) {
		t.Log(a, b, r, f32, f64, i, u, s)
		t.Run("inner", func(t *testing.T) {})
	})
}

func FuzzBad(f *testing.F) {
	f.Fuzz(func(t *testing.T, n int, s string) { t.Log(n, s) })
}

func FuzzSilent(f *testing.F) {}

func FuzzSkip(f *testing.F) { f.Skip("nothing to do") }

func FuzzFail(f *testing.F) {
	f.Error("before")
	f.Fuzz(func(t *testing.T, s string) { t.Log("never") })
}

func FuzzMismatch(f *testing.F) {
	f.Add("one")
	f.Fuzz(func(t *testing.T, s string, n int) {})
}

func FuzzParallel(f *testing.F) {
	f.Add("one")
	f.Fuzz(func(t *testing.T, s string) { t.Parallel() })
}

func TestResult(t *testing.T) {
	r := testing.BenchmarkResult{N: 100, T: 12345678, Bytes: 10, MemAllocs: 250, MemBytes: 12345, Extra: map[string]float64{"x/op": 1e6}}
	fmt.Println(r.String(), r.MemString(), r.NsPerOp(), r.AllocsPerOp(), r.AllocedBytesPerOp())
}

func TestAllocsPerRun(t *testing.T) {
	if n := testing.AllocsPerRun(10, func() { sink = make([]byte, 100) }); n != 1 {
		t.Errorf("%v allocations", n)
	}
}
