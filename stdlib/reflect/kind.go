// Package reflect lets a program look at and handle values of any type.
//
// It is Go text over the run time's own type descriptors, which layout.go
// mirrors; what needs the allocator, maps, channels or calls is a leaf
// (leaves.go).
package reflect

import "strconv"

// A Kind is the kind of type that a Type stands for.
type Kind uint

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is the old name of Pointer.
const Ptr = Pointer

// String returns the name of k.
func (k Kind) String() string {
	switch k {
	case Invalid:
		return "invalid"
	case Bool:
		return "bool"
	case Int:
		return "int"
	case Int8:
		return "int8"
	case Int16:
		return "int16"
	case Int32:
		return "int32"
	case Int64:
		return "int64"
	case Uint:
		return "uint"
	case Uint8:
		return "uint8"
	case Uint16:
		return "uint16"
	case Uint32:
		return "uint32"
	case Uint64:
		return "uint64"
	case Uintptr:
		return "uintptr"
	case Float32:
		return "float32"
	case Float64:
		return "float64"
	case Complex64:
		return "complex64"
	case Complex128:
		return "complex128"
	case Array:
		return "array"
	case Chan:
		return "chan"
	case Func:
		return "func"
	case Interface:
		return "interface"
	case Map:
		return "map"
	case Pointer:
		return "ptr"
	case Slice:
		return "slice"
	case String:
		return "string"
	case Struct:
		return "struct"
	case UnsafePointer:
		return "unsafe.Pointer"
	}
	return "kind" + strconv.Itoa(int(k))
}

// ChanDir is the direction of a channel type.
type ChanDir int

const (
	RecvDir ChanDir             = 1 << iota // <-chan
	SendDir                                 // chan<-
	BothDir = RecvDir | SendDir             // chan
)

// String returns the direction as it is written in Go.
func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + strconv.Itoa(int(d))
}

// A StructTag is the tag string of a struct field: by convention a list of
// key:"value" pairs parted by spaces.
type StructTag string

// Get returns the value of key, or the empty string.
func (tag StructTag) Get(key string) string {
	v, _ := tag.Lookup(key)
	return v
}

// Lookup returns the value of key and whether the tag has that key.
func (tag StructTag) Lookup(key string) (value string, ok bool) {
	rest := string(tag)
	for rest != "" {
		for rest != "" && rest[0] == ' ' {
			rest = rest[1:]
		}
		// The name runs to the colon that stands before a quote.
		n := 0
		for n < len(rest) && rest[n] > ' ' && rest[n] != ':' && rest[n] != '"' && rest[n] != 0x7f {
			n++
		}
		if n == 0 || n+1 >= len(rest) || rest[n] != ':' || rest[n+1] != '"' {
			return "", false
		}
		name := rest[:n]
		rest = rest[n+1:]
		end := 1
		for end < len(rest) && rest[end] != '"' {
			if rest[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(rest) {
			return "", false
		}
		quoted := rest[:end+1]
		rest = rest[end+1:]
		if name == key {
			value, err := strconv.Unquote(quoted)
			return value, err == nil
		}
	}
	return "", false
}
