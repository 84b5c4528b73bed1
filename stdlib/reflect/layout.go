package reflect

import "unsafe"

// The structs below mirror runtime/type/type.h and itab.h word for word.
// Descriptors are canonical (one for identical types), never change and lie
// outside the collected heap.

// rtype is the descriptor of a type and, as *rtype, the one implementation
// of Type. The last three fields are there only for the kinds that have
// them: an rtype is never copied or made in Go text.
type rtype struct {
	size       uintptr
	ptrdata    uintptr
	hash       uint32
	tflag      uint8
	align      uint8
	fieldAlign uint8
	kind       uint8
	equalKind  uint8
	slots      uint8
	_          [6]uint8
	gcdata     unsafe.Pointer
	str        string
	name       string
	pkgPath    string
	ptrToThis  *rtype
	uncommon   *uncommonType
	user       unsafe.Pointer

	elem *rtype // Array, Chan, Pointer, Slice; for Map see mapType
	dir  int    // Chan
	len  int    // Array
}

const (
	tflagNamed       = 1
	tflagDirect      = 2
	tflagLazyMethods = 4

	headerSize = unsafe.Offsetof(rtype{}.elem)
)

type uncommonType struct {
	methods   *methodType
	nmethods  int
	nexported int
}

// methodType is a method of a type that is no interface.
type methodType struct {
	name    string
	pkgPath string
	mtyp    *rtype         // without receiver
	ifn     unsafe.Pointer // *FuncInfo, entered with an interface's data word
	tfn     unsafe.Pointer // *FuncInfo, entered with the receiver
}

type imethodType struct {
	name    string
	pkgPath string
	typ     *rtype
}

type funcType struct {
	head       [headerSize]byte
	in         **rtype
	nin        int
	out        **rtype
	nout       int
	variadic   int
	paramSlots int
	resSlots   int
}

type interfaceType struct {
	head     [headerSize]byte
	methods  *imethodType
	nmethods int
}

type mapType struct {
	head [headerSize]byte
	key  *rtype
	elem *rtype
}

type structType struct {
	head    [headerSize]byte
	fields  *structField
	nfields int
}

type structField struct {
	name     string
	pkgPath  string
	typ      *rtype
	offset   uintptr
	tag      string
	embed    int
	exported int
}

func (f *structField) embedded() bool { return f.embed != 0 }

// toRType takes the descriptor out of a Type; a nil Type gives nil.
func toRType(t Type) *rtype {
	if t == nil {
		return nil
	}
	return t.(*rtype)
}

func rtypeOf(i any) *rtype { return (*eface)(unsafe.Pointer(&i)).typ }

// direct reports whether values of type t stand in an interface's data word
// themselves.
func (t *rtype) direct() bool { return t.tflag&tflagDirect != 0 }

func (t *rtype) chanDir() ChanDir { return ChanDir(t.dir) }

func (t *rtype) mapT() *mapType { return (*mapType)(unsafe.Pointer(t)) }

// indirect reports whether a pointer stands in frames for a value of type t,
// which is too large for them.
func (t *rtype) indirect() bool { return t.size > 8192*8 }

// slots returns how many slots a value of type t takes in a frame.
func (t *rtype) slots() int {
	if t.indirect() {
		return 1
	}
	return int((t.size + 7) / 8)
}

func (t *rtype) fn() *funcType {
	f := (*funcType)(unsafe.Pointer(t))
	if f.paramSlots < 0 { // made by funcOf and not counted yet
		f.paramSlots, f.resSlots = 0, 0
		for _, p := range f.ins() {
			f.paramSlots += p.slots()
		}
		for _, p := range f.outs() {
			f.resSlots += p.slots()
		}
	}
	return f
}

func (f *funcType) ins() []*rtype  { return unsafe.Slice(f.in, f.nin) }
func (f *funcType) outs() []*rtype { return unsafe.Slice(f.out, f.nout) }

func (t *rtype) nfield() int { return (*structType)(unsafe.Pointer(t)).nfields }

func (t *rtype) fieldAt(i int) *structField {
	st := (*structType)(unsafe.Pointer(t))
	return (*structField)(unsafe.Add(unsafe.Pointer(st.fields), uintptr(i)*unsafe.Sizeof(structField{})))
}

func (t *rtype) nimethod() int { return (*interfaceType)(unsafe.Pointer(t)).nmethods }

func (t *rtype) imethods() []imethodType {
	it := (*interfaceType)(unsafe.Pointer(t))
	return unsafe.Slice(it.methods, it.nmethods)
}

func (t *rtype) imethodAt(i int) *imethodType {
	it := (*interfaceType)(unsafe.Pointer(t))
	return (*imethodType)(unsafe.Add(unsafe.Pointer(it.methods), uintptr(i)*unsafe.Sizeof(imethodType{})))
}

// exported returns t's exported methods, sorted by name.
func (t *rtype) exported() []methodType {
	if t.tflag&tflagLazyMethods != 0 {
		fillMethods(t)
	}
	if t.uncommon == nil {
		return nil
	}
	return unsafe.Slice(t.uncommon.methods, t.uncommon.nexported)
}
