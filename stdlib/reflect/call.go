package reflect

import (
	"runtime"
	"unsafe"
)

// NumMethod returns the number of methods of v's type.
func (v Value) NumMethod() int {
	if v.typ_ == nil {
		wrongKind("NumMethod", Invalid)
	}
	if v.flag&flagMethod != 0 {
		return 0
	}
	return v.typ_.NumMethod()
}

// Method returns the function value of method i of v.
func (v Value) Method(i int) Value {
	if v.typ_ == nil {
		wrongKind("Method", Invalid)
	}
	if v.flag&flagMethod != 0 || uint(i) >= uint(v.typ_.NumMethod()) {
		panic("reflect: Method index out of range")
	}
	if v.typ_.Kind() == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	f := v.flag.ro() | v.flag&flagIndir | flag(Func) | flag(i)<<flagMethodShift | flagMethod
	return Value{v.typ_, v.ptr, f}
}

// MethodByName returns the function value of the method called name, or the
// zero Value.
func (v Value) MethodByName(name string) Value {
	if v.typ_ == nil {
		wrongKind("MethodByName", Invalid)
	}
	if v.flag&flagMethod != 0 {
		return Value{}
	}
	i := v.typ_.methodIndex(name)
	if i < 0 {
		return Value{}
	}
	return v.Method(i)
}

// methodReceiver takes the method value v apart: the type of the method, a
// closure that takes the receiver first, and the receiver.
func methodReceiver(op string, v Value) (t *rtype, fn unsafe.Pointer, rcvr Value) {
	i := int(v.flag) >> flagMethodShift
	rcvr = v
	rcvr.flag = v.flag&(flagIndir|flagAddr|flagRO) | flag(v.typ_.Kind())
	if v.typ_.Kind() == Interface {
		im := v.typ_.imethodAt(i)
		if im.pkgPath != "" {
			panic("reflect: " + op + " of unexported method")
		}
		rcvr = rcvr.Elem()
		if !rcvr.IsValid() {
			panic("reflect: " + op + " of method on nil interface value")
		}
		i = rcvr.typ_.methodIndex(im.name)
	}
	m := &rcvr.typ_.exported()[i]
	fn = m.tfn
	if fn == nil {
		// Reached only through interfaces: the receiver is the data word.
		fn = ifaceClosure(m.ifn)
		word := (*eface)(unsafe.Pointer(&[1]any{pack(rcvr)})).data
		rcvr = Value{rtypeOf(unsafe.Pointer(nil)), word, flag(UnsafePointer)}
	}
	return m.mtyp, fn, rcvr
}

func methodReceiverCode(v Value) uintptr {
	_, fn, _ := methodReceiver("Pointer", v)
	return funcPC(fn)
}

// Call calls the function v with the arguments in.
func (v Value) Call(in []Value) []Value {
	v.must(Func, "Call")
	v.mustBeExported("Call")
	return v.call("Call", in)
}

// CallSlice calls the variadic function v, the last of in being the slice
// for its last parameter.
func (v Value) CallSlice(in []Value) []Value {
	v.must(Func, "CallSlice")
	v.mustBeExported("CallSlice")
	return v.call("CallSlice", in)
}

func (v Value) call(op string, in []Value) []Value {
	t := v.typ_
	var fn unsafe.Pointer
	var rcvr Value
	method := v.flag&flagMethod != 0
	if method {
		t, fn, rcvr = methodReceiver(op, v)
	} else {
		fn = v.pointer()
	}
	if fn == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	ft := t.fn()
	in = arrange(op, ft, in)

	// The arguments are written as they shall stand in the callee's window.
	// The collector does not see them there, therefore args.
	n := ft.paramSlots
	if method {
		n += rcvr.typ_.slots()
	}
	frame := callFrame(t, n)
	args := make([]Value, len(in))
	at := 0
	if method {
		at = storeSlots(rcvr.typ_, frame, 0, rcvr)
	}
	for i, x := range in {
		x.mustBeExported(op)
		p := ft.ins()[i]
		x = x.assignTo("reflect.Value.Call", p, nil)
		args[i] = x
		at = storeSlots(p, frame, at, x)
	}
	call(fn, frame, n, ft.resSlots)
	runtime.KeepAlive(args)
	runtime.KeepAlive(rcvr)

	out := make([]Value, ft.nout)
	slot := 0
	for i, p := range ft.outs() {
		out[i], slot = loadSlots(p, frame, slot)
	}
	return out
}

// arrange checks in against ft's parameters and packs the arguments of a
// variadic parameter in a slice.
func arrange(op string, ft *funcType, in []Value) []Value {
	n := ft.nin
	variadic := ft.variadic != 0
	if op == "CallSlice" {
		if !variadic {
			panic("reflect: CallSlice of non-variadic function")
		}
		if len(in) < n {
			panic("reflect: CallSlice with too few input arguments")
		}
		if len(in) > n {
			panic("reflect: CallSlice with too many input arguments")
		}
	} else {
		if variadic {
			n--
		}
		if len(in) < n {
			panic("reflect: Call with too few input arguments")
		}
		if !variadic && len(in) > n {
			panic("reflect: Call with too many input arguments")
		}
	}
	for _, x := range in {
		if x.Kind() == Invalid {
			panic("reflect: " + op + " using zero Value argument")
		}
	}
	for i := 0; i < n; i++ {
		if xt, p := in[i].Type(), ft.ins()[i]; !xt.AssignableTo(p) {
			panic("reflect: " + op + " using " + xt.String() + " as type " + p.String())
		}
	}
	if op == "CallSlice" || !variadic {
		return in
	}
	rest := len(in) - n
	st := ft.ins()[n]
	slice := MakeSlice(st, rest, rest)
	for i := 0; i < rest; i++ {
		x := in[n+i]
		if xt := x.Type(); !xt.AssignableTo(st.elem) {
			panic("reflect: cannot use " + xt.String() + " as type " + st.elem.String() + " in " + op)
		}
		slice.Index(i).Set(x)
	}
	return append(append(make([]Value, 0, n+1), in[:n]...), slice)
}

// storeSlots writes x, of type t, to the slots of frame from at on and
// returns the next slot: a scalar is extended to 64 bits, anything else
// stands as it lies in memory, or behind a pointer to memory that nobody
// changes before the callee has copied it.
func storeSlots(t *rtype, frame unsafe.Pointer, at int, x Value) int {
	p := unsafe.Add(frame, 8*at)
	if x.flag&flagIndir == 0 {
		*(*uintptr)(p) = uintptr(x.ptr)
		return at + 1
	}
	switch t.Kind() {
	case Bool, Uint8:
		*(*uint64)(p) = uint64(*(*uint8)(x.ptr))
	case Int8:
		*(*int64)(p) = int64(*(*int8)(x.ptr))
	case Int16:
		*(*int64)(p) = int64(*(*int16)(x.ptr))
	case Uint16:
		*(*uint64)(p) = uint64(*(*uint16)(x.ptr))
	case Int32:
		*(*int64)(p) = int64(*(*int32)(x.ptr))
	case Uint32, Float32:
		*(*uint64)(p) = uint64(*(*uint32)(x.ptr))
	case Int, Int64, Uint, Uint64, Uintptr, Float64:
		*(*uint64)(p) = *(*uint64)(x.ptr)
	default:
		if t.indirect() {
			*(*uintptr)(p) = uintptr(x.ptr)
		} else if t.size > 0 {
			typedmemmove(t, p, x.ptr)
		}
	}
	return at + t.slots()
}

// loadSlots returns the value of type t that stands in the slots of frame
// from at on, and the next slot. A scalar's bytes come first in its slot, so
// that memory and slot agree.
func loadSlots(t *rtype, frame unsafe.Pointer, at int) (Value, int) {
	if t.size == 0 {
		return Zero(t), at
	}
	p := unsafe.Add(frame, 8*at)
	if t.indirect() {
		p = *(*unsafe.Pointer)(p)
	}
	return copyVal(t, 0, p), at + t.slots()
}
