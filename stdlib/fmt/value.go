package fmt

import (
	"reflect"
	"strconv"
	"unicode/utf8"
)

// This file prints single values.

func (p *pp) padString(s string) {
	if p.flags&flagWid == 0 || p.wid == 0 {
		p.buf = append(p.buf, s...)
	} else {
		p.buf = appendPadded(p.buf, s, p.flags, p.wid)
	}
}

// printString prints s as %s does.
func (p *pp) printString(s string) {
	if p.flags&(flagWid|flagPrec) == 0 {
		p.buf = append(p.buf, s...)
	} else {
		p.buf = appendTruncated(p.buf, s, p.flags, p.wid, p.prec)
	}
}

// badVerb reports a verb that does not fit the argument: %!verb(type=value).
func (p *pp) badVerb(verb rune) {
	p.erroring = true
	p.complain(verb, "(")
	switch {
	case p.arg != nil:
		p.buf = append(p.buf, reflect.TypeOf(p.arg).String()...)
		p.buf = append(p.buf, '=')
		p.printArg(p.arg, 'v')
	case p.value.IsValid():
		p.buf = append(p.buf, p.value.Type().String()...)
		p.buf = append(p.buf, '=')
		p.printValue(p.value, 'v', 0)
	default:
		p.buf = append(p.buf, "<nil>"...)
	}
	p.buf = append(p.buf, ')')
	p.erroring = false
}

func (p *pp) fmtBool(v bool, verb rune) {
	if verb != 't' && verb != 'v' {
		p.badVerb(verb)
	} else if v {
		p.padString("true")
	} else {
		p.padString("false")
	}
}

// fmt0x64 prints v in hexadecimal, with or without 0x whatever the flags say.
func (p *pp) fmt0x64(v uint64, leading0x bool) {
	flags := p.flags &^ flagSharp
	if leading0x {
		flags |= flagSharp
	}
	p.buf = appendInteger(p.buf, v, 16, flags, p.wid, p.prec)
}

// fmtInteger prints v; signed is flagSigned or 0.
func (p *pp) fmtInteger(v uint64, signed flagSet, verb rune) {
	base := 10
	flags := p.flags | signed
	switch verb {
	case 'v':
		if flags&flagSharpV != 0 && signed == 0 {
			p.fmt0x64(v, true)
			return
		}
		if p.flags == 0 {
			if signed != 0 {
				p.buf = strconv.AppendInt(p.buf, int64(v), 10)
			} else {
				p.buf = strconv.AppendUint(p.buf, v, 10)
			}
			return
		}
	case 'd':
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'O':
		base = 8
		flags |= flagO
	case 'x':
		base = 16
	case 'X':
		base = 16
		flags |= flagUpper
	case 'c':
		p.padString(string(runeOf(v)))
		return
	case 'q':
		r := runeOf(v)
		if p.flags&flagPlus != 0 {
			p.padString(strconv.QuoteRuneToASCII(r))
		} else {
			p.padString(strconv.QuoteRune(r))
		}
		return
	case 'U':
		p.buf = appendUnicode(p.buf, v, p.flags, p.wid, p.prec)
		return
	default:
		p.badVerb(verb)
		return
	}
	p.buf = appendInteger(p.buf, v, base, flags, p.wid, p.prec)
}

func runeOf(v uint64) rune {
	if v > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(v)
}

func (p *pp) fmtFloat(v float64, size int, verb rune) {
	prec := -1
	switch verb {
	case 'v':
		verb = 'g'
	case 'b', 'g', 'G', 'x', 'X':
	case 'f', 'e', 'E':
		prec = 6
	case 'F':
		verb, prec = 'f', 6
	default:
		p.badVerb(verb)
		return
	}
	p.buf = appendFloat(p.buf, v, size, verb, prec, p.flags, p.wid, p.prec)
}

func (p *pp) fmtComplex(v complex128, size int, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
		flags := p.flags
		p.buf = append(p.buf, '(')
		p.fmtFloat(real(v), size/2, verb)
		p.flags |= flagPlus // the imaginary part always has a sign
		p.fmtFloat(imag(v), size/2, verb)
		p.buf = append(p.buf, "i)"...)
		p.flags = flags
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtString(v string, verb rune) {
	switch verb {
	case 'v':
		if p.flags&flagSharpV != 0 {
			p.buf = appendQuoted(p.buf, v, p.flags, p.wid, p.prec)
		} else {
			p.printString(v)
		}
	case 's':
		p.printString(v)
	case 'x':
		p.buf = appendHex(p.buf, v, p.flags, p.wid, p.prec)
	case 'X':
		p.buf = appendHex(p.buf, v, p.flags|flagUpper, p.wid, p.prec)
	case 'q':
		p.buf = appendQuoted(p.buf, v, p.flags, p.wid, p.prec)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtBytes(v []byte, verb rune, typeString string) {
	switch verb {
	case 'v', 'd':
		if p.flags&flagSharpV != 0 {
			p.buf = append(p.buf, typeString...)
			if v == nil {
				p.buf = append(p.buf, "(nil)"...)
				return
			}
			p.buf = append(p.buf, '{')
			for i, c := range v {
				if i > 0 {
					p.buf = append(p.buf, ", "...)
				}
				p.fmt0x64(uint64(c), true)
			}
			p.buf = append(p.buf, '}')
			return
		}
		p.buf = append(p.buf, '[')
		for i, c := range v {
			if i > 0 {
				p.buf = append(p.buf, ' ')
			}
			p.buf = appendInteger(p.buf, uint64(c), 10, p.flags, p.wid, p.prec)
		}
		p.buf = append(p.buf, ']')
	case 's', 'x', 'X', 'q':
		flags := p.flags
		p.flags &^= flagSharpV
		p.fmtString(string(v), verb)
		p.flags = flags
	default:
		p.printValue(reflect.ValueOf(v), verb, 0)
	}
}

func (p *pp) fmtPointer(value reflect.Value, verb rune) {
	var u uint64
	switch value.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		u = uint64(value.Pointer())
	default:
		p.badVerb(verb)
		return
	}
	switch verb {
	case 'v':
		if p.flags&flagSharpV != 0 {
			p.buf = append(p.buf, '(')
			p.buf = append(p.buf, value.Type().String()...)
			p.buf = append(p.buf, ")("...)
			if u == 0 {
				p.buf = append(p.buf, "nil"...)
			} else {
				p.fmt0x64(u, true)
			}
			p.buf = append(p.buf, ')')
		} else if u == 0 {
			p.padString("<nil>")
		} else {
			p.fmt0x64(u, p.flags&flagSharp == 0)
		}
	case 'p':
		p.fmt0x64(u, p.flags&flagSharp == 0)
	case 'b', 'o', 'd', 'x', 'X':
		p.fmtInteger(u, 0, verb)
	default:
		p.badVerb(verb)
	}
}

// catchPanic is deferred around the call of a method: a panic becomes part of the output.
func (p *pp) catchPanic(arg any, verb rune, method string) {
	err := recover()
	if err == nil {
		return
	}
	// A nil receiver is the caller's way to say nothing.
	if v := reflect.ValueOf(arg); v.Kind() == reflect.Pointer && v.IsNil() {
		p.buf = append(p.buf, "<nil>"...)
		return
	}
	if p.panicking {
		panic(err) // printing a panic has panicked
	}
	flags := p.flags
	p.flags = 0
	p.complain(verb, "(PANIC=")
	p.buf = append(p.buf, method...)
	p.buf = append(p.buf, " method: "...)
	p.panicking = true
	p.printArg(err, 'v')
	p.panicking = false
	p.buf = append(p.buf, ')')
	p.flags = flags
}

func (p *pp) callFormat(f Formatter, verb rune) {
	defer p.catchPanic(p.arg, verb, "Format")
	f.Format(p, verb)
}

func (p *pp) callGoString(s GoStringer, verb rune) {
	defer p.catchPanic(p.arg, verb, "GoString")
	p.printString(s.GoString())
}

func (p *pp) callError(err error, verb rune) {
	defer p.catchPanic(p.arg, verb, "Error")
	p.fmtString(err.Error(), verb)
}

func (p *pp) callString(s Stringer, verb rune) {
	defer p.catchPanic(p.arg, verb, "String")
	p.fmtString(s.String(), verb)
}

// handleMethods prints p.arg by its own methods, if it has any for the verb.
func (p *pp) handleMethods(verb rune) bool {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		if _, ok := p.arg.(error); !ok || !p.wrapErrs {
			p.badVerb(verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := p.arg.(Formatter); ok {
		p.callFormat(f, verb)
		return true
	}
	if p.flags&flagSharpV != 0 {
		if s, ok := p.arg.(GoStringer); ok {
			p.callGoString(s, verb)
			return true
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := p.arg.(type) {
		case error:
			p.callError(v, verb)
			return true
		case Stringer:
			p.callString(v, verb)
			return true
		}
	}
	return false
}

// printArg prints an argument.
func (p *pp) printArg(arg any, verb rune) {
	p.arg = arg
	p.value = reflect.Value{}
	switch verb {
	case 'T':
		if arg == nil {
			p.padString("<nil>")
		} else {
			p.printString(reflect.TypeOf(arg).String())
		}
		return
	case 'p':
		if arg != nil {
			p.fmtPointer(reflect.ValueOf(arg), 'p')
			return
		}
	}
	switch f := arg.(type) {
	case nil:
		if verb == 'v' {
			p.padString("<nil>")
		} else {
			p.badVerb(verb)
		}
	case string:
		p.fmtString(f, verb)
	case int:
		p.fmtInteger(uint64(f), flagSigned, verb)
	case bool:
		p.fmtBool(f, verb)
	case float64:
		p.fmtFloat(f, 64, verb)
	case int32:
		p.fmtInteger(uint64(f), flagSigned, verb)
	case uint8:
		p.fmtInteger(uint64(f), 0, verb)
	case int64:
		p.fmtInteger(uint64(f), flagSigned, verb)
	case uint64:
		p.fmtInteger(f, 0, verb)
	case uint:
		p.fmtInteger(uint64(f), 0, verb)
	case uint32:
		p.fmtInteger(uint64(f), 0, verb)
	case float32:
		p.fmtFloat(float64(f), 32, verb)
	case int8:
		p.fmtInteger(uint64(f), flagSigned, verb)
	case int16:
		p.fmtInteger(uint64(f), flagSigned, verb)
	case uint16:
		p.fmtInteger(uint64(f), 0, verb)
	case uintptr:
		p.fmtInteger(uint64(f), 0, verb)
	case complex64:
		p.fmtComplex(complex128(f), 64, verb)
	case complex128:
		p.fmtComplex(f, 128, verb)
	case []byte:
		p.fmtBytes(f, verb, "[]byte")
	case reflect.Value:
		// A reflect.Value prints as what it holds.
		if f.IsValid() && f.CanInterface() {
			p.arg = f.Interface()
			if p.handleMethods(verb) {
				return
			}
		}
		p.printValue(f, verb, 0)
	default:
		if !p.handleMethods(verb) {
			p.printValue(reflect.ValueOf(arg), verb, 0)
		}
	}
}

// open writes the type before a composite value under %#v, and the brace or bracket.
func (p *pp) open(t reflect.Type, bracket string) {
	if p.flags&flagSharpV != 0 {
		p.buf = append(p.buf, t.String()...)
		p.buf = append(p.buf, '{')
	} else {
		p.buf = append(p.buf, bracket...)
	}
}

// separate writes what stands between two elements.
func (p *pp) separate(i int) {
	if i == 0 {
		return
	}
	if p.flags&flagSharpV != 0 {
		p.buf = append(p.buf, ", "...)
	} else {
		p.buf = append(p.buf, ' ')
	}
}

func (p *pp) close(bracket byte) {
	if p.flags&flagSharpV != 0 {
		bracket = '}'
	}
	p.buf = append(p.buf, bracket)
}

// nilOf writes T(nil), for %#v.
func (p *pp) nilOf(t reflect.Type) {
	p.buf = append(p.buf, t.String()...)
	p.buf = append(p.buf, "(nil)"...)
}

// printValue prints a value; depth tells how many values it is inside of.
func (p *pp) printValue(value reflect.Value, verb rune, depth int) {
	if depth > 0 && value.IsValid() && value.CanInterface() {
		p.arg = value.Interface()
		if p.handleMethods(verb) {
			return
		}
	}
	p.arg = nil
	p.value = value
	sharpV := p.flags&flagSharpV != 0

	switch value.Kind() {
	case reflect.Invalid:
		if depth == 0 {
			p.buf = append(p.buf, "<invalid reflect.Value>"...)
		} else if verb == 'v' {
			p.buf = append(p.buf, "<nil>"...)
		} else {
			p.badVerb(verb)
		}
	case reflect.Bool:
		p.fmtBool(value.Bool(), verb)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.fmtInteger(uint64(value.Int()), flagSigned, verb)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.fmtInteger(value.Uint(), 0, verb)
	case reflect.Float32:
		p.fmtFloat(value.Float(), 32, verb)
	case reflect.Float64:
		p.fmtFloat(value.Float(), 64, verb)
	case reflect.Complex64:
		p.fmtComplex(value.Complex(), 64, verb)
	case reflect.Complex128:
		p.fmtComplex(value.Complex(), 128, verb)
	case reflect.String:
		p.fmtString(value.String(), verb)
	case reflect.Map:
		if sharpV && value.IsNil() {
			p.nilOf(value.Type())
			return
		}
		p.open(value.Type(), "map[")
		for i, e := range sortedMap(value) {
			p.separate(i)
			p.printValue(e.key, verb, depth+1)
			p.buf = append(p.buf, ':')
			p.printValue(e.value, verb, depth+1)
		}
		p.close(']')
	case reflect.Struct:
		t := value.Type()
		p.open(t, "{")
		names := p.flags&(flagPlusV|flagSharpV) != 0
		for i, n := 0, value.NumField(); i < n; i++ {
			p.separate(i)
			if names {
				if name := t.Field(i).Name; name != "" {
					p.buf = append(p.buf, name...)
					p.buf = append(p.buf, ':')
				}
			}
			f := value.Field(i)
			if f.Kind() == reflect.Interface && !f.IsNil() {
				f = f.Elem()
			}
			p.printValue(f, verb, depth+1)
		}
		p.buf = append(p.buf, '}')
	case reflect.Interface:
		if e := value.Elem(); e.IsValid() {
			p.printValue(e, verb, depth+1)
		} else if sharpV {
			p.nilOf(value.Type())
		} else {
			p.buf = append(p.buf, "<nil>"...)
		}
	case reflect.Array, reflect.Slice:
		p.printList(value, verb, depth)
	case reflect.Pointer:
		// At the top a pointer to something composite shows what it points to.
		if depth == 0 && value.Pointer() != 0 {
			switch a := value.Elem(); a.Kind() {
			case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
				p.buf = append(p.buf, '&')
				p.printValue(a, verb, depth+1)
				return
			}
		}
		p.fmtPointer(value, verb)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p.fmtPointer(value, verb)
	}
}

func (p *pp) printList(value reflect.Value, verb rune, depth int) {
	t := value.Type()
	isSlice := value.Kind() == reflect.Slice
	switch verb {
	case 's', 'q', 'x', 'X':
		// Bytes print as text whatever their list is called.
		if t.Elem().Kind() == reflect.Uint8 {
			var b []byte
			if isSlice {
				b = value.Bytes()
			} else if value.CanAddr() {
				b = value.Slice(0, value.Len()).Bytes()
			} else {
				b = make([]byte, value.Len())
				for i := range b {
					b[i] = byte(value.Index(i).Uint())
				}
			}
			p.fmtBytes(b, verb, t.String())
			return
		}
	}
	if p.flags&flagSharpV != 0 && isSlice && value.IsNil() {
		p.nilOf(t)
		return
	}
	p.open(t, "[")
	for i, n := 0, value.Len(); i < n; i++ {
		p.separate(i)
		p.printValue(value.Index(i), verb, depth+1)
	}
	p.close(']')
}
