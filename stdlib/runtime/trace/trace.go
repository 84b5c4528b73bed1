// Package trace keeps the interface of Go's execution tracer. No events are
// recorded.
package trace

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
)

var on atomic.Bool

// Start only remembers that it was called.
func Start(w io.Writer) error {
	if !on.CompareAndSwap(false, true) {
		return errors.New("tracing is already enabled")
	}
	return nil
}

// Stop undoes Start.
func Stop() { on.Store(false) }

// IsEnabled reports whether Start was called.
func IsEnabled() bool { return on.Load() }

// A Task groups regions.
type Task struct{}

// NewTask returns a task and a child of pctx that carries it.
func NewTask(pctx context.Context, taskType string) (ctx context.Context, task *Task) {
	return pctx, &Task{}
}

// End ends t.
func (t *Task) End() {}

// A Region is a stretch of a goroutine's time.
type Region struct{}

// StartRegion begins a region.
func StartRegion(ctx context.Context, regionType string) *Region { return &Region{} }

// End ends r.
func (r *Region) End() {}

// WithRegion calls fn in a region.
func WithRegion(ctx context.Context, regionType string, fn func()) { fn() }

// Log and Logf would record a message.
func Log(ctx context.Context, category, message string) {}

func Logf(ctx context.Context, category, format string, args ...any) {}
