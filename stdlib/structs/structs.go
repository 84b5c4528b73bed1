// Package structs holds markers for struct types.
package structs

// HostLayout, as a field, says that a struct is laid out as C would; all
// structs are.
type HostLayout struct {
	_ hostLayout
}

type hostLayout struct{}
