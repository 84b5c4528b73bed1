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

// methodReceiver takes the method value v apart: the method's type, its code
// and the data word to enter it with.
func methodReceiver(op string, v Value) (t *rtype, code, word unsafe.Pointer) {
	i := int(v.flag) >> flagMethodShift
	if v.typ_.Kind() == Interface {
		im := v.typ_.imethodAt(i)
		if im.pkgPath != "" {
			panic("reflect: " + op + " of unexported method")
		}
		in := (*iface)(v.ptr)
		if in.tab == nil {
			panic("reflect: " + op + " of method on nil interface value")
		}
		return im.typ, in.tab.fun[i], in.data
	}
	m := &v.typ_.exported()[i]
	switch {
	case !v.typ_.direct():
		// The callee may not change what v refers to.
		word = v.ptr
		if v.flag&flagAddr != 0 || v.flag&flagIndir != 0 {
			word = unsafe_New(v.typ_)
			typedmemmove(v.typ_, word, v.ptr)
		}
	case v.flag&flagIndir != 0:
		word = *(*unsafe.Pointer)(v.ptr)
	default:
		word = v.ptr
	}
	return m.mtyp, m.ifn, word
}

func methodReceiverCode(v Value) unsafe.Pointer {
	_, code, _ := methodReceiver("Pointer", v)
	return code
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
	var code, word unsafe.Pointer
	method := v.flag&flagMethod != 0
	if method {
		t, code, word = methodReceiver(op, v)
	} else {
		code = v.pointer()
	}
	if code == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	ft := t.fn()
	in = arrange(op, ft, in)

	// The arguments are written as they shall stand in the callee's window.
	// The memory is not scanned: args holds what it points to.
	nargs := ft.paramSlots
	if method {
		nargs++
	}
	window := make([]uint64, nargs)
	at := 0
	if method {
		window[0] = uint64(uintptr(word))
		at = 1
	}
	args := make([]Value, len(in))
	for i, x := range in {
		x.mustBeExported(op)
		p := ft.ins()[i]
		x = x.assignTo("reflect.Value.Call", p, nil)
		args[i] = x
		n := int((p.size + 7) / 8)
		if n > 0 {
			storeSlots(p, unsafe.Pointer(&window[at]), x)
		}
		at += n
	}
	var argp unsafe.Pointer
	if nargs > 0 {
		argp = unsafe.Pointer(&window[0])
	}
	var results unsafe.Pointer
	if ft.resSlots > 0 {
		results = resultFrame(t)
	}
	if method {
		callMethod(code, argp, nargs, results, ft.resSlots)
	} else {
		call(code, argp, nargs, results, ft.resSlots)
	}
	runtime.KeepAlive(args)
	runtime.KeepAlive(word)

	out := make([]Value, ft.nout)
	slot := 0
	for i, p := range ft.outs() {
		out[i] = loadSlots(p, unsafe.Add(results, 8*slot))
		slot += int((p.size + 7) / 8)
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

// storeSlots writes x, of type t, to slots at p: a scalar extended to 64
// bits, anything else as it lies in memory.
func storeSlots(t *rtype, p unsafe.Pointer, x Value) {
	if x.flag&flagIndir == 0 {
		*(*unsafe.Pointer)(p) = x.ptr
		return
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
		typedmemmove(t, p, x.ptr)
	}
}

// loadSlots returns the value of type t that lies in slots at p. The bytes of
// a scalar come first in its slot, so that memory and slot agree.
func loadSlots(t *rtype, p unsafe.Pointer) Value {
	if t.size == 0 {
		return Zero(t)
	}
	return copyVal(t, 0, p)
}
