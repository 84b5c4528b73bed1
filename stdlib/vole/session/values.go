package session

import (
	"reflect"
	"sort"
	"strconv"
	"unicode/utf8"
)

// Text of the front end's: constants of no type.
type showText string

// showFormat gives the text of one value.
func showFormat(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int:
		return strconv.Itoa(x)
	case string:
		return showQuote(x)
	case bool:
		return strconv.FormatBool(x)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case showText:
		return string(x)
	case error:
		return showTextOf(v, x.Error)
	case interface{ String() string }:
		return showTextOf(v, x.String)
	}
	return showValue(reflect.ValueOf(v), 0)
}

// A method of the program may panic: nil receivers.
func showTextOf(v any, f func() string) (s string) {
	defer func() {
		if recover() != nil {
			s = showValue(reflect.ValueOf(v), 0)
		}
	}()
	return f()
}

func showQuote(s string) string {
	if len(s) > 1<<20 {
		return strconv.Quote(s[:1<<16]) + "… " + strconv.Itoa(len(s)) + " bytes"
	}
	return strconv.Quote(s)
}

const showMaxElems, showMaxDepth = 1000, 8

func showTypeName(t reflect.Type) string {
	s := t.String()
	for {
		i := showIndex(s, "main.")
		if i < 0 {
			return s
		}
		s = s[:i] + s[i+5:]
	}
}

// Where "main." begins a name in s.
func showIndex(s, main string) int {
	for i := 0; i+len(main) <= len(s); i++ {
		if s[i:i+len(main)] == main && (i == 0 || !showWordByte(s[i-1])) {
			return i
		}
	}
	return -1
}

func showWordByte(c byte) bool {
	return c == '_' || c == '/' || c == '.' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80
}

// An element of a composite value, whose type need not be written again.
func showElem(v reflect.Value, depth int) string {
	s := showValue(v, depth)
	switch v.Kind() {
	case reflect.Struct, reflect.Array:
		return showElide(s, v.Type())
	case reflect.Slice, reflect.Map:
		if !v.IsNil() && s[len(s)-1] == '}' {
			return showElide(s, v.Type())
		}
	}
	return s
}

func showElide(s string, t reflect.Type) string {
	if name := showTypeName(t); len(s) > len(name) && s[:len(name)] == name && s[len(name)] == '{' {
		return s[len(name):]
	}
	return s
}

func showValue(v reflect.Value, depth int) string {
	switch v.Kind() {
	case reflect.Invalid:
		return "nil"
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Uintptr:
		return "0x" + strconv.FormatUint(v.Uint(), 16)
	case reflect.Float32:
		return strconv.FormatFloat(v.Float(), 'g', -1, 32)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	case reflect.Complex64:
		return strconv.FormatComplex(v.Complex(), 'g', -1, 64)
	case reflect.Complex128:
		return strconv.FormatComplex(v.Complex(), 'g', -1, 128)
	case reflect.String:
		return showQuote(v.String())
	}
	t := v.Type()
	name := showTypeName(t)
	if depth > 0 && v.Kind() != reflect.Interface && v.CanInterface() && !(v.Kind() == reflect.Pointer && v.IsNil()) {
		if err, ok := v.Interface().(error); ok {
			return "error(" + showQuote(showTextOf(err, err.Error)) + ")"
		}
	}
	if depth > showMaxDepth {
		return name + "{…}"
	}
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return showValue(v.Elem(), depth)
	case reflect.Pointer:
		if v.IsNil() {
			return "(" + name + ")(nil)"
		}
		switch v.Elem().Kind() {
		case reflect.Struct, reflect.Array, reflect.Slice, reflect.Map:
			return "&" + showValue(v.Elem(), depth+1)
		}
		return "(" + name + ")(0x" + strconv.FormatUint(uint64(v.Pointer()), 16) + ")"
	case reflect.UnsafePointer:
		return "unsafe.Pointer(0x" + strconv.FormatUint(uint64(v.Pointer()), 16) + ")"
	case reflect.Chan:
		if v.IsNil() {
			return "(" + name + ")(nil)"
		}
		return "(" + name + ")(len " + strconv.Itoa(v.Len()) + ", cap " + strconv.Itoa(v.Cap()) + ")"
	case reflect.Func:
		if v.IsNil() {
			return "(" + name + ")(nil)"
		}
		return name + " {…}"
	case reflect.Struct:
		s := name + "{"
		for i := 0; i < v.NumField(); i++ {
			if i > 0 {
				s += ", "
			}
			s += t.Field(i).Name + ": " + showValue(v.Field(i), depth+1)
		}
		return s + "}"
	case reflect.Slice:
		if v.IsNil() {
			return name + "(nil)"
		}
		if t.Elem().Kind() == reflect.Uint8 && v.Len() > 0 {
			if b := v.Bytes(); showPrintable(b) {
				if name == "[]uint8" {
					name = "[]byte"
				}
				return name + "(" + showQuote(string(b)) + ")"
			}
		}
		return showList(v, name, depth)
	case reflect.Array:
		return showList(v, name, depth)
	case reflect.Map:
		if v.IsNil() {
			return name + "(nil)"
		}
		return showMap(v, name, depth)
	}
	return name
}

func showPrintable(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f {
			return false
		}
	}
	return true
}

func showList(v reflect.Value, name string, depth int) string {
	b := []byte(name + "{")
	for i := 0; i < v.Len(); i++ {
		if i > 0 {
			b = append(b, ", "...)
		}
		if i == showMaxElems {
			b = append(b, "… "+strconv.Itoa(v.Len()-i)+" more"...)
			break
		}
		b = append(b, showElem(v.Index(i), depth+1)...)
	}
	return string(append(b, '}'))
}

func showMap(v reflect.Value, name string, depth int) string {
	keys := v.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return showLess(keys[i], keys[j]) })
	b := []byte(name + "{")
	for i, k := range keys {
		if i > 0 {
			b = append(b, ", "...)
		}
		if i == showMaxElems {
			b = append(b, "… "+strconv.Itoa(len(keys)-i)+" more"...)
			break
		}
		b = append(b, showElem(k, depth+1)...)
		b = append(b, ": "...)
		b = append(b, showElem(v.MapIndex(k), depth+1)...)
	}
	return string(append(b, '}'))
}

func showLess(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return a.Int() < b.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return a.Uint() < b.Uint()
	case reflect.Float32, reflect.Float64:
		return a.Float() < b.Float()
	case reflect.String:
		return a.String() < b.String()
	}
	return showValue(a, 1) < showValue(b, 1)
}
