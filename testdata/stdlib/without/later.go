// run -oracle=no -env=GOROOT=/nonexistent

// As all.go: packages that Go 1.19 has not.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"unique"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	fmt.Println(slices.Sorted(maps.Keys(map[string]int{"b": 1, "a": 2})), cmp.Compare(1, 2), slices.Collect(count(3)), min(2, 1, 3))
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errors.Join(errors.New("one"), errors.New("two")))
	fmt.Println(context.Cause(ctx))
	before, after, ok := strings.Cut("k=v", "=")
	fmt.Println(before, after, ok, string(fmt.Appendf(nil, "%d", 5)), sync.OnceValue(func() int { return 7 })())
	fmt.Println(rand.New(rand.NewPCG(1, 2)).IntN(1000), unique.Make("a") == unique.Make("a"))
	slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(g []string, a slog.Attr) slog.Attr {
		if a.Key == "time" {
			return slog.Attr{}
		}
		return a
	}})).Info("msg", "k", 1)
}
