package strconv

import "unicode/utf8"

// Quote gives s as a string literal in double quotes, with escapes for what is not printable.
func Quote(s string) string { return quoted(s, '"', quotePrint) }

// AppendQuote appends what Quote gives.
func AppendQuote(dst []byte, s string) []byte { return appendQuoted(dst, s, '"', quotePrint) }

// QuoteToASCII is Quote with escapes for all that is not ASCII.
func QuoteToASCII(s string) string { return quoted(s, '"', quoteASCII) }

// AppendQuoteToASCII appends what QuoteToASCII gives.
func AppendQuoteToASCII(dst []byte, s string) []byte { return appendQuoted(dst, s, '"', quoteASCII) }

// QuoteToGraphic is Quote with what IsGraphic accepts left as it is.
func QuoteToGraphic(s string) string { return quoted(s, '"', quoteGraphic) }

// AppendQuoteToGraphic appends what QuoteToGraphic gives.
func AppendQuoteToGraphic(dst []byte, s string) []byte {
	return appendQuoted(dst, s, '"', quoteGraphic)
}

// QuoteRune gives r as a character literal; an invalid rune as U+FFFD.
func QuoteRune(r rune) string { return quoted(string(r), '\'', quotePrint) }

// AppendQuoteRune appends what QuoteRune gives.
func AppendQuoteRune(dst []byte, r rune) []byte {
	return appendQuoted(dst, string(r), '\'', quotePrint)
}

// QuoteRuneToASCII is QuoteRune with an escape for what is not ASCII.
func QuoteRuneToASCII(r rune) string { return quoted(string(r), '\'', quoteASCII) }

// AppendQuoteRuneToASCII appends what QuoteRuneToASCII gives.
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte {
	return appendQuoted(dst, string(r), '\'', quoteASCII)
}

// QuoteRuneToGraphic is QuoteRune with what IsGraphic accepts left as it is.
func QuoteRuneToGraphic(r rune) string { return quoted(string(r), '\'', quoteGraphic) }

// AppendQuoteRuneToGraphic appends what QuoteRuneToGraphic gives.
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return appendQuoted(dst, string(r), '\'', quoteGraphic)
}

// hexDigit is the value of a hexadecimal digit, or -1.
func hexDigit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}

// UnquoteChar decodes the first character or escape of s, which is the inside of a literal between
// quote characters (0 allows both quotes unescaped and no escaped quote). multibyte tells that the
// value is to be encoded in UTF-8 rather than taken as one byte.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" {
		return 0, false, "", ErrSyntax
	}
	c := s[0]
	switch {
	case c == quote && (quote == '\'' || quote == '"'):
		return 0, false, "", ErrSyntax
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(s)
		return r, true, s[n:], nil
	case c != '\\':
		return rune(c), false, s[1:], nil
	}
	if len(s) == 1 {
		return 0, false, "", ErrSyntax
	}
	c, s = s[1], s[2:]
	digits := 0
	switch c {
	case 'a':
		return '\a', false, s, nil
	case 'b':
		return '\b', false, s, nil
	case 'f':
		return '\f', false, s, nil
	case 'n':
		return '\n', false, s, nil
	case 'r':
		return '\r', false, s, nil
	case 't':
		return '\t', false, s, nil
	case 'v':
		return '\v', false, s, nil
	case '\\':
		return '\\', false, s, nil
	case '\'', '"':
		if c != quote {
			return 0, false, "", ErrSyntax
		}
		return rune(c), false, s, nil
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v := rune(c - '0')
		if len(s) < 2 {
			return 0, false, "", ErrSyntax
		}
		for i := 0; i < 2; i++ {
			if s[i] < '0' || s[i] > '7' {
				return 0, false, "", ErrSyntax
			}
			v = v<<3 | rune(s[i]-'0')
		}
		if v > 255 {
			return 0, false, "", ErrSyntax
		}
		return v, false, s[2:], nil
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(s) < digits {
		return 0, false, "", ErrSyntax
	}
	var v rune
	for i := 0; i < digits; i++ {
		d := hexDigit(s[i])
		if d < 0 {
			return 0, false, "", ErrSyntax
		}
		v = v<<4 | d
	}
	if c == 'x' {
		return v, false, s[2:], nil
	}
	if !utf8.ValidRune(v) {
		return 0, false, "", ErrSyntax
	}
	return v, true, s[digits:], nil
}

// QuotedPrefix gives the quoted string that s begins with, its quotes included.
func QuotedPrefix(s string) (string, error) {
	_, n, err := scanQuoted(s, false)
	if err != nil {
		return "", err
	}
	return s[:n], nil
}

// Unquote gives the value of a literal in single, double or back quotes.
func Unquote(s string) (string, error) {
	v, n, err := scanQuoted(s, true)
	if err != nil {
		return "", err
	}
	if n != len(s) {
		return "", ErrSyntax
	}
	return v, nil
}

// scanQuoted finds the end n of the literal that s begins with, and its value if that is wanted.
func scanQuoted(s string, wantValue bool) (value string, n int, err error) {
	if len(s) < 2 {
		return "", 0, ErrSyntax
	}
	quote := s[0]
	if quote == '`' {
		return scanRaw(s, wantValue)
	}
	if quote != '"' && quote != '\'' {
		return "", 0, ErrSyntax
	}
	// The stretch without escapes is taken in one piece; most literals are nothing else.
	i := 1
	plain := true
	for i < len(s) && s[i] != quote && s[i] != '\\' && s[i] != '\n' {
		if s[i] >= utf8.RuneSelf {
			plain = false
		}
		i++
	}
	if quote == '"' && i < len(s) && s[i] == quote && (plain || utf8.ValidString(s[1:i])) {
		return s[1:i], i + 1, nil
	}
	var buf []byte
	rest := s[1:]
	for rest != "" && rest[0] != quote {
		r, multibyte, tail, err := UnquoteChar(rest, quote)
		if rest[0] == '\n' || err != nil {
			return "", 0, ErrSyntax
		}
		rest = tail
		if wantValue {
			if multibyte {
				buf = utf8.AppendRune(buf, r)
			} else {
				buf = append(buf, byte(r))
			}
		}
		if quote == '\'' {
			break
		}
	}
	if rest == "" || rest[0] != quote {
		return "", 0, ErrSyntax
	}
	return string(buf), len(s) - len(rest) + 1, nil
}

// scanRaw is scanQuoted for back quotes: no escapes, carriage returns vanish.
func scanRaw(s string, wantValue bool) (value string, n int, err error) {
	returns := 0
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\r':
			returns++
		case '`':
			value = s[1:i]
			if wantValue && returns > 0 {
				buf := make([]byte, 0, len(value)-returns)
				for j := 0; j < len(value); j++ {
					if value[j] != '\r' {
						buf = append(buf, value[j])
					}
				}
				value = string(buf)
			}
			return value, i + 1, nil
		}
	}
	return "", 0, ErrSyntax
}
