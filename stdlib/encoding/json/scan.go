package json

import (
	"bytes"
	"strconv"
)

// scanner checks a text byte by byte; it can stop anywhere and go on with the next piece. Its layout is known to
// json.cc, and so are the numbers below.
type scanner struct {
	state, count, literal int
	stack                 []byte
	err                   int
}

const (
	firstNumberEnd, lastNumberEnd = 14, 17 // states in which a number may end
	errLiteral, errDepth          = 13, 14
)

// Results of scan.
const (
	scanMore = iota
	scanDone
	scanError
)

// scan reads data from at on. It gives the position behind the value, of the wrong byte, or the end of the data.
func scan(s *scanner, data []byte, at int) (next, op int)

// token gives the next token of a checked text: one of { } [ ], a " for a string whose bytes are its text and a q for
// another, t f n, or 0 for a number. Commas and colons are passed over.
func token(s string, off int) (kind, start, end int)

// skipRest gives the position behind the object or array that was opened just before off.
func skipRest(s string, off int) int

// valid reports whether data is a JSON text; check says why it is not, and stops for others on the way through a long one.
func valid(data []byte) bool

// skipSpace gives the position of the first byte from i on that is no space, or the length.
func skipSpace(data []byte, i int) int

func unquote(s string) (t string, ok bool)

func appendQuoted(b []byte, s string, html bool) []byte

// The next three do a piece of a long text at a time.
func appendHTMLEscaped(b, src []byte) (out []byte, taken int)
func appendCompact(b, src []byte, html bool) (out []byte, taken int)
func appendIndented(b, src []byte, prefix, indent string, in *indenter) []byte

// An indenter is where appendIndented is in its text.
type indenter struct {
	at, end     int
	depth, open int
}

// indented appends src, whose value ends at end.
func indented(b, src []byte, prefix, indent string, end int) []byte {
	for in := (&indenter{end: end}); in.at < end; {
		b = appendIndented(b, src, prefix, indent, in)
	}
	return append(b, src[end:]...)
}

func htmlEscaped(b, src []byte) []byte {
	for len(src) > 0 {
		var n int
		b, n = appendHTMLEscaped(b, src)
		src = src[n:]
	}
	return b
}

// A SyntaxError tells what is wrong with a text, and after how many bytes that was seen.
type SyntaxError struct {
	msg    string
	Offset int64
}

func (e *SyntaxError) Error() string { return e.msg }

func (s *scanner) reset() {
	s.state, s.err = 0, 0
	s.stack = s.stack[:0]
}

// atNumberEnd reports whether what was read is complete though nothing behind it was seen.
func (s *scanner) atNumberEnd() bool {
	return len(s.stack) == 0 && s.state >= firstNumberEnd && s.state <= lastNumberEnd
}

func quoteChar(c byte) string {
	if c == '\'' {
		return `'\''`
	}
	if c == '"' {
		return `'"'`
	}
	s := strconv.Quote(string(rune(c)))
	return "'" + s[1:len(s)-1] + "'"
}

var contexts = [...]string{
	"", "looking for beginning of value", "looking for beginning of object key string", "after object key",
	"after object key:value pair", "after array element", "after top-level value", "in string literal",
	"in string escape code", "in \\u hexadecimal character escape", "in numeric literal",
	"after decimal point in numeric literal", "in exponent of numeric literal",
}

// failure makes the error for the byte c.
func (s *scanner) failure(c byte, offset int64) error {
	switch s.err {
	case errDepth:
		return &SyntaxError{"invalid character " + quoteChar(c) + " exceeded max depth", offset}
	case errLiteral:
		word := [...]string{"true", "false", "null"}[s.literal]
		return &SyntaxError{"invalid character " + quoteChar(c) + " in literal " + word + " (expecting " + quoteChar(word[s.count]) + ")", offset}
	}
	return &SyntaxError{"invalid character " + quoteChar(c) + " " + contexts[s.err], offset}
}

// Texts up to quickCheck bytes are checked at one go, longer ones in pieces.
const (
	quickCheck = 1 << 16
	checkPiece = 1 << 20
)

// check checks a whole text and gives where its value ends.
func check(data []byte) (end int, err error) {
	var s scanner
	next, op := 0, scanMore
	for at := 0; op == scanMore; {
		at += checkPiece
		if at >= len(data) {
			next, op = scan(&s, data, next)
			break
		}
		next, op = scan(&s, data[:at], next)
	}
	switch op {
	case scanError:
		return 0, s.failure(data[next], int64(next)+1)
	case scanMore:
		if !s.atNumberEnd() {
			// Go tries a space: not all unfinished texts take one.
			if _, op := scan(&s, []byte{' '}, 0); op == scanError {
				return 0, s.failure(' ', int64(len(data)))
			}
			return 0, &SyntaxError{"unexpected end of JSON input", int64(len(data))}
		}
	}
	if i := skipSpace(data, next); i < len(data) {
		s.err = 6
		return 0, s.failure(data[i], int64(i)+1)
	}
	return next, nil
}

// Valid reports whether data is a JSON text.
func Valid(data []byte) bool {
	if len(data) <= quickCheck {
		return valid(data)
	}
	_, err := check(data)
	return err == nil
}

// HTMLEscape appends src to dst with <, >, &, U+2028 and U+2029 escaped.
func HTMLEscape(dst *bytes.Buffer, src []byte) { dst.Write(htmlEscaped(nil, src)) }

// Compact appends src to dst without the space between tokens.
func Compact(dst *bytes.Buffer, src []byte) error {
	b, err := compact(nil, src, false)
	if err == nil {
		dst.Write(b)
	}
	return err
}

func compact(b, src []byte, html bool) ([]byte, error) {
	if len(src) > quickCheck || !valid(src) {
		if _, err := check(src); err != nil {
			err.(*SyntaxError).Offset = 0 // Go does not count here
			return b, err
		}
	}
	for len(src) > 0 {
		var n int
		b, n = appendCompact(b, src, html)
		src = src[n:]
	}
	return b, nil
}

// Indent appends src to dst, with each element on a line of its own that begins with prefix and as many indents as it
// is deep. Space behind the text is kept.
func Indent(dst *bytes.Buffer, src []byte, prefix, indent string) error {
	end, err := check(src)
	if err == nil {
		dst.Write(indented(nil, src, prefix, indent, end))
	}
	return err
}
