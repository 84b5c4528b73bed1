package big

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// MaxBase is the largest base of a number in text.
const MaxBase = 10 + ('z' - 'a' + 1) + ('Z' - 'A' + 1)

var (
	errNoDigits = errors.New("number has no digits")
	errInvalSep = errors.New("'_' must separate successive digits")
)

func (x nat) text(neg bool, base int) string
func (x nat) appendText(neg bool, base int, b []byte) []byte

// appendDigits appends the values of the digits that s begins with.
func appendDigits(b []byte, s string, base int) []byte

// setDigits makes the number of these digits' values, the highest first.
func (z nat) setDigits(d []byte, base int) nat

func checkBase(base int) {
	if base < 2 || base > MaxBase {
		panic("invalid base")
	}
}

// scan reads the longest beginning that is an unsigned number. For base 0 a
// prefix tells the base, and underscores may stand between digits. With
// fraction a point may stand among them, and "0" alone is no prefix. The
// results are the number as if there were no point, the base, the count of
// digits, and with a point that of the digits after it, negated.
func (z nat) scan(r io.ByteScanner, base int, fraction bool) (res nat, b, count int, err error) {
	valid := base == 0 || 2 <= base && base <= MaxBase
	if fraction {
		valid = base == 0 || base == 2 || base == 8 || base == 10 || base == 16
	}
	if !valid {
		panic(fmt.Sprintf("invalid number base %d", base))
	}

	// last is '0' after a digit or a prefix, '_' after an underscore.
	last, misplaced := byte('.'), false
	c, err := r.ReadByte()
	b = base
	octal := false // a mere 0 as prefix
	if base == 0 {
		b = 10
		if err == nil && c == '0' {
			last, count = '0', 1
			if c, err = r.ReadByte(); err == nil {
				switch c {
				case 'b', 'B':
					b = 2
				case 'o', 'O':
					b = 8
				case 'x', 'X':
					b = 16
				default:
					octal = !fraction
				}
				if octal {
					b, count = 8, 0
				} else if b != 10 {
					count = 0
					c, err = r.ReadByte()
				}
			}
		}
	}

	var digits []byte
	point := -1
	source, _ := r.(*text)
scanning:
	for err == nil {
		switch {
		case c == '.' && fraction:
			fraction = false
			misplaced = misplaced || last == '_'
			last, point = '.', count
		case c == '_' && base == 0:
			misplaced = misplaced || last != '0'
			last = '_'
		default:
			n := len(digits)
			if source != nil {
				digits = appendDigits(digits, source.s[source.i-1:], b)
			} else if v := digitValue(c, b); v < b {
				digits = append(digits, byte(v))
			}
			n = len(digits) - n
			if n == 0 {
				r.UnreadByte()
				break scanning
			}
			last = '0'
			count += n
			if source != nil {
				source.i += n - 1
			}
		}
		c, err = r.ReadByte()
	}
	if err == io.EOF {
		err = nil
	}
	if err == nil && (misplaced || last == '_') {
		err = errInvalSep
	}
	if count == 0 {
		if octal {
			return z[:0], 10, 1, err
		}
		err = errNoDigits
	}
	res = z.setDigits(digits, b)
	if point >= 0 {
		count = point - count
	}
	return
}

// digitValue is what c is worth as a digit, MaxBase if it is none.
func digitValue(c byte, base int) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z' && base <= 36:
		return int(c-'A') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 36
	}
	return MaxBase
}

// scanSign reads a sign if there is one.
func scanSign(r io.ByteScanner) (neg bool, err error) {
	c, err := r.ReadByte()
	if err != nil {
		return false, err
	}
	if c != '-' && c != '+' {
		r.UnreadByte()
	}
	return c == '-', nil
}

func (z *Int) scan(r io.ByteScanner, base int) error {
	neg, err := scanSign(r)
	if err != nil {
		return err
	}
	z.abs, _, _, err = z.abs.scan(r, base, false)
	if err == nil {
		z.neg = neg && len(z.abs) > 0
	}
	return err
}

// SetString sets z to the number s in that base and tells whether s is one.
// For base 0 the prefixes 0b, 0, 0o and 0x, of either case, choose another
// base than 10, and underscores may stand between digits. Up to base 36 the
// case of letters does not matter. If s is no number the result is nil.
func (z *Int) SetString(s string, base int) (*Int, bool) {
	t := &text{s: s}
	if z.scan(t, base) != nil || t.i < len(s) {
		return nil, false
	}
	return z, true
}

// Text returns x in a base of 2 to MaxBase, "<nil>" for a nil x.
func (x *Int) Text(base int) string {
	if x == nil {
		return "<nil>"
	}
	checkBase(base)
	return x.abs.text(x.neg, base)
}

// Append appends what Text returns.
func (x *Int) Append(buf []byte, base int) []byte {
	if x == nil {
		return append(buf, "<nil>"...)
	}
	checkBase(base)
	return x.abs.appendText(x.neg, base, buf)
}

// String returns x in decimal.
func (x *Int) String() string { return x.Text(10) }

// repeat writes n times s.
func repeat(w io.Writer, s string, n int) {
	if n > 0 && s != "" {
		io.WriteString(w, strings.Repeat(s, n))
	}
}

// Format is for package fmt: the verbs b o d x X, O with the prefix 0o, s and
// v like d. Flags, width and precision are as for integers.
func (x *Int) Format(s fmt.State, ch rune) {
	base, prefix := 10, ""
	switch ch {
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0"
	case 'O':
		base, prefix = 8, "0o"
	case 'd', 's', 'v':
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	default:
		fmt.Fprintf(s, "%%!%c(big.Int=%s)", ch, x.String())
		return
	}
	if x == nil {
		fmt.Fprint(s, "<nil>")
		return
	}
	if ch != 'O' && !s.Flag('#') {
		prefix = ""
	}
	sign := ""
	switch {
	case x.neg:
		sign = "-"
	case s.Flag('+'):
		sign = "+"
	case s.Flag(' '):
		sign = " "
	}
	digits := x.abs.text(false, base)
	if ch == 'X' {
		digits = strings.ToUpper(digits)
	}

	zeros := 0
	precision, precise := s.Precision()
	if precise {
		if precision == 0 && len(x.abs) == 0 {
			return
		}
		zeros = max(precision-len(digits), 0)
	}
	left, right := 0, 0
	width, _ := s.Width()
	if pad := width - len(sign) - len(prefix) - zeros - len(digits); pad > 0 {
		switch {
		case s.Flag('-'):
			right = pad
		case s.Flag('0') && !precise:
			zeros = pad
		default:
			left = pad
		}
	}
	repeat(s, " ", left)
	repeat(s, sign+prefix, 1)
	repeat(s, "0", zeros)
	io.WriteString(s, digits)
	repeat(s, " ", right)
}

// A runeReader reads the bytes of a text that is to be ASCII.
type runeReader struct{ fmt.ScanState }

func (r runeReader) ReadByte() (byte, error) {
	c, size, err := r.ReadRune()
	if size != 1 && err == nil {
		err = fmt.Errorf("invalid rune %#U", c)
	}
	return byte(c), err
}

func (r runeReader) UnreadByte() error { return r.UnreadRune() }

// Scan is for package fmt: the verbs b o d x X, and s and v, for which a
// prefix tells the base.
func (z *Int) Scan(s fmt.ScanState, ch rune) error {
	s.SkipSpace()
	base := 0
	switch ch {
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'd':
		base = 10
	case 'x', 'X':
		base = 16
	case 's', 'v':
	default:
		return errors.New("Int.Scan: invalid verb")
	}
	return z.scan(runeReader{s}, base)
}
