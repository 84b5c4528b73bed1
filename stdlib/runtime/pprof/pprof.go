// Package pprof keeps the interface of Go's profiling. The profile of
// goroutines is real; the others are empty: nothing is sampled.
package pprof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sort"
	"sync"
)

// A Profile is a collection of stacks.
type Profile struct {
	name string
	mu   sync.Mutex
	held map[any]int
}

var profiles struct {
	sync.Mutex
	m map[string]*Profile
}

// all returns the table of profiles; profiles is locked.
func all() map[string]*Profile {
	if profiles.m == nil {
		profiles.m = make(map[string]*Profile)
		for _, name := range []string{"goroutine", "threadcreate", "heap", "allocs", "block", "mutex"} {
			profiles.m[name] = &Profile{name: name}
		}
	}
	return profiles.m
}

// NewProfile makes a profile of that name.
func NewProfile(name string) *Profile {
	profiles.Lock()
	defer profiles.Unlock()
	if name == "" {
		panic("pprof: NewProfile with empty name")
	}
	if all()[name] != nil {
		panic("pprof: NewProfile name already in use: " + name)
	}
	p := &Profile{name: name}
	profiles.m[name] = p
	return p
}

// Lookup returns the profile of that name, or nil.
func Lookup(name string) *Profile {
	profiles.Lock()
	defer profiles.Unlock()
	return all()[name]
}

// Profiles returns all profiles sorted by name.
func Profiles() []*Profile {
	profiles.Lock()
	defer profiles.Unlock()
	var list []*Profile
	for _, p := range all() {
		list = append(list, p)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	return list
}

// Name returns the name of p.
func (p *Profile) Name() string { return p.name }

// Count returns the number of stacks in p.
func (p *Profile) Count() int {
	if p.name == "goroutine" {
		return runtime.NumGoroutine()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.held)
}

// Add puts value into p.
func (p *Profile) Add(value any, skip int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held == nil {
		p.held = make(map[any]int)
	}
	if _, ok := p.held[value]; ok {
		panic("pprof: Profile.Add of duplicate value")
	}
	p.held[value] = skip
}

// Remove takes value out of p.
func (p *Profile) Remove(value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.held, value)
}

// WriteTo writes p as text.
func (p *Profile) WriteTo(w io.Writer, debug int) error {
	if p.name == "goroutine" {
		buf := make([]byte, 1<<16)
		for {
			n := runtime.Stack(buf, true)
			if n < len(buf) {
				_, err := w.Write(buf[:n])
				return err
			}
			buf = make([]byte, 2*len(buf))
		}
	}
	_, err := fmt.Fprintf(w, "%s profile: total %d\n", p.name, p.Count())
	return err
}

// WriteHeapProfile writes the heap's profile.
func WriteHeapProfile(w io.Writer) error { return Lookup("heap").WriteTo(w, 0) }

var cpu struct {
	sync.Mutex
	on bool
}

// StartCPUProfile only remembers that it was called: nothing is sampled.
func StartCPUProfile(w io.Writer) error {
	cpu.Lock()
	defer cpu.Unlock()
	if cpu.on {
		return errors.New("cpu profiling already in use")
	}
	cpu.on = true
	return nil
}

// StopCPUProfile undoes StartCPUProfile.
func StopCPUProfile() {
	cpu.Lock()
	cpu.on = false
	cpu.Unlock()
}

// A LabelSet is a set of labels.
type LabelSet struct {
	m map[string]string
}

type labelKey struct{}

// Labels makes a LabelSet of keys and values.
func Labels(args ...string) LabelSet {
	if len(args)%2 != 0 {
		panic("uneven number of arguments to pprof.Labels")
	}
	m := make(map[string]string)
	for i := 0; i < len(args); i += 2 {
		m[args[i]] = args[i+1]
	}
	return LabelSet{m}
}

func labelsOf(ctx context.Context) map[string]string {
	m, _ := ctx.Value(labelKey{}).(map[string]string)
	return m
}

// WithLabels returns a child of ctx with labels added.
func WithLabels(ctx context.Context, labels LabelSet) context.Context {
	m := make(map[string]string)
	for k, v := range labelsOf(ctx) {
		m[k] = v
	}
	for k, v := range labels.m {
		m[k] = v
	}
	return context.WithValue(ctx, labelKey{}, m)
}

// Label returns the value of a label of ctx.
func Label(ctx context.Context, key string) (string, bool) {
	v, ok := labelsOf(ctx)[key]
	return v, ok
}

// ForLabels calls f for the labels of ctx until it returns false.
func ForLabels(ctx context.Context, f func(key, value string) bool) {
	for k, v := range labelsOf(ctx) {
		if !f(k, v) {
			return
		}
	}
}

// SetGoroutineLabels does nothing: no profile shows labels.
func SetGoroutineLabels(ctx context.Context) {}

// Do calls f with labels added to ctx.
func Do(ctx context.Context, labels LabelSet, f func(context.Context)) {
	f(WithLabels(ctx, labels))
}
