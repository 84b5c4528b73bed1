package reflect

import "unsafe"

// A makeFuncImpl is what a function made by MakeFunc or a method value
// carries; the stub's closure points at it.
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
	return Value{t, newFuncStub(t, &makeFuncImpl{t, fn}), flag(Func)}
}

// makeMethodValue turns a method value into an ordinary function value.
func makeMethodValue(op string, v Value) Value {
	if v.flag&flagMethod == 0 {
		panic("reflect: internal error: invalid use of makeMethodValue")
	}
	t, _, _ := methodReceiver(op, v)
	// The receiver is fixed now, not at the call.
	bound := v
	if v.flag&flagAddr != 0 || v.flag&flagIndir != 0 {
		p := unsafe_New(v.typ_)
		typedmemmove(v.typ_, p, v.ptr)
		bound.ptr = p
	}
	bound.flag &^= flagAddr | flagRO
	impl := &makeFuncImpl{ftyp: t}
	if t.fn().variadic != 0 {
		impl.fn = func(args []Value) []Value { return bound.CallSlice(args) }
	} else {
		impl.fn = func(args []Value) []Value { return bound.Call(args) }
	}
	return Value{t, newFuncStub(t, impl), v.flag.ro() | flag(Func)}
}

// callReflect is what the stub's code calls: params are the stub's parameter
// slots, results where its result slots shall be written; both are memory
// that the collector knows.
func callReflect(impl *makeFuncImpl, params, results unsafe.Pointer) {
	ft := impl.ftyp.fn()
	in := make([]Value, ft.nin)
	slot := 0
	for i, t := range ft.ins() {
		in[i] = loadSlots(t, unsafe.Add(params, 8*slot))
		slot += int((t.size + 7) / 8)
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
		if t.size > 0 {
			storeSlots(t, unsafe.Add(results, 8*slot), v)
		}
		slot += int((t.size + 7) / 8)
	}
}
