package slog

import (
	"runtime"
	"slices"
	"time"
)

// A Record is an event: when, how heavy, from where, its message and attributes.
type Record struct {
	Time    time.Time
	Message string
	Level   Level
	PC      uintptr // of the caller; 0: unknown

	front  [5]Attr // most events have few attributes
	nFront int
	back   []Attr
}

// NewRecord makes a record without attributes.
func NewRecord(t time.Time, level Level, msg string, pc uintptr) Record {
	return Record{Time: t, Message: msg, Level: level, PC: pc}
}

// Clone gives a copy that shares nothing.
func (r Record) Clone() Record {
	r.back = slices.Clip(r.back)
	return r
}

// NumAttrs gives the number of attributes.
func (r Record) NumAttrs() int { return r.nFront + len(r.back) }

// Attrs calls f for each attribute, until f gives false.
func (r Record) Attrs(f func(Attr) bool) {
	for i := 0; i < r.nFront; i++ {
		if !f(r.front[i]) {
			return
		}
	}
	for _, a := range r.back {
		if !f(a) {
			return
		}
	}
}

// AddAttrs appends attributes; empty groups are left out.
func (r *Record) AddAttrs(attrs ...Attr) {
	for i, a := range attrs {
		if a.Value.isEmptyGroup() {
			continue
		}
		if r.nFront < len(r.front) {
			r.front[r.nFront] = a
			r.nFront++
			continue
		}
		if cap(r.back) > len(r.back) {
			// Another copy of the record may have appended to the same room.
			if end := r.back[:len(r.back)+1][len(r.back)]; !end.isEmpty() {
				r.back = append(slices.Clip(r.back), String("!BUG", "AddAttrs unsafely called on copy of Record made without using Record.Clone"))
			}
		}
		r.back = slices.Grow(r.back, len(attrs)-i)
		r.back = append(r.back, a)
	}
}

// Add appends attributes given as keys and values, as Logger.Log takes them.
func (r *Record) Add(args ...any) {
	var a Attr
	for len(args) > 0 {
		a, args = argsToAttr(args)
		r.AddAttrs(a)
	}
}

const badKey = "!BADKEY"

func argsToAttr(args []any) (Attr, []any) {
	switch x := args[0].(type) {
	case string:
		if len(args) == 1 {
			return String(badKey, x), nil
		}
		return Any(x, args[1]), args[2:]
	case Attr:
		return x, args[1:]
	}
	return Any(badKey, args[0]), args[1:]
}

func argsToAttrs(args []any) []Attr {
	var a Attr
	var attrs []Attr
	for len(args) > 0 {
		a, args = argsToAttr(args)
		attrs = append(attrs, a)
	}
	return attrs
}

// Source is a place in the program's text.
type Source struct {
	Function string `json:"function"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

func (s *Source) group() Value {
	var as []Attr
	if s.Function != "" {
		as = append(as, String("function", s.Function))
	}
	if s.File != "" {
		as = append(as, String("file", s.File))
	}
	if s.Line != 0 {
		as = append(as, Int("line", s.Line))
	}
	return GroupValue(as...)
}

func (r Record) source() *Source {
	f, _ := runtime.CallersFrames([]uintptr{r.PC}).Next()
	return &Source{Function: f.Function, File: f.File, Line: f.Line}
}
