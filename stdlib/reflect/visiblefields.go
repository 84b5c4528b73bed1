package reflect

// VisibleFields returns the fields of the struct type t that can be named
// from a value of it: its own and the promoted ones, each embedded field
// directly before what it promotes.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	w := fieldWalk{byName: make(map[string]int), open: make(map[Type]bool)}
	w.walk(t)
	// Drop what was hidden later or is ambiguous: its index is nil.
	kept := w.fields[:0]
	for _, f := range w.fields {
		if f.Index != nil {
			kept = append(kept, f)
		}
	}
	return kept
}

type fieldWalk struct {
	fields []StructField
	byName map[string]int // in fields
	open   map[Type]bool  // on the way down
	index  []int
}

func (w *fieldWalk) walk(t Type) {
	if w.open[t] {
		return
	}
	w.open[t] = true
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		w.index = append(w.index, i)
		add := true
		if at, ok := w.byName[f.Name]; ok {
			old := &w.fields[at]
			switch depth := len(w.index); {
			case old.Index == nil && w.depthOf(at) == depth, len(old.Index) == depth:
				// Two on one level hide each other, and all that is deeper.
				w.hide(at, depth)
				add = false
			case len(old.Index) != 0 && depth < len(old.Index), old.Index == nil && depth < w.depthOf(at):
				old.Index = nil
			default:
				add = false
			}
		}
		if add {
			f.Index = append([]int(nil), w.index...)
			w.byName[f.Name] = len(w.fields)
			w.fields = append(w.fields, f)
		}
		if f.Anonymous {
			inner := f.Type
			if inner.Kind() == Pointer {
				inner = inner.Elem()
			}
			if inner.Kind() == Struct {
				w.walk(inner)
			}
		}
		w.index = w.index[:len(w.index)-1]
	}
	delete(w.open, t)
}

// A hidden field keeps its depth in Offset, which nobody sees any more.
func (w *fieldWalk) hide(at, depth int) {
	w.fields[at].Index = nil
	w.fields[at].Offset = uintptr(depth)
}

func (w *fieldWalk) depthOf(at int) int { return int(w.fields[at].Offset) }
