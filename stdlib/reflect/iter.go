package reflect

import "iter"

// Seq returns what a range with one variable over v would yield.
func (v Value) Seq() iter.Seq[Value] {
	if v.IsValid() && v.Kind() == Func && v.Type().CanSeq() {
		return func(yield func(Value) bool) {
			f := MakeFunc(v.Type().In(0), func(in []Value) []Value {
				return []Value{ValueOf(yield(in[0]))}
			})
			v.Call([]Value{f})
		}
	}
	switch v.Kind() {
	case Int, Int8, Int16, Int32, Int64:
		return func(yield func(Value) bool) {
			for i, n := int64(0), v.Int(); i < n; i++ {
				if !yield(makeInt(0, uint64(i), v.typ_)) {
					return
				}
			}
		}
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return func(yield func(Value) bool) {
			for i, n := uint64(0), v.Uint(); i < n; i++ {
				if !yield(makeInt(0, i, v.typ_)) {
					return
				}
			}
		}
	case Array, Slice, Pointer:
		if v.Kind() == Pointer && v.typ_.elem.Kind() != Array {
			break
		}
		return func(yield func(Value) bool) {
			for i, n := 0, v.Len(); i < n; i++ {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case String:
		return func(yield func(Value) bool) {
			for i := range v.String() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case Map:
		return func(yield func(Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key()) {
					return
				}
			}
		}
	case Chan:
		return func(yield func(Value) bool) {
			for x, ok := v.Recv(); ok; x, ok = v.Recv() {
				if !yield(x) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq[Value]")
}

// Seq2 returns what a range with two variables over v would yield.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	if v.IsValid() && v.Kind() == Func && v.Type().CanSeq2() {
		return func(yield func(Value, Value) bool) {
			f := MakeFunc(v.Type().In(0), func(in []Value) []Value {
				return []Value{ValueOf(yield(in[0], in[1]))}
			})
			v.Call([]Value{f})
		}
	}
	switch v.Kind() {
	case Pointer:
		if v.typ_.elem.Kind() != Array {
			break
		}
		return v.Elem().Seq2()
	case Array, Slice:
		return func(yield func(Value, Value) bool) {
			for i, n := 0, v.Len(); i < n; i++ {
				if !yield(ValueOf(i), v.Index(i)) {
					return
				}
			}
		}
	case String:
		return func(yield func(Value, Value) bool) {
			for i, c := range v.String() {
				if !yield(ValueOf(i), ValueOf(c)) {
					return
				}
			}
		}
	case Map:
		return func(yield func(Value, Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key(), it.Value()) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq2[Value, Value]")
}
