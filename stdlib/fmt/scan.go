package fmt

import (
	"errors"
	"io"
	"os"
	"sync"
	"unicode/utf8"
)

// ScanState is what a Scanner gets: the input, and the width of the verb.
type ScanState interface {
	// ReadRune reads the next rune; at the end of the line it acts as at the end of the input for Scanln
	// and its like, and at the width.
	ReadRune() (r rune, size int, err error)
	// UnreadRune gives back the rune read last.
	UnreadRune() error
	// SkipSpace skips white space, and newlines if the operation treats them as space.
	SkipSpace()
	// Token reads runes as long as f holds (nil: no white space), after white space if skipSpace.
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	// Width gives the width, if there is one.
	Width() (wid int, ok bool)
	// Read always fails: the interface of io.Reader is met, but ReadRune is to be used.
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by values that scan themselves.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Scan reads words from standard input into the arguments; newlines count as space.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is Scan that ends at a newline, which must follow the last word.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf reads from standard input by format; newlines must match.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// Sscan is Scan from a string.
func Sscan(str string, a ...any) (n int, err error) {
	return Fscan(&stringScanner{s: str}, a...)
}

// Sscanln is Scanln from a string.
func Sscanln(str string, a ...any) (n int, err error) {
	return Fscanln(&stringScanner{s: str}, a...)
}

// Sscanf is Scanf from a string.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(&stringScanner{s: str}, format, a...)
}

// Fscan is Scan from r.
func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := newScanState(r, true, false)
	n, err = s.doScan(a)
	s.free()
	return n, err
}

// Fscanln is Scanln from r.
func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := newScanState(r, false, true)
	n, err = s.doScan(a)
	s.free()
	return n, err
}

// Fscanf is Scanf from r.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	s := newScanState(r, false, false)
	n, err = s.doScanf(format, a)
	s.free()
	return n, err
}

// stringScanner reads runes from a string.
type stringScanner struct {
	s    string
	i    int
	prev int
}

func (r *stringScanner) Read(b []byte) (n int, err error) {
	if r.i >= len(r.s) {
		return 0, io.EOF
	}
	n = copy(b, r.s[r.i:])
	r.i += n
	return n, nil
}

func (r *stringScanner) ReadRune() (c rune, size int, err error) {
	r.prev = r.i
	if r.i >= len(r.s) {
		return 0, 0, io.EOF
	}
	if b := r.s[r.i]; b < utf8.RuneSelf {
		r.i++
		return rune(b), 1, nil
	}
	c, size = utf8.DecodeRuneInString(r.s[r.i:])
	r.i += size
	return c, size, nil
}

func (r *stringScanner) UnreadRune() error {
	r.i = r.prev
	return nil
}

// runeReader reads runes from a reader that cannot, byte by byte so that nothing is read too far.
type runeReader struct {
	rd      io.Reader
	pending []byte // read, but not part of a rune given out
	last    rune
	unread  bool
	space   [utf8.UTFMax]byte
}

func (r *runeReader) ReadRune() (c rune, size int, err error) {
	if r.unread {
		r.unread = false
		return r.last, utf8.RuneLen(r.last), nil
	}
	for !utf8.FullRune(r.pending) {
		n := len(r.pending)
		if r.pending == nil {
			r.pending = r.space[:0]
		}
		k, err := io.ReadFull(r.rd, r.pending[n:n+1])
		if k == 1 {
			r.pending = r.pending[:n+1]
			continue
		}
		if n > 0 && err == io.EOF {
			break // the end of the input cuts an encoding short
		}
		return 0, 0, err
	}
	if b := r.pending[0]; b < utf8.RuneSelf {
		c, size = rune(b), 1
	} else {
		c, size = utf8.DecodeRune(r.pending)
	}
	r.pending = r.pending[:copy(r.pending, r.pending[size:])]
	r.last = c
	return c, size, nil
}

func (r *runeReader) UnreadRune() error {
	if r.unread {
		return errors.New("fmt: scanning called UnreadRune with no rune available")
	}
	r.unread = true
	return nil
}

// A scanError carries an error through a panic to the end of the operation.
type scanError struct {
	err error
}

const eof = -1

// hugeWid stands for no width.
const hugeWid = 1 << 30

// ss is the state of a scan. States are used again through a free list.
type ss struct {
	rs        io.RuneScanner
	buf       []byte // the token
	count     int    // runes read
	atEOF     bool
	nlIsSpace bool // newlines are skipped
	nlIsEnd   bool // a newline ends the scan
	argLimit  int  // the count at which the argument ends
	maxWid    int  // the width of the argument
}

var ssFree sync.Pool

func newScanState(r io.Reader, nlIsSpace, nlIsEnd bool) *ss {
	s, _ := ssFree.Get().(*ss)
	if s == nil {
		s = new(ss)
	}
	if rs, ok := r.(io.RuneScanner); ok {
		s.rs = rs
	} else {
		s.rs = &runeReader{rd: r}
	}
	s.nlIsSpace = nlIsSpace
	s.nlIsEnd = nlIsEnd
	s.atEOF = false
	s.argLimit = hugeWid
	s.maxWid = hugeWid
	s.count = 0
	return s
}

func (s *ss) free() {
	if cap(s.buf) > 1024 {
		return
	}
	s.buf = s.buf[:0]
	s.rs = nil
	ssFree.Put(s)
}

func (s *ss) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *ss) ReadRune() (r rune, size int, err error) {
	if s.atEOF || s.count >= s.argLimit {
		return 0, 0, io.EOF
	}
	r, size, err = s.rs.ReadRune()
	if err == nil {
		s.count++
		if r == '\n' && s.nlIsEnd {
			s.atEOF = true
		}
	} else if err == io.EOF {
		s.atEOF = true
	}
	return r, size, err
}

func (s *ss) UnreadRune() error {
	s.rs.UnreadRune()
	s.atEOF = false
	s.count--
	return nil
}

func (s *ss) Width() (wid int, ok bool) {
	if s.maxWid == hugeWid {
		return 0, false
	}
	return s.maxWid, true
}

func (s *ss) Token(skipSpace bool, f func(rune) bool) (tok []byte, err error) {
	defer func() {
		if e := recover(); e != nil {
			se, ok := e.(scanError)
			if !ok {
				panic(e)
			}
			err = se.err
		}
	}()
	if f == nil {
		f = notSpace
	}
	s.buf = s.buf[:0]
	tok = s.token(skipSpace, f)
	return tok, nil
}

func (s *ss) fail(err error) { panic(scanError{err}) }

func (s *ss) failText(text string) { panic(scanError{errors.New(text)}) }

// getRune reads a rune; eof at the end.
func (s *ss) getRune() rune {
	if s.atEOF || s.count >= s.argLimit {
		return eof
	}
	r, _, err := s.rs.ReadRune()
	if err != nil {
		if err != io.EOF {
			s.fail(err)
		}
		s.atEOF = true
		return eof
	}
	s.count++
	if r == '\n' && s.nlIsEnd {
		s.atEOF = true
	}
	return r
}

func (s *ss) mustReadRune() rune {
	r := s.getRune()
	if r == eof {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

// isSpace is unicode.IsSpace, without that package's tables.
func isSpace(r rune) bool {
	switch {
	case r <= ' ':
		return r == ' ' || '\t' <= r && r <= '\r'
	case r < 0x85:
		return false
	}
	switch r {
	case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

func notSpace(r rune) bool { return !isSpace(r) }

func (s *ss) SkipSpace() {
	for {
		r := s.getRune()
		switch {
		case r == eof:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n':
			if !s.nlIsSpace {
				s.failText("unexpected newline")
			}
		case !isSpace(r):
			s.UnreadRune()
			return
		}
	}
}

// token collects runes as long as f holds.
func (s *ss) token(skipSpace bool, f func(rune) bool) []byte {
	if skipSpace {
		s.SkipSpace()
	}
	for {
		r := s.getRune()
		if r == eof {
			break
		}
		if !f(r) {
			s.UnreadRune()
			break
		}
		s.buf = utf8.AppendRune(s.buf, r)
	}
	return s.buf
}

// word collects runes up to white space.
func (s *ss) word() []byte {
	s.SkipSpace()
	for {
		r := s.getRune()
		if r == eof {
			break
		}
		if isSpace(r) {
			s.UnreadRune()
			break
		}
		s.buf = utf8.AppendRune(s.buf, r)
	}
	return s.buf
}

// contains reports whether r is one of the ASCII characters of set.
func contains(set string, r rune) bool {
	// The usual case first: a set as long as that is one of digits, with all the decimal ones.
	if '0' <= r && r <= '9' && len(set) >= len(decimalDigits) {
		return true
	}
	for i := 0; i < len(set); i++ {
		if rune(set[i]) == r {
			return true
		}
	}
	return false
}

// skip reads the next rune if it is in set; a rune that is not is lost.
func (s *ss) skip(set string) bool {
	r := s.getRune()
	return r != eof && contains(set, r)
}

// accept puts the next rune into the token if it is in set.
func (s *ss) accept(set string) bool {
	r := s.getRune()
	if r == eof {
		return false
	}
	if contains(set, r) {
		s.buf = append(s.buf, byte(r))
		return true
	}
	s.UnreadRune()
	return false
}

// peek reports whether the next rune is in set.
func (s *ss) peek(set string) bool {
	r := s.getRune()
	if r == eof {
		return false
	}
	s.UnreadRune()
	return contains(set, r)
}

// notEOF ends the operation with io.EOF itself if there is no more input.
func (s *ss) notEOF() {
	if s.getRune() == eof {
		panic(io.EOF)
	}
	s.UnreadRune()
}

// catch is deferred by the operations: it turns what they panicked with into their error.
func catch(errp *error) {
	e := recover()
	if e == nil {
		return
	}
	if se, ok := e.(scanError); ok {
		*errp = se.err
	} else if err, ok := e.(error); ok && err == io.EOF {
		*errp = err
	} else {
		panic(e)
	}
}

func (s *ss) doScan(a []any) (n int, err error) {
	defer catch(&err)
	for _, arg := range a {
		s.scanOne('v', arg)
		n++
	}
	if s.nlIsEnd {
		for {
			r := s.getRune()
			if r == '\n' || r == eof {
				break
			}
			if !isSpace(r) {
				s.failText("expected newline")
			}
		}
	}
	return n, nil
}

// matchSpace matches a stretch of white space in the format: its newlines must be there, other space at
// its end allows any.
func (s *ss) matchSpace(newlines int, trailing bool) {
	for ; newlines > 0; newlines-- {
		r := s.getRune()
		for isSpace(r) && r != '\n' {
			r = s.getRune()
		}
		if r != '\n' && r != eof {
			s.failText("newline in format does not match input")
		}
		if newlines == 1 && trailing {
			s.skipBlanks(s.getRune())
			return
		}
	}
	if trailing {
		r := s.getRune()
		if !isSpace(r) && r != eof {
			s.failText("expected space in input to match format")
		}
		if r == '\n' {
			s.failText("newline in input does not match format")
		}
		s.skipBlanks(r)
	}
}

// skipBlanks skips white space other than newlines, r being the first rune.
func (s *ss) skipBlanks(r rune) {
	for isSpace(r) && r != '\n' {
		r = s.getRune()
	}
	if r != eof {
		s.UnreadRune()
	}
}

// advance matches the format up to the next verb and gives the bytes used; -1 if the input differs.
func (s *ss) advance(format string) (i int) {
	for i < len(format) {
		c, w := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			newlines, trailing := 0, false
			for isSpace(c) && i < len(format) {
				if trailing = c != '\n'; !trailing {
					newlines++
				}
				i += w
				c, w = utf8.DecodeRuneInString(format[i:])
			}
			s.matchSpace(newlines, trailing)
			continue
		}
		if c == '%' {
			if i+w == len(format) {
				s.failText("missing verb: % at end of format string")
			}
			if format[i+w] != '%' {
				return i
			}
			i += w // %% matches a percent sign
		}
		if s.mustReadRune() != c {
			s.UnreadRune()
			return -1
		}
		i += w
	}
	return i
}

func (s *ss) doScanf(format string, a []any) (n int, err error) {
	defer catch(&err)
	end := len(format) - 1
	for i := 0; i <= end; {
		w := s.advance(format[i:])
		if w > 0 {
			i += w
			continue
		}
		if format[i] != '%' {
			if w < 0 {
				s.failText("input does not match format")
			}
			break
		}
		i++
		var hasWidth bool
		s.maxWid, hasWidth, i = parseNum(format, i, end)
		if !hasWidth {
			s.maxWid = hugeWid
		}
		verb, size := utf8.DecodeRuneInString(format[i:])
		i += size
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' {
			s.SkipSpace()
			s.notEOF()
			if !s.accept("%") {
				s.failText("missing literal %")
			}
			continue
		}
		s.argLimit = hugeWid
		if limit := s.count + s.maxWid; limit < hugeWid {
			s.argLimit = limit
		}
		if n >= len(a) {
			s.failText("too few operands for format '%" + format[i-size:] + "'")
		}
		s.scanOne(verb, a[n])
		n++
		s.argLimit = hugeWid
	}
	if n < len(a) {
		s.failText("too many operands")
	}
	return n, nil
}
