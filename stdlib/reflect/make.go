package reflect

import "strconv"

// PointerTo returns the type *t.
func PointerTo(t Type) Type { return ptrTo(t.common()) }

// PtrTo is the old name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

// SliceOf returns the type []t.
func SliceOf(t Type) Type { return sliceOf(t.common()) }

// ArrayOf returns the type [length]elem.
func ArrayOf(length int, elem Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	t := arrayOf(length, elem.common())
	if t == nil {
		panic("reflect.ArrayOf: array size would exceed virtual address space")
	}
	return t
}

// ChanOf returns the channel type with direction dir and element type t.
func ChanOf(dir ChanDir, t Type) Type {
	if t.Size() >= 1<<16 {
		panic("reflect.ChanOf: element size too large")
	}
	if dir < RecvDir || dir > BothDir {
		panic("reflect.ChanOf: invalid dir")
	}
	return chanOf(int(dir), t.common())
}

// MapOf returns the type map[key]elem.
func MapOf(key, elem Type) Type {
	if !key.Comparable() {
		panic("reflect.MapOf: invalid key type " + key.String())
	}
	return mapOf(key.common(), elem.common())
}

// FuncOf returns the function type with the given parameters and results.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	return funcOf(commons(in), commons(out), variadic)
}

func commons(ts []Type) []*rtype {
	r := make([]*rtype, len(ts))
	for i, t := range ts {
		r[i] = t.common()
	}
	return r
}

// StructOf returns the struct type with the given fields; their Offset and
// Index are not looked at.
func StructOf(fields []StructField) Type {
	fs := make([]structField, len(fields))
	names := make(map[string]bool, len(fields))
	pkg := ""
	for i, f := range fields {
		if f.Name == "" {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has no name")
		}
		if !validFieldName(f.Name) {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has invalid name")
		}
		if f.Type == nil {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has no type")
		}
		if f.Anonymous && f.PkgPath != "" {
			panic("reflect.StructOf: field \"" + f.Name + "\" is anonymous but has PkgPath set")
		}
		if c := f.Name[0]; f.PkgPath == "" && ('a' <= c && c <= 'z' || c == '_') {
			panic("reflect.StructOf: field \"" + f.Name + "\" is unexported but missing PkgPath")
		}
		if f.PkgPath != "" {
			if pkg == "" {
				pkg = f.PkgPath
			} else if pkg != f.PkgPath {
				panic("reflect.Struct: fields with different PkgPath " + pkg + " and " + f.PkgPath)
			}
		}
		if names[f.Name] && f.Name != "_" {
			panic("reflect.StructOf: duplicate field " + f.Name)
		}
		names[f.Name] = true
		if f.Anonymous {
			t := f.Type.common()
			if t.Kind() == Pointer && (t.elem.Kind() == Pointer || t.elem.Kind() == Interface) {
				panic("reflect.StructOf: illegal embedded field type " + f.Type.String())
			}
		}
		to := &fs[i]
		to.name, to.pkgPath, to.typ, to.tag = f.Name, f.PkgPath, f.Type.common(), string(f.Tag)
		if f.Anonymous {
			to.embed = 1
		}
		if f.PkgPath == "" {
			to.exported = 1
		}
	}
	return structOf(fs)
}

// validFieldName takes every character outside ASCII for a letter: the
// tables of package unicode are not worth loading for this.
func validFieldName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return len(s) > 0
}
