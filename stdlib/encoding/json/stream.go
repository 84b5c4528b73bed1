package json

import (
	"bytes"
	"io"
)

// A Decoder reads values from a stream.
type Decoder struct {
	r       io.Reader
	buf     []byte
	d       decodeState
	scanp   int   // start of what is unread in buf
	scanned int64 // bytes of the stream before buf
	checked int64 // bytes the scanner has read: what errors count by
	scan    scanner
	err     error

	tokenState int
	tokenStack []int
}

// NewDecoder makes a Decoder that reads from r, more than it needs.
func NewDecoder(r io.Reader) *Decoder { return &Decoder{r: r} }

// UseNumber makes numbers in interfaces Numbers.
func (dec *Decoder) UseNumber() { dec.d.flags |= useNumber }

// DisallowUnknownFields makes keys without a field errors.
func (dec *Decoder) DisallowUnknownFields() { dec.d.flags |= disallowUnknownFields }

// Decode reads the next value into what v points to.
func (dec *Decoder) Decode(v any) error {
	if dec.err != nil {
		return dec.err
	}
	if err := dec.beforeValue(); err != nil {
		return err
	}
	if !dec.valueAllowed() {
		return &SyntaxError{"not at beginning of value", dec.InputOffset()}
	}
	n, err := dec.readValue()
	if err != nil {
		return err
	}
	dec.d.init(dec.buf[dec.scanp : dec.scanp+n])
	dec.scanp += n
	err = dec.d.unmarshal(v)
	dec.afterValue()
	return err
}

// Buffered gives what was read and not used.
func (dec *Decoder) Buffered() io.Reader { return bytes.NewReader(dec.buf[dec.scanp:]) }

// readValue reads until a value is complete and gives its length.
func (dec *Decoder) readValue() (int, error) {
	dec.scan.reset()
	at := dec.scanp
	var err error
	for {
		next, op := scan(&dec.scan, dec.buf, at)
		dec.checked += int64(next - at)
		at = next
		if op == scanDone {
			return at - dec.scanp, nil
		}
		if op == scanError {
			dec.checked++
			dec.err = dec.scan.failure(dec.buf[at], dec.checked)
			return 0, dec.err
		}
		if err != nil {
			if err == io.EOF {
				if dec.scan.atNumberEnd() {
					return at - dec.scanp, nil
				}
				if skipSpace(dec.buf, 0) < len(dec.buf) {
					err = io.ErrUnexpectedEOF
				}
			}
			dec.err = err
			return 0, err
		}
		n := at - dec.scanp
		err = dec.refill()
		at = dec.scanp + n
	}
}

func (dec *Decoder) refill() error {
	if dec.scanp > 0 {
		dec.scanned += int64(dec.scanp)
		n := copy(dec.buf, dec.buf[dec.scanp:])
		dec.buf = dec.buf[:n]
		dec.scanp = 0
	}
	const minRead = 512
	if cap(dec.buf)-len(dec.buf) < minRead {
		grown := make([]byte, len(dec.buf), 2*cap(dec.buf)+minRead)
		copy(grown, dec.buf)
		dec.buf = grown
	}
	n, err := dec.r.Read(dec.buf[len(dec.buf):cap(dec.buf)])
	dec.buf = dec.buf[:len(dec.buf)+n]
	return err
}

// An Encoder writes values to a stream.
type Encoder struct {
	w          io.Writer
	err        error
	escapeHTML bool
	prefix     string
	indent     string
}

// NewEncoder makes an Encoder that writes to w.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w, escapeHTML: true} }

// Encode writes v and a newline.
func (enc *Encoder) Encode(v any) error {
	if enc.err != nil {
		return enc.err
	}
	e := &encodeState{plans: plans()}
	if enc.escapeHTML {
		e.flags = escapeHTML
	}
	if op := encodeStart(e, v); op != opDone {
		if err := e.finish(op); err != nil {
			return err
		}
	}
	e.buf = append(e.buf, '\n')
	b := e.buf
	if enc.prefix != "" || enc.indent != "" {
		b = indented(nil, b, enc.prefix, enc.indent, len(b)-1)
	}
	_, err := enc.w.Write(b)
	if err != nil {
		enc.err = err
	}
	return err
}

// SetIndent makes Encode write like Indent.
func (enc *Encoder) SetIndent(prefix, indent string) { enc.prefix, enc.indent = prefix, indent }

// SetEscapeHTML tells whether <, > and & are escaped in strings; at first they are.
func (enc *Encoder) SetEscapeHTML(on bool) { enc.escapeHTML = on }

// A Token is a Delim, bool, float64, Number, string or nil.
type Token any

// A Delim is one of [ ] { }.
type Delim rune

func (d Delim) String() string { return string(d) }

// Where Token is in the structure of the stream.
const (
	tokenTopValue = iota
	tokenArrayStart
	tokenArrayValue
	tokenArrayComma
	tokenObjectStart
	tokenObjectKey
	tokenObjectColon
	tokenObjectValue
	tokenObjectComma
)

// beforeValue takes the comma or colon in front of a value.
func (dec *Decoder) beforeValue() error {
	switch dec.tokenState {
	case tokenArrayComma:
		c, err := dec.peek()
		if err != nil {
			return err
		}
		if c != ',' {
			return &SyntaxError{"expected comma after array element", dec.InputOffset()}
		}
		dec.scanp++
		dec.tokenState = tokenArrayValue
	case tokenObjectColon:
		c, err := dec.peek()
		if err != nil {
			return err
		}
		if c != ':' {
			return &SyntaxError{"expected colon after object key", dec.InputOffset()}
		}
		dec.scanp++
		dec.tokenState = tokenObjectValue
	}
	return nil
}

func (dec *Decoder) valueAllowed() bool {
	switch dec.tokenState {
	case tokenTopValue, tokenArrayStart, tokenArrayValue, tokenObjectValue:
		return true
	}
	return false
}

func (dec *Decoder) afterValue() {
	switch dec.tokenState {
	case tokenArrayStart, tokenArrayValue:
		dec.tokenState = tokenArrayComma
	case tokenObjectValue:
		dec.tokenState = tokenObjectComma
	}
}

func (dec *Decoder) open(state int) {
	dec.scanp++
	dec.tokenStack = append(dec.tokenStack, dec.tokenState)
	dec.tokenState = state
}

func (dec *Decoder) close() {
	dec.scanp++
	dec.tokenState = dec.tokenStack[len(dec.tokenStack)-1]
	dec.tokenStack = dec.tokenStack[:len(dec.tokenStack)-1]
	dec.afterValue()
}

// Token gives the next token; commas and colons are checked and passed over.
func (dec *Decoder) Token() (Token, error) {
	for {
		c, err := dec.peek()
		if err != nil {
			return nil, err
		}
		switch c {
		case '[', '{':
			if !dec.valueAllowed() {
				return dec.tokenError(c)
			}
			if c == '[' {
				dec.open(tokenArrayStart)
			} else {
				dec.open(tokenObjectStart)
			}
			return Delim(c), nil
		case ']':
			if dec.tokenState != tokenArrayStart && dec.tokenState != tokenArrayComma {
				return dec.tokenError(c)
			}
			dec.close()
			return Delim(c), nil
		case '}':
			if dec.tokenState != tokenObjectStart && dec.tokenState != tokenObjectComma {
				return dec.tokenError(c)
			}
			dec.close()
			return Delim(c), nil
		case ':':
			if dec.tokenState != tokenObjectColon {
				return dec.tokenError(c)
			}
			dec.scanp++
			dec.tokenState = tokenObjectValue
			continue
		case ',':
			switch dec.tokenState {
			case tokenArrayComma:
				dec.tokenState = tokenArrayValue
			case tokenObjectComma:
				dec.tokenState = tokenObjectKey
			default:
				return dec.tokenError(c)
			}
			dec.scanp++
			continue
		case '"':
			if dec.tokenState == tokenObjectStart || dec.tokenState == tokenObjectKey {
				var x string
				old := dec.tokenState
				dec.tokenState = tokenTopValue
				err := dec.Decode(&x)
				dec.tokenState = old
				if err != nil {
					return nil, err
				}
				dec.tokenState = tokenObjectColon
				return x, nil
			}
		}
		if !dec.valueAllowed() {
			return dec.tokenError(c)
		}
		var x any
		if err := dec.Decode(&x); err != nil {
			return nil, err
		}
		return x, nil
	}
}

func (dec *Decoder) tokenError(c byte) (Token, error) {
	var context string
	switch dec.tokenState {
	case tokenTopValue, tokenArrayStart, tokenArrayValue, tokenObjectValue:
		context = " looking for beginning of value"
	case tokenArrayComma:
		context = " after array element"
	case tokenObjectKey:
		context = " looking for beginning of object key string"
	case tokenObjectColon:
		context = " after object key"
	case tokenObjectComma:
		context = " after object key:value pair"
	}
	return nil, &SyntaxError{"invalid character " + quoteChar(c) + context, dec.InputOffset()}
}

// More reports whether the array or object being read has another element.
func (dec *Decoder) More() bool {
	c, err := dec.peek()
	return err == nil && c != ']' && c != '}'
}

func (dec *Decoder) peek() (byte, error) {
	var err error
	for {
		if i := skipSpace(dec.buf, dec.scanp); i < len(dec.buf) {
			dec.scanp = i
			return dec.buf[i], nil
		}
		if err != nil {
			return 0, err
		}
		err = dec.refill()
	}
}

// InputOffset gives where in the stream the decoder is: behind the last token.
func (dec *Decoder) InputOffset() int64 { return dec.scanned + int64(dec.scanp) }
