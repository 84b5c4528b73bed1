// Package fmt prints and scans by formats.
package fmt

import (
	"io"
	"os"
	"reflect"
	"strconv"
	"sync"
	"unicode/utf8"
)

// State is what a Formatter gets: the place to write to, and the flags and numbers of the verb.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	// Flag reports whether a flag is set: one of + - # 0 and the space.
	Flag(c int) bool
}

// Formatter is implemented by values that print themselves for every verb.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by values that have a text.
type Stringer interface {
	String() string
}

// GoStringer is implemented by values that have a text for %#v.
type GoStringer interface {
	GoString() string
}

// FormatString gives back the directive that state and verb stand for.
func FormatString(state State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = strconv.AppendInt(b, int64(w), 10)
	}
	if p, ok := state.Precision(); ok {
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(p), 10)
	}
	return string(utf8.AppendRune(b, verb))
}

// pp is a printer. Printers are used again through a free list.
type pp struct {
	buf       []byte
	flags     flagSet
	wid, prec int

	arg   any           // the argument being printed,
	value reflect.Value // or, below the top level, its value

	reordered   bool // the format used explicit argument indexes
	goodArgNum  bool // and the last one was right
	panicking   bool // a panic of a method is being printed: another one goes on
	erroring    bool // a wrong verb is being reported: methods are not called
	wrapErrs    bool // %w is allowed
	wrappedErrs []int
}

var ppFree sync.Pool

func newPrinter() *pp {
	p, _ := ppFree.Get().(*pp)
	if p == nil {
		p = new(pp)
	}
	p.flags = 0
	return p
}

func (p *pp) free() {
	if cap(p.buf) > 64*1024 {
		p.buf = nil // one large output does not keep its room
	} else {
		p.buf = p.buf[:0]
	}
	if cap(p.wrappedErrs) > 8 {
		p.wrappedErrs = nil
	}
	p.arg = nil
	p.value = reflect.Value{}
	p.panicking = false
	p.erroring = false
	p.wrapErrs = false
	p.wrappedErrs = p.wrappedErrs[:0]
	ppFree.Put(p)
}

func (p *pp) Width() (wid int, ok bool) {
	if p.flags&flagWid == 0 {
		return 0, false
	}
	return p.wid, true
}

func (p *pp) Precision() (prec int, ok bool) {
	if p.flags&flagPrec == 0 {
		return 0, false
	}
	return p.prec, true
}

func (p *pp) Flag(b int) bool {
	switch b {
	case '-':
		return p.flags&flagMinus != 0
	case '+':
		return p.flags&(flagPlus|flagPlusV) != 0
	case '#':
		return p.flags&(flagSharp|flagSharpV) != 0
	case ' ':
		return p.flags&flagSpace != 0
	case '0':
		return p.flags&flagZero != 0
	}
	return false
}

func (p *pp) Write(b []byte) (n int, err error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

func (p *pp) WriteString(s string) (n int, err error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

// Fprintf formats by format and writes to w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	p := newPrinter()
	p.doPrintf(format, a)
	n, err = w.Write(p.buf)
	p.free()
	return n, err
}

// Printf formats by format and writes to standard output.
func Printf(format string, a ...any) (n int, err error) {
	return Fprintf(os.Stdout, format, a...)
}

// Sprintf formats by format.
func Sprintf(format string, a ...any) string {
	if s, ok := sprintfBasic(format, a); ok {
		return s
	}
	p := newPrinter()
	p.doPrintf(format, a)
	s := string(p.buf)
	p.free()
	return s
}

// Appendf formats by format and appends to b.
func Appendf(b []byte, format string, a ...any) []byte {
	p := newPrinter()
	p.doPrintf(format, a)
	b = append(b, p.buf...)
	p.free()
	return b
}

// Fprint writes the operands to w, with spaces between two that are not strings.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.doPrint(a)
	n, err = w.Write(p.buf)
	p.free()
	return n, err
}

// Print writes the operands to standard output, with spaces between two that are not strings.
func Print(a ...any) (n int, err error) {
	return Fprint(os.Stdout, a...)
}

// Sprint gives the operands, with spaces between two that are not strings.
func Sprint(a ...any) string {
	p := newPrinter()
	p.doPrint(a)
	s := string(p.buf)
	p.free()
	return s
}

// Append appends what Sprint gives.
func Append(b []byte, a ...any) []byte {
	p := newPrinter()
	p.doPrint(a)
	b = append(b, p.buf...)
	p.free()
	return b
}

// Fprintln writes the operands to w, with spaces between them and a newline behind.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.doPrintln(a)
	n, err = w.Write(p.buf)
	p.free()
	return n, err
}

// Println writes the operands to standard output, with spaces between them and a newline behind.
func Println(a ...any) (n int, err error) {
	return Fprintln(os.Stdout, a...)
}

// Sprintln gives the operands, with spaces between them and a newline behind.
func Sprintln(a ...any) string {
	p := newPrinter()
	p.doPrintln(a)
	s := string(p.buf)
	p.free()
	return s
}

// Appendln appends what Sprintln gives.
func Appendln(b []byte, a ...any) []byte {
	p := newPrinter()
	p.doPrintln(a)
	b = append(b, p.buf...)
	p.free()
	return b
}

func (p *pp) doPrint(a []any) {
	var ok bool
	if p.buf, ok = printBasic(p.buf, a, false); ok {
		return
	}
	prevString := true
	for _, arg := range a {
		isString := false
		switch arg.(type) {
		case string:
			isString = true
		case nil, int, float64, bool:
		default:
			isString = reflect.TypeOf(arg).Kind() == reflect.String
		}
		if !isString && !prevString {
			p.buf = append(p.buf, ' ')
		}
		p.printArg(arg, 'v')
		prevString = isString
	}
}

func (p *pp) doPrintln(a []any) {
	var ok bool
	if p.buf, ok = printBasic(p.buf, a, true); ok {
		return
	}
	for i, arg := range a {
		if i > 0 {
			p.buf = append(p.buf, ' ')
		}
		switch v := arg.(type) {
		case string:
			p.buf = append(p.buf, v...)
		case int:
			p.buf = strconv.AppendInt(p.buf, int64(v), 10)
		default:
			p.printArg(arg, 'v')
		}
	}
	p.buf = append(p.buf, '\n')
}

// tooLarge tells whether a width or precision is beyond the limit, in either direction.
func tooLarge(x int) bool { return x > 1e6 || x < -1e6 }

// parseNum reads the digits of s[start:end]; a number that is too large counts as none and ends the
// format.
func parseNum(s string, start, end int) (num int, isNum bool, next int) {
	if start >= end {
		return 0, false, end
	}
	for next = start; next < end && '0' <= s[next] && s[next] <= '9'; next++ {
		if tooLarge(num) {
			return 0, false, end
		}
		num = num*10 + int(s[next]-'0')
		isNum = true
	}
	return num, isNum, next
}

// intFromArg takes a width or precision from the argument.
func intFromArg(a []any, argNum int) (num int, isInt bool, next int) {
	if argNum >= len(a) {
		return 0, false, argNum
	}
	num, isInt = a[argNum].(int)
	if !isInt {
		switch v := reflect.ValueOf(a[argNum]); v.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			num, isInt = int(v.Int()), true
		case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
			num = int(v.Uint())
			isInt = num >= 0
			if !isInt {
				num = 0
			}
		}
	}
	if tooLarge(num) {
		num, isInt = 0, false
	}
	return num, isInt, argNum + 1
}

// parseArgNumber reads the index [n] that format begins with: n-1, and the length of the brackets.
func parseArgNumber(format string) (index int, wid int, ok bool) {
	if len(format) < 3 {
		return 0, 1, false
	}
	for i := 1; i < len(format); i++ {
		if format[i] == ']' {
			n, ok, next := parseNum(format, 1, i)
			if !ok || next != i {
				return 0, i + 1, false
			}
			return n - 1, i + 1, true
		}
	}
	return 0, 1, false
}

// argNumber gives the next argument, by an index at format[i:] if there is one.
func (p *pp) argNumber(argNum int, format string, i int, numArgs int) (newArgNum, newi int, found bool) {
	if len(format) <= i || format[i] != '[' {
		return argNum, i, false
	}
	p.reordered = true
	index, wid, ok := parseArgNumber(format[i:])
	if ok && 0 <= index && index < numArgs {
		return index, i + wid, true
	}
	p.goodArgNum = false
	return argNum, i + wid, ok
}

// forV moves the flags + and # of %v to where methods and values look for them.
func (p *pp) forV() {
	f := p.flags
	p.flags = f&^(flagSharp|flagPlus|flagSharpV|flagPlusV) | f&flagSharp<<8 | f&flagPlus<<5
}

// complain writes %!verb and the text.
func (p *pp) complain(verb rune, text string) {
	p.buf = append(p.buf, "%!"...)
	p.buf = utf8.AppendRune(p.buf, verb)
	p.buf = append(p.buf, text...)
}

func (p *pp) doPrintf(format string, a []any) {
	var ok bool
	if p.buf, ok = formatBasic(p.buf, format, a); ok {
		return
	}
	end := len(format)
	argNum := 0
	afterIndex := false // an index like [3] was read last
	p.reordered = false
directives:
	for i := 0; i < end; {
		p.goodArgNum = true
		if format[i] != '%' {
			start := i
			i = nextPercent(format, i)
			p.buf = append(p.buf, format[start:i]...)
		}
		if i >= end {
			break
		}
		i++ // the percent sign
		p.flags = 0
	flags:
		for ; i < end; i++ {
			c := format[i]
			switch c {
			case '#':
				p.flags |= flagSharp
			case '0':
				if p.flags&flagMinus == 0 {
					p.flags |= flagZero
				}
			case '+':
				p.flags |= flagPlus
			case '-':
				p.flags = p.flags&^flagZero | flagMinus
			case ' ':
				p.flags |= flagSpace
			default:
				// The common case: an ASCII verb without numbers.
				if 'a' <= c && c <= 'z' && argNum < len(a) {
					if c == 'w' {
						p.wrappedErrs = append(p.wrappedErrs, argNum)
					}
					if p.flags != 0 && (c == 'v' || c == 'w') {
						p.forV()
					}
					p.printArg(a[argNum], rune(c))
					argNum++
					i++
					continue directives
				}
				break flags
			}
		}

		argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))

		if i < end && format[i] == '*' {
			i++
			p.wid, ok, argNum = intFromArg(a, argNum)
			if !ok {
				p.buf = append(p.buf, "%!(BADWIDTH)"...)
			} else {
				p.flags |= flagWid
			}
			if p.wid < 0 {
				p.wid = -p.wid
				p.flags = p.flags&^flagZero | flagMinus
			}
			afterIndex = false
		} else {
			p.wid, ok, i = parseNum(format, i, end)
			if ok {
				p.flags |= flagWid
				if afterIndex { // "%[3]2d"
					p.goodArgNum = false
				}
			}
		}

		if i+1 < end && format[i] == '.' {
			i++
			if afterIndex { // "%[3].2d"
				p.goodArgNum = false
			}
			argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))
			if i < end && format[i] == '*' {
				i++
				p.prec, ok, argNum = intFromArg(a, argNum)
				if p.prec < 0 {
					p.prec, ok = 0, false
				}
				if ok {
					p.flags |= flagPrec
				} else {
					p.buf = append(p.buf, "%!(BADPREC)"...)
				}
				afterIndex = false
			} else {
				p.prec, ok, i = parseNum(format, i, end)
				if !ok {
					p.prec = 0
				}
				p.flags |= flagPrec
			}
		}

		if !afterIndex {
			argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))
		}
		if i >= end {
			p.buf = append(p.buf, "%!(NOVERB)"...)
			break
		}

		verb, size := rune(format[i]), 1
		if verb >= utf8.RuneSelf {
			verb, size = utf8.DecodeRuneInString(format[i:])
		}
		i += size

		switch {
		case verb == '%':
			p.buf = append(p.buf, '%')
		case !p.goodArgNum:
			p.complain(verb, "(BADINDEX)")
		case argNum >= len(a):
			p.complain(verb, "(MISSING)")
		default:
			if verb == 'w' {
				p.wrappedErrs = append(p.wrappedErrs, argNum)
			}
			if verb == 'w' || verb == 'v' {
				p.forV()
			}
			p.printArg(a[argNum], verb)
			argNum++
		}
	}

	if !p.reordered && argNum < len(a) {
		p.flags = 0
		p.buf = append(p.buf, "%!(EXTRA "...)
		for i, arg := range a[argNum:] {
			if i > 0 {
				p.buf = append(p.buf, ", "...)
			}
			if arg == nil {
				p.buf = append(p.buf, "<nil>"...)
			} else {
				p.buf = append(p.buf, reflect.TypeOf(arg).String()...)
				p.buf = append(p.buf, '=')
				p.printArg(arg, 'v')
			}
		}
		p.buf = append(p.buf, ')')
	}
}
