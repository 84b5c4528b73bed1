package slog

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Handler takes records. Its methods may be called by several goroutines at once.
type Handler interface {
	Enabled(context.Context, Level) bool
	Handle(context.Context, Record) error
	WithAttrs(attrs []Attr) Handler
	WithGroup(name string) Handler
}

// HandlerOptions are what TextHandler and JSONHandler can be told.
type HandlerOptions struct {
	AddSource   bool    // with the position of the call
	Level       Leveler // what is below is dropped; nil is LevelInfo
	ReplaceAttr func(groups []string, a Attr) Attr
}

// Keys of the built-in attributes.
const (
	TimeKey    = "time"
	LevelKey   = "level"
	MessageKey = "msg"
	SourceKey  = "source"
)

// common is what the handlers of this package share.
type common struct {
	json         bool
	opts         HandlerOptions
	preformatted []byte   // attributes of WithAttrs
	groupPrefix  string   // text: the groups opened by WithGroup, as "a.b."
	groups       []string // all groups of WithGroup
	nOpen        int      // how many of them preformatted has opened
	mu           *sync.Mutex
	w            io.Writer
}

func (h *common) clone() *common {
	c := *h
	c.preformatted = slices.Clip(h.preformatted)
	c.groups = slices.Clip(h.groups)
	return &c
}

func (h *common) enabled(l Level) bool {
	min := LevelInfo
	if h.opts.Level != nil {
		min = h.opts.Level.Level()
	}
	return l >= min
}

func countEmptyGroups(as []Attr) int {
	n := 0
	for _, a := range as {
		if a.Value.isEmptyGroup() {
			n++
		}
	}
	return n
}

func (h *common) withAttrs(as []Attr) *common {
	if countEmptyGroups(as) == len(as) {
		return h
	}
	h2 := h.clone()
	s := h2.newState(h2.preformatted, "")
	if len(h2.preformatted) > 0 && h2.preformatted[len(h2.preformatted)-1] != '{' {
		s.sep = h2.separator()
	}
	s.openGroups()
	for _, a := range as {
		s.appendAttr(a)
	}
	h2.preformatted = s.buf
	h2.groupPrefix = s.prefix
	h2.nOpen = len(h2.groups)
	return h2
}

func (h *common) withGroup(name string) *common {
	h2 := h.clone()
	h2.groups = append(h2.groups, name)
	return h2
}

func (h *common) separator() string {
	if h.json {
		return ","
	}
	return " "
}

func (h *common) handle(r Record) error {
	s := h.newState(nil, "")
	if h.json {
		s.buf = append(s.buf, '{')
	}
	replace := h.opts.ReplaceAttr
	groups := s.groups
	prefix := s.prefix
	s.groups, s.prefix = nil, "" // the built-in attributes are in no group
	if !r.Time.IsZero() {
		t := r.Time.Round(0)
		if replace == nil {
			s.appendKey(TimeKey)
			s.appendTime(t)
		} else {
			s.appendAttr(Time(TimeKey, t))
		}
	}
	if replace == nil {
		s.appendKey(LevelKey)
		s.appendString(r.Level.String())
	} else {
		s.appendAttr(Any(LevelKey, r.Level))
	}
	if h.opts.AddSource {
		s.appendAttr(Any(SourceKey, r.source()))
	}
	if replace == nil {
		s.appendKey(MessageKey)
		s.appendString(r.Message)
	} else {
		s.appendAttr(String(MessageKey, r.Message))
	}
	s.groups, s.prefix = groups, prefix
	s.appendNonBuiltIns(r)
	s.buf = append(s.buf, '\n')
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := h.w.Write(s.buf)
	return err
}

// state is a record being written.
type state struct {
	h      *common
	buf    []byte
	sep    string
	prefix string   // text: the open groups
	groups []string // for ReplaceAttr
}

func (h *common) newState(buf []byte, sep string) *state {
	s := &state{h: h, buf: buf, sep: sep, prefix: h.groupPrefix}
	if h.opts.ReplaceAttr != nil {
		s.groups = append([]string(nil), h.groups[:h.nOpen]...)
	}
	return s
}

func (s *state) openGroups() {
	for _, n := range s.h.groups[s.h.nOpen:] {
		s.openGroup(n)
	}
}

func (s *state) openGroup(name string) {
	if s.h.json {
		s.appendKey(name)
		s.buf = append(s.buf, '{')
		s.sep = ""
	} else {
		s.prefix += name + "."
	}
	if s.h.opts.ReplaceAttr != nil {
		s.groups = append(s.groups, name)
	}
}

func (s *state) closeGroup(name string) {
	if s.h.json {
		s.buf = append(s.buf, '}')
	} else {
		s.prefix = s.prefix[:len(s.prefix)-len(name)-1]
	}
	s.sep = s.h.separator()
	if s.h.opts.ReplaceAttr != nil {
		s.groups = s.groups[:len(s.groups)-1]
	}
}

func (s *state) appendNonBuiltIns(r Record) {
	if pre := s.h.preformatted; len(pre) > 0 {
		s.buf = append(s.buf, s.sep...)
		s.buf = append(s.buf, pre...)
		s.sep = s.h.separator()
		if s.h.json && pre[len(pre)-1] == '{' {
			s.sep = ""
		}
	}
	nOpen := s.h.nOpen
	if r.NumAttrs() > 0 {
		// A group that turns out to be empty is not written.
		mark, sep, prefix := len(s.buf), s.sep, s.prefix
		s.openGroups()
		nOpen = len(s.h.groups)
		empty := true
		r.Attrs(func(a Attr) bool {
			if s.appendAttr(a) {
				empty = false
			}
			return true
		})
		if empty {
			s.buf, s.sep, s.prefix = s.buf[:mark], sep, prefix
			nOpen = s.h.nOpen
		}
	}
	if s.h.json {
		for i := 0; i < nOpen; i++ {
			s.buf = append(s.buf, '}')
		}
		s.buf = append(s.buf, '}')
	}
}

// appendAttr writes a, after ReplaceAttr; false if there was nothing to write.
func (s *state) appendAttr(a Attr) bool {
	a.Value = a.Value.Resolve()
	if rep := s.h.opts.ReplaceAttr; rep != nil && a.Value.Kind() != KindGroup {
		a = rep(append([]string(nil), s.groups...), a)
		a.Value = a.Value.Resolve()
	}
	if a.isEmpty() {
		return false
	}
	if v := a.Value; v.Kind() == KindAny {
		if src, ok := v.any.(*Source); ok && src != nil {
			if s.h.json {
				a.Value = src.group()
			} else {
				a.Value = StringValue(fmt.Sprintf("%s:%d", src.File, src.Line))
			}
		}
	}
	if a.Value.Kind() != KindGroup {
		s.appendKey(a.Key)
		s.appendValue(a.Value)
		return true
	}
	attrs := a.Value.Group()
	if len(attrs) == 0 {
		return false
	}
	mark, sep, prefix := len(s.buf), s.sep, s.prefix
	if a.Key != "" {
		s.openGroup(a.Key)
	}
	any := false
	for _, aa := range attrs {
		if s.appendAttr(aa) {
			any = true
		}
	}
	if a.Key != "" {
		s.closeGroup(a.Key)
	}
	if !any {
		s.buf, s.sep, s.prefix = s.buf[:mark], sep, prefix
	}
	return any
}

func (s *state) appendKey(key string) {
	s.buf = append(s.buf, s.sep...)
	s.sep = s.h.separator()
	if s.h.json {
		s.appendString(key)
		s.buf = append(s.buf, ':')
		return
	}
	s.appendString(s.prefix + key)
	s.buf = append(s.buf, '=')
}

func (s *state) appendString(str string) {
	if s.h.json {
		s.buf = appendJSONString(s.buf, str)
	} else if needsQuoting(str) {
		s.buf = strconv.AppendQuote(s.buf, str)
	} else {
		s.buf = append(s.buf, str...)
	}
}

func (s *state) appendError(err error) { s.appendString(fmt.Sprintf("!ERROR:%v", err)) }

func (s *state) appendValue(v Value) {
	defer func() {
		if r := recover(); r != nil {
			// A nil pointer whose method does not expect that.
			if p := reflect.ValueOf(v.any); p.Kind() == reflect.Pointer && p.IsNil() {
				s.appendString("<nil>")
				return
			}
			s.appendString(fmt.Sprintf("!PANIC: %v", r))
		}
	}()
	var err error
	if s.h.json {
		err = s.appendJSONValue(v)
	} else {
		err = s.appendTextValue(v)
	}
	if err != nil {
		s.appendError(err)
	}
}

func (s *state) appendTime(t time.Time) {
	if s.h.json {
		s.appendJSONTime(t)
	} else {
		s.buf = t.AppendFormat(s.buf, "2006-01-02T15:04:05.000Z07:00")
	}
}

func (s *state) appendTextValue(v Value) error {
	switch v.Kind() {
	case KindString:
		s.appendString(v.any.(string))
	case KindTime:
		s.appendTime(v.time())
	case KindAny:
		if tm, ok := v.any.(encoding.TextMarshaler); ok {
			data, err := tm.MarshalText()
			if err != nil {
				return err
			}
			s.appendString(string(data))
			return nil
		}
		if b, ok := byteSlice(v.any); ok {
			s.buf = append(s.buf, strconv.Quote(string(b))...)
			return nil
		}
		s.appendString(fmt.Sprintf("%+v", v.Any()))
	default:
		s.buf = v.append(s.buf)
	}
	return nil
}

func byteSlice(a any) ([]byte, bool) {
	if b, ok := a.([]byte); ok {
		return b, true
	}
	if t := reflect.TypeOf(a); t != nil && t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
		return reflect.ValueOf(a).Bytes(), true
	}
	return nil, false
}

func needsQuoting(s string) bool {
	if len(s) == 0 {
		return true
	}
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			if b != '\\' && (b <= ' ' || b == '=' || b == '"' || b == 0x7f) {
				return true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError || unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return true
		}
		i += size
	}
	return false
}

func (s *state) appendJSONTime(t time.Time) {
	if y := t.Year(); y < 0 || y >= 10000 {
		s.appendError(errors.New("time.Time year outside of range [0,9999]"))
	}
	s.buf = append(s.buf, '"')
	s.buf = t.AppendFormat(s.buf, time.RFC3339Nano)
	s.buf = append(s.buf, '"')
}

func (s *state) appendJSONValue(v Value) error {
	switch v.Kind() {
	case KindString:
		s.appendString(v.any.(string))
	case KindInt64:
		s.buf = strconv.AppendInt(s.buf, int64(v.num), 10)
	case KindUint64:
		s.buf = strconv.AppendUint(s.buf, v.num, 10)
	case KindFloat64:
		f := v.float()
		if math.IsInf(f, 0) || math.IsNaN(f) {
			s.appendString(strconv.FormatFloat(f, 'g', -1, 64))
			return nil
		}
		return s.appendJSONMarshal(f)
	case KindBool:
		s.buf = strconv.AppendBool(s.buf, v.num == 1)
	case KindDuration:
		s.buf = strconv.AppendInt(s.buf, int64(v.num), 10)
	case KindTime:
		s.appendTime(v.time())
	case KindAny:
		_, jm := v.any.(json.Marshaler)
		if err, ok := v.any.(error); ok && !jm {
			s.appendString(err.Error())
			return nil
		}
		return s.appendJSONMarshal(v.any)
	default:
		panic(fmt.Sprintf("bad kind: %s", v.Kind()))
	}
	return nil
}

func (s *state) appendJSONMarshal(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	out := b.Bytes()
	s.buf = append(s.buf, out[:len(out)-1]...)
	return nil
}

// appendJSONString writes s as a JSON string, without escapes for HTML.
func appendJSONString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\b':
				b = append(b, '\\', 'b')
			case '\f':
				b = append(b, '\\', 'f')
			case '\n':
				b = append(b, '\\', 'n')
			case '\r':
				b = append(b, '\\', 'r')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			b = append(b, s[start:i]...)
			b = append(b, `\ufffd`...)
			i += size
			start = i
			continue
		}
		if r == '\u2028' || r == '\u2029' {
			b = append(b, s[start:i]...)
			b = append(b, '\\', 'u', '2', '0', '2', hex[r&15])
			i += size
			start = i
			continue
		}
		i += size
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

// TextHandler writes records as lines of key=value.
type TextHandler struct {
	*common
}

// NewTextHandler makes a TextHandler that writes to w; opts may be nil.
func NewTextHandler(w io.Writer, opts *HandlerOptions) *TextHandler {
	if opts == nil {
		opts = &HandlerOptions{}
	}
	return &TextHandler{&common{w: w, opts: *opts, mu: &sync.Mutex{}}}
}

func (h *TextHandler) Enabled(_ context.Context, level Level) bool { return h.common.enabled(level) }
func (h *TextHandler) WithAttrs(attrs []Attr) Handler              { return &TextHandler{h.common.withAttrs(attrs)} }
func (h *TextHandler) WithGroup(name string) Handler               { return &TextHandler{h.common.withGroup(name)} }
func (h *TextHandler) Handle(_ context.Context, r Record) error    { return h.common.handle(r) }

// JSONHandler writes records as lines of JSON objects.
type JSONHandler struct {
	*common
}

// NewJSONHandler makes a JSONHandler that writes to w; opts may be nil.
func NewJSONHandler(w io.Writer, opts *HandlerOptions) *JSONHandler {
	if opts == nil {
		opts = &HandlerOptions{}
	}
	return &JSONHandler{&common{json: true, w: w, opts: *opts, mu: &sync.Mutex{}}}
}

func (h *JSONHandler) Enabled(_ context.Context, level Level) bool { return h.common.enabled(level) }
func (h *JSONHandler) WithAttrs(attrs []Attr) Handler              { return &JSONHandler{h.common.withAttrs(attrs)} }
func (h *JSONHandler) WithGroup(name string) Handler               { return &JSONHandler{h.common.withGroup(name)} }
func (h *JSONHandler) Handle(_ context.Context, r Record) error    { return h.common.handle(r) }

// defaultHandler writes through package log: level, message, attributes.
type defaultHandler struct {
	ch *common
}

func (h *defaultHandler) common() *common {
	if h.ch == nil {
		return &common{mu: &sync.Mutex{}}
	}
	return h.ch
}

func (*defaultHandler) Enabled(_ context.Context, l Level) bool { return l >= logLoggerLevel.Level() }

func (h *defaultHandler) Handle(ctx context.Context, r Record) error {
	s := h.common().newState(nil, " ")
	s.buf = append(s.buf, r.Level.String()...)
	s.buf = append(s.buf, ' ')
	s.buf = append(s.buf, r.Message...)
	s.appendNonBuiltIns(r)
	return log.Output(4, string(s.buf))
}

func (h *defaultHandler) WithAttrs(as []Attr) Handler {
	return &defaultHandler{h.common().withAttrs(as)}
}

func (h *defaultHandler) WithGroup(name string) Handler {
	return &defaultHandler{h.common().withGroup(name)}
}
