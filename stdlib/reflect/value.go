package reflect

import (
	"strconv"
	"unsafe"
)

// flag holds what a Value knows besides type and pointer: the kind in the
// low five bits, the bits below, and from flagMethodShift on the number of a
// method for a method value.
type flag uintptr

const (
	flagKindWidth        = 5
	flagKindMask    flag = 1<<flagKindWidth - 1
	flagStickyRO    flag = 1 << 5 // reached by an unexported, not embedded field
	flagEmbedRO     flag = 1 << 6 // reached by an unexported embedded field
	flagIndir       flag = 1 << 7 // ptr points at the value
	flagAddr        flag = 1 << 8 // the value is addressable
	flagMethod      flag = 1 << 9 // a method value; ptr is its receiver's
	flagMethodShift      = 10
	flagRO          flag = flagStickyRO | flagEmbedRO
)

// A Value is a Go value of any type; the zero Value stands for none.
//
// ptr is the value itself if its type is pointer-shaped and flagIndir is
// clear, else a pointer to it. (The field is called typ_ because fmt and
// others print unexported fields with %+v.)
type Value struct {
	typ_ *rtype
	ptr  unsafe.Pointer
	flag
}

// A ValueError is the panic of a Value method called on the wrong kind.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

func (f flag) kind() Kind { return Kind(f & flagKindMask) }

// ro returns the sticky read-only bit if f has any read-only bit.
func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagStickyRO
	}
	return 0
}

// must panics unless f's kind is k; method is the caller's short name.
func (f flag) must(k Kind, method string) {
	if Kind(f&flagKindMask) != k {
		wrongKind(method, f.kind())
	}
}

func wrongKind(method string, k Kind) {
	panic(&ValueError{"reflect.Value." + method, k})
}

func (f flag) mustBeExported(method string) {
	if f == 0 {
		wrongKind(method, Invalid)
	}
	if f&flagRO != 0 {
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	}
}

func (f flag) mustBeAssignable(method string) {
	f.mustBeExported(method)
	if f&flagAddr == 0 {
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// eface is the memory of an empty interface value.
type eface struct {
	typ  *rtype
	data unsafe.Pointer
}

// ValueOf returns a Value for what i holds.
func ValueOf(i any) Value {
	e := (*eface)(unsafe.Pointer(&i))
	if e.typ == nil {
		return Value{}
	}
	f := flag(e.typ.Kind())
	if !e.typ.direct() {
		f |= flagIndir
	}
	return Value{e.typ, e.data, f}
}

// pack is the reverse of ValueOf. An addressable value is copied, for what
// stands in an interface must not change.
func pack(v Value) any {
	t := v.typ_
	var i any
	e := (*eface)(unsafe.Pointer(&i))
	switch {
	case !t.direct():
		p := v.ptr
		if v.flag&flagAddr != 0 {
			p = unsafe_New(t)
			typedmemmove(t, p, v.ptr)
		}
		e.data = p
	case v.flag&flagIndir != 0:
		e.data = *(*unsafe.Pointer)(v.ptr)
	default:
		e.data = v.ptr
	}
	e.typ = t
	return i
}

// pointer returns the word of a pointer-shaped value.
func (v Value) pointer() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// addr returns where v's memory is; a direct value is first put in a box.
func (v Value) addr() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return v.ptr
	}
	box := new(unsafe.Pointer)
	*box = v.ptr
	return unsafe.Pointer(box)
}

// load makes the Value of what lies at p, which nobody else changes.
func load(t *rtype, p unsafe.Pointer, f flag) Value {
	f |= flag(t.Kind())
	if t.direct() {
		return Value{t, *(*unsafe.Pointer)(p), f}
	}
	return Value{t, p, f | flagIndir}
}

// copyVal is load for memory that may change: it copies.
func copyVal(t *rtype, f flag, p unsafe.Pointer) Value {
	if t.direct() {
		return Value{t, *(*unsafe.Pointer)(p), f | flag(t.Kind())}
	}
	c := unsafe_New(t)
	typedmemmove(t, c, p)
	return Value{t, c, f | flagIndir | flag(t.Kind())}
}

// New returns a pointer to a new zero value of type typ.
func New(typ Type) Value {
	if typ == nil {
		panic("reflect: New(nil)")
	}
	t := typ.(*rtype)
	return Value{ptrTo(t), unsafe_New(t), flag(Pointer)}
}

// NewAt returns a pointer to the value of type typ at p.
func NewAt(typ Type, p unsafe.Pointer) Value {
	return Value{ptrTo(typ.(*rtype)), p, flag(Pointer)}
}

// Zero returns the zero value of type typ; it is not addressable.
func Zero(typ Type) Value {
	if typ == nil {
		panic("reflect: Zero(nil)")
	}
	t := typ.(*rtype)
	if t.direct() {
		return Value{t, nil, flag(t.Kind())}
	}
	return Value{t, unsafe_New(t), flag(t.Kind()) | flagIndir}
}

// Indirect returns what v points to, or v itself if it is no pointer.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// IsValid reports whether v stands for a value.
func (v Value) IsValid() bool { return v.flag != 0 }

// Kind returns v's kind, Invalid for the zero Value.
func (v Value) Kind() Kind { return Kind(v.flag & flagKindMask) }

// Type returns v's type.
func (v Value) Type() Type {
	if v.flag != 0 && v.flag&flagMethod == 0 {
		return v.typ_
	}
	return v.typeSlow()
}

func (v Value) typeSlow() Type {
	if v.flag == 0 {
		wrongKind("Type", Invalid)
	}
	// A method value: its type is the method's without the receiver.
	i := int(v.flag) >> flagMethodShift
	if v.typ_.Kind() == Interface {
		return v.typ_.imethodAt(i).typ
	}
	return v.typ_.exported()[i].mtyp
}

// CanAddr reports whether v's address can be taken with Addr.
func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }

// CanSet reports whether v can be changed.
func (v Value) CanSet() bool { return v.flag&(flagAddr|flagRO) == flagAddr }

// CanInterface reports whether Interface can be used without panic.
func (v Value) CanInterface() bool {
	if v.flag == 0 {
		wrongKind("CanInterface", Invalid)
	}
	return v.flag&flagRO == 0
}

// Interface returns v's value as an interface value.
func (v Value) Interface() (i any) { return valueInterface(v, true) }

func valueInterface(v Value, safe bool) any {
	if v.flag == 0 {
		wrongKind("Interface", Invalid)
	}
	if safe && v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	if v.flag&flagMethod != 0 {
		v = makeMethodValue("Interface", v)
	}
	if v.Kind() == Interface {
		// What the interface holds, not the interface.
		if v.typ_.nimethod() == 0 {
			return *(*any)(v.ptr)
		}
		return *(*interface{ M() })(v.ptr)
	}
	return pack(v)
}

// InterfaceData is kept for old programs.
func (v Value) InterfaceData() [2]uintptr {
	v.must(Interface, "InterfaceData")
	return *(*[2]uintptr)(v.ptr)
}

// Addr returns a pointer to v.
func (v Value) Addr() Value {
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return Value{ptrTo(v.typ_), v.ptr, v.flag&flagRO | flag(Pointer)}
}

// UnsafeAddr returns a pointer to v as a number.
func (v Value) UnsafeAddr() uintptr {
	if v.typ_ == nil {
		wrongKind("UnsafeAddr", Invalid)
	}
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.ptr)
}

// Elem returns what the interface v holds or the pointer v points to.
func (v Value) Elem() Value {
	switch v.Kind() {
	case Interface:
		var held any
		if v.typ_.nimethod() == 0 {
			held = *(*any)(v.ptr)
		} else {
			held = *(*interface{ M() })(v.ptr)
		}
		x := ValueOf(held)
		if x.flag != 0 {
			x.flag |= v.flag.ro()
		}
		return x
	case Pointer:
		p := v.pointer()
		if p == nil {
			return Value{}
		}
		t := v.typ_.elem
		return Value{t, p, v.flag&flagRO | flagIndir | flagAddr | flag(t.Kind())}
	}
	wrongKind("Elem", v.Kind())
	return Value{}
}

// IsNil reports whether v is nil.
func (v Value) IsNil() bool {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		if v.flag&flagMethod != 0 {
			return false
		}
		return v.pointer() == nil
	case Interface, Slice:
		return *(*unsafe.Pointer)(v.ptr) == nil
	}
	wrongKind("IsNil", v.Kind())
	return false
}

// IsZero reports whether v is its type's zero value.
func (v Value) IsZero() bool {
	switch v.Kind() {
	case Bool:
		return !v.Bool()
	case Int, Int8, Int16, Int32, Int64:
		return v.Int() == 0
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return v.Uint() == 0
	case Float32, Float64:
		return v.Float() == 0 && !signbit(v.Float())
	case Complex64, Complex128:
		c := v.Complex()
		return c == 0 && !signbit(real(c)) && !signbit(imag(c))
	case Array:
		for i, n := 0, v.Len(); i < n; i++ {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case String:
		return v.Len() == 0
	case Struct:
		for i, n := 0, v.NumField(); i < n; i++ {
			if !v.Field(i).IsZero() && v.typ_.fieldAt(i).name != "_" {
				return false
			}
		}
		return true
	}
	panic(&ValueError{"reflect.Value.IsZero", v.Kind()})
}

func signbit(f float64) bool { return *(*int64)(unsafe.Pointer(&f)) < 0 }

// Bool returns the bool that v holds.
func (v Value) Bool() bool {
	if v.Kind() != Bool {
		wrongKind("Bool", v.Kind())
	}
	return *(*bool)(v.ptr)
}

// Int returns the signed integer that v holds.
func (v Value) Int() int64 {
	switch v.Kind() {
	case Int:
		return int64(*(*int)(v.ptr))
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	case Int64:
		return *(*int64)(v.ptr)
	}
	wrongKind("Int", v.Kind())
	return 0
}

// Uint returns the unsigned integer that v holds.
func (v Value) Uint() uint64 {
	switch v.Kind() {
	case Uint:
		return uint64(*(*uint)(v.ptr))
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	case Uint64:
		return *(*uint64)(v.ptr)
	case Uintptr:
		return uint64(*(*uintptr)(v.ptr))
	}
	wrongKind("Uint", v.Kind())
	return 0
}

// Float returns the float that v holds.
func (v Value) Float() float64 {
	switch v.Kind() {
	case Float32:
		return float64(*(*float32)(v.ptr))
	case Float64:
		return *(*float64)(v.ptr)
	}
	wrongKind("Float", v.Kind())
	return 0
}

// Complex returns the complex number that v holds.
func (v Value) Complex() complex128 {
	switch v.Kind() {
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	case Complex128:
		return *(*complex128)(v.ptr)
	}
	wrongKind("Complex", v.Kind())
	return 0
}

// String returns the string that v holds; of another kind it returns
// "<T value>", so that printing a Value does not panic.
func (v Value) String() string {
	switch v.Kind() {
	case String:
		return *(*string)(v.ptr)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + v.Type().String() + " Value>"
}

// Bytes returns the bytes of a slice of bytes or an addressable array.
func (v Value) Bytes() []byte {
	switch v.Kind() {
	case Slice:
		if v.typ_.elem.Kind() != Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.ptr)
	case Array:
		if v.typ_.elem.Kind() != Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		return unsafe.Slice((*byte)(v.ptr), v.typ_.len)
	}
	wrongKind("Bytes", v.Kind())
	return nil
}

func (v Value) runes() []rune {
	v.must(Slice, "runes")
	if v.typ_.elem.Kind() != Int32 {
		panic("reflect.Value.Bytes of non-rune slice")
	}
	return *(*[]rune)(v.ptr)
}

// Pointer returns v's pointer as a number.
func (v Value) Pointer() uintptr {
	switch v.Kind() {
	case Pointer, Chan, Map, UnsafePointer:
		return uintptr(v.pointer())
	case Func:
		if v.flag&flagMethod != 0 {
			return methodReceiverCode(v)
		}
		p := v.pointer()
		if p == nil {
			return 0
		}
		return funcPC(p)
	case Slice:
		return uintptr(*(*unsafe.Pointer)(v.ptr))
	case String:
		return uintptr(*(*unsafe.Pointer)(v.ptr))
	}
	wrongKind("Pointer", v.Kind())
	return 0
}

// UnsafePointer returns v's pointer.
func (v Value) UnsafePointer() unsafe.Pointer {
	switch v.Kind() {
	case Pointer, Chan, Map, UnsafePointer:
		return v.pointer()
	case Func:
		return unsafe.Pointer(v.Pointer())
	case Slice, String:
		return *(*unsafe.Pointer)(v.ptr)
	}
	wrongKind("UnsafePointer", v.Kind())
	return nil
}

// CanInt reports whether Int can be used without panic.
func (v Value) CanInt() bool { return Int <= v.Kind() && v.Kind() <= Int64 }

// CanUint reports whether Uint can be used without panic.
func (v Value) CanUint() bool { return Uint <= v.Kind() && v.Kind() <= Uintptr }

// CanFloat reports whether Float can be used without panic.
func (v Value) CanFloat() bool { return v.Kind() == Float32 || v.Kind() == Float64 }

// CanComplex reports whether Complex can be used without panic.
func (v Value) CanComplex() bool { return v.Kind() == Complex64 || v.Kind() == Complex128 }

// OverflowInt reports whether x does not fit v's type.
func (v Value) OverflowInt(x int64) bool {
	if !v.CanInt() {
		wrongKind("OverflowInt", v.Kind())
	}
	bits := v.typ_.size * 8
	return x<<(64-bits)>>(64-bits) != x
}

// OverflowUint reports whether x does not fit v's type.
func (v Value) OverflowUint(x uint64) bool {
	if !v.CanUint() {
		wrongKind("OverflowUint", v.Kind())
	}
	bits := v.typ_.size * 8
	return x<<(64-bits)>>(64-bits) != x
}

// OverflowFloat reports whether x does not fit v's type.
func (v Value) OverflowFloat(x float64) bool {
	switch v.Kind() {
	case Float32:
		return overflowFloat32(x)
	case Float64:
		return false
	}
	wrongKind("OverflowFloat", v.Kind())
	return false
}

func overflowFloat32(x float64) bool {
	if x < 0 {
		x = -x
	}
	const maxFloat32, maxFloat64 = 0x1p127 * (1 + (1 - 0x1p-23)), 0x1p1023 * (1 + (1 - 0x1p-52))
	return maxFloat32 < x && x <= maxFloat64
}

// OverflowComplex reports whether x does not fit v's type.
func (v Value) OverflowComplex(x complex128) bool {
	switch v.Kind() {
	case Complex64:
		return overflowFloat32(real(x)) || overflowFloat32(imag(x))
	case Complex128:
		return false
	}
	wrongKind("OverflowComplex", v.Kind())
	return false
}

// Comparable reports whether v can be compared with == without panic.
func (v Value) Comparable() bool {
	switch v.Kind() {
	case Invalid:
		return true
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Array:
		switch v.typ_.elem.Kind() {
		case Interface, Array, Struct:
			for i, n := 0, v.Len(); i < n; i++ {
				if !v.Index(i).Comparable() {
					return false
				}
			}
			return true
		}
		return v.typ_.Comparable()
	case Func, Map, Slice:
		return false
	case Struct:
		for i, n := 0, v.NumField(); i < n; i++ {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	}
	return true
}

// Equal reports whether v == u.
func (v Value) Equal(u Value) bool {
	if v.Kind() == Interface {
		v = v.Elem()
	}
	if u.Kind() == Interface {
		u = u.Elem()
	}
	if !v.IsValid() || !u.IsValid() {
		return v.IsValid() == u.IsValid()
	}
	if v.Kind() != u.Kind() || v.Type() != u.Type() {
		return false
	}
	switch v.Kind() {
	case Bool:
		return v.Bool() == u.Bool()
	case Int, Int8, Int16, Int32, Int64:
		return v.Int() == u.Int()
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return v.Uint() == u.Uint()
	case Float32, Float64:
		return v.Float() == u.Float()
	case Complex64, Complex128:
		return v.Complex() == u.Complex()
	case String:
		return v.String() == u.String()
	case Chan, Pointer, UnsafePointer:
		return v.pointer() == u.pointer()
	case Array:
		for i, n := 0, v.Len(); i < n; i++ {
			if !v.Index(i).Equal(u.Index(i)) {
				return false
			}
		}
		return true
	case Struct:
		for i, n := 0, v.NumField(); i < n; i++ {
			if !v.Field(i).Equal(u.Field(i)) {
				return false
			}
		}
		return true
	case Func, Map, Slice:
		panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
	}
	panic("reflect.Value.Equal: invalid Kind")
}

func itoa(i int) string { return strconv.Itoa(i) }
