package reflect

import "unsafe"

// MakeMap returns a new map of type typ.
func MakeMap(typ Type) Value { return MakeMapWithSize(typ, 0) }

// MakeMapWithSize returns a new map of type typ with room for n elements.
func MakeMapWithSize(typ Type, n int) Value {
	if typ.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	t := typ.(*rtype)
	return Value{t, makemap(t, n), flag(Map)}
}

// MapIndex returns the value of key in the map v, or the zero Value.
func (v Value) MapIndex(key Value) Value {
	v.must(Map, "MapIndex")
	t := v.typ_
	k := key.assignTo("reflect.Value.MapIndex", t.mapT().key, nil)
	e := mapaccess(t, v.pointer(), k.addr())
	if e == nil {
		return Value{}
	}
	return copyVal(t.mapT().elem, (v.flag | key.flag).ro(), e)
}

// SetMapIndex sets the value of key in the map v; the zero Value deletes.
func (v Value) SetMapIndex(key, elem Value) {
	v.must(Map, "SetMapIndex")
	v.mustBeExported("SetMapIndex")
	key.mustBeExported("SetMapIndex")
	t := v.typ_
	k := key.assignTo("reflect.Value.SetMapIndex", t.mapT().key, nil)
	if elem.typ_ == nil {
		mapdelete(t, v.pointer(), k.addr())
		return
	}
	elem.mustBeExported("SetMapIndex")
	e := elem.assignTo("reflect.Value.SetMapIndex", t.mapT().elem, nil)
	mapassign(t, v.pointer(), k.addr(), e.addr())
}

// MapKeys returns the keys of the map v in no order.
func (v Value) MapKeys() []Value {
	v.must(Map, "MapKeys")
	ro := v.flag.ro()
	m := v.pointer()
	keys := make([]Value, 0, maplen(m))
	var it hiter
	mapiterinit(v.typ_, m, &it)
	for it.key != nil {
		keys = append(keys, copyVal(v.typ_.mapT().key, ro, it.key))
		mapiternext(&it)
	}
	return keys
}

// A MapIter walks over a map.
type MapIter struct {
	m     Value
	begun bool
	it    hiter
}

// MapRange returns an iterator over the map v.
func (v Value) MapRange() *MapIter {
	if v.Kind() != Map {
		wrongKind("MapRange", v.Kind())
	}
	return &MapIter{m: v}
}

// Next steps on and reports whether there is an entry.
func (iter *MapIter) Next() bool {
	if !iter.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if !iter.begun {
		iter.begun = true
		mapiterinit(iter.m.typ_, iter.m.pointer(), &iter.it)
	} else {
		if iter.it.key == nil {
			panic("MapIter.Next called on exhausted iterator")
		}
		mapiternext(&iter.it)
	}
	return iter.it.key != nil
}

func (iter *MapIter) at(method string) {
	if !iter.begun {
		panic("MapIter." + method + " called before Next")
	}
	if iter.it.key == nil {
		panic("MapIter." + method + " called on exhausted iterator")
	}
}

// Key returns the key of the present entry.
func (iter *MapIter) Key() Value {
	iter.at("Key")
	return copyVal(iter.m.typ_.mapT().key, iter.m.flag.ro(), iter.it.key)
}

// Value returns the value of the present entry.
func (iter *MapIter) Value() Value {
	iter.at("Value")
	return copyVal(iter.m.typ_.mapT().elem, iter.m.flag.ro(), iter.it.elem)
}

// Reset makes iter walk over the map v from the start.
func (iter *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.must(Map, "MapRange")
	}
	iter.m = v
	iter.begun = false
	iter.it = hiter{}
}

// SetIterKey sets v to the key of iter's present entry.
func (v Value) SetIterKey(iter *MapIter) {
	if !iter.begun {
		panic("reflect: Value.SetIterKey called before Next")
	}
	if iter.it.key == nil {
		panic("reflect: Value.SetIterKey called on exhausted iterator")
	}
	v.mustBeAssignable("SetIterKey")
	v.setFromIter(iter, iter.m.typ_.mapT().key, iter.it.key, "SetIterKey")
}

// SetIterValue sets v to the value of iter's present entry.
func (v Value) SetIterValue(iter *MapIter) {
	if !iter.begun {
		panic("reflect: Value.SetIterValue called before Next")
	}
	if iter.it.key == nil {
		panic("reflect: Value.SetIterValue called on exhausted iterator")
	}
	v.mustBeAssignable("SetIterValue")
	v.setFromIter(iter, iter.m.typ_.mapT().elem, iter.it.elem, "SetIterValue")
}

func (v Value) setFromIter(iter *MapIter, t *rtype, p unsafe.Pointer, method string) {
	var target unsafe.Pointer
	if v.Kind() == Interface {
		target = v.ptr
	}
	iter.m.mustBeExported(method)
	x := Value{t, p, iter.m.flag&flagRO | flag(t.Kind()) | flagIndir}
	x = x.assignTo("reflect.MapIter."+method, v.typ_, target)
	if x.flag&flagIndir == 0 {
		*(*unsafe.Pointer)(v.ptr) = x.ptr
	} else if x.ptr != v.ptr {
		typedmemmove(v.typ_, v.ptr, x.ptr)
	}
}
