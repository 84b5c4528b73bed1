package fmt

import "reflect"

type mapEntry struct {
	key, value reflect.Value
}

// sortedMap gives the entries of a map in the order of their keys.
func sortedMap(m reflect.Value) []mapEntry {
	entries := make([]mapEntry, 0, m.Len())
	iter := m.MapRange()
	for iter.Next() {
		entries = append(entries, mapEntry{iter.Key(), iter.Value()})
	}
	// A stable merge sort: maps that are printed can be large, and NaNs are equal to nothing.
	if len(entries) > 1 {
		mergeSort(entries, make([]mapEntry, len(entries)))
	}
	return entries
}

func mergeSort(a, tmp []mapEntry) {
	if len(a) <= 8 {
		for i := 1; i < len(a); i++ {
			for j := i; j > 0 && compare(a[j].key, a[j-1].key) < 0; j-- {
				a[j], a[j-1] = a[j-1], a[j]
			}
		}
		return
	}
	m := len(a) / 2
	mergeSort(a[:m], tmp[:m])
	mergeSort(a[m:], tmp[m:])
	copy(tmp, a)
	i, j := 0, m
	for k := range a {
		if j == len(a) || i < m && compare(tmp[j].key, tmp[i].key) >= 0 {
			a[k] = tmp[i]
			i++
		} else {
			a[k] = tmp[j]
			j++
		}
	}
}

// order gives -1, 0 or 1 from the two halves of a comparison.
func order(less, greater bool) int {
	if less {
		return -1
	}
	if greater {
		return 1
	}
	return 0
}

func compareFloats(a, b float64) int {
	if a != a { // NaN is less than all else
		return order(b == b, false)
	}
	if b != b {
		return 1
	}
	return order(a < b, a > b)
}

// compareNil puts nil first; done tells that this settles it.
func compareNil(a, b reflect.Value) (c int, done bool) {
	an, bn := a.IsNil(), b.IsNil()
	return order(an && !bn, bn && !an), an || bn
}

// compare orders two keys: numbers and strings by value, false before true, structs and arrays by their
// elements, pointers and channels by address, interfaces by the type of what they hold and then by value.
func compare(a, b reflect.Value) int {
	if a.Type() != b.Type() {
		return -1
	}
	switch a.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		x, y := a.Int(), b.Int()
		return order(x < y, x > y)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		x, y := a.Uint(), b.Uint()
		return order(x < y, x > y)
	case reflect.String:
		x, y := a.String(), b.String()
		return order(x < y, x > y)
	case reflect.Float32, reflect.Float64:
		return compareFloats(a.Float(), b.Float())
	case reflect.Complex64, reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		if c := compareFloats(real(x), real(y)); c != 0 {
			return c
		}
		return compareFloats(imag(x), imag(y))
	case reflect.Bool:
		x, y := a.Bool(), b.Bool()
		return order(!x && y, x && !y)
	case reflect.Pointer, reflect.UnsafePointer:
		x, y := a.Pointer(), b.Pointer()
		return order(x < y, x > y)
	case reflect.Chan:
		if c, done := compareNil(a, b); done {
			return c
		}
		x, y := a.Pointer(), b.Pointer()
		return order(x < y, x > y)
	case reflect.Struct:
		for i := 0; i < a.NumField(); i++ {
			if c := compare(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Array:
		for i := 0; i < a.Len(); i++ {
			if c := compare(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Interface:
		if c, done := compareNil(a, b); done {
			return c
		}
		x, y := reflect.ValueOf(a.Elem().Type()).Pointer(), reflect.ValueOf(b.Elem().Type()).Pointer()
		if x != y {
			return order(x < y, true)
		}
		return compare(a.Elem(), b.Elem())
	}
	panic("bad type in compare: " + a.Type().String())
}
