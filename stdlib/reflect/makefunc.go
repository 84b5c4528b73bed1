package reflect

import "unsafe"

// A makeFuncImpl is what a function made by MakeFunc, or a method value,
// carries.
type makeFuncImpl struct {
	ftyp *rtype
	fn   func([]Value) []Value
}

// MakeFunc returns a function of type typ that calls fn with its arguments
// and returns the results of fn.
func MakeFunc(typ Type, fn func(args []Value) (results []Value)) Value {
	if typ.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	t := typ.common()
	return Value{t, newStub(&makeFuncImpl{t, fn}), flag(Func)}
}

// makeMethodValue turns a method value into an ordinary function value.
func makeMethodValue(op string, v Value) Value {
	if v.flag&flagMethod == 0 {
		panic("reflect: internal error: invalid use of makeMethodValue")
	}
	t, _, _ := methodReceiver(op, v)
	// The receiver is fixed now, not at the call.
	bound := v
	if v.flag&flagIndir != 0 {
		bound.ptr = unsafe_New(v.typ_)
		typedmemmove(v.typ_, bound.ptr, v.ptr)
	}
	bound.flag &^= flagAddr | flagRO
	impl := &makeFuncImpl{ftyp: t}
	if t.fn().variadic != 0 {
		impl.fn = func(args []Value) []Value { return bound.CallSlice(args) }
	} else {
		impl.fn = func(args []Value) []Value { return bound.Call(args) }
	}
	return Value{t, newStub(impl), v.flag.ro() | flag(Func)}
}

// A function's type matters to its callers only by the number of slots of
// its parameters and results, and an array parameter takes as many slots as
// it has words. So a closure over one array of words and with one array as
// result stands in for any function with that many slots. The words count as
// pointers, which keeps alive what they point to; the collector passes over
// words that are none.
func newStub(impl *makeFuncImpl) unsafe.Pointer {
	r := impl.ftyp.fn().resSlots
	switch impl.ftyp.fn().paramSlots {
	case 0:
		return stubWith[[0]unsafe.Pointer](impl, r)
	case 1:
		return stubWith[[1]unsafe.Pointer](impl, r)
	case 2:
		return stubWith[[2]unsafe.Pointer](impl, r)
	case 3:
		return stubWith[[3]unsafe.Pointer](impl, r)
	case 4:
		return stubWith[[4]unsafe.Pointer](impl, r)
	case 5:
		return stubWith[[5]unsafe.Pointer](impl, r)
	case 6:
		return stubWith[[6]unsafe.Pointer](impl, r)
	case 7:
		return stubWith[[7]unsafe.Pointer](impl, r)
	case 8:
		return stubWith[[8]unsafe.Pointer](impl, r)
	case 9:
		return stubWith[[9]unsafe.Pointer](impl, r)
	case 10:
		return stubWith[[10]unsafe.Pointer](impl, r)
	case 11:
		return stubWith[[11]unsafe.Pointer](impl, r)
	case 12:
		return stubWith[[12]unsafe.Pointer](impl, r)
	case 13:
		return stubWith[[13]unsafe.Pointer](impl, r)
	case 14:
		return stubWith[[14]unsafe.Pointer](impl, r)
	case 15:
		return stubWith[[15]unsafe.Pointer](impl, r)
	case 16:
		return stubWith[[16]unsafe.Pointer](impl, r)
	}
	panic("reflect.MakeFunc: parameters too large")
}

func stubWith[P any](impl *makeFuncImpl, results int) unsafe.Pointer {
	switch results {
	case 0:
		return stub[P, [0]unsafe.Pointer](impl)
	case 1:
		return stub[P, [1]unsafe.Pointer](impl)
	case 2:
		return stub[P, [2]unsafe.Pointer](impl)
	case 3:
		return stub[P, [3]unsafe.Pointer](impl)
	case 4:
		return stub[P, [4]unsafe.Pointer](impl)
	case 5:
		return stub[P, [5]unsafe.Pointer](impl)
	case 6:
		return stub[P, [6]unsafe.Pointer](impl)
	case 7:
		return stub[P, [7]unsafe.Pointer](impl)
	case 8:
		return stub[P, [8]unsafe.Pointer](impl)
	}
	panic("reflect.MakeFunc: results too large")
}

func stub[P, R any](impl *makeFuncImpl) unsafe.Pointer {
	f := func(params P) (results R) {
		p, r := new(P), new(R)
		*p = params
		callReflect(impl, unsafe.Pointer(p), unsafe.Pointer(r))
		return *r
	}
	return *(*unsafe.Pointer)(unsafe.Pointer(&f))
}

// callReflect runs impl with the parameter slots at params and writes the
// result slots.
func callReflect(impl *makeFuncImpl, params, results unsafe.Pointer) {
	ft := impl.ftyp.fn()
	in := make([]Value, ft.nin)
	slot := 0
	for i, t := range ft.ins() {
		in[i], slot = loadSlots(t, params, slot)
	}
	out := impl.fn(in)
	if len(out) != ft.nout {
		panic("reflect: wrong return count from function created by MakeFunc")
	}
	slot = 0
	for i, t := range ft.outs() {
		v := out[i]
		if v.typ_ == nil {
			panic("reflect: function created by MakeFunc using closure returned zero Value")
		}
		if v.flag&flagRO != 0 {
			panic("reflect: function created by MakeFunc using closure returned value obtained from unexported field")
		}
		v = v.assignTo("reflect.MakeFunc", t, nil)
		if t.indirect() {
			v = copyVal(t, 0, v.ptr)
		}
		slot = storeSlots(t, results, slot, v)
		if v.flag&flagIndir == 0 || t.indirect() {
			// storeSlots writes such a word as a number: once more, as the
			// pointer it is.
			*(*unsafe.Pointer)(unsafe.Add(results, 8*(slot-1))) = v.ptr
		}
	}
}
