package runtime

// The Error interface marks a run-time error.
type Error interface {
	error

	// RuntimeError does nothing but tell run-time errors from other errors.
	RuntimeError()
}

// _type is the part of a type descriptor (runtime/type/type.h) that texts need.
type _type struct {
	_       [40]byte
	str     string
	name    string
	pkgPath string
}

// The C++ side builds values of the types below field by field
// (runtime/panic/error.cc): layouts change in both places or in none.

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	_interface    *_type
	concrete      *_type
	asserted      *_type
	missingMethod string // one method needed by the interface, missing from concrete
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string {
	inter := "interface"
	if e._interface != nil {
		inter = e._interface.str
	}
	as := e.asserted.str
	if e.concrete == nil {
		return "interface conversion: " + inter + " is nil, not " + as
	}
	cs := e.concrete.str
	if e.missingMethod != "" {
		return "interface conversion: " + cs + " is not " + as + ": missing method " + e.missingMethod
	}
	msg := "interface conversion: " + inter + " is " + cs + ", not " + as
	if cs == as {
		if e.concrete.pkgPath != e.asserted.pkgPath {
			msg += " (types from different packages)"
		} else {
			msg += " (types from different scopes)"
		}
	}
	return msg
}

// An errorString is a run-time error described by a string.
type errorString string

func (e errorString) RuntimeError() {}

func (e errorString) Error() string { return "runtime error: " + string(e) }

// An errorAddressString is a memory fault at a known address.
type errorAddressString struct {
	msg  string
	addr uintptr
}

func (e errorAddressString) RuntimeError() {}

func (e errorAddressString) Error() string { return "runtime error: " + e.msg }

// Addr returns the address where the fault was.
func (e errorAddressString) Addr() uintptr { return e.addr }

// A plainError is a run-time error whose text has no prefix.
type plainError string

func (e plainError) RuntimeError() {}

func (e plainError) Error() string { return string(e) }

// A boundsError is an index or slice expression out of range.
type boundsError struct {
	x      int64
	y      int
	signed bool
	code   uint8
}

// In the texts x stands for the index and y for the length or the other index.
const (
	boundsFmts = "index out of range [x] with length y\n" +
		"slice bounds out of range [:x] with length y\n" +
		"slice bounds out of range [:x] with capacity y\n" +
		"slice bounds out of range [x:y]\n" +
		"slice bounds out of range [::x] with length y\n" +
		"slice bounds out of range [::x] with capacity y\n" +
		"slice bounds out of range [:x:y]\n" +
		"slice bounds out of range [x:y:]\n"
	boundsNegFmts = "index out of range [x]\n" +
		"slice bounds out of range [:x]\n" +
		"slice bounds out of range [:x]\n" +
		"slice bounds out of range [x:]\n" +
		"slice bounds out of range [::x]\n" +
		"slice bounds out of range [::x]\n" +
		"slice bounds out of range [:x:]\n" +
		"slice bounds out of range [x::]\n"
)

func (e boundsError) RuntimeError() {}

func (e boundsError) Error() string {
	if e.code == 8 {
		return "runtime error: cannot convert slice with length " + itoa(uint64(e.x), false) +
			" to pointer to array with length " + itoa(uint64(e.y), false)
	}
	f := boundsFmts
	if e.signed && e.x < 0 {
		f = boundsNegFmts
	}
	for n := e.code; n > 0; n-- {
		for f[0] != '\n' {
			f = f[1:]
		}
		f = f[1:]
	}
	b := []byte("runtime error: ")
	bracket := false // an x or y inside brackets or after "length ", "capacity "
	for i := 0; f[i] != '\n'; i++ {
		c := f[i]
		switch {
		case c == '[':
			bracket = true
			b = append(b, c)
		case bracket && c == 'x':
			b = append(b, itoa(uint64(e.x), e.signed)...)
		case c == 'y' && (bracket && f[i-1] == ':' || f[i+1] == '\n'):
			b = append(b, itoa(uint64(e.y), true)...)
		case c == ']':
			bracket = false
			b = append(b, c)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

func itoa(v uint64, signed bool) string {
	neg := signed && int64(v) < 0
	if neg {
		v = -v
	}
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + v%10)
		v /= 10
		if v == 0 {
			break
		}
	}
	if neg {
		i--
		buf[i] = '-'
	}
	return string(buf[i:])
}

// A PanicNilError is what panic(nil) panics with.
type PanicNilError struct {
	_ [0]func() // not comparable
	_ *PanicNilError
}

func (*PanicNilError) Error() string {
	return "panic called with nil argument (use GODEBUG=panicnil=1 to disable)"
}

func (*PanicNilError) RuntimeError() {}

type stringer interface {
	String() string
}

// panicText gives the text of a value that an uncaught panic carries, when it
// knows one. The run time calls it (runtime/panic/panic.cc).
func panicText(v any) (string, bool) {
	switch v := v.(type) {
	case error:
		return v.Error(), true
	case stringer:
		return v.String(), true
	}
	return "", false
}
