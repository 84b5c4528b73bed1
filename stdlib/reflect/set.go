package reflect

import "unsafe"

// Set assigns x to v.
func (v Value) Set(x Value) {
	v.mustBeAssignable("Set")
	x.mustBeExported("Set")
	var target unsafe.Pointer
	if v.Kind() == Interface {
		target = v.ptr
	}
	x = x.assignTo("reflect.Set", v.typ_, target)
	if x.flag&flagIndir != 0 {
		if x.ptr != v.ptr {
			typedmemmove(v.typ_, v.ptr, x.ptr)
		}
	} else {
		*(*unsafe.Pointer)(v.ptr) = x.ptr
	}
}

// SetZero sets v to the zero value of its type.
func (v Value) SetZero() {
	v.mustBeAssignable("SetZero")
	typedmemclr(v.typ_, v.ptr)
}

// SetBool sets v's bool.
func (v Value) SetBool(x bool) {
	v.mustBeAssignable("SetBool")
	v.must(Bool, "SetBool")
	*(*bool)(v.ptr) = x
}

// SetInt sets v's signed integer, cut to its size.
func (v Value) SetInt(x int64) {
	v.mustBeAssignable("SetInt")
	switch v.Kind() {
	case Int:
		*(*int)(v.ptr) = int(x)
	case Int8:
		*(*int8)(v.ptr) = int8(x)
	case Int16:
		*(*int16)(v.ptr) = int16(x)
	case Int32:
		*(*int32)(v.ptr) = int32(x)
	case Int64:
		*(*int64)(v.ptr) = x
	default:
		wrongKind("SetInt", v.Kind())
	}
}

// SetUint sets v's unsigned integer, cut to its size.
func (v Value) SetUint(x uint64) {
	v.mustBeAssignable("SetUint")
	switch v.Kind() {
	case Uint:
		*(*uint)(v.ptr) = uint(x)
	case Uint8:
		*(*uint8)(v.ptr) = uint8(x)
	case Uint16:
		*(*uint16)(v.ptr) = uint16(x)
	case Uint32:
		*(*uint32)(v.ptr) = uint32(x)
	case Uint64:
		*(*uint64)(v.ptr) = x
	case Uintptr:
		*(*uintptr)(v.ptr) = uintptr(x)
	default:
		wrongKind("SetUint", v.Kind())
	}
}

// SetFloat sets v's float.
func (v Value) SetFloat(x float64) {
	v.mustBeAssignable("SetFloat")
	switch v.Kind() {
	case Float32:
		*(*float32)(v.ptr) = float32(x)
	case Float64:
		*(*float64)(v.ptr) = x
	default:
		wrongKind("SetFloat", v.Kind())
	}
}

// SetComplex sets v's complex number.
func (v Value) SetComplex(x complex128) {
	v.mustBeAssignable("SetComplex")
	switch v.Kind() {
	case Complex64:
		*(*complex64)(v.ptr) = complex64(x)
	case Complex128:
		*(*complex128)(v.ptr) = x
	default:
		wrongKind("SetComplex", v.Kind())
	}
}

// SetString sets v's string.
func (v Value) SetString(x string) {
	v.mustBeAssignable("SetString")
	v.must(String, "SetString")
	*(*string)(v.ptr) = x
}

// SetBytes sets v's slice of bytes.
func (v Value) SetBytes(x []byte) {
	v.mustBeAssignable("SetBytes")
	v.must(Slice, "SetBytes")
	if v.typ_.elem.Kind() != Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.ptr) = x
}

func (v Value) setRunes(x []rune) {
	v.mustBeAssignable("setRunes")
	v.must(Slice, "setRunes")
	if v.typ_.elem.Kind() != Int32 {
		panic("reflect.Value.setRunes of non-rune slice")
	}
	*(*[]rune)(v.ptr) = x
}

// SetPointer sets v's unsafe.Pointer.
func (v Value) SetPointer(x unsafe.Pointer) {
	v.mustBeAssignable("SetPointer")
	v.must(UnsafePointer, "SetPointer")
	*(*unsafe.Pointer)(v.ptr) = x
}

// assignTo returns v as a value of type dst, to which it must be assignable.
// For an interface type the words are written to target if that is not nil.
func (v Value) assignTo(context string, dst *rtype, target unsafe.Pointer) Value {
	if v.flag&flagMethod != 0 {
		v = makeMethodValue(context, v)
	}
	switch {
	case directlyAssignable(dst, v.typ_):
		f := v.flag&(flagAddr|flagIndir) | v.flag.ro() | flag(dst.Kind())
		return Value{dst, v.ptr, f}
	case implements(dst, v.typ_):
		if v.Kind() == Interface && v.IsNil() {
			// A nil interface of one type becomes one of the other.
			return Value{dst, unsafe_New(dst), flagIndir | flag(Interface)}
		}
		x := valueInterface(v, false)
		if target == nil {
			target = unsafe_New(dst)
		}
		if dst.nimethod() == 0 {
			*(*any)(target) = x
		} else {
			ifaceE2I(dst, x, target)
		}
		return Value{dst, target, flagIndir | flag(Interface)}
	}
	panic(context + ": value of type " + v.typ_.String() + " is not assignable to type " + dst.String())
}
