// Package purego calls C functions of shared libraries, and lets C call Go
// functions. It is built into Vole on libffi, with the API of the package of
// this import path, so that a program that uses it builds with Go as well.
package purego

// Modes of Dlopen, and the handle that stands for all loaded libraries.
const (
	RTLD_DEFAULT = 0x00000
	RTLD_LAZY    = 0x00001
	RTLD_NOW     = 0x00002
	RTLD_LOCAL   = 0x00000
	RTLD_GLOBAL  = 0x00100
)

// Dlerror is the error of Dlopen, Dlsym and Dlclose: the text of the dynamic
// linker.
type Dlerror struct {
	s string
}

func (e Dlerror) Error() string { return e.s }

// Dlopen loads a shared library, or finds the one that is loaded already. The
// empty path stands for the program itself.
func Dlopen(path string, mode int) (uintptr, error) {
	h, text := dlopen(path, mode)
	if h == 0 {
		return 0, Dlerror{text}
	}
	return h, nil
}

// Dlsym returns the address of a symbol of a library.
func Dlsym(handle uintptr, name string) (uintptr, error) {
	p, text := dlsym(handle, name)
	if p == 0 {
		return 0, Dlerror{text}
	}
	return p, nil
}

// Dlclose gives a library up. What was registered from it must not be called
// any more.
func Dlclose(handle uintptr) error {
	if text := dlclose(handle); text != "" {
		return Dlerror{text}
	}
	return nil
}

func dlopen(path string, mode int) (h uintptr, text string)
func dlsym(h uintptr, name string) (p uintptr, text string)
func dlclose(h uintptr) (text string)
