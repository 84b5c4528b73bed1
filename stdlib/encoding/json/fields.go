package json

import (
	"reflect"
	"sort"
	"strings"
	"sync"
	"unicode"
)

// This file finds the fields of a struct that JSON sees: by Go's rules for embedded structs, with tags.

type field struct {
	name        string
	namePlain   string // "name":
	nameEscaped string // the same, escaped for HTML
	tag         bool   // the name comes from a tag
	index       []int
	typ         reflect.Type
	omitEmpty   bool
	quoted      bool
	encoder     encoderFunc
}

type structFields struct {
	list   []field
	byName map[string]int
}

// find gives the field for a key: of that name, or of one that differs in case only.
func (fs *structFields) find(key string) *field {
	if i, ok := fs.byName[key]; ok {
		return &fs.list[i]
	}
	for i := range fs.list {
		if strings.EqualFold(fs.list[i].name, key) {
			return &fs.list[i]
		}
	}
	return nil
}

var fieldCache sync.Map // reflect.Type -> *structFields

func cachedTypeFields(t reflect.Type) *structFields {
	if f, ok := fieldCache.Load(t); ok {
		return f.(*structFields)
	}
	f, _ := fieldCache.LoadOrStore(t, typeFields(t))
	return f.(*structFields)
}

func isValidTag(s string) bool {
	if s == "" {
		return false
	}
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return true
}

func hasOption(options, name string) bool {
	for options != "" {
		var o string
		o, options, _ = strings.Cut(options, ",")
		if o == name {
			return true
		}
	}
	return false
}

// indexLess compares positions of fields.
func indexLess(a, b []int) bool {
	for k, x := range a {
		if k >= len(b) {
			return false
		}
		if x != b[k] {
			return x < b[k]
		}
	}
	return len(a) < len(b)
}

// level is a struct to look into, and how often it occurs at this depth.
type level struct {
	index []int
	typ   reflect.Type
}

func typeFields(t reflect.Type) *structFields {
	var current, next []level
	next = append(next, level{nil, t})
	var count, nextCount map[reflect.Type]int
	visited := map[reflect.Type]bool{}
	var fields []field
	for len(next) > 0 {
		current, next = next, current[:0]
		count, nextCount = nextCount, map[reflect.Type]int{}
		for _, l := range current {
			if visited[l.typ] {
				continue
			}
			visited[l.typ] = true
			for i := 0; i < l.typ.NumField(); i++ {
				sf := l.typ.Field(i)
				if sf.Anonymous {
					et := sf.Type
					if et.Kind() == reflect.Pointer {
						et = et.Elem()
					}
					if !sf.IsExported() && et.Kind() != reflect.Struct {
						continue
					}
				} else if !sf.IsExported() {
					continue
				}
				tag := sf.Tag.Get("json")
				if tag == "-" {
					continue
				}
				name, options, _ := strings.Cut(tag, ",")
				if !isValidTag(name) {
					name = ""
				}
				index := append(append(make([]int, 0, len(l.index)+1), l.index...), i)
				ft := sf.Type
				if ft.Name() == "" && ft.Kind() == reflect.Pointer {
					ft = ft.Elem()
				}
				quoted := false
				if hasOption(options, "string") {
					k := ft.Kind()
					quoted = k >= reflect.Bool && k <= reflect.Float64 || k == reflect.String
				}
				if name != "" || !sf.Anonymous || ft.Kind() != reflect.Struct {
					tagged := name != ""
					if name == "" {
						name = sf.Name
					}
					f := field{name: name, tag: tagged, index: index, typ: ft, omitEmpty: hasOption(options, "omitempty"), quoted: quoted}
					f.namePlain = `"` + name + `":`
					f.nameEscaped = `"` + string(htmlEscaped(nil, []byte(name))) + `":`
					fields = append(fields, f)
					if count[l.typ] > 1 {
						// The struct occurs several times at this depth: twice is enough to make the name ambiguous.
						fields = append(fields, f)
					}
					continue
				}
				if nextCount[ft]++; nextCount[ft] == 1 {
					next = append(next, level{index, ft})
				}
			}
		}
	}
	sort.Slice(fields, func(i, j int) bool {
		a, b := &fields[i], &fields[j]
		if a.name != b.name {
			return a.name < b.name
		}
		if len(a.index) != len(b.index) {
			return len(a.index) < len(b.index)
		}
		if a.tag != b.tag {
			return a.tag
		}
		return indexLess(a.index, b.index)
	})
	// Of several with one name the least deep counts, a tagged one before others; two that are equal hide each other.
	kept := fields[:0]
	for i := 0; i < len(fields); {
		n := 1
		for i+n < len(fields) && fields[i+n].name == fields[i].name {
			n++
		}
		if n == 1 || len(fields[i].index) != len(fields[i+1].index) || fields[i].tag != fields[i+1].tag {
			kept = append(kept, fields[i])
		}
		i += n
	}
	fields = kept
	sort.Slice(fields, func(i, j int) bool { return indexLess(fields[i].index, fields[j].index) })
	out := &structFields{list: fields, byName: make(map[string]int, len(fields))}
	for i := range fields {
		f := &fields[i]
		ft := t
		for _, k := range f.index {
			if ft.Kind() == reflect.Pointer {
				ft = ft.Elem()
			}
			ft = ft.Field(k).Type
		}
		f.encoder = typeEncoder(ft)
		out.byName[f.name] = i
	}
	return out
}
