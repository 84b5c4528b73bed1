// Package slog logs events as messages with attributes.
package slog

import (
	"bytes"
	"context"
	"log"
	"runtime"
	"sync/atomic"
	"time"
)

// A Logger makes records of its calls and gives them to its Handler.
type Logger struct {
	handler Handler
}

var (
	defaultLogger  atomic.Pointer[Logger]
	logLoggerLevel LevelVar
)

// SetLogLoggerLevel sets the level of the bridge to package log, in both directions, and gives the one before.
func SetLogLoggerLevel(level Level) (oldLevel Level) {
	oldLevel = logLoggerLevel.Level()
	logLoggerLevel.Set(level)
	return
}

// Default gives the default Logger; at first it writes through package log.
func Default() *Logger {
	l := defaultLogger.Load()
	if l == nil {
		defaultLogger.CompareAndSwap(nil, New(&defaultHandler{}))
		l = defaultLogger.Load()
	}
	return l
}

// SetDefault makes l the default Logger, and the one that package log writes to.
func SetDefault(l *Logger) {
	defaultLogger.Store(l)
	if _, ok := l.Handler().(*defaultHandler); !ok {
		capturePC := log.Flags()&(log.Lshortfile|log.Llongfile) != 0
		log.SetOutput(&handlerWriter{l.Handler(), &logLoggerLevel, capturePC})
		log.SetFlags(0)
	}
}

// handlerWriter turns lines of package log into records.
type handlerWriter struct {
	h         Handler
	level     Leveler
	capturePC bool
}

func (w *handlerWriter) Write(buf []byte) (int, error) {
	level := w.level.Level()
	if !w.h.Enabled(context.Background(), level) {
		return 0, nil
	}
	var pc uintptr
	if w.capturePC {
		var pcs [1]uintptr
		runtime.Callers(4, pcs[:])
		pc = pcs[0]
	}
	n := len(buf)
	r := NewRecord(time.Now(), level, string(bytes.TrimSuffix(buf, []byte{'\n'})), pc)
	return n, w.h.Handle(context.Background(), r)
}

// New makes a Logger for h.
func New(h Handler) *Logger {
	if h == nil {
		panic("nil Handler")
	}
	return &Logger{handler: h}
}

// With gives the default Logger with attributes.
func With(args ...any) *Logger { return Default().With(args...) }

// NewLogLogger makes a Logger of package log whose lines go to h.
func NewLogLogger(h Handler, level Level) *log.Logger {
	return log.New(&handlerWriter{h, level, true}, "", 0)
}

// Handler gives l's Handler.
func (l *Logger) Handler() Handler { return l.handler }

// With gives a Logger that adds attributes to each record.
func (l *Logger) With(args ...any) *Logger {
	if len(args) == 0 {
		return l
	}
	return &Logger{l.handler.WithAttrs(argsToAttrs(args))}
}

// WithGroup gives a Logger that puts what is added later into a group.
func (l *Logger) WithGroup(name string) *Logger {
	if name == "" {
		return l
	}
	return &Logger{l.handler.WithGroup(name)}
}

// Enabled reports whether l writes records of that level.
func (l *Logger) Enabled(ctx context.Context, level Level) bool {
	if ctx == nil {
		ctx = context.Background()
	}
	return l.handler.Enabled(ctx, level)
}

// Log writes a record. args are Attrs, or keys followed by values.
func (l *Logger) Log(ctx context.Context, level Level, msg string, args ...any) {
	l.log(ctx, level, msg, args...)
}

// LogAttrs is Log for Attrs alone.
func (l *Logger) LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	l.logAttrs(ctx, level, msg, attrs...)
}

func (l *Logger) Debug(msg string, args ...any) { l.log(context.Background(), LevelDebug, msg, args...) }
func (l *Logger) Info(msg string, args ...any)  { l.log(context.Background(), LevelInfo, msg, args...) }
func (l *Logger) Warn(msg string, args ...any)  { l.log(context.Background(), LevelWarn, msg, args...) }
func (l *Logger) Error(msg string, args ...any) { l.log(context.Background(), LevelError, msg, args...) }

func (l *Logger) DebugContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelDebug, msg, args...)
}
func (l *Logger) InfoContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelInfo, msg, args...)
}
func (l *Logger) WarnContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelWarn, msg, args...)
}
func (l *Logger) ErrorContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelError, msg, args...)
}

// log is called by the exported functions only: the position of the record is that of their caller.
func (l *Logger) log(ctx context.Context, level Level, msg string, args ...any) {
	if !l.Enabled(ctx, level) {
		return
	}
	var pcs [1]uintptr
	runtime.Callers(3, pcs[:])
	r := NewRecord(time.Now(), level, msg, pcs[0])
	r.Add(args...)
	if ctx == nil {
		ctx = context.Background()
	}
	_ = l.handler.Handle(ctx, r)
}

func (l *Logger) logAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	if !l.Enabled(ctx, level) {
		return
	}
	var pcs [1]uintptr
	runtime.Callers(3, pcs[:])
	r := NewRecord(time.Now(), level, msg, pcs[0])
	r.AddAttrs(attrs...)
	if ctx == nil {
		ctx = context.Background()
	}
	_ = l.handler.Handle(ctx, r)
}

func Debug(msg string, args ...any) { Default().log(context.Background(), LevelDebug, msg, args...) }
func Info(msg string, args ...any)  { Default().log(context.Background(), LevelInfo, msg, args...) }
func Warn(msg string, args ...any)  { Default().log(context.Background(), LevelWarn, msg, args...) }
func Error(msg string, args ...any) { Default().log(context.Background(), LevelError, msg, args...) }

func DebugContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelDebug, msg, args...)
}
func InfoContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelInfo, msg, args...)
}
func WarnContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelWarn, msg, args...)
}
func ErrorContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelError, msg, args...)
}

// Log calls Log of the default Logger.
func Log(ctx context.Context, level Level, msg string, args ...any) {
	Default().log(ctx, level, msg, args...)
}

// LogAttrs calls LogAttrs of the default Logger.
func LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	Default().logAttrs(ctx, level, msg, attrs...)
}
