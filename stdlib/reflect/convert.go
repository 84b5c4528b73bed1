package reflect

// A conv changes a value into one of another type.
type conv func(v Value, t *rtype) Value

// convertOp returns the conversion from src to dst, or nil if the language
// has none.
func convertOp(dst, src *rtype) conv {
	switch k := src.Kind(); {
	case Int <= k && k <= Int64:
		switch d := dst.Kind(); {
		case Int <= d && d <= Uintptr:
			return cvtIntTo
		case d == Float32 || d == Float64:
			return cvtIntFloat
		case d == String:
			return cvtIntString
		}
	case Uint <= k && k <= Uintptr:
		switch d := dst.Kind(); {
		case Int <= d && d <= Uintptr:
			return cvtUintTo
		case d == Float32 || d == Float64:
			return cvtUintFloat
		case d == String:
			return cvtUintString
		}
	case k == Float32 || k == Float64:
		switch d := dst.Kind(); {
		case Int <= d && d <= Int64:
			return cvtFloatInt
		case Uint <= d && d <= Uintptr:
			return cvtFloatUint
		case d == Float32 || d == Float64:
			return cvtFloat
		}
	case k == Complex64 || k == Complex128:
		if d := dst.Kind(); d == Complex64 || d == Complex128 {
			return cvtComplex
		}
	case k == String:
		if dst.Kind() == Slice && dst.elem.PkgPath() == "" {
			switch dst.elem.Kind() {
			case Uint8:
				return cvtStringBytes
			case Int32:
				return cvtStringRunes
			}
		}
	case k == Slice:
		if dst.Kind() == String && src.elem.PkgPath() == "" {
			switch src.elem.Kind() {
			case Uint8:
				return cvtBytesString
			case Int32:
				return cvtRunesString
			}
		}
		if dst.Kind() == Pointer && dst.elem.Kind() == Array && src.elem == dst.elem.elem {
			return cvtSliceArrayPtr
		}
		if dst.Kind() == Array && src.elem == dst.elem {
			return cvtSliceArray
		}
	case k == Chan:
		if dst.Kind() == Chan && specialChannelAssignability(dst, src) {
			return cvtDirect
		}
	}
	if sameUnderlying(dst, src, false) {
		return cvtDirect
	}
	// Pointers to types that differ only in tags.
	if dst.Kind() == Pointer && dst.Name() == "" && src.Kind() == Pointer && src.Name() == "" &&
		sameUnderlying(dst.elem, src.elem, false) {
		return cvtDirect
	}
	if implements(dst, src) {
		if src.Kind() == Interface {
			return cvtI2I
		}
		return cvtT2I
	}
	return nil
}

// Convert returns v converted to type t.
func (v Value) Convert(t Type) Value {
	if v.flag&flagMethod != 0 {
		v = makeMethodValue("Convert", v)
	}
	op := convertOp(t.(*rtype), v.typ_)
	if op == nil {
		panic("reflect.Value.Convert: value of type " + v.typ_.String() + " cannot be converted to type " + t.String())
	}
	return op(v, t.(*rtype))
}

// CanConvert reports whether Convert to t is possible without panic.
func (v Value) CanConvert(t Type) bool {
	if !v.Type().ConvertibleTo(t) {
		return false
	}
	// From a slice the length decides.
	if v.Kind() == Slice {
		switch {
		case t.Kind() == Array:
			return t.Len() <= v.Len()
		case t.Kind() == Pointer && t.Elem().Kind() == Array:
			return t.Elem().Len() <= v.Len()
		}
	}
	return true
}

func makeInt(f flag, bits uint64, t *rtype) Value {
	p := unsafe_New(t)
	switch t.size {
	case 1:
		*(*uint8)(p) = uint8(bits)
	case 2:
		*(*uint16)(p) = uint16(bits)
	case 4:
		*(*uint32)(p) = uint32(bits)
	case 8:
		*(*uint64)(p) = bits
	}
	return Value{t, p, f | flagIndir | flag(t.Kind())}
}

func makeFloat(f flag, x float64, t *rtype) Value {
	p := unsafe_New(t)
	if t.size == 4 {
		*(*float32)(p) = float32(x)
	} else {
		*(*float64)(p) = x
	}
	return Value{t, p, f | flagIndir | flag(t.Kind())}
}

func makeString(f flag, s string, t *rtype) Value {
	r := New(t).Elem()
	r.SetString(s)
	r.flag = r.flag&^flagAddr | f
	return r
}

func cvtIntTo(v Value, t *rtype) Value    { return makeInt(v.flag.ro(), uint64(v.Int()), t) }
func cvtUintTo(v Value, t *rtype) Value   { return makeInt(v.flag.ro(), v.Uint(), t) }
func cvtFloatInt(v Value, t *rtype) Value { return makeInt(v.flag.ro(), uint64(int64(v.Float())), t) }
func cvtFloatUint(v Value, t *rtype) Value {
	return makeInt(v.flag.ro(), uint64(v.Float()), t)
}
func cvtIntFloat(v Value, t *rtype) Value  { return makeFloat(v.flag.ro(), float64(v.Int()), t) }
func cvtUintFloat(v Value, t *rtype) Value { return makeFloat(v.flag.ro(), float64(v.Uint()), t) }

func cvtFloat(v Value, t *rtype) Value {
	if v.typ_.Kind() == Float32 && t.Kind() == Float32 {
		// Straight over: a way through float64 would quiet a signalling NaN.
		return makeInt(v.flag.ro(), uint64(*(*uint32)(v.ptr)), t)
	}
	return makeFloat(v.flag.ro(), v.Float(), t)
}

func cvtComplex(v Value, t *rtype) Value {
	p := unsafe_New(t)
	if t.size == 8 {
		*(*complex64)(p) = complex64(v.Complex())
	} else {
		*(*complex128)(p) = v.Complex()
	}
	return Value{t, p, v.flag.ro() | flagIndir | flag(t.Kind())}
}

func cvtIntString(v Value, t *rtype) Value {
	s := "\uFFFD"
	if x := v.Int(); int64(rune(x)) == x {
		s = string(rune(x))
	}
	return makeString(v.flag.ro(), s, t)
}

func cvtUintString(v Value, t *rtype) Value {
	s := "\uFFFD"
	if x := v.Uint(); uint64(rune(x)) == x {
		s = string(rune(x))
	}
	return makeString(v.flag.ro(), s, t)
}

func cvtBytesString(v Value, t *rtype) Value {
	return makeString(v.flag.ro(), string(*(*[]byte)(v.ptr)), t)
}

func cvtRunesString(v Value, t *rtype) Value {
	return makeString(v.flag.ro(), string(v.runes()), t)
}

func cvtStringBytes(v Value, t *rtype) Value {
	p := unsafe_New(t)
	*(*[]byte)(p) = []byte(v.String())
	return Value{t, p, v.flag.ro() | flagIndir | flag(Slice)}
}

func cvtStringRunes(v Value, t *rtype) Value {
	p := unsafe_New(t)
	*(*[]rune)(p) = []rune(v.String())
	return Value{t, p, v.flag.ro() | flagIndir | flag(Slice)}
}

func cvtSliceArrayPtr(v Value, t *rtype) Value {
	n := t.elem.len
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + itoa(v.Len()) + " to pointer to array with length " + itoa(n))
	}
	return Value{t, (*sliceHeader)(v.ptr).data, v.flag&^(flagIndir|flagAddr|flagKindMask) | flag(Pointer)}
}

func cvtSliceArray(v Value, t *rtype) Value {
	n := t.len
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + itoa(v.Len()) + " to array with length " + itoa(n))
	}
	p := unsafe_New(t)
	typedmemmove(t, p, (*sliceHeader)(v.ptr).data)
	return load(t, p, v.flag.ro())
}

func cvtDirect(v Value, t *rtype) Value {
	f := v.flag
	p := v.ptr
	if f&flagAddr != 0 { // an addressable value may change: copy
		p = unsafe_New(t)
		typedmemmove(t, p, v.ptr)
		f &^= flagAddr
	}
	return Value{t, p, v.flag.ro() | f&^flagRO&^flagKindMask | flag(t.Kind())}
}

func cvtT2I(v Value, t *rtype) Value {
	p := unsafe_New(t)
	x := valueInterface(v, false)
	if t.nimethod() == 0 {
		*(*any)(p) = x
	} else {
		ifaceE2I(t, x, p)
	}
	return Value{t, p, v.flag.ro() | flagIndir | flag(Interface)}
}

func cvtI2I(v Value, t *rtype) Value {
	if v.IsNil() {
		r := Zero(t)
		r.flag |= v.flag.ro()
		return r
	}
	return cvtT2I(v.Elem(), t)
}
