package atomic

import "unsafe"

// A Value holds a value of a type fixed by the first store.
//
// The two words of the interface cannot be written at once. The first
// storer therefore claims the type word with a mark, writes the data, and
// then puts the real type in place of the mark.
type Value struct {
	v any
}

type words struct {
	typ, data unsafe.Pointer
}

var storing byte // its address is the mark

// Load returns the value last stored, nil if there is none.
func (v *Value) Load() (val any) {
	from := (*words)(unsafe.Pointer(v))
	typ := LoadPointer(&from.typ)
	if typ == nil || typ == unsafe.Pointer(&storing) {
		return nil
	}
	to := (*words)(unsafe.Pointer(&val))
	to.data = LoadPointer(&from.data)
	to.typ = typ
	return val
}

// Store sets the value.
func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	v.exchange(val, "store")
}

// Swap sets the value and returns the one before.
func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	return v.exchange(new, "swap")
}

// exchange is Store and Swap; verb tells the messages which.
func (v *Value) exchange(val any, verb string) (old any) {
	at := (*words)(unsafe.Pointer(v))
	in := (*words)(unsafe.Pointer(&val))
	for {
		typ := LoadPointer(&at.typ)
		if typ == nil {
			if !CompareAndSwapPointer(&at.typ, nil, unsafe.Pointer(&storing)) {
				continue
			}
			StorePointer(&at.data, in.data)
			StorePointer(&at.typ, in.typ)
			return nil
		}
		if typ == unsafe.Pointer(&storing) {
			continue
		}
		if typ != in.typ {
			panic("sync/atomic: " + verb + " of inconsistently typed value into Value")
		}
		out := (*words)(unsafe.Pointer(&old))
		out.data = SwapPointer(&at.data, in.data)
		out.typ = typ
		return old
	}
}

// CompareAndSwap sets the value to new if it equals old.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	at := (*words)(unsafe.Pointer(v))
	in := (*words)(unsafe.Pointer(&new))
	was := (*words)(unsafe.Pointer(&old))
	if was.typ != nil && was.typ != in.typ {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	for {
		typ := LoadPointer(&at.typ)
		if typ == nil {
			if old != nil {
				return false
			}
			if !CompareAndSwapPointer(&at.typ, nil, unsafe.Pointer(&storing)) {
				continue
			}
			StorePointer(&at.data, in.data)
			StorePointer(&at.typ, in.typ)
			return true
		}
		if typ == unsafe.Pointer(&storing) {
			continue
		}
		if typ != in.typ {
			panic("sync/atomic: compare and swap of inconsistently typed value into Value")
		}
		// Equal values need not have equal data words: compare as values.
		data := LoadPointer(&at.data)
		var now any
		(*words)(unsafe.Pointer(&now)).typ = typ
		(*words)(unsafe.Pointer(&now)).data = data
		if now != old {
			return false
		}
		if CompareAndSwapPointer(&at.data, data, in.data) {
			return true
		}
	}
}
