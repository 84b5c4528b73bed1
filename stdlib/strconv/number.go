// Package strconv converts between basic values and their text.
package strconv

import "errors"

// IntSize is the size in bits of an int or uint.
const IntSize = 64

// ErrRange tells that a value is out of range for the type wanted.
var ErrRange = errors.New("value out of range")

// ErrSyntax tells that a text has not the syntax of the type wanted.
var ErrSyntax = errors.New("invalid syntax")

// A NumError records a conversion that failed.
type NumError struct {
	Func string // the function that failed: ParseBool, ParseInt, ParseUint, ParseFloat, ParseComplex, Atoi
	Num  string // its input
	Err  error  // the reason: ErrRange, ErrSyntax, ...
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

func (e *NumError) Unwrap() error { return e.Err }

// numError makes the error for a status other than parseOK. The input is copied, so that the error
// keeps nothing large alive.
func numError(fn, s string, status int) *NumError {
	err := ErrSyntax
	if status == parseRange {
		err = ErrRange
	}
	return &NumError{fn, string([]byte(s)), err}
}

// checkBase reports what is wrong with the base and bit size given, if anything; empty input is a
// syntax error first of all.
func checkBase(fn, s string, base, bitSize int) error {
	if s == "" {
		return numError(fn, s, parseSyntax)
	}
	if base != 0 && (base < 2 || base > 36) {
		return &NumError{fn, string([]byte(s)), errors.New("invalid base " + Itoa(base))}
	}
	if bitSize < 0 || bitSize > 64 {
		return &NumError{fn, string([]byte(s)), errors.New("invalid bit size " + Itoa(bitSize))}
	}
	return nil
}

// ParseUint reads an unsigned integer in the given base. Base 0 takes the base from a prefix 0b, 0, 0o
// or 0x and allows underscores. The result must fit bitSize bits (0 means int's size); if it does not,
// the largest value is returned with ErrRange.
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	if s == "" || base != 0 && (base < 2 || base > 36) || bitSize < 0 || bitSize > 64 {
		return 0, checkBase("ParseUint", s, base, bitSize)
	}
	n, status := parseUint(s, base, bitSize)
	if status != parseOK {
		return n, numError("ParseUint", s, status)
	}
	return n, nil
}

// ParseInt reads an integer with an optional sign, otherwise like ParseUint.
func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	if s == "" || base != 0 && (base < 2 || base > 36) || bitSize < 0 || bitSize > 64 {
		if s == "+" || s == "-" {
			return 0, numError("ParseInt", s, parseSyntax)
		}
		return 0, checkBase("ParseInt", s, base, bitSize)
	}
	n, status := parseInt(s, base, bitSize)
	if status != parseOK {
		return n, numError("ParseInt", s, status)
	}
	return n, nil
}

// Atoi is ParseInt(s, 10, 0), converted to int.
func Atoi(s string) (int, error) {
	n, status := parseInt(s, 10, 64)
	if status != parseOK {
		return int(n), numError("Atoi", s, status)
	}
	return int(n), nil
}

// ParseFloat reads a decimal or hexadecimal floating-point number, or a name of an infinity or NaN, and
// rounds it to the nearest value of bitSize bits (32 or 64). Too large a number gives the infinity and
// ErrRange.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, n, status := parseFloatPrefix(s, bitSize)
	if n != len(s) && status != parseSyntax {
		f, status = 0, parseSyntax
	}
	if status != parseOK {
		return f, numError("ParseFloat", s, status)
	}
	return f, nil
}

// ParseComplex reads a complex number N, Ni or N±Ni, in parentheses or not, for 64 or 128 bits.
func ParseComplex(s string, bitSize int) (complex128, error) {
	const fn = "ParseComplex"
	size := 64
	if bitSize == 64 {
		size = 32
	}
	whole := s
	if len(s) >= 2 && s[0] == '(' && s[len(s)-1] == ')' {
		s = s[1 : len(s)-1]
	}
	var pending error // of a part out of range; the rest is still read
	re, n, status := parseFloatPrefix(s, size)
	switch status {
	case parseSyntax:
		return 0, numError(fn, whole, status)
	case parseRange:
		pending = numError(fn, whole, status)
	}
	s = s[n:]
	if s == "" {
		return complex(re, 0), pending
	}
	switch {
	case s == "i":
		return complex(0, re), pending
	case s[0] == '+':
		// "+NaNi" needs the sign removed, but "++" must stay wrong.
		if len(s) > 1 && s[1] != '+' {
			s = s[1:]
		}
	case s[0] != '-':
		return 0, numError(fn, whole, parseSyntax)
	}
	im, n, status := parseFloatPrefix(s, size)
	switch status {
	case parseSyntax:
		return 0, numError(fn, whole, status)
	case parseRange:
		pending = numError(fn, whole, status)
	}
	if s[n:] != "i" {
		return 0, numError(fn, whole, parseSyntax)
	}
	return complex(re, im), pending
}

// ParseBool reads 1, t, T, TRUE, true, True, 0, f, F, FALSE, false, False.
func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, numError("ParseBool", str, parseSyntax)
}

// FormatBool gives "true" or "false".
func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// AppendBool appends "true" or "false".
func AppendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

func badBase() { panic("strconv: illegal AppendInt/FormatInt base") }

// FormatUint gives i in a base from 2 to 36, with lower-case letters for the digits from 10 on.
func FormatUint(i uint64, base int) string {
	if base < 2 || base > 36 {
		badBase()
	}
	return formatBits(i, base, false)
}

// FormatInt gives i in a base from 2 to 36, with lower-case letters for the digits from 10 on.
func FormatInt(i int64, base int) string {
	if base < 2 || base > 36 {
		badBase()
	}
	return formatBits(uint64(i), base, true)
}

// AppendInt appends what FormatInt gives.
func AppendInt(dst []byte, i int64, base int) []byte {
	if base < 2 || base > 36 {
		badBase()
	}
	return appendBits(dst, uint64(i), base, true)
}

// AppendUint appends what FormatUint gives.
func AppendUint(dst []byte, i uint64, base int) []byte {
	if base < 2 || base > 36 {
		badBase()
	}
	return appendBits(dst, i, base, false)
}

// FormatFloat formats f, rounded as if it had bitSize bits, by one of the formats b e E f g G x X and a
// precision; the precision -1 means as many digits as are needed to read the same value back.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	return formatFloat(f, fmt, prec, bitSize)
}

// AppendFloat appends what FormatFloat gives.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	return appendFloat(dst, f, fmt, prec, bitSize)
}

// FormatComplex gives (a+bi), with the parts as FormatFloat gives them for half of bitSize.
func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	re := formatFloat(real(c), fmt, prec, bitSize/2)
	im := formatFloat(imag(c), fmt, prec, bitSize/2)
	if im[0] == '+' || im[0] == '-' {
		return "(" + re + im + "i)"
	}
	return "(" + re + "+" + im + "i)"
}
