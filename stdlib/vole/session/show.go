package session

import (
	"reflect"
	"sort"
	"strconv"
	"unicode/utf8"
)

// Show prints what an input's expression has come to: Go syntax, but errors and what has a String method by their text.
func Show(values ...any) {
	s := ""
	for i, v := range values {
		if i > 0 {
			s += ", "
		}
		s += Format(v)
	}
	write(s + "\n")
}

// ShowError prints the last value if it is an error.
func ShowError(values ...any) {
	if v := values[len(values)-1]; v != nil {
		Show(v)
	}
}

// Text of the front end's: constants of no type.
type text string

// Format gives the text of one value.
func Format(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int:
		return strconv.Itoa(x)
	case string:
		return quote(x)
	case bool:
		return strconv.FormatBool(x)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case text:
		return string(x)
	case error:
		return textOf(v, x.Error)
	case interface{ String() string }:
		return textOf(v, x.String)
	}
	return value(reflect.ValueOf(v), 0)
}

// A method of the program may panic: nil receivers.
func textOf(v any, f func() string) (s string) {
	defer func() {
		if recover() != nil {
			s = value(reflect.ValueOf(v), 0)
		}
	}()
	return f()
}

func quote(s string) string {
	if len(s) > 1<<20 {
		return strconv.Quote(s[:1<<16]) + "… " + strconv.Itoa(len(s)) + " bytes"
	}
	return strconv.Quote(s)
}

const maxElems, maxDepth = 1000, 8

func typeName(t reflect.Type) string {
	s := t.String()
	for {
		i := index(s, "main.")
		if i < 0 {
			return s
		}
		s = s[:i] + s[i+5:]
	}
}

// Where "main." begins a name in s.
func index(s, main string) int {
	for i := 0; i+len(main) <= len(s); i++ {
		if s[i:i+len(main)] == main && (i == 0 || !wordByte(s[i-1])) {
			return i
		}
	}
	return -1
}

func wordByte(c byte) bool {
	return c == '_' || c == '/' || c == '.' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80
}

// An element of a composite value, whose type need not be written again.
func elem(v reflect.Value, depth int) string {
	s := value(v, depth)
	switch v.Kind() {
	case reflect.Struct, reflect.Array:
		return elide(s, v.Type())
	case reflect.Slice, reflect.Map:
		if !v.IsNil() && s[len(s)-1] == '}' {
			return elide(s, v.Type())
		}
	}
	return s
}

func elide(s string, t reflect.Type) string {
	if name := typeName(t); len(s) > len(name) && s[:len(name)] == name && s[len(name)] == '{' {
		return s[len(name):]
	}
	return s
}

func value(v reflect.Value, depth int) string {
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
		return quote(v.String())
	}
	t := v.Type()
	name := typeName(t)
	if depth > 0 && v.Kind() != reflect.Interface && v.CanInterface() && !(v.Kind() == reflect.Pointer && v.IsNil()) {
		if err, ok := v.Interface().(error); ok {
			return "error(" + quote(textOf(err, err.Error)) + ")"
		}
	}
	if depth > maxDepth {
		return name + "{…}"
	}
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return value(v.Elem(), depth)
	case reflect.Pointer:
		if v.IsNil() {
			return "(" + name + ")(nil)"
		}
		switch v.Elem().Kind() {
		case reflect.Struct, reflect.Array, reflect.Slice, reflect.Map:
			return "&" + value(v.Elem(), depth+1)
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
			s += t.Field(i).Name + ": " + value(v.Field(i), depth+1)
		}
		return s + "}"
	case reflect.Slice:
		if v.IsNil() {
			return name + "(nil)"
		}
		if t.Elem().Kind() == reflect.Uint8 && v.Len() > 0 {
			if b := v.Bytes(); printable(b) {
				if name == "[]uint8" {
					name = "[]byte"
				}
				return name + "(" + quote(string(b)) + ")"
			}
		}
		return list(v, name, depth)
	case reflect.Array:
		return list(v, name, depth)
	case reflect.Map:
		if v.IsNil() {
			return name + "(nil)"
		}
		return mapText(v, name, depth)
	}
	return name
}

func printable(b []byte) bool {
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

func list(v reflect.Value, name string, depth int) string {
	b := []byte(name + "{")
	for i := 0; i < v.Len(); i++ {
		if i > 0 {
			b = append(b, ", "...)
		}
		if i == maxElems {
			b = append(b, "… "+strconv.Itoa(v.Len()-i)+" more"...)
			break
		}
		b = append(b, elem(v.Index(i), depth+1)...)
	}
	return string(append(b, '}'))
}

func mapText(v reflect.Value, name string, depth int) string {
	keys := v.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return less(keys[i], keys[j]) })
	b := []byte(name + "{")
	for i, k := range keys {
		if i > 0 {
			b = append(b, ", "...)
		}
		if i == maxElems {
			b = append(b, "… "+strconv.Itoa(len(keys)-i)+" more"...)
			break
		}
		b = append(b, elem(k, depth+1)...)
		b = append(b, ": "...)
		b = append(b, elem(v.MapIndex(k), depth+1)...)
	}
	return string(append(b, '}'))
}

func less(a, b reflect.Value) bool {
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
	return value(a, 1) < value(b, 1)
}
