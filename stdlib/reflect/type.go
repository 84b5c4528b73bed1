package reflect

// Type is the description of a Go type. Two Types are equal, as interface
// values, exactly if they describe identical types.
type Type interface {
	Align() int
	FieldAlign() int
	Method(int) Method
	MethodByName(string) (Method, bool)
	NumMethod() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	Comparable() bool
	Bits() int
	ChanDir() ChanDir
	IsVariadic() bool
	Elem() Type
	Field(i int) StructField
	FieldByIndex(index []int) StructField
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	In(i int) Type
	Key() Type
	Len() int
	NumField() int
	NumIn() int
	NumOut() int
	Out(i int) Type
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	CanSeq() bool
	CanSeq2() bool

	common() *rtype
}

// A Method is one method of a type.
type Method struct {
	Name    string
	PkgPath string // empty for an exported method
	Type    Type
	Func    Value // with the receiver as first argument
	Index   int
}

// IsExported reports whether the method is exported.
func (m Method) IsExported() bool { return m.PkgPath == "" }

// A StructField is one field of a struct.
type StructField struct {
	Name      string
	PkgPath   string // empty for an exported field
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int
	Anonymous bool
}

// IsExported reports whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

// TypeOf returns the type of what i holds, nil for a nil interface.
func TypeOf(i any) Type {
	if t := rtypeOf(i); t != nil {
		return t
	}
	return nil
}

// TypeFor returns the Type of T.
func TypeFor[T any]() Type {
	var v T
	if t := TypeOf(v); t != nil {
		return t
	}
	return TypeOf((*T)(nil)).Elem() // an interface type
}

func (t *rtype) common() *rtype  { return t }
func (t *rtype) String() string  { return t.str }
func (t *rtype) Kind() Kind      { return Kind(t.kind) }
func (t *rtype) Size() uintptr   { return t.size }
func (t *rtype) Align() int      { return int(t.align) }
func (t *rtype) FieldAlign() int { return int(t.fieldAlign) }
func (t *rtype) Name() string    { return t.name }

func (t *rtype) PkgPath() string {
	if t.tflag&tflagNamed == 0 {
		return ""
	}
	return t.pkgPath
}

func (t *rtype) Bits() int {
	k := t.Kind()
	if k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.str)
	}
	return int(t.size) * 8
}

// wrong panics for a method that type t's kind does not have.
func (t *rtype) wrong(method, want string) {
	panic("reflect: " + method + " of non-" + want + " type " + t.str)
}

func (t *rtype) ChanDir() ChanDir {
	if t.Kind() != Chan {
		t.wrong("ChanDir", "chan")
	}
	return t.chanDir()
}

func (t *rtype) IsVariadic() bool {
	if t.Kind() != Func {
		t.wrong("IsVariadic", "func")
	}
	return t.fn().variadic != 0
}

func (t *rtype) Elem() Type {
	switch t.Kind() {
	case Array, Chan, Pointer, Slice:
		return t.elem
	case Map:
		return t.mapT().elem
	}
	panic("reflect: Elem of invalid type " + t.str)
}

func (t *rtype) Key() Type {
	if t.Kind() != Map {
		t.wrong("Key", "map")
	}
	return t.mapT().key
}

func (t *rtype) Len() int {
	if t.Kind() != Array {
		t.wrong("Len", "array")
	}
	return t.len
}

func (t *rtype) NumIn() int {
	if t.Kind() != Func {
		t.wrong("NumIn", "func")
	}
	return t.fn().nin
}

func (t *rtype) NumOut() int {
	if t.Kind() != Func {
		t.wrong("NumOut", "func")
	}
	return t.fn().nout
}

func (t *rtype) In(i int) Type {
	if t.Kind() != Func {
		t.wrong("In", "func")
	}
	return t.fn().ins()[i]
}

func (t *rtype) Out(i int) Type {
	if t.Kind() != Func {
		t.wrong("Out", "func")
	}
	return t.fn().outs()[i]
}

func (t *rtype) NumField() int {
	if t.Kind() != Struct {
		t.wrong("NumField", "struct")
	}
	return t.nfield()
}

func (t *rtype) Field(i int) StructField {
	if t.Kind() != Struct {
		t.wrong("Field", "struct")
	}
	if i < 0 || i >= t.nfield() {
		panic("reflect: Field index out of bounds")
	}
	f := t.fieldAt(i)
	return StructField{
		Name:      f.name,
		PkgPath:   f.pkgPath,
		Type:      f.typ,
		Tag:       StructTag(f.tag),
		Offset:    f.offset,
		Index:     []int{i},
		Anonymous: f.embedded(),
	}
}

func (t *rtype) FieldByIndex(index []int) StructField {
	if t.Kind() != Struct {
		t.wrong("FieldByIndex", "struct")
	}
	var f StructField
	var at Type = t
	for i, x := range index {
		if i > 0 && at.Kind() == Pointer && at.Elem().Kind() == Struct {
			at = at.Elem()
		}
		f = at.Field(x)
		at = f.Type
	}
	f.Index = index
	return f
}

func (t *rtype) FieldByName(name string) (StructField, bool) {
	if t.Kind() != Struct {
		t.wrong("FieldByName", "struct")
	}
	embeds := false
	if name != "" {
		for i, n := 0, t.nfield(); i < n; i++ {
			f := t.fieldAt(i)
			if f.name == name {
				return t.Field(i), true
			}
			embeds = embeds || f.embedded()
		}
	}
	if !embeds {
		return StructField{}, false
	}
	return t.FieldByNameFunc(func(s string) bool { return s == name })
}

// FieldByNameFunc searches breadth first, as the language looks up promoted
// fields: on the shallowest level with a match there must be exactly one.
func (t *rtype) FieldByNameFunc(match func(string) bool) (result StructField, ok bool) {
	if t.Kind() != Struct {
		t.wrong("FieldByNameFunc", "struct")
	}
	type place struct {
		t     *rtype
		index []int
	}
	level := []place{{t: t}}
	var count map[*rtype]int // how often a type stands on this level
	seen := map[*rtype]bool{}
	for len(level) > 0 && !ok {
		var next []place
		nextCount := map[*rtype]int{}
		for _, p := range level {
			if seen[p.t] {
				continue
			}
			seen[p.t] = true
			for i, n := 0, p.t.nfield(); i < n; i++ {
				f := p.t.fieldAt(i)
				var inner *rtype
				if f.embedded() {
					inner = f.typ
					if inner.Kind() == Pointer {
						inner = inner.elem
					}
				}
				if match(f.name) {
					if count[p.t] > 1 || ok {
						return StructField{}, false // ambiguous
					}
					result = p.t.Field(i)
					result.Index = append(append([]int(nil), p.index...), i)
					ok = true
					continue
				}
				if ok || inner == nil || inner.Kind() != Struct {
					continue
				}
				if nextCount[inner] > 0 {
					nextCount[inner] = 2
					continue
				}
				nextCount[inner] = 1
				if count[p.t] > 1 {
					nextCount[inner] = 2
				}
				next = append(next, place{inner, append(append([]int(nil), p.index...), i)})
			}
		}
		level, count = next, nextCount
	}
	return result, ok
}

func (t *rtype) NumMethod() int {
	if t.Kind() == Interface {
		return t.nimethod()
	}
	return len(t.exported())
}

func (t *rtype) Method(i int) (m Method) {
	if t.Kind() == Interface {
		if i < 0 || i >= t.nimethod() {
			panic("reflect: Method index out of range")
		}
		im := t.imethodAt(i)
		return Method{Name: im.name, PkgPath: im.pkgPath, Type: im.typ, Index: i}
	}
	ms := t.exported()
	if i < 0 || i >= len(ms) {
		panic("reflect: Method index out of range")
	}
	p := &ms[i]
	ft := p.mtyp.fn()
	in := make([]*rtype, 0, 1+ft.nin)
	in = append(append(in, t), ft.ins()...)
	mt := funcOf(in, ft.outs(), ft.variadic != 0)
	// A FuncInfo is its own closure object.
	return Method{Name: p.name, Type: mt, Func: Value{mt, p.tfn, flag(Func)}, Index: i}
}

func (t *rtype) MethodByName(name string) (m Method, ok bool) {
	if i := t.methodIndex(name); i >= 0 {
		return t.Method(i), true
	}
	return Method{}, false
}

// methodIndex returns the number of the method called name, or -1.
func (t *rtype) methodIndex(name string) int {
	if t.Kind() == Interface {
		for i, im := range t.imethods() {
			if im.name == name {
				return i
			}
		}
		return -1
	}
	ms := t.exported()
	lo, hi := 0, len(ms)
	for lo < hi {
		mid := (lo + hi) / 2
		if ms[mid].name < name {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(ms) && ms[lo].name == name {
		return lo
	}
	return -1
}

func (t *rtype) Comparable() bool { return t.equalKind != 0 }

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return implements(u.common(), t)
}

func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	ut := u.common()
	return directlyAssignable(ut, t) || implements(ut, t)
}

func (t *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return convertOp(u.common(), t) != nil
}

func (t *rtype) OverflowInt(x int64) bool {
	switch t.Kind() {
	case Int, Int8, Int16, Int32, Int64:
		bits := t.size * 8
		return x<<(64-bits)>>(64-bits) != x
	}
	panic("reflect: OverflowInt of non-int type " + t.str)
}

func (t *rtype) OverflowUint(x uint64) bool {
	switch t.Kind() {
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		bits := t.size * 8
		return x<<(64-bits)>>(64-bits) != x
	}
	panic("reflect: OverflowUint of non-uint type " + t.str)
}

func (t *rtype) OverflowFloat(x float64) bool {
	switch t.Kind() {
	case Float32:
		return overflowFloat32(x)
	case Float64:
		return false
	}
	panic("reflect: OverflowFloat of non-float type " + t.str)
}

func (t *rtype) OverflowComplex(x complex128) bool {
	switch t.Kind() {
	case Complex64:
		return overflowFloat32(real(x)) || overflowFloat32(imag(x))
	case Complex128:
		return false
	}
	panic("reflect: OverflowComplex of non-complex type " + t.str)
}

// CanSeq reports whether a range over a value of type t can have one
// variable.
func (t *rtype) CanSeq() bool {
	switch t.Kind() {
	case Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr,
		Array, Slice, Chan, String, Map:
		return true
	case Func:
		return t.isIterator(1)
	case Pointer:
		return t.elem.Kind() == Array
	}
	return false
}

// CanSeq2 reports whether a range over a value of type t can have two
// variables.
func (t *rtype) CanSeq2() bool {
	switch t.Kind() {
	case Array, Slice, String, Map:
		return true
	case Func:
		return t.isIterator(2)
	case Pointer:
		return t.elem.Kind() == Array
	}
	return false
}

// isIterator reports whether t is a func(yield func(n values) bool).
func (t *rtype) isIterator(n int) bool {
	f := t.fn()
	if f.nin != 1 || f.nout != 0 || f.ins()[0].Kind() != Func {
		return false
	}
	y := f.ins()[0].fn()
	return y.nin == n && y.nout == 1 && y.outs()[0].Kind() == Bool
}

// implements reports whether values of type t can be stored in the interface
// type inter; inter may be another kind of type.
func implements(inter, t *rtype) bool {
	if inter.Kind() != Interface {
		return false
	}
	return inter.nimethod() == 0 || typeImplements(inter, t)
}

// specialChannelAssignability: a bidirectional channel may be assigned to a
// channel type with the same element type.
func specialChannelAssignability(dst, src *rtype) bool {
	return src.chanDir() == BothDir && (dst.name == "" || src.name == "") && dst.elem == src.elem
}

// directlyAssignable reports whether a value of type src can be used as it
// stands as one of type dst.
func directlyAssignable(dst, src *rtype) bool {
	if dst == src {
		return true
	}
	if dst.tflag&tflagNamed != 0 && src.tflag&tflagNamed != 0 || dst.kind != src.kind {
		return false
	}
	if dst.Kind() == Chan && specialChannelAssignability(dst, src) {
		return true
	}
	return sameUnderlying(dst, src, true)
}

// identical reports whether two component types are the same; without tags,
// struct tags inside are not looked at.
func identical(t, u *rtype, tags bool) bool {
	if tags || t == u {
		return t == u
	}
	if t.name != u.name || t.kind != u.kind || t.PkgPath() != u.PkgPath() {
		return false
	}
	if t.tflag&tflagNamed != 0 {
		return false // defined types: only the same descriptor will do
	}
	return sameUnderlying(t, u, false)
}

// sameUnderlying reports whether t and u have the same underlying type.
func sameUnderlying(t, u *rtype, tags bool) bool {
	if t == u {
		return true
	}
	k := t.Kind()
	if k != u.Kind() {
		return false
	}
	if Bool <= k && k <= Complex128 || k == String || k == UnsafePointer {
		return true
	}
	switch k {
	case Array:
		return t.len == u.len && identical(t.elem, u.elem, tags)
	case Chan:
		return t.dir == u.dir && identical(t.elem, u.elem, tags)
	case Pointer, Slice:
		return identical(t.elem, u.elem, tags)
	case Map:
		return identical(t.mapT().key, u.mapT().key, tags) && identical(t.mapT().elem, u.mapT().elem, tags)
	case Func:
		f, g := t.fn(), u.fn()
		if f.nin != g.nin || f.nout != g.nout || f.variadic != g.variadic {
			return false
		}
		for i, p := range f.ins() {
			if !identical(p, g.ins()[i], tags) {
				return false
			}
		}
		for i, p := range f.outs() {
			if !identical(p, g.outs()[i], tags) {
				return false
			}
		}
		return true
	case Interface:
		ms, ns := t.imethods(), u.imethods()
		if len(ms) != len(ns) {
			return false
		}
		for i := range ms {
			if ms[i].name != ns[i].name || ms[i].pkgPath != ns[i].pkgPath || ms[i].typ != ns[i].typ {
				return false
			}
		}
		return true
	case Struct:
		if t.nfield() != u.nfield() {
			return false
		}
		for i, n := 0, t.nfield(); i < n; i++ {
			f, g := t.fieldAt(i), u.fieldAt(i)
			if f.name != g.name || f.pkgPath != g.pkgPath || f.embed != g.embed ||
				tags && f.tag != g.tag || !identical(f.typ, g.typ, tags) {
				return false
			}
		}
		return true
	}
	return false
}
