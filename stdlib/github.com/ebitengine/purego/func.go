package purego

import (
	"errors"
	"reflect"
	"runtime"
	"strconv"
	"unsafe"
)

const maxArgs = 15

// RegisterLibFunc makes the function variable that fptr points to call the
// symbol name of the library handle. It panics if there is no such symbol.
func RegisterLibFunc(fptr any, handle uintptr, name string) {
	sym, err := Dlsym(handle, name)
	if err != nil {
		panic(err)
	}
	RegisterFunc(fptr, sym)
}

// RegisterFunc makes the function variable that fptr points to call the C
// function at cfn. Its type says how: integers, floats, bool, pointers,
// uintptr and structs are what they are in C; a string goes as a pointer to a
// copy that ends with a NUL, a slice as a pointer to its first element, a
// function as a callback. A variadic parameter passes each of its elements. A
// string as result is copied from a char*.
func RegisterFunc(fptr any, cfn uintptr) {
	fn := reflect.ValueOf(fptr)
	if fn.Kind() != reflect.Pointer || fn.Elem().Kind() != reflect.Func {
		panic("purego: fptr must be a function pointer")
	}
	fn = fn.Elem()
	t := fn.Type()
	if t.NumOut() > 1 {
		panic("purego: function can only return zero or one values")
	}
	if cfn == 0 {
		panic("purego: cfn is nil")
	}
	variadic := t.IsVariadic()
	n := t.NumIn()
	if variadic {
		n--
	}
	sig := ""
	for i := 0; i < n; i++ {
		sig += argCode(t.In(i), 0)
	}
	res := "v"
	if t.NumOut() == 1 {
		res = resultCode(t.Out(0))
	}
	var cif uintptr
	if !variadic {
		cif = mustPrep(res+sig, -1)
	}
	fn.Set(reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		c := cif
		if variadic {
			rest := args[n]
			args = args[:n:n]
			s := res + sig
			for i := 0; i < rest.Len(); i++ {
				v := rest.Index(i)
				if v.Kind() == reflect.Interface {
					v = v.Elem()
				}
				if !v.IsValid() {
					v = reflect.ValueOf(unsafe.Pointer(nil))
				}
				v = promoted(v)
				s += argCode(v.Type(), 0)
				args = append(args, v)
			}
			c = mustPrep(s, n)
		}
		return callC(c, cfn, t, args)
	}))
}

func mustPrep(sig string, fixed int) uintptr {
	cif := prep(sig, fixed)
	if cif == 0 {
		panic("purego: libffi does not know how to pass " + sig)
	}
	return cif
}

// promoted applies what C does to variadic arguments.
func promoted(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Float32:
		return reflect.ValueOf(v.Float())
	case reflect.Int8, reflect.Int16:
		return reflect.ValueOf(int32(v.Int()))
	case reflect.Uint8, reflect.Uint16:
		return reflect.ValueOf(int32(v.Uint()))
	case reflect.Bool:
		if v.Bool() {
			return reflect.ValueOf(int32(1))
		}
		return reflect.ValueOf(int32(0))
	}
	return v
}

const maxStructDepth = 32

// argCode returns the letters by which prep knows the type: a size in bytes
// as letter for signed (bhil) and unsigned (BHIL) integers, f d for floats, p
// for pointers, fields in braces for a struct.
func argCode(t reflect.Type, depth int) string {
	switch t.Kind() {
	case reflect.Bool, reflect.Uint8:
		return "B"
	case reflect.Int8:
		return "b"
	case reflect.Int16:
		return "h"
	case reflect.Uint16:
		return "H"
	case reflect.Int32:
		return "i"
	case reflect.Uint32:
		return "I"
	case reflect.Int, reflect.Int64:
		return "l"
	case reflect.Uint, reflect.Uint64, reflect.Uintptr:
		return "L"
	case reflect.Float32:
		return "f"
	case reflect.Float64:
		return "d"
	case reflect.Pointer, reflect.UnsafePointer:
		return "p"
	case reflect.String, reflect.Slice, reflect.Func:
		if depth == 0 {
			return "p"
		}
	case reflect.Array:
		if depth > 0 && depth < maxStructDepth && t.Len() <= 4096 {
			one := argCode(t.Elem(), depth+1)
			s := ""
			for i := 0; i < t.Len(); i++ {
				s += one
			}
			return s
		}
	case reflect.Struct:
		if depth < maxStructDepth {
			s := "{"
			for i := 0; i < t.NumField(); i++ {
				s += argCode(t.Field(i).Type, depth+1)
			}
			return s + "}"
		}
	}
	panic("purego: unsupported kind " + t.Kind().String())
}

func resultCode(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Interface, reflect.Map, reflect.Chan, reflect.Complex64, reflect.Complex128:
		panic("purego: unsupported return kind: " + t.Kind().String())
	}
	return argCode(t, 0)
}

func callC(cif, cfn uintptr, t reflect.Type, args []reflect.Value) []reflect.Value {
	// Word i of ptrs points to argument i. The arguments themselves keep alive
	// what they point to; keep does it for copies made here.
	ptrs := make([]unsafe.Pointer, len(args)+1)
	var keep []any
	for i, v := range args {
		switch v.Kind() {
		case reflect.String:
			p := new(unsafe.Pointer)
			b := make([]byte, v.Len()+1)
			copy(b, v.String())
			*p = unsafe.Pointer(&b[0])
			keep = append(keep, b)
			ptrs[i] = unsafe.Pointer(p)
		case reflect.Slice:
			p := new(unsafe.Pointer)
			*p = v.UnsafePointer()
			ptrs[i] = unsafe.Pointer(p)
		case reflect.Func:
			p := new(uintptr)
			if !v.IsNil() {
				*p = NewCallback(v.Interface())
			}
			ptrs[i] = unsafe.Pointer(p)
		default:
			p := reflect.New(v.Type())
			p.Elem().Set(v)
			ptrs[i] = p.UnsafePointer()
		}
	}
	var rt reflect.Type
	size := uintptr(8)
	if t.NumOut() == 1 {
		rt = t.Out(0)
		if rt.Size() > size {
			size = rt.Size()
		}
	}
	ret := make([]uintptr, (size+7)/8+1)
	invoke(cif, cfn, unsafe.Pointer(&ptrs[0]), unsafe.Pointer(&ret[0]))
	runtime.KeepAlive(args)
	runtime.KeepAlive(keep)
	runtime.KeepAlive(ptrs)
	if rt == nil {
		return nil
	}
	p := unsafe.Pointer(&ret[0])
	v := reflect.New(rt).Elem()
	switch rt.Kind() {
	case reflect.String:
		v.SetString(goString(ret[0]))
	case reflect.Bool:
		v.SetBool(byte(ret[0]) != 0)
	case reflect.Func:
		if ret[0] != 0 {
			RegisterFunc(v.Addr().Interface(), ret[0])
		}
	default:
		v.Set(reflect.NewAt(rt, p).Elem())
	}
	return []reflect.Value{v}
}

// SyscallN calls the C function at fn with up to 15 arguments that are
// integers or pointers. r1 is its result, err what it left in errno.
func SyscallN(fn uintptr, args ...uintptr) (r1, r2, err uintptr) {
	if fn == 0 {
		panic("purego: fn is nil")
	}
	if len(args) > maxArgs {
		panic("purego: too many arguments to SyscallN")
	}
	words := make([]uintptr, len(args)+1)
	ptrs := make([]unsafe.Pointer, len(args)+1)
	sig := "L"
	for i, a := range args {
		words[i] = a
		ptrs[i] = unsafe.Pointer(&words[i])
		sig += "L"
	}
	var ret [2]uintptr
	r := &ret
	err = invoke(mustPrep(sig, -1), fn, unsafe.Pointer(&ptrs[0]), unsafe.Pointer(r))
	runtime.KeepAlive(words)
	return r[0], 0, err
}

// ---- calls and callbacks

// A Go function that C may call.
type callback struct {
	fn  reflect.Value
	typ reflect.Type
}

const maxCallbacks = 2000

// CDecl as first parameter of a callback says that it follows C's calling
// convention, as all do here.
type CDecl struct{}

// NewCallback returns the address of a C function that calls fn, which takes
// integers, floats, bools and pointers and has at most one result. Its memory
// is never freed, and only 2000 can be made. C may call it during a call that
// came through this package: fn runs on the goroutine that made the call.
func NewCallback(fn any) uintptr {
	v := reflect.ValueOf(fn)
	if v.Kind() != reflect.Func {
		panic("purego: the type must be a function but was not")
	}
	if v.IsNil() {
		panic("purego: function must not be nil")
	}
	t := v.Type()
	if t.NumOut() > 1 {
		panic("purego: callbacks can only have zero or one return values")
	}
	if t.IsVariadic() {
		panic("purego: callbacks cannot be variadic")
	}
	sig := "v"
	if t.NumOut() == 1 {
		switch k := t.Out(0).Kind(); k {
		case reflect.String, reflect.Slice, reflect.Func, reflect.Struct, reflect.Array, reflect.Interface:
			panic("purego: unsupported callback return type: " + k.String())
		}
		sig = argCode(t.Out(0), 0)
	}
	for i := 0; i < t.NumIn(); i++ {
		in := t.In(i)
		switch in.Kind() {
		case reflect.Struct:
			if i == 0 && in == reflect.TypeOf(CDecl{}) {
				continue
			}
		case reflect.String, reflect.Slice, reflect.Func, reflect.Interface:
			panic("purego: unsupported argument type: " + in.Kind().String())
		}
		sig += argCode(in, 0)
	}
	c := &callback{v, t}
	index := reserve(len(sig))
	if index < 0 || index >= maxCallbacks {
		panic("purego: the maximum number of callbacks has been reached")
	}
	table()[index] = c
	return newClosure(mustPrep(sig, -1), index)
}

var allCallbacks *[maxCallbacks]*callback

func table() *[maxCallbacks]*callback {
	if allCallbacks == nil {
		allCallbacks = new([maxCallbacks]*callback)
	}
	return allCallbacks
}

// invoke calls C. When callbacks exist the call runs on a C stack of its own,
// which it leaves whenever C calls back: begin and resume then return with
// the callback's number, and the Go function runs here, in Go, before C goes
// on. The thread stays the same for C's sake.
func invoke(cif, cfn uintptr, args, ret unsafe.Pointer) (errno uintptr) {
	if !haveClosures() {
		return direct(cif, cfn, args, ret)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	co := begin(cif, cfn, args, ret)
	if co == 0 {
		panic(errors.New("purego: calls and callbacks are nested too deeply"))
	}
	defer drop(co)
	for {
		index, params, result, errno := resume(co)
		if index < 0 {
			return errno
		}
		table()[index].run(params, result)
	}
}

func (c *callback) run(params, result unsafe.Pointer) {
	in := make([]reflect.Value, c.typ.NumIn())
	k := 0
	for i := range in {
		t := c.typ.In(i)
		in[i] = reflect.New(t).Elem()
		if i == 0 && t == reflect.TypeOf(CDecl{}) {
			continue
		}
		p := *(*unsafe.Pointer)(unsafe.Add(params, 8*k))
		k++
		if t.Kind() == reflect.Bool {
			in[i].SetBool(*(*byte)(p) != 0)
			continue
		}
		in[i].Set(reflect.NewAt(t, p).Elem())
	}
	out := c.fn.Call(in)
	if len(out) == 0 {
		return
	}
	// A narrow result is extended to a word.
	w := (*uint64)(result)
	switch v := out[0]; v.Kind() {
	case reflect.Bool:
		*w = 0
		if v.Bool() {
			*w = 1
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		*w = uint64(v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		*w = v.Uint()
	case reflect.Float32:
		*(*float32)(result) = float32(v.Float())
	case reflect.Float64:
		*(*float64)(result) = v.Float()
	case reflect.Pointer, reflect.UnsafePointer:
		*w = uint64(v.Pointer())
	default:
		panic("purego: unsupported callback result " + strconv.Quote(v.Type().String()))
	}
}

// The natives. prep: a call interface for the letters of sig, the result
// first, cached; fixed is the number of parameters before the variadic ones,
// or -1.
func prep(sig string, fixed int) uintptr
func direct(cif, cfn uintptr, args, ret unsafe.Pointer) (errno uintptr)
func haveClosures() bool
func reserve(n int) int
func newClosure(cif uintptr, index int) uintptr
func begin(cif, cfn uintptr, args, ret unsafe.Pointer) (co uintptr)
func resume(co uintptr) (index int, params, result unsafe.Pointer, errno uintptr)
func drop(co uintptr)
func goString(p uintptr) string
