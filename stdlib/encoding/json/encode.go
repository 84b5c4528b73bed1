package json

import (
	"encoding"
	"encoding/base64"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"sync"
	"unsafe"
)

// Marshaler is implemented by values that write themselves as JSON.
type Marshaler interface {
	MarshalJSON() ([]byte, error)
}

// An UnsupportedTypeError tells of a type that JSON cannot hold.
type UnsupportedTypeError struct {
	Type reflect.Type
}

func (e *UnsupportedTypeError) Error() string { return "json: unsupported type: " + e.Type.String() }

// An UnsupportedValueError tells of a value that JSON cannot hold.
type UnsupportedValueError struct {
	Value reflect.Value
	Str   string
}

func (e *UnsupportedValueError) Error() string { return "json: unsupported value: " + e.Str }

// An InvalidUTF8Error is not made any more.
type InvalidUTF8Error struct {
	S string
}

func (e *InvalidUTF8Error) Error() string {
	return "json: invalid UTF-8 in string: " + strconv.Quote(e.S)
}

// A MarshalerError tells of an error of MarshalJSON or MarshalText.
type MarshalerError struct {
	Type       reflect.Type
	Err        error
	sourceFunc string
}

func (e *MarshalerError) Error() string {
	srcFunc := e.sourceFunc
	if srcFunc == "" {
		srcFunc = "MarshalJSON"
	}
	return "json: error calling " + srcFunc + " for type " + e.Type.String() + ": " + e.Err.Error()
}

func (e *MarshalerError) Unwrap() error { return e.Err }

// Marshal gives v as JSON.
func Marshal(v any) ([]byte, error) {
	e := &encodeState{plans: plans(), flags: escapeHTML}
	op := encodeStart(e, v)
	if op == opDone {
		return e.buf, nil
	}
	if err := e.finish(op); err != nil {
		return nil, err
	}
	return append([]byte(nil), e.buf...), nil
}

// MarshalIndent is Marshal followed by Indent.
func MarshalIndent(v any, prefix, indent string) ([]byte, error) {
	b, err := Marshal(v)
	if err != nil {
		return nil, err
	}
	return indented(nil, b, prefix, indent, len(b)), nil
}

// encodeState is a text being written. Its first part is the memory of the machine in encode.cc, which does most of the
// work: what is here writes the values that have methods, and looks for circles.
type encodeState struct {
	buf   []byte
	depth int // pointers, maps and slices on the way
	flags int
	plans unsafe.Pointer

	frames             unsafe.Pointer // of the values that are being written
	nframes, maxFrames int
	opType, opPtr      unsafe.Pointer // the value that is ours
	opAddr, opQuoted   int            // whether it has an address, and stands in a string
	opHow              int            // the method it has
	top                unsafe.Pointer

	seen map[any]struct{} // pointers on the way, once it is long: they may be a circle
}

const escapeHTML = 1 // in flags

// Deeper than this, circles are looked for.
const cycleDepth = 1000

// encodeStart writes v; encodeRun goes on with it. They answer opDone, opAgain, opValue or opMarshal.
func encodeStart(e *encodeState, v any) (op int)
func encodeRun(e *encodeState) (op int)

// encodeText goes on with what a method gave; opInvalid: it should have been a JSON text.
func encodeText(e *encodeState, b []byte, json bool) (op int)

const (
	opMarshal = opValue + 1 + iota // the value at opPtr writes itself
	opInvalid
)

// Values of opHow: the method, of a pointer to the value, or of the value, which is a pointer.
const (
	jsonOfAddress = 1 + iota
	textOfAddress
	jsonOfPointer
	textOfPointer
)

// jsonError carries an error through the panic that ends the writing.
type jsonError struct{ error }

func (e *encodeState) error(err error) { panic(jsonError{err}) }

// finish goes on after op.
func (e *encodeState) finish(op int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if je, ok := r.(jsonError); ok {
				err = je.error
			} else {
				panic(r)
			}
		}
	}()
	for op != opDone {
		if op == opMarshal {
			if op, err = e.byMethod(); err != nil {
				return err
			}
			continue
		}
		if op == opValue {
			t := typeAt(e.opType)
			v := reflect.NewAt(t, e.opPtr).Elem()
			if e.opAddr == 0 && t.Kind() != reflect.Interface {
				v = reflect.ValueOf(v.Interface())
			}
			typeEncoder(t)(e, v, encOpts{quoted: e.opQuoted != 0, escapeHTML: e.flags&escapeHTML != 0})
		}
		op = encodeRun(e)
	}
	return nil
}

// byMethod has the value at opPtr write itself, and goes on.
func (e *encodeState) byMethod() (op int, err error) {
	var b []byte
	h, how, name := handle(e.opType, e.opPtr), e.opHow, "MarshalJSON"
	if how == jsonOfAddress || how == jsonOfPointer {
		if b, err = h.(Marshaler).MarshalJSON(); err == nil {
			if len(b) > checkPiece {
				if e.buf, err = compact(e.buf, b, e.flags&escapeHTML != 0); err == nil {
					return encodeRun(e), nil
				}
			} else if op = encodeText(e, b, true); op != opInvalid {
				return op, nil
			} else {
				_, err = compact(nil, b, false)
			}
		}
	} else {
		name = "MarshalText"
		if b, err = h.(encoding.TextMarshaler).MarshalText(); err == nil {
			return encodeText(e, b, false), nil
		}
	}
	t := reflect.TypeOf(h)
	if how == jsonOfAddress || how == textOfAddress {
		t = t.Elem()
	}
	return 0, &MarshalerError{t, err, name}
}

func (e *encodeState) value(v reflect.Value, opts encOpts) {
	if !v.IsValid() {
		e.buf = append(e.buf, "null"...)
		return
	}
	typeEncoder(v.Type())(e, v, opts)
}

type encOpts struct {
	quoted     bool // numbers and the like in a string
	escapeHTML bool
}

// enter notes that p is being written; leave takes it back.
func (e *encodeState) enter(v reflect.Value, p any) {
	if e.depth++; e.depth > cycleDepth {
		if _, ok := e.seen[p]; ok {
			e.error(&UnsupportedValueError{v, fmt.Sprintf("encountered a cycle via %s", v.Type())})
		}
		if e.seen == nil {
			e.seen = make(map[any]struct{})
		}
		e.seen[p] = struct{}{}
	}
}

func (e *encodeState) leave(p any) {
	if e.depth > cycleDepth {
		delete(e.seen, p)
	}
	e.depth--
}

type encoderFunc func(e *encodeState, v reflect.Value, opts encOpts)

var encoderCache sync.Map // reflect.Type -> encoderFunc

func typeEncoder(t reflect.Type) encoderFunc {
	if f, ok := encoderCache.Load(t); ok {
		return f.(encoderFunc)
	}
	// A type that contains itself finds this entry, which waits for the one that is being made.
	var wg sync.WaitGroup
	var f encoderFunc
	wg.Add(1)
	other, loaded := encoderCache.LoadOrStore(t, encoderFunc(func(e *encodeState, v reflect.Value, opts encOpts) {
		wg.Wait()
		f(e, v, opts)
	}))
	if loaded {
		return other.(encoderFunc)
	}
	f = newTypeEncoder(t, true)
	wg.Done()
	encoderCache.Store(t, f)
	return f
}

var (
	marshalerType     = reflect.TypeOf((*Marshaler)(nil)).Elem()
	textMarshalerType = reflect.TypeOf((*encoding.TextMarshaler)(nil)).Elem()
)

// newTypeEncoder makes the encoder of t; byAddr: methods of *t are used where the value has an address.
func newTypeEncoder(t reflect.Type, byAddr bool) encoderFunc {
	if t.PkgPath() != "" || t.Kind() == reflect.Pointer || t.Kind() == reflect.Struct {
		byAddr = byAddr && t.Kind() != reflect.Pointer
		if byAddr && reflect.PointerTo(t).Implements(marshalerType) {
			return ifAddr(addrMarshaler, newTypeEncoder(t, false))
		}
		if t.Implements(marshalerType) {
			return encodeMarshaler
		}
		if byAddr && reflect.PointerTo(t).Implements(textMarshalerType) {
			return ifAddr(addrTextMarshaler, newTypeEncoder(t, false))
		}
		if t.Implements(textMarshalerType) {
			return encodeTextMarshaler
		}
	} else if t.Kind() == reflect.Interface {
		if t.Implements(marshalerType) {
			return encodeMarshaler
		}
		if t.Implements(textMarshalerType) {
			return encodeTextMarshaler
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return encodeBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return encodeInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return encodeUint
	case reflect.Float32:
		return func(e *encodeState, v reflect.Value, opts encOpts) { encodeFloat(e, v, opts, 32) }
	case reflect.Float64:
		return func(e *encodeState, v reflect.Value, opts encOpts) { encodeFloat(e, v, opts, 64) }
	case reflect.String:
		if t == numberType {
			return encodeNumber
		}
		return encodeString
	case reflect.Interface:
		return encodeInterface
	case reflect.Struct:
		return newStructEncoder(t)
	case reflect.Map:
		return newMapEncoder(t)
	case reflect.Slice:
		return newSliceEncoder(t)
	case reflect.Array:
		return newArrayEncoder(t)
	case reflect.Pointer:
		return newPtrEncoder(t)
	}
	return encodeUnsupported
}

func ifAddr(with, without encoderFunc) encoderFunc {
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.CanAddr() {
			with(e, v, opts)
		} else {
			without(e, v, opts)
		}
	}
}

func (e *encodeState) null() { e.buf = append(e.buf, "null"...) }

func (e *encodeState) byMarshaler(m Marshaler, v reflect.Value, opts encOpts) {
	b, err := m.MarshalJSON()
	if err == nil {
		e.buf, err = compact(e.buf, b, opts.escapeHTML)
	}
	if err != nil {
		e.error(&MarshalerError{v.Type(), err, "MarshalJSON"})
	}
}

func (e *encodeState) byTextMarshaler(m encoding.TextMarshaler, v reflect.Value, opts encOpts) {
	b, err := m.MarshalText()
	if err != nil {
		e.error(&MarshalerError{v.Type(), err, "MarshalText"})
	}
	e.buf = appendQuoted(e.buf, string(b), opts.escapeHTML)
}

func encodeMarshaler(e *encodeState, v reflect.Value, opts encOpts) {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		e.null()
		return
	}
	m, ok := v.Interface().(Marshaler)
	if !ok {
		e.null()
		return
	}
	e.byMarshaler(m, v, opts)
}

func addrMarshaler(e *encodeState, v reflect.Value, opts encOpts) {
	e.byMarshaler(v.Addr().Interface().(Marshaler), v, opts)
}

func encodeTextMarshaler(e *encodeState, v reflect.Value, opts encOpts) {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		e.null()
		return
	}
	m, ok := v.Interface().(encoding.TextMarshaler)
	if !ok {
		e.null()
		return
	}
	e.byTextMarshaler(m, v, opts)
}

func addrTextMarshaler(e *encodeState, v reflect.Value, opts encOpts) {
	e.byTextMarshaler(v.Addr().Interface().(encoding.TextMarshaler), v, opts)
}

func (e *encodeState) quote(opts encOpts) {
	if opts.quoted {
		e.buf = append(e.buf, '"')
	}
}

func encodeBool(e *encodeState, v reflect.Value, opts encOpts) {
	e.quote(opts)
	e.buf = strconv.AppendBool(e.buf, v.Bool())
	e.quote(opts)
}

func encodeInt(e *encodeState, v reflect.Value, opts encOpts) {
	e.quote(opts)
	e.buf = strconv.AppendInt(e.buf, v.Int(), 10)
	e.quote(opts)
}

func encodeUint(e *encodeState, v reflect.Value, opts encOpts) {
	e.quote(opts)
	e.buf = strconv.AppendUint(e.buf, v.Uint(), 10)
	e.quote(opts)
}

// encodeFloat writes as JavaScript does: exponents only for very small and large numbers, and without a zero in front.
func encodeFloat(e *encodeState, v reflect.Value, opts encOpts, bits int) {
	f := v.Float()
	if math.IsInf(f, 0) || math.IsNaN(f) {
		e.error(&UnsupportedValueError{v, strconv.FormatFloat(f, 'g', -1, bits)})
	}
	e.quote(opts)
	format := byte('f')
	if abs := math.Abs(f); abs != 0 {
		if bits == 64 && (abs < 1e-6 || abs >= 1e21) || bits == 32 && (float32(abs) < 1e-6 || float32(abs) >= 1e21) {
			format = 'e'
		}
	}
	start := len(e.buf)
	e.buf = strconv.AppendFloat(e.buf, f, format, -1, bits)
	if n := len(e.buf); format == 'e' && n-start >= 4 && e.buf[n-4] == 'e' && e.buf[n-3] == '-' && e.buf[n-2] == '0' {
		e.buf[n-2] = e.buf[n-1]
		e.buf = e.buf[:n-1]
	}
	e.quote(opts)
}

func encodeNumber(e *encodeState, v reflect.Value, opts encOpts) {
	s := v.String()
	if s == "" {
		s = "0"
	}
	if !isValidNumber(s) {
		e.error(fmt.Errorf("json: invalid number literal %q", s))
	}
	e.quote(opts)
	e.buf = append(e.buf, s...)
	e.quote(opts)
}

func encodeString(e *encodeState, v reflect.Value, opts encOpts) {
	if opts.quoted {
		inner := appendQuoted(nil, v.String(), opts.escapeHTML)
		e.buf = appendQuoted(e.buf, string(inner), false)
		return
	}
	e.buf = appendQuoted(e.buf, v.String(), opts.escapeHTML)
}

func isValidNumber(s string) bool {
	var sc scanner
	if s == "" || s[0] != '-' && (s[0] < '0' || s[0] > '9') {
		return false
	}
	next, op := scan(&sc, []byte(s), 0)
	return op == scanMore && next == len(s) && sc.atNumberEnd()
}

func encodeInterface(e *encodeState, v reflect.Value, opts encOpts) {
	if v.IsNil() {
		e.null()
		return
	}
	e.value(v.Elem(), opts)
}

func encodeUnsupported(e *encodeState, v reflect.Value, _ encOpts) {
	e.error(&UnsupportedTypeError{v.Type()})
}

func isEmptyValue(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Bool:
		return !v.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int() == 0
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return v.Uint() == 0
	case reflect.Float32, reflect.Float64:
		return v.Float() == 0
	case reflect.Interface, reflect.Pointer:
		return v.IsNil()
	}
	return false
}

func newStructEncoder(t reflect.Type) encoderFunc {
	fields := cachedTypeFields(t)
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		next := byte('{')
	each:
		for i := range fields.list {
			f := &fields.list[i]
			fv := v
			for _, i := range f.index {
				if fv.Kind() == reflect.Pointer {
					if fv.IsNil() {
						continue each
					}
					fv = fv.Elem()
				}
				fv = fv.Field(i)
			}
			if f.omitEmpty && isEmptyValue(fv) {
				continue
			}
			e.buf = append(e.buf, next)
			next = ','
			if opts.escapeHTML {
				e.buf = append(e.buf, f.nameEscaped...)
			} else {
				e.buf = append(e.buf, f.namePlain...)
			}
			opts.quoted = f.quoted
			f.encoder(e, fv, opts)
		}
		if next == '{' {
			e.buf = append(e.buf, '{')
		}
		e.buf = append(e.buf, '}')
	}
}

type mapEntry struct {
	key   string
	value reflect.Value
}

func keyString(k reflect.Value) (string, error) {
	if k.Kind() == reflect.String {
		return k.String(), nil
	}
	if tm, ok := k.Interface().(encoding.TextMarshaler); ok {
		if k.Kind() == reflect.Pointer && k.IsNil() {
			return "", nil
		}
		b, err := tm.MarshalText()
		return string(b), err
	}
	switch k.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(k.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(k.Uint(), 10), nil
	}
	panic("unexpected map key type")
}

func newMapEncoder(t reflect.Type) encoderFunc {
	switch t.Key().Kind() {
	case reflect.String,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
	default:
		if !t.Key().Implements(textMarshalerType) {
			return encodeUnsupported
		}
	}
	elem := typeEncoder(t.Elem())
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.IsNil() {
			e.null()
			return
		}
		p := any(v.UnsafePointer())
		e.enter(v, p)
		e.buf = append(e.buf, '{')
		entries := make([]mapEntry, v.Len())
		it := v.MapRange()
		for i := 0; it.Next() && i < len(entries); i++ {
			s, err := keyString(it.Key())
			if err != nil {
				e.error(fmt.Errorf("json: encoding error for type %q: %q", v.Type().String(), err.Error()))
			}
			entries[i] = mapEntry{s, it.Value()}
		}
		sort.Slice(entries, func(i, j int) bool { return entries[i].key < entries[j].key })
		for i := range entries {
			if i > 0 {
				e.buf = append(e.buf, ',')
			}
			e.buf = appendQuoted(e.buf, entries[i].key, opts.escapeHTML)
			e.buf = append(e.buf, ':')
			elem(e, entries[i].value, opts)
		}
		e.buf = append(e.buf, '}')
		e.leave(p)
	}
}

func encodeByteSlice(e *encodeState, v reflect.Value, _ encOpts) {
	if v.IsNil() {
		e.null()
		return
	}
	e.buf = append(e.buf, '"')
	e.buf = append(e.buf, base64.StdEncoding.EncodeToString(v.Bytes())...)
	e.buf = append(e.buf, '"')
}

type sliceKey struct {
	ptr any
	len int
}

func newSliceEncoder(t reflect.Type) encoderFunc {
	if t.Elem().Kind() == reflect.Uint8 {
		p := reflect.PointerTo(t.Elem())
		if !p.Implements(marshalerType) && !p.Implements(textMarshalerType) {
			return encodeByteSlice
		}
	}
	array := newArrayEncoder(t)
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.IsNil() {
			e.null()
			return
		}
		if e.depth < cycleDepth {
			e.depth++
			array(e, v, opts)
			e.depth--
			return
		}
		p := any(sliceKey{v.UnsafePointer(), v.Len()})
		e.enter(v, p)
		array(e, v, opts)
		e.leave(p)
	}
}

func newArrayEncoder(t reflect.Type) encoderFunc {
	elem := typeEncoder(t.Elem())
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		e.buf = append(e.buf, '[')
		n := v.Len()
		for i := 0; i < n; i++ {
			if i > 0 {
				e.buf = append(e.buf, ',')
			}
			elem(e, v.Index(i), opts)
		}
		e.buf = append(e.buf, ']')
	}
}

func newPtrEncoder(t reflect.Type) encoderFunc {
	elem := typeEncoder(t.Elem())
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.IsNil() {
			e.null()
			return
		}
		p := any(v.UnsafePointer())
		e.enter(v, p)
		elem(e, v.Elem(), opts)
		e.leave(p)
	}
}
