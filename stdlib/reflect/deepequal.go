package reflect

import "unsafe"

// visit is a pair of references under comparison.
type visit struct {
	a, b unsafe.Pointer
	t    *rtype
}

// DeepEqual reports whether x and y are equal all the way down: equal types,
// and arrays, structs, slices, maps, pointers and interfaces by what they
// hold. Pairs met again on the way count as equal, which ends cycles.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	v, w := ValueOf(x), ValueOf(y)
	if v.typ_ != w.typ_ {
		return false
	}
	return deepEqual(v, w, make(map[visit]bool))
}

// reference returns the word that stands for v in a visit.
func reference(v Value) unsafe.Pointer {
	switch v.Kind() {
	case Pointer, Map:
		return v.pointer()
	}
	return v.ptr
}

func deepEqual(v, w Value, visited map[visit]bool) bool {
	if !v.IsValid() || !w.IsValid() {
		return v.IsValid() == w.IsValid()
	}
	if v.typ_ != w.typ_ {
		return false
	}
	// Only these can close a cycle.
	switch v.Kind() {
	case Pointer, Map, Slice, Interface:
		if v.IsNil() || w.IsNil() {
			break
		}
		a, b := reference(v), reference(w)
		if uintptr(a) > uintptr(b) {
			a, b = b, a
		}
		pair := visit{a, b, v.typ_}
		if visited[pair] {
			return true
		}
		visited[pair] = true
	}
	switch v.Kind() {
	case Array:
		for i, n := 0, v.Len(); i < n; i++ {
			if !deepEqual(v.Index(i), w.Index(i), visited) {
				return false
			}
		}
		return true
	case Slice:
		if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
			return false
		}
		if v.UnsafePointer() == w.UnsafePointer() {
			return true
		}
		if v.typ_.elem.Kind() == Uint8 {
			return string(v.Bytes()) == string(w.Bytes())
		}
		for i, n := 0, v.Len(); i < n; i++ {
			if !deepEqual(v.Index(i), w.Index(i), visited) {
				return false
			}
		}
		return true
	case Interface:
		if v.IsNil() || w.IsNil() {
			return v.IsNil() == w.IsNil()
		}
		return deepEqual(v.Elem(), w.Elem(), visited)
	case Pointer:
		if v.pointer() == w.pointer() {
			return true
		}
		return deepEqual(v.Elem(), w.Elem(), visited)
	case Struct:
		for i, n := 0, v.NumField(); i < n; i++ {
			if !deepEqual(v.Field(i), w.Field(i), visited) {
				return false
			}
		}
		return true
	case Map:
		if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
			return false
		}
		if v.pointer() == w.pointer() {
			return true
		}
		for iter := v.MapRange(); iter.Next(); {
			k := iter.Key()
			e, f := v.MapIndex(k), w.MapIndex(k)
			if !e.IsValid() || !f.IsValid() || !deepEqual(e, f, visited) {
				return false
			}
		}
		return true
	case Func:
		return v.IsNil() && w.IsNil()
	case Int, Int8, Int16, Int32, Int64:
		return v.Int() == w.Int()
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return v.Uint() == w.Uint()
	case String:
		return v.String() == w.String()
	case Bool:
		return v.Bool() == w.Bool()
	case Float32, Float64:
		return v.Float() == w.Float()
	case Complex64, Complex128:
		return v.Complex() == w.Complex()
	}
	return valueInterface(v, false) == valueInterface(w, false)
}
