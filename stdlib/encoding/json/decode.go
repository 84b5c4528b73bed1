// Package json reads and writes JSON.
//
// Texts are checked by a native scanner first; what follows then knows that they are right. Values are read and written
// by native machines that go by plans of their types, and leave to Go text what has methods, and what is rare.
package json

import (
	"encoding"
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	"unsafe"
)

// Unmarshaler is implemented by values that read themselves from JSON.
type Unmarshaler interface {
	UnmarshalJSON([]byte) error
}

// An UnmarshalTypeError tells that a JSON value does not fit a Go type.
type UnmarshalTypeError struct {
	Value  string       // "bool", "array", "number -5", ...
	Type   reflect.Type // what it could not be stored in
	Offset int64        // bytes read before
	Struct string       // the struct that holds the field
	Field  string       // the path to the field
}

func (e *UnmarshalTypeError) Error() string {
	if e.Struct != "" || e.Field != "" {
		return "json: cannot unmarshal " + e.Value + " into Go struct field " + e.Struct + "." + e.Field + " of type " + e.Type.String()
	}
	return "json: cannot unmarshal " + e.Value + " into Go value of type " + e.Type.String()
}

// An UnmarshalFieldError is not made any more.
type UnmarshalFieldError struct {
	Key   string
	Type  reflect.Type
	Field reflect.StructField
}

func (e *UnmarshalFieldError) Error() string {
	return "json: cannot unmarshal object key " + strconv.Quote(e.Key) + " into unexported field " + e.Field.Name + " of type " + e.Type.String()
}

// An InvalidUnmarshalError tells that Unmarshal was not given a pointer.
type InvalidUnmarshalError struct {
	Type reflect.Type
}

func (e *InvalidUnmarshalError) Error() string {
	if e.Type == nil {
		return "json: Unmarshal(nil)"
	}
	if e.Type.Kind() != reflect.Pointer {
		return "json: Unmarshal(non-pointer " + e.Type.String() + ")"
	}
	return "json: Unmarshal(nil " + e.Type.String() + ")"
}

// A Number is the text of a number.
type Number string

func (n Number) String() string            { return string(n) }
func (n Number) Float64() (float64, error) { return strconv.ParseFloat(string(n), 64) }
func (n Number) Int64() (int64, error)     { return strconv.ParseInt(string(n), 10, 64) }

// Unmarshal reads data into what v points to.
func Unmarshal(data []byte, v any) error {
	if len(data) > quickCheck || !valid(data) {
		if _, err := check(data); err != nil {
			return err
		}
	}
	var d decodeState
	d.init(data)
	return d.unmarshal(v)
}

// decodeState walks a checked text. Its first part is the memory of the machine in decode.cc, which does most of the
// work: what is here reads the values that have methods, and tells of errors.
type decodeState struct {
	data  []byte
	off   int // behind the present token,
	kind  int // which is of this kind
	at    int // and begins here
	flags int
	plans unsafe.Pointer

	frames             unsafe.Pointer // of the objects and arrays that are open
	nframes, maxFrames int
	opType, opPtr      unsafe.Pointer // of the step that is ours
	opText             string
	opNumber           int

	s          string // the same bytes as data
	savedError error
	structType reflect.Type // for errors: the struct around what we read ourselves,
	fieldStack []string     // and the fields from there on
	plain      map[reflect.Type]bool
}

// Bits of flags.
const (
	useNumber = 1 << iota
	disallowUnknownFields
	errorSaved
)

// Answers of decodeStart and decodeRun, and the first three also of encodeStart and encodeRun.
const (
	opDone = iota
	opAgain
	opValue     // a value at opPtr, which begins with the present token
	opField     // field opNumber of the struct at opPtr, whose key was read
	opTypeError // a value opText does not fit
	opUnknown   // no field is called opText
	opOutOfSync
	opTop           // the whole
	opUnmarshalJSON // the present token is for the opType at opPtr
	opUnmarshalText // opText is
)

// decodeStart reads the text into what v points to; decodeRun goes on with it.
func decodeStart(d *decodeState, v any) (op int)
func decodeRun(d *decodeState) (op int)

// frameField gives the struct and the field that frame k is in; nil if it is in none.
func frameField(d *decodeState, k int) (t unsafe.Pointer, name string)

// newPlans makes what the natives know of types. The first four are nil pointers to the interfaces that count.
func newPlans(marshaler, textMarshaler, unmarshaler, textUnmarshaler, number, raw any) unsafe.Pointer

var planSet unsafe.Pointer

func plans() unsafe.Pointer {
	if p := atomic.LoadPointer(&planSet); p != nil {
		return p
	}
	p := newPlans((*Marshaler)(nil), (*encoding.TextMarshaler)(nil), (*Unmarshaler)(nil), (*encoding.TextUnmarshaler)(nil), Number(""), RawMessage(nil))
	atomic.CompareAndSwapPointer(&planSet, nil, p)
	return atomic.LoadPointer(&planSet)
}

// typeAt is the Type of a descriptor.
func typeAt(p unsafe.Pointer) reflect.Type {
	var i any
	(*[2]unsafe.Pointer)(unsafe.Pointer(&i))[0] = p
	return reflect.TypeOf(i)
}

// handle is the pointer p, of type t.
func handle(t, p unsafe.Pointer) (i any) {
	*(*[2]unsafe.Pointer)(unsafe.Pointer(&i)) = [2]unsafe.Pointer{t, p}
	return i
}

func (d *decodeState) init(data []byte) {
	d.data = data
	d.s = unsafe.String(unsafe.SliceData(data), len(data))
	d.off = 0
	d.nframes = 0
	d.flags &^= errorSaved
	d.savedError = nil
	d.structType = nil
	d.fieldStack = d.fieldStack[:0]
	d.plans = plans()
}

func (d *decodeState) next() { d.kind, d.at, d.off = token(d.s, d.off) }

func (d *decodeState) unmarshal(v any) error {
	op := decodeStart(d, v)
	if op == opTop {
		rv := reflect.ValueOf(v)
		if rv.Kind() != reflect.Pointer || rv.IsNil() {
			return &InvalidUnmarshalError{reflect.TypeOf(v)}
		}
		d.next()
		if err := d.value(rv); err != nil {
			return d.addErrorContext(err)
		}
		return d.savedError
	}
	for op != opDone {
		if op != opAgain {
			if err := d.step(op); err != nil {
				return d.addErrorContext(err)
			}
		}
		op = decodeRun(d)
	}
	return d.savedError
}

// step does what decodeRun left to us.
func (d *decodeState) step(op int) error {
	switch op {
	case opValue:
		return d.value(reflect.NewAt(typeAt(d.opType), d.opPtr).Elem())
	case opField:
		t := typeAt(d.opType)
		return d.field(reflect.NewAt(t, d.opPtr).Elem(), t, &cachedTypeFields(t).list[d.opNumber])
	case opUnmarshalJSON:
		return handle(d.opType, d.opPtr).(Unmarshaler).UnmarshalJSON(d.data[d.at:d.off])
	case opUnmarshalText:
		return handle(d.opType, d.opPtr).(encoding.TextUnmarshaler).UnmarshalText([]byte(d.opText))
	case opTypeError:
		d.saveError(&UnmarshalTypeError{Value: d.opText, Type: typeAt(d.opType), Offset: int64(d.opNumber)})
	case opUnknown:
		d.saveError(fmt.Errorf("json: unknown field %q", d.opText))
	default:
		panic("JSON decoder out of sync - data changing underfoot?")
	}
	return nil
}

func (d *decodeState) saveError(err error) {
	if d.savedError == nil {
		d.savedError = d.addErrorContext(err)
		d.flags |= errorSaved
	}
}

func (d *decodeState) addErrorContext(err error) error {
	if e, ok := err.(*UnmarshalTypeError); ok {
		t := d.structType
		var path []string
		for k := 0; k < d.nframes; k++ {
			if p, name := frameField(d, k); p != nil {
				path = append(path, name)
				if d.structType == nil {
					t = typeAt(p)
				}
			}
		}
		path = append(path, d.fieldStack...)
		if t != nil || len(path) > 0 {
			e.Struct = t.Name()
			e.Field = strings.Join(path, ".")
		}
	}
	return err
}

func (d *decodeState) typeError(what string, t reflect.Type) {
	d.saveError(&UnmarshalTypeError{Value: what, Type: t, Offset: int64(d.off)})
}

// skip passes over the rest of an object or array.
func (d *decodeState) skip() {
	if d.kind == '{' || d.kind == '[' {
		d.off = skipRest(d.s, d.off)
	}
}

// value reads the value that begins with the present token; an invalid v takes none.
func (d *decodeState) value(v reflect.Value) error {
	if !v.IsValid() {
		d.skip()
		return nil
	}
	switch d.kind {
	case '[':
		return d.array(v)
	case '{':
		return d.object(v)
	}
	return d.literal(d.s[d.at:d.off], v, false)
}

// isPlain reports whether values of a type are read by their kind alone.
func (d *decodeState) isPlain(t reflect.Type, k reflect.Kind) bool {
	if k == reflect.Pointer || k == reflect.Interface {
		return false
	}
	if t.PkgPath() == "" {
		return true // predeclared, or without a name
	}
	p, ok := d.plain[t]
	if !ok {
		p = reflect.PointerTo(t).NumMethod() == 0
		if d.plain == nil {
			d.plain = make(map[reflect.Type]bool)
		}
		d.plain[t] = p
	}
	return p
}

// indirect follows pointers, making what they should point to, until it finds a value to fill or one that reads
// itself. For null it stops at a pointer that can be set to nil.
func indirect(v reflect.Value, decodingNull bool) (Unmarshaler, encoding.TextUnmarshaler, reflect.Value) {
	v0 := v
	haveAddr := false
	if v.Kind() != reflect.Pointer && v.Type().Name() != "" && v.CanAddr() {
		haveAddr = true
		v = v.Addr()
	}
	for {
		if v.Kind() == reflect.Interface && !v.IsNil() {
			e := v.Elem()
			if e.Kind() == reflect.Pointer && !e.IsNil() && (!decodingNull || e.Elem().Kind() == reflect.Pointer) {
				haveAddr = false
				v = e
				continue
			}
		}
		if v.Kind() != reflect.Pointer {
			break
		}
		if decodingNull && v.CanSet() {
			break
		}
		// An interface that holds a pointer to itself would never end.
		if v.Elem().Kind() == reflect.Interface && v.Elem().Elem() == v {
			v = v.Elem()
			break
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		if v.Type().NumMethod() > 0 && v.CanInterface() {
			if u, ok := v.Interface().(Unmarshaler); ok {
				return u, nil, reflect.Value{}
			}
			if !decodingNull {
				if u, ok := v.Interface().(encoding.TextUnmarshaler); ok {
					return nil, u, reflect.Value{}
				}
			}
		}
		if haveAddr {
			v = v0
			haveAddr = false
		} else {
			v = v.Elem()
		}
	}
	return nil, nil, v
}

// begin is indirect for an object or array; done tells that the value was dealt with.
func (d *decodeState) begin(v reflect.Value, what string) (pv reflect.Value, done bool, err error) {
	if d.isPlain(v.Type(), v.Kind()) {
		return v, false, nil
	}
	u, ut, pv := indirect(v, false)
	if u != nil {
		start := d.at
		d.skip()
		return pv, true, u.UnmarshalJSON(d.data[start:d.off])
	}
	if ut != nil {
		d.typeError(what, v.Type())
		d.skip()
		return pv, true, nil
	}
	return pv, false, nil
}

func (d *decodeState) array(v reflect.Value) error {
	v, done, err := d.begin(v, "array")
	if done {
		return err
	}
	kind := v.Kind()
	switch kind {
	case reflect.Slice, reflect.Array:
	default:
		if kind == reflect.Interface && v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(d.anyArray()))
			return nil
		}
		d.typeError("array", v.Type())
		d.skip()
		return nil
	}
	slice := kind == reflect.Slice
	length, room := v.Len(), v.Cap()
	i := 0
	for d.next(); d.kind != ']'; d.next() {
		if slice {
			if i >= room {
				room += room / 2
				if room < 4 {
					room = 4
				}
				grown := reflect.MakeSlice(v.Type(), length, room)
				reflect.Copy(grown, v)
				v.Set(grown)
			}
			if i >= length {
				length = i + 1
				v.SetLen(length)
			}
		}
		var elem reflect.Value
		if i < length {
			elem = v.Index(i)
		}
		if err := d.value(elem); err != nil {
			return err
		}
		i++
	}
	if i < length {
		if slice {
			v.SetLen(i)
		} else {
			zero := reflect.Zero(v.Type().Elem())
			for ; i < length; i++ {
				v.Index(i).Set(zero)
			}
			return nil
		}
	}
	if i == 0 && slice {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	return nil
}

var textUnmarshalerType = reflect.TypeOf((*encoding.TextUnmarshaler)(nil)).Elem()

// keyText gives the text of the present token; a view if its bytes are its text.
func (d *decodeState) keyText() string {
	if d.kind == '"' {
		return d.s[d.at+1 : d.off-1]
	}
	s, _ := unquote(d.s[d.at:d.off])
	return s
}

func (d *decodeState) object(v reflect.Value) error {
	v, done, err := d.begin(v, "object")
	if done {
		return err
	}
	t := v.Type()
	switch v.Kind() {
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(d.anyObject()))
			return nil
		}
	case reflect.Map:
		return d.mapObject(v, t)
	case reflect.Struct:
		return d.structObject(v, t)
	}
	d.typeError("object", t)
	d.skip()
	return nil
}

func (d *decodeState) mapObject(v reflect.Value, t reflect.Type) error {
	kt, et := t.Key(), t.Elem()
	textKey := false
	switch kt.Kind() {
	case reflect.String,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		textKey = kt.PkgPath() != "" && reflect.PointerTo(kt).Implements(textUnmarshalerType)
	default:
		if !reflect.PointerTo(kt).Implements(textUnmarshalerType) {
			d.typeError("object", t)
			d.skip()
			return nil
		}
		textKey = true
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(t))
	}
	elem := reflect.New(et).Elem()
	zero := reflect.Zero(et)
	oldType, oldDepth := d.structType, len(d.fieldStack)
	for d.next(); d.kind != '}'; d.next() {
		start, end := d.at, d.off
		key := d.ownText()
		elem.Set(zero)
		d.next()
		if err := d.value(elem); err != nil {
			return err
		}
		var kv reflect.Value
		switch {
		case textKey:
			kv = reflect.New(kt)
			off := d.off
			d.off = end
			err := d.literal(d.s[start:end], kv, true)
			d.off = off
			if err != nil {
				return err
			}
			kv = kv.Elem()
		case kt.Kind() == reflect.String:
			kv = reflect.ValueOf(key)
			if kt.PkgPath() != "" {
				kv = kv.Convert(kt)
			}
		case kt.Kind() >= reflect.Uint:
			n, err := strconv.ParseUint(key, 10, 64)
			if err != nil || reflect.Zero(kt).OverflowUint(n) {
				d.saveError(&UnmarshalTypeError{Value: "number " + key, Type: kt, Offset: int64(start + 1)})
			} else {
				kv = reflect.ValueOf(n).Convert(kt)
			}
		default:
			n, err := strconv.ParseInt(key, 10, 64)
			if err != nil || reflect.Zero(kt).OverflowInt(n) {
				d.saveError(&UnmarshalTypeError{Value: "number " + key, Type: kt, Offset: int64(start + 1)})
			} else {
				kv = reflect.ValueOf(n).Convert(kt)
			}
		}
		if kv.IsValid() {
			v.SetMapIndex(kv, elem)
		}
		d.structType, d.fieldStack = oldType, d.fieldStack[:oldDepth]
	}
	return nil
}

// ownText gives the text of the present token, a string, in memory of its own.
func (d *decodeState) ownText() string {
	if d.kind == '"' {
		return strings.Clone(d.s[d.at+1 : d.off-1])
	}
	s, _ := unquote(d.s[d.at:d.off])
	return s
}

func (d *decodeState) structObject(v reflect.Value, t reflect.Type) error {
	fields := cachedTypeFields(t)
	oldType, oldDepth := d.structType, len(d.fieldStack)
	for d.next(); d.kind != '}'; d.next() {
		key := d.keyText()
		f := fields.find(key)
		if f == nil {
			if d.flags&disallowUnknownFields != 0 {
				d.saveError(fmt.Errorf("json: unknown field %q", key))
			}
			d.next()
			d.skip()
			continue
		}
		if err := d.field(v, t, f); err != nil {
			return err
		}
		d.structType, d.fieldStack = oldType, d.fieldStack[:oldDepth]
	}
	return nil
}

// field reads the value of a field of v, whose key is the present token.
func (d *decodeState) field(v reflect.Value, t reflect.Type, f *field) error {
	oldType, oldDepth := d.structType, len(d.fieldStack)
	sub := v
	quoted := f.quoted
	for _, i := range f.index {
		if sub.Kind() == reflect.Pointer {
			if sub.IsNil() {
				if !sub.CanSet() {
					d.saveError(fmt.Errorf("json: cannot set embedded pointer to unexported struct: %v", sub.Type().Elem()))
					sub = reflect.Value{}
					quoted = false
					break
				}
				sub.Set(reflect.New(sub.Type().Elem()))
			}
			sub = sub.Elem()
		}
		sub = sub.Field(i)
	}
	d.fieldStack = append(d.fieldStack, f.name)
	d.structType = t
	d.next()
	var err error
	if !quoted {
		err = d.value(sub)
	} else {
		switch d.kind {
		case 'n':
			err = d.literal("null", sub, false)
		case '"', 'q':
			err = d.literal(d.ownText(), sub, true)
		default:
			if d.kind == '0' {
				if _, err := d.convertNumber(d.s[d.at:d.off]); err != nil {
					d.saveError(err)
				}
			}
			d.skip()
			d.saveError(fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal unquoted value into %v", sub.Type()))
		}
	}
	if err == nil {
		d.structType, d.fieldStack = oldType, d.fieldStack[:oldDepth]
	}
	return err
}

func (d *decodeState) convertNumber(s string) (any, error) {
	if d.flags&useNumber != 0 {
		return Number(strings.Clone(s)), nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil, &UnmarshalTypeError{Value: "number " + s, Type: reflect.TypeOf(0.0), Offset: int64(d.off + 1)}
	}
	return f, nil
}

var numberType = reflect.TypeOf(Number(""))

func badQuoted(item string, v reflect.Value) error {
	return fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal %q into %v", item, v.Type())
}

// literal stores a string, number, boolean or null. quoted: the item stood in a string, so it may be anything.
func (d *decodeState) literal(item string, v reflect.Value, quoted bool) error {
	if item == "" {
		d.saveError(badQuoted(item, v))
		return nil
	}
	c := item[0]
	isNull := c == 'n'
	if kind := v.Kind(); !d.isPlain(v.Type(), kind) {
		u, ut, pv := indirect(v, isNull)
		if u != nil {
			if len(item) == d.off-d.at && !quoted {
				return u.UnmarshalJSON(d.data[d.at:d.off])
			}
			return u.UnmarshalJSON([]byte(item))
		}
		if ut != nil {
			if c != '"' {
				what := "number"
				switch c {
				case 'n':
					what = "null"
				case 't', 'f':
					what = "bool"
				}
				if quoted {
					d.saveError(badQuoted(item, v))
					return nil
				}
				d.typeError(what, v.Type())
				return nil
			}
			s, ok := unquote(item)
			if !ok {
				return badQuoted(item, v)
			}
			return ut.UnmarshalText([]byte(s))
		}
		v = pv
	}
	switch c {
	case 'n':
		if quoted && item != "null" {
			d.saveError(badQuoted(item, v))
			break
		}
		switch v.Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Map, reflect.Slice:
			v.Set(reflect.Zero(v.Type()))
		}
	case 't', 'f':
		value := c == 't'
		if quoted && item != "true" && item != "false" {
			d.saveError(badQuoted(item, v))
			break
		}
		switch v.Kind() {
		case reflect.Bool:
			v.SetBool(value)
			return nil
		case reflect.Interface:
			if v.NumMethod() == 0 {
				v.Set(reflect.ValueOf(value))
				return nil
			}
		default:
			if quoted {
				d.saveError(badQuoted(item, v))
				return nil
			}
		}
		d.typeError("bool", v.Type())
	case '"':
		return d.stringLiteral(item, v, quoted)
	default:
		return d.numberLiteral(item, v, quoted)
	}
	return nil
}

func (d *decodeState) stringLiteral(item string, v reflect.Value, quoted bool) error {
	var s string
	if !quoted && d.kind == '"' {
		s = strings.Clone(item[1 : len(item)-1])
	} else {
		var ok bool
		if s, ok = unquote(item); !ok {
			return badQuoted(item, v)
		}
	}
	switch v.Kind() {
	case reflect.String:
		if v.Type() == numberType && !isValidNumber(s) {
			return fmt.Errorf("json: invalid number literal, trying to unmarshal %q into Number", item)
		}
		v.SetString(s)
		return nil
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b, err := base64.StdEncoding.DecodeString(s)
			if err != nil {
				d.saveError(err)
			} else {
				v.SetBytes(b)
			}
			return nil
		}
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(s))
			return nil
		}
	}
	d.typeError("string", v.Type())
	return nil
}

func (d *decodeState) numberLiteral(s string, v reflect.Value, quoted bool) error {
	if c := s[0]; c != '-' && (c < '0' || c > '9') {
		return badQuoted(s, v)
	}
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(s, 10, 64)
		if err == nil && !v.OverflowInt(n) {
			v.SetInt(n)
			return nil
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		n, err := strconv.ParseUint(s, 10, 64)
		if err == nil && !v.OverflowUint(n) {
			v.SetUint(n)
			return nil
		}
	case reflect.Float32, reflect.Float64:
		n, err := strconv.ParseFloat(s, v.Type().Bits())
		if err == nil && !v.OverflowFloat(n) {
			v.SetFloat(n)
			return nil
		}
	case reflect.Interface:
		n, err := d.convertNumber(s)
		if err != nil {
			d.saveError(err)
			return nil
		}
		if v.NumMethod() != 0 {
			d.typeError("number", v.Type())
			return nil
		}
		v.Set(reflect.ValueOf(n))
		return nil
	default:
		if v.Kind() == reflect.String && v.Type() == numberType {
			v.SetString(strings.Clone(s))
			return nil
		}
		if quoted {
			return badQuoted(s, v)
		}
		d.typeError("number", v.Type())
		return nil
	}
	d.typeError("number "+s, v.Type())
	return nil
}

// anyValue reads the value that begins with the present token into an interface.
func (d *decodeState) anyValue() any {
	switch d.kind {
	case '"':
		return strings.Clone(d.s[d.at+1 : d.off-1])
	case 'q':
		s, _ := unquote(d.s[d.at:d.off])
		return s
	case '0':
		n, err := d.convertNumber(d.s[d.at:d.off])
		if err != nil {
			d.saveError(err)
		}
		return n
	case '{':
		return d.anyObject()
	case '[':
		return d.anyArray()
	case 't':
		return true
	case 'f':
		return false
	}
	return nil
}

func (d *decodeState) anyArray() []any {
	a := make([]any, 0)
	for d.next(); d.kind != ']'; d.next() {
		a = append(a, d.anyValue())
	}
	return a
}

func (d *decodeState) anyObject() map[string]any {
	m := make(map[string]any)
	for d.next(); d.kind != '}'; d.next() {
		key := d.ownText()
		d.next()
		m[key] = d.anyValue()
	}
	return m
}

// A RawMessage is a JSON text that is read or written later.
type RawMessage []byte

func (m RawMessage) MarshalJSON() ([]byte, error) {
	if m == nil {
		return []byte("null"), nil
	}
	return m, nil
}

func (m *RawMessage) UnmarshalJSON(data []byte) error {
	if m == nil {
		return errors.New("json.RawMessage: UnmarshalJSON on nil pointer")
	}
	*m = append((*m)[0:0], data...)
	return nil
}
