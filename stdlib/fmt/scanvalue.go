package fmt

import (
	"errors"
	"io"
	"math"
	"reflect"
	"strconv"
)

// This file scans single values.

const (
	binaryDigits      = "01"
	octalDigits       = "01234567"
	decimalDigits     = "0123456789"
	hexadecimalDigits = "0123456789aAbBcCdDeEfF"
	floatVerbs        = "beEfFgGv"
)

// needVerb fails if verb is not one of verbs.
func (s *ss) needVerb(verb rune, verbs, typ string) {
	if !contains(verbs, verb) {
		s.failText("bad verb '%" + string(verb) + "' for " + typ)
	}
}

// begin skips to the value; there must be one.
func (s *ss) begin() {
	s.SkipSpace()
	s.notEOF()
}

func (s *ss) scanBool(verb rune) bool {
	s.begin()
	s.needVerb(verb, "tv", "boolean")
	switch s.getRune() {
	case '1':
		return true
	case 't', 'T':
		if s.accept("rR") && (!s.accept("uU") || !s.accept("eE")) {
			s.failText("syntax error scanning boolean")
		}
		return true
	case 'f', 'F':
		if s.accept("aA") && (!s.accept("lL") || !s.accept("sS") || !s.accept("eE")) {
			s.failText("syntax error scanning boolean")
		}
	}
	return false
}

// scanRune reads one rune for %c.
func (s *ss) scanRune(bitSize int) int64 {
	s.notEOF()
	r := int64(s.getRune())
	shift := uint(64 - bitSize)
	if r<<shift>>shift != r {
		s.failText("overflow on character value " + string(rune(r)))
	}
	return r
}

// intToken collects the text of an integer, and gives the base to parse it by.
func (s *ss) intToken(verb rune, signed bool) (tok string, base int) {
	s.begin()
	s.needVerb(verb, "bdoUxXv", "integer")
	digits := decimalDigits
	base = 10
	switch verb {
	case 'b':
		base, digits = 2, binaryDigits
	case 'o':
		base, digits = 8, octalDigits
	case 'x', 'X', 'U':
		base, digits = 16, hexadecimalDigits
	}
	have := false
	if verb == 'U' {
		if !s.skip("U") || !s.skip("+") {
			s.failText("bad unicode format ")
		}
	} else {
		if signed {
			s.accept("+-")
		}
		if verb == 'v' {
			base = 0
			digits = decimalDigits + "_"
			if have = s.accept("0"); have {
				digits = octalDigits + "_"
				if s.accept("bB") {
					digits = binaryDigits + "_"
				} else if s.accept("oO") {
				} else if s.accept("xX") {
					digits = hexadecimalDigits + "_"
				}
			}
		}
	}
	if !have {
		s.notEOF()
		if !s.accept(digits) {
			s.failText("expected integer")
		}
	}
	for s.accept(digits) {
	}
	return string(s.buf), base
}

func (s *ss) scanInt(verb rune, bitSize int) int64 {
	if verb == 'c' {
		return s.scanRune(bitSize)
	}
	tok, base := s.intToken(verb, true)
	i, err := strconv.ParseInt(tok, base, 64)
	if err != nil {
		s.fail(err)
	}
	shift := uint(64 - bitSize)
	if i<<shift>>shift != i {
		s.failText("integer overflow on token " + tok)
	}
	return i
}

func (s *ss) scanUint(verb rune, bitSize int) uint64 {
	if verb == 'c' {
		return uint64(s.scanRune(bitSize))
	}
	tok, base := s.intToken(verb, false)
	i, err := strconv.ParseUint(tok, base, 64)
	if err != nil {
		s.fail(err)
	}
	shift := uint(64 - bitSize)
	if i<<shift>>shift != i {
		s.failText("unsigned integer overflow on token " + tok)
	}
	return i
}

// floatToken collects what looks like a float; whether it is one shows when it is converted.
func (s *ss) floatToken() string {
	s.buf = s.buf[:0]
	if s.accept("nN") && s.accept("aA") && s.accept("nN") {
		return string(s.buf)
	}
	s.accept("+-")
	if s.accept("iI") && s.accept("nN") && s.accept("fF") {
		return string(s.buf)
	}
	digits, exp := decimalDigits+"_", "eEpP"
	if s.accept("0") && s.accept("xX") {
		digits, exp = hexadecimalDigits+"_", "pP"
	}
	for s.accept(digits) {
	}
	if s.accept(".") {
		for s.accept(digits) {
		}
	}
	if s.accept(exp) {
		s.accept("+-")
		for s.accept(decimalDigits + "_") {
		}
	}
	return string(s.buf)
}

// convertFloat parses a float; beside Go's syntax a decimal mantissa may have a binary exponent.
func (s *ss) convertFloat(tok string, bitSize int) float64 {
	p, hex := -1, false
	for i := 0; i < len(tok); i++ {
		switch tok[i] {
		case 'p':
			if p < 0 {
				p = i
			}
		case 'x', 'X':
			hex = true
		}
	}
	if p < 0 || hex {
		f, err := strconv.ParseFloat(tok, bitSize)
		if err != nil {
			s.fail(err)
		}
		return f
	}
	f, err := strconv.ParseFloat(tok[:p], bitSize)
	var exp int
	if err == nil {
		exp, err = strconv.Atoi(tok[p+1:])
	}
	if err != nil {
		if e, ok := err.(*strconv.NumError); ok {
			e.Num = tok
		}
		s.fail(err)
	}
	return math.Ldexp(f, exp)
}

func (s *ss) scanFloat(verb rune, bitSize int, typ string) float64 {
	s.needVerb(verb, floatVerbs, typ)
	s.begin()
	return s.convertFloat(s.floatToken(), bitSize)
}

func (s *ss) scanComplex(verb rune, bitSize int) complex128 {
	s.needVerb(verb, floatVerbs, "complex")
	s.begin()
	parens := s.accept("(")
	re := s.floatToken()
	s.buf = s.buf[:0]
	if !s.accept("+-") {
		s.failText("syntax error scanning complex number")
	}
	sign := string(s.buf)
	im := sign + s.floatToken()
	if !s.accept("i") || parens && !s.accept(")") {
		s.failText("syntax error scanning complex number")
	}
	x := s.convertFloat(re, bitSize/2)
	return complex(x, s.convertFloat(im, bitSize/2))
}

func (s *ss) scanString(verb rune) string {
	s.needVerb(verb, "svqxX", "string")
	s.begin()
	switch verb {
	case 'q':
		return s.quotedString()
	case 'x', 'X':
		return s.hexString()
	}
	return string(s.word())
}

func (s *ss) quotedString() string {
	s.notEOF()
	quote := s.getRune()
	if quote != '`' && quote != '"' {
		s.failText("expected quoted string")
	}
	s.buf = append(s.buf, byte(quote))
	for {
		r := s.mustReadRune()
		s.buf = append(s.buf, string(r)...)
		if r == quote {
			break
		}
		if r == '\\' && quote == '"' {
			// The rune after a backslash never ends the string.
			s.buf = append(s.buf, string(s.mustReadRune())...)
		}
	}
	if quote == '`' {
		return string(s.buf[1 : len(s.buf)-1])
	}
	v, err := strconv.Unquote(string(s.buf))
	if err != nil {
		s.fail(err)
	}
	return v
}

func hexValue(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case 'a' <= r && r <= 'f':
		return int(r-'a') + 10
	case 'A' <= r && r <= 'F':
		return int(r-'A') + 10
	}
	return -1
}

func (s *ss) hexString() string {
	s.notEOF()
	for {
		r := s.getRune()
		if r == eof {
			break
		}
		hi := hexValue(r)
		if hi < 0 {
			s.UnreadRune()
			break
		}
		lo := hexValue(s.mustReadRune())
		if lo < 0 {
			s.failText("illegal hex digit")
		}
		s.buf = append(s.buf, byte(hi<<4|lo))
	}
	if len(s.buf) == 0 {
		s.failText("no hex data for %x string")
	}
	return string(s.buf)
}

// scanOne scans a value into what arg points to.
func (s *ss) scanOne(verb rune, arg any) {
	s.buf = s.buf[:0]
	// The types without methods come first: they cannot be Scanners.
	switch v := arg.(type) {
	case *int:
		*v = int(s.scanInt(verb, 64))
	case *string:
		*v = s.scanString(verb)
	case *float64:
		*v = s.scanFloat(verb, 64, "float64")
	case *int64:
		*v = s.scanInt(verb, 64)
	case *bool:
		*v = s.scanBool(verb)
	case *int8:
		*v = int8(s.scanInt(verb, 8))
	case *int16:
		*v = int16(s.scanInt(verb, 16))
	case *int32:
		*v = int32(s.scanInt(verb, 32))
	case *uint:
		*v = uint(s.scanUint(verb, 64))
	case *uint8:
		*v = uint8(s.scanUint(verb, 8))
	case *uint16:
		*v = uint16(s.scanUint(verb, 16))
	case *uint32:
		*v = uint32(s.scanUint(verb, 32))
	case *uint64:
		*v = s.scanUint(verb, 64)
	case *uintptr:
		*v = uintptr(s.scanUint(verb, 64))
	case *float32:
		*v = float32(s.scanFloat(verb, 32, "float32"))
	case *complex64:
		*v = complex64(s.scanComplex(verb, 64))
	case *complex128:
		*v = s.scanComplex(verb, 128)
	case *[]byte:
		*v = []byte(s.scanString(verb))
	case Scanner:
		if err := v.Scan(s, verb); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			s.fail(err)
		}
	default:
		s.scanReflect(verb, reflect.ValueOf(arg))
	}
}

func (s *ss) scanReflect(verb rune, ptr reflect.Value) {
	if ptr.Kind() != reflect.Pointer {
		s.fail(errors.New("type not a pointer: " + ptr.Type().String()))
	}
	switch v := ptr.Elem(); v.Kind() {
	case reflect.Bool:
		v.SetBool(s.scanBool(verb))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(s.scanInt(verb, v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(s.scanUint(verb, v.Type().Bits()))
	case reflect.String:
		v.SetString(s.scanString(verb))
	case reflect.Slice:
		t := v.Type()
		if t.Elem().Kind() != reflect.Uint8 {
			s.failText("can't scan type: " + ptr.Type().String())
		}
		str := s.scanString(verb)
		v.Set(reflect.MakeSlice(t, len(str), len(str)))
		for i := 0; i < len(str); i++ {
			v.Index(i).SetUint(uint64(str[i]))
		}
	case reflect.Float32, reflect.Float64:
		s.begin()
		v.SetFloat(s.convertFloat(s.floatToken(), v.Type().Bits()))
	case reflect.Complex64, reflect.Complex128:
		v.SetComplex(s.scanComplex(verb, v.Type().Bits()))
	default:
		s.failText("can't scan type: " + ptr.Type().String())
	}
}
