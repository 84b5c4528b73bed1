// Package unique gives equal values one small comparable handle.
package unique

import "sync"

// A Handle stands for a value: two handles are equal exactly if their values
// are.
type Handle[T comparable] struct {
	value *T
}

// Value returns the value h stands for.
func (h Handle[T]) Value() T { return *h.value }

// table maps each value, with its type, to the pointer in its handles.
var table sync.Map

// Make returns the handle of value.
func Make[T comparable](value T) Handle[T] {
	if p, ok := table.Load(key[T]{value}); ok {
		return Handle[T]{p.(*T)}
	}
	p, _ := table.LoadOrStore(key[T]{value}, &value)
	return Handle[T]{p.(*T)}
}

// key keeps values of interface type apart by T.
type key[T comparable] struct{ v T }
