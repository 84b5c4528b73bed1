package reflect

import "unsafe"

// sliceHeader and stringHeader are the memory of a slice and of a string.
type sliceHeader struct {
	data     unsafe.Pointer
	len, cap int
}

type stringHeader struct {
	data unsafe.Pointer
	len  int
}

// SliceHeader is a slice's memory with the pointer as a number.
type SliceHeader struct {
	Data uintptr
	Len  int
	Cap  int
}

// StringHeader is a string's memory with the pointer as a number.
type StringHeader struct {
	Data uintptr
	Len  int
}

// NumField returns the number of fields of the struct v.
func (v Value) NumField() int {
	v.must(Struct, "NumField")
	return v.typ_.nfield()
}

// Field returns field i of the struct v.
func (v Value) Field(i int) Value {
	if v.Kind() != Struct {
		wrongKind("Field", v.Kind())
	}
	if uint(i) >= uint(v.typ_.nfield()) {
		panic("reflect: Field index out of range")
	}
	sf := v.typ_.fieldAt(i)
	t := sf.typ
	f := v.flag&(flagStickyRO|flagIndir|flagAddr) | flag(t.Kind())
	if sf.pkgPath != "" {
		if sf.embedded() {
			f |= flagEmbedRO
		} else {
			f |= flagStickyRO
		}
	}
	return Value{t, unsafe.Add(v.ptr, sf.offset), f}
}

// FieldByIndex returns the nested field that index leads to.
func (v Value) FieldByIndex(index []int) Value {
	if len(index) == 1 {
		return v.Field(index[0])
	}
	v.must(Struct, "FieldByIndex")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ_.elem.Kind() == Struct {
			if v.IsNil() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

// FieldByIndexErr is FieldByIndex with an error for a nil embedded pointer.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	if len(index) == 1 {
		return v.Field(index[0]), nil
	}
	v.must(Struct, "FieldByIndexErr")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ_.elem.Kind() == Struct {
			if v.IsNil() {
				return Value{}, plainError("reflect: indirection through nil pointer to embedded struct field " + v.typ_.elem.Name())
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

type plainError string

func (e plainError) Error() string { return string(e) }

// FieldByName returns the field called name, or the zero Value.
func (v Value) FieldByName(name string) Value {
	v.must(Struct, "FieldByName")
	if f, ok := v.typ_.FieldByName(name); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// FieldByNameFunc returns the field whose name satisfies match.
func (v Value) FieldByNameFunc(match func(string) bool) Value {
	if f, ok := v.typ_.FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// Len returns v's length.
func (v Value) Len() int {
	switch v.Kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).len
	case String:
		return (*stringHeader)(v.ptr).len
	case Array:
		return v.typ_.len
	case Map:
		return maplen(v.pointer())
	case Chan:
		return chanlen(v.pointer())
	case Pointer:
		if v.typ_.elem.Kind() == Array {
			return v.typ_.elem.len
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	wrongKind("Len", v.Kind())
	return 0
}

// Cap returns v's capacity.
func (v Value) Cap() int {
	switch v.Kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).cap
	case Array:
		return v.typ_.len
	case Chan:
		return chancap(v.pointer())
	case Pointer:
		if v.typ_.elem.Kind() == Array {
			return v.typ_.elem.len
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	wrongKind("Cap", v.Kind())
	return 0
}

// Index returns element i of the array, slice or string v.
func (v Value) Index(i int) Value {
	switch v.Kind() {
	case Slice:
		s := (*sliceHeader)(v.ptr)
		if uint(i) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		t := v.typ_.elem
		return Value{t, unsafe.Add(s.data, uintptr(i)*t.size), flagAddr | flagIndir | v.flag.ro() | flag(t.Kind())}
	case Array:
		if uint(i) >= uint(v.typ_.len) {
			panic("reflect: array index out of range")
		}
		t := v.typ_.elem
		f := v.flag&(flagIndir|flagAddr) | v.flag.ro() | flag(t.Kind())
		return Value{t, unsafe.Add(v.ptr, uintptr(i)*t.size), f}
	case String:
		s := (*stringHeader)(v.ptr)
		if uint(i) >= uint(s.len) {
			panic("reflect: string index out of range")
		}
		return Value{uint8Type(), unsafe.Add(s.data, i), v.flag.ro() | flag(Uint8) | flagIndir}
	}
	wrongKind("Index", v.Kind())
	return Value{}
}

func uint8Type() *rtype { return rtypeOf(uint8(0)) }

// Slice returns v[i:j].
func (v Value) Slice(i, j int) Value {
	var base unsafe.Pointer
	var limit int
	var st *rtype
	switch v.Kind() {
	case Array:
		if v.flag&flagAddr == 0 {
			panic("reflect.Value.Slice: slice of unaddressable array")
		}
		limit = v.typ_.len
		st = SliceOf(v.typ_.elem).(*rtype)
		base = v.ptr
	case Slice:
		s := (*sliceHeader)(v.ptr)
		st, base, limit = v.typ_, s.data, s.cap
	case String:
		s := *(*string)(v.ptr)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		p := unsafe_New(v.typ_)
		*(*string)(p) = s[i:j]
		return Value{v.typ_, p, v.flag&^flagAddr | flagIndir}
	default:
		wrongKind("Slice", v.Kind())
	}
	if i < 0 || j < i || j > limit {
		panic("reflect.Value.Slice: slice index out of bounds")
	}
	return slicing(v, st, base, i, j, limit)
}

// Slice3 returns v[i:j:k].
func (v Value) Slice3(i, j, k int) Value {
	var base unsafe.Pointer
	var limit int
	var st *rtype
	switch v.Kind() {
	case Array:
		if v.flag&flagAddr == 0 {
			panic("reflect.Value.Slice3: slice of unaddressable array")
		}
		limit = v.typ_.len
		st = SliceOf(v.typ_.elem).(*rtype)
		base = v.ptr
	case Slice:
		s := (*sliceHeader)(v.ptr)
		st, base, limit = v.typ_, s.data, s.cap
	default:
		wrongKind("Slice3", v.Kind())
	}
	if i < 0 || j < i || k < j || k > limit {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return slicing(v, st, base, i, j, k)
}

func slicing(v Value, st *rtype, base unsafe.Pointer, i, j, k int) Value {
	p := unsafe_New(st)
	s := (*sliceHeader)(p)
	s.len, s.cap = j-i, k-i
	s.data = base
	if k > i { // a pointer past the end must not come about
		s.data = unsafe.Add(base, uintptr(i)*st.elem.size)
	}
	return Value{st, p, v.flag.ro() | flagIndir | flag(Slice)}
}

// SetLen sets the length of the slice v.
func (v Value) SetLen(n int) {
	v.mustBeAssignable("SetLen")
	v.must(Slice, "SetLen")
	s := (*sliceHeader)(v.ptr)
	if uint(n) > uint(s.cap) {
		panic("reflect: slice length out of range in SetLen")
	}
	s.len = n
}

// SetCap sets the capacity of the slice v.
func (v Value) SetCap(n int) {
	v.mustBeAssignable("SetCap")
	v.must(Slice, "SetCap")
	s := (*sliceHeader)(v.ptr)
	if n < s.len || n > s.cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	s.cap = n
}

// Grow makes room for n more elements in the slice v.
func (v Value) Grow(n int) {
	v.mustBeAssignable("Grow")
	v.must(Slice, "Grow")
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	s := (*sliceHeader)(v.ptr)
	if s.len+n < 0 {
		panic("reflect.Value.Grow: slice overflow")
	}
	if s.len+n > s.cap {
		growSlice(v.typ_.elem, s, n)
	}
}

// growSlice gives s a capacity of at least len+n: twice the old one, or a
// quarter more once it is large.
func growSlice(elem *rtype, s *sliceHeader, n int) {
	room := s.cap
	if need := s.len + n; need > 2*room {
		room = need
	} else {
		for room < need {
			if room < 256 {
				room += room
			} else {
				room += (room + 3*256) / 4
			}
		}
	}
	data := unsafe_NewArray(elem, room)
	typedslicecopy(elem, data, s.len, s.data, s.len)
	s.data = data
	s.cap = room
}

// Clear empties the map v or zeroes the elements of the slice v.
func (v Value) Clear() {
	switch v.Kind() {
	case Slice:
		s := (*sliceHeader)(v.ptr)
		for i := 0; i < s.len; i++ {
			typedmemclr(v.typ_.elem, unsafe.Add(s.data, uintptr(i)*v.typ_.elem.size))
		}
	case Map:
		mapclear(v.typ_, v.pointer())
	default:
		wrongKind("Clear", v.Kind())
	}
}

// MakeSlice returns a new slice of type typ.
func MakeSlice(typ Type, len, cap int) Value {
	if typ.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 {
		panic("reflect.MakeSlice: negative len")
	}
	if cap < 0 {
		panic("reflect.MakeSlice: negative cap")
	}
	if len > cap {
		panic("reflect.MakeSlice: len > cap")
	}
	t := typ.(*rtype)
	s := &sliceHeader{unsafe_NewArray(t.elem, cap), len, cap}
	return Value{t, unsafe.Pointer(s), flagIndir | flag(Slice)}
}

// SliceAt returns a slice over the n elements of type typ at p.
func SliceAt(typ Type, p unsafe.Pointer, n int) Value {
	if n < 0 {
		panic("unsafe.Slice: len out of range")
	}
	return Value{SliceOf(typ).(*rtype), unsafe.Pointer(&sliceHeader{p, n, n}), flagIndir | flag(Slice)}
}

// extend returns s with n elements more, as append would.
func extend(s Value, n int) Value {
	h := *(*sliceHeader)(s.ptr)
	p := unsafe_New(s.typ_)
	*(*sliceHeader)(p) = h
	ns := (*sliceHeader)(p)
	if h.len+n < 0 {
		panic("reflect.Append: slice overflow")
	}
	if h.len+n > h.cap {
		growSlice(s.typ_.elem, ns, n)
	}
	ns.len += n
	return Value{s.typ_, p, s.flag&^flagAddr | flagIndir}
}

// Append appends the values x to the slice s.
func Append(s Value, x ...Value) Value {
	s.must(Slice, "Append")
	n := s.Len()
	s = extend(s, len(x))
	s.flag &^= flagRO
	for i, v := range x {
		s.Index(n + i).Set(v)
	}
	return s
}

// AppendSlice appends the elements of the slice t to the slice s.
func AppendSlice(s, t Value) Value {
	s.must(Slice, "AppendSlice")
	t.must(Slice, "AppendSlice")
	typesMustMatch("reflect.AppendSlice", s.Type(), t.Type())
	ns, nt := s.Len(), t.Len()
	s = extend(s, nt)
	Copy(s.Slice(ns, ns+nt), t)
	return s
}

func typesMustMatch(what string, t1, t2 Type) {
	if t1 != t2 {
		panic(what + ": " + t1.String() + " != " + t2.String())
	}
}

// Copy copies elements from src to dst and returns how many.
func Copy(dst, src Value) int {
	dk := dst.Kind()
	if dk != Array && dk != Slice {
		panic(&ValueError{"reflect.Copy", dk})
	}
	if dk == Array {
		dst.mustBeAssignable("Copy")
	}
	dst.mustBeExported("Copy")
	sk := src.Kind()
	fromString := sk == String && dst.typ_.elem.Kind() == Uint8
	if sk != Array && sk != Slice && !fromString {
		panic(&ValueError{"reflect.Copy", sk})
	}
	src.mustBeExported("Copy")
	elem := dst.typ_.elem
	if !fromString {
		typesMustMatch("reflect.Copy", elem, src.typ_.elem)
	}
	at := func(v Value) (unsafe.Pointer, int) {
		switch v.Kind() {
		case Array:
			return v.addr(), v.typ_.len
		case String:
			s := (*stringHeader)(v.ptr)
			return s.data, s.len
		}
		s := (*sliceHeader)(v.ptr)
		return s.data, s.len
	}
	dp, dn := at(dst)
	sp, sn := at(src)
	return typedslicecopy(elem, dp, dn, sp, sn)
}
