package slog

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind tells what a Value holds.
type Kind int

const (
	KindAny Kind = iota
	KindBool
	KindDuration
	KindFloat64
	KindInt64
	KindString
	KindTime
	KindUint64
	KindGroup
	KindLogValuer
)

// String gives the kind's name.
func (k Kind) String() string {
	if k >= 0 && k <= KindLogValuer {
		return [...]string{"Any", "Bool", "Duration", "Float64", "Int64", "String", "Time", "Uint64", "Group", "LogValuer"}[k]
	}
	return "<unknown slog.Kind>"
}

// kind marks Values whose number is in num. The type is private, so that no user value can look like it.
type kind Kind

// timeTime is a time that does not fit into nanoseconds of 64 bits, or any local time's location.
type timeTime time.Time

type timeLocation *time.Location

// A Value is any Go value; small ones are held without allocation.
type Value struct {
	_   [0]func() // no ==
	num uint64
	any any
}

// Kind tells what v holds.
func (v Value) Kind() Kind {
	switch x := v.any.(type) {
	case kind:
		return Kind(x)
	case string:
		return KindString
	case timeLocation, timeTime:
		return KindTime
	case []Attr:
		return KindGroup
	case LogValuer:
		return KindLogValuer
	}
	return KindAny
}

func StringValue(value string) Value { return Value{any: value} }
func IntValue(v int) Value           { return Int64Value(int64(v)) }
func Int64Value(v int64) Value       { return Value{num: uint64(v), any: kind(KindInt64)} }
func Uint64Value(v uint64) Value     { return Value{num: v, any: kind(KindUint64)} }
func Float64Value(v float64) Value   { return Value{num: math.Float64bits(v), any: kind(KindFloat64)} }

func BoolValue(v bool) Value {
	u := uint64(0)
	if v {
		u = 1
	}
	return Value{num: u, any: kind(KindBool)}
}

// TimeValue gives a Value for v without its monotonic part.
func TimeValue(v time.Time) Value {
	if v.IsZero() {
		return Value{any: timeLocation(nil)}
	}
	nsec := v.UnixNano()
	if t := time.Unix(0, nsec); v.Equal(t) {
		return Value{num: uint64(nsec), any: timeLocation(v.Location())}
	}
	return Value{any: timeTime(v.Round(0))}
}

func DurationValue(v time.Duration) Value { return Value{num: uint64(v.Nanoseconds()), any: kind(KindDuration)} }

// GroupValue gives a Value that holds as; groups without attributes are left out.
func GroupValue(as ...Attr) Value {
	if slices.ContainsFunc(as, func(a Attr) bool { return a.Value.isEmptyGroup() }) {
		var kept []Attr
		for _, a := range as {
			if !a.Value.isEmptyGroup() {
				kept = append(kept, a)
			}
		}
		as = kept
	}
	return Value{any: append([]Attr(nil), as...)[:len(as):len(as)]}
}

// AnyValue gives a Value for v; basic kinds, times, durations and attributes get the kind that fits.
func AnyValue(v any) Value {
	switch v := v.(type) {
	case string:
		return StringValue(v)
	case int:
		return Int64Value(int64(v))
	case uint:
		return Uint64Value(uint64(v))
	case int64:
		return Int64Value(v)
	case uint64:
		return Uint64Value(v)
	case bool:
		return BoolValue(v)
	case time.Duration:
		return DurationValue(v)
	case time.Time:
		return TimeValue(v)
	case uint8:
		return Uint64Value(uint64(v))
	case uint16:
		return Uint64Value(uint64(v))
	case uint32:
		return Uint64Value(uint64(v))
	case uintptr:
		return Uint64Value(uint64(v))
	case int8:
		return Int64Value(int64(v))
	case int16:
		return Int64Value(int64(v))
	case int32:
		return Int64Value(int64(v))
	case float64:
		return Float64Value(v)
	case float32:
		return Float64Value(float64(v))
	case []Attr:
		return GroupValue(v...)
	case Kind:
		return Value{any: v}
	case Value:
		return v
	}
	return Value{any: v}
}

// Any gives v's value.
func (v Value) Any() any {
	switch v.Kind() {
	case KindGroup, KindLogValuer, KindAny, KindString:
		return v.any
	case KindInt64:
		return int64(v.num)
	case KindUint64:
		return v.num
	case KindFloat64:
		return v.float()
	case KindBool:
		return v.num == 1
	case KindDuration:
		return time.Duration(v.num)
	case KindTime:
		return v.time()
	}
	panic(fmt.Sprintf("bad kind: %s", v.Kind()))
}

// String gives v's text, whatever its kind.
func (v Value) String() string {
	if s, ok := v.any.(string); ok {
		return s
	}
	return string(v.append(nil))
}

func (v Value) must(k Kind) {
	if g := v.Kind(); g != k {
		panic(fmt.Sprintf("Value kind is %s, not %s", g, k))
	}
}

func (v Value) Int64() int64             { v.must(KindInt64); return int64(v.num) }
func (v Value) Uint64() uint64           { v.must(KindUint64); return v.num }
func (v Value) Bool() bool               { v.must(KindBool); return v.num == 1 }
func (v Value) Duration() time.Duration  { v.must(KindDuration); return time.Duration(v.num) }
func (v Value) Float64() float64         { v.must(KindFloat64); return v.float() }
func (v Value) Time() time.Time          { v.must(KindTime); return v.time() }
func (v Value) LogValuer() LogValuer     { return v.any.(LogValuer) }
func (v Value) float() float64           { return math.Float64frombits(v.num) }

// Group gives the attributes of a group.
func (v Value) Group() []Attr {
	if as, ok := v.any.([]Attr); ok {
		return as
	}
	panic("Group: bad kind")
}

func (v Value) time() time.Time {
	switch a := v.any.(type) {
	case timeLocation:
		if a == nil {
			return time.Time{}
		}
		return time.Unix(0, int64(v.num)).In(a)
	case timeTime:
		return time.Time(a)
	}
	panic(fmt.Sprintf("bad time type %T", v.any))
}

// Equal reports whether v and w have the same kind and equal values.
func (v Value) Equal(w Value) bool {
	k1, k2 := v.Kind(), w.Kind()
	if k1 != k2 {
		return false
	}
	switch k1 {
	case KindInt64, KindUint64, KindBool, KindDuration:
		return v.num == w.num
	case KindString:
		return v.any.(string) == w.any.(string)
	case KindFloat64:
		return v.float() == w.float()
	case KindTime:
		return v.time().Equal(w.time())
	case KindAny, KindLogValuer:
		return v.any == w.any
	case KindGroup:
		return slices.EqualFunc(v.Group(), w.Group(), Attr.Equal)
	}
	panic(fmt.Sprintf("bad kind: %s", k1))
}

func (v Value) isEmptyGroup() bool {
	as, ok := v.any.([]Attr)
	return ok && len(as) == 0
}

func (v Value) append(dst []byte) []byte {
	switch v.Kind() {
	case KindString:
		return append(dst, v.any.(string)...)
	case KindInt64:
		return strconv.AppendInt(dst, int64(v.num), 10)
	case KindUint64:
		return strconv.AppendUint(dst, v.num, 10)
	case KindFloat64:
		return strconv.AppendFloat(dst, v.float(), 'g', -1, 64)
	case KindBool:
		return strconv.AppendBool(dst, v.num == 1)
	case KindDuration:
		return append(dst, time.Duration(v.num).String()...)
	case KindTime:
		return append(dst, v.time().String()...)
	case KindGroup:
		return fmt.Append(dst, v.Group())
	}
	return fmt.Append(dst, v.any)
}

// LogValuer is implemented by values that turn themselves into another for logging.
type LogValuer interface {
	LogValue() Value
}

// Resolve calls LogValue until the result is no LogValuer. A panic becomes a value that tells of it.
func (v Value) Resolve() (rv Value) {
	orig := v
	defer func() {
		if r := recover(); r != nil {
			rv = AnyValue(fmt.Errorf("LogValue panicked\n%s", stack(3, 5)))
		}
	}()
	for i := 0; i < 100; i++ {
		if v.Kind() != KindLogValuer {
			return v
		}
		v = v.LogValuer().LogValue()
	}
	return AnyValue(fmt.Errorf("LogValue called too many times on Value of type %T", orig.Any()))
}

func stack(skip, n int) string {
	pcs := make([]uintptr, n)
	got := runtime.Callers(skip, pcs)
	if got == 0 {
		return "(no stack)"
	}
	frames := runtime.CallersFrames(pcs[:got])
	var b strings.Builder
	for i := 0; ; i++ {
		f, more := frames.Next()
		fmt.Fprintf(&b, "called from %s (%s:%d)\n", f.Function, f.File, f.Line)
		if !more {
			break
		}
		if i+1 >= n {
			b.WriteString("(rest of stack elided)\n")
			break
		}
	}
	return b.String()
}

// An Attr is a key with a value.
type Attr struct {
	Key   string
	Value Value
}

func String(key, value string) Attr               { return Attr{key, StringValue(value)} }
func Int64(key string, value int64) Attr          { return Attr{key, Int64Value(value)} }
func Int(key string, value int) Attr              { return Attr{key, IntValue(value)} }
func Uint64(key string, v uint64) Attr            { return Attr{key, Uint64Value(v)} }
func Float64(key string, v float64) Attr          { return Attr{key, Float64Value(v)} }
func Bool(key string, v bool) Attr                { return Attr{key, BoolValue(v)} }
func Time(key string, v time.Time) Attr           { return Attr{key, TimeValue(v)} }
func Duration(key string, v time.Duration) Attr   { return Attr{key, DurationValue(v)} }
func Any(key string, value any) Attr              { return Attr{key, AnyValue(value)} }
func (a Attr) Equal(b Attr) bool                  { return a.Key == b.Key && a.Value.Equal(b.Value) }
func (a Attr) String() string                     { return a.Key + "=" + a.Value.String() }
func (a Attr) isEmpty() bool                      { return a.Key == "" && a.Value.num == 0 && a.Value.any == nil }

// Group gives an attribute that holds others; args are as those of Logger.Log.
func Group(key string, args ...any) Attr { return Attr{key, GroupValue(argsToAttrs(args)...)} }
