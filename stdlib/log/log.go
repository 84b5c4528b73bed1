// Package log implements a simple logger.
package log

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// What stands before each message.
const (
	Ldate         = 1 << iota     // 2009/01/23
	Ltime                         // 01:23:23
	Lmicroseconds                 // 01:23:23.123123; assumes Ltime
	Llongfile                     // full file name and line number
	Lshortfile                    // last element of the file name and line number
	LUTC                          // times in UTC
	Lmsgprefix                    // the prefix before the message instead of the line
	LstdFlags     = Ldate | Ltime // of the standard logger
)

// A Logger writes lines to a Writer; each goes out in one call of Write. It may be used by several goroutines.
type Logger struct {
	mu     sync.Mutex // guards out and buf
	out    io.Writer
	buf    []byte
	prefix atomic.Pointer[string]
	flag   atomic.Int32
	// Set while out is io.Discard: then nothing is formatted.
	silent atomic.Bool
}

// New creates a Logger.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := new(Logger)
	l.SetOutput(out)
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

var std = New(os.Stderr, "", LstdFlags)

// Default returns the logger of the package's functions.
func Default() *Logger { return std }

func (l *Logger) SetOutput(w io.Writer) {
	l.mu.Lock()
	l.out = w
	l.silent.Store(w == io.Discard)
	l.mu.Unlock()
}

func (l *Logger) Writer() io.Writer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

func (l *Logger) Flags() int              { return int(l.flag.Load()) }
func (l *Logger) SetFlags(flag int)       { l.flag.Store(int32(flag)) }
func (l *Logger) SetPrefix(prefix string) { l.prefix.Store(&prefix) }

func (l *Logger) Prefix() string {
	if p := l.prefix.Load(); p != nil {
		return *p
	}
	return ""
}

// digits appends n in decimal, with zeros in front up to the width.
func digits(buf []byte, n, width int) []byte {
	var tmp [20]byte
	i := len(tmp)
	for n >= 10 || width > 1 {
		i--
		tmp[i] = byte('0' + n%10)
		n /= 10
		width--
	}
	i--
	tmp[i] = byte('0' + n)
	return append(buf, tmp[i:]...)
}

func header(buf []byte, t time.Time, prefix string, flag int, file string, line int) []byte {
	if flag&Lmsgprefix == 0 {
		buf = append(buf, prefix...)
	}
	if flag&(Ldate|Ltime|Lmicroseconds) != 0 {
		if flag&LUTC != 0 {
			t = t.UTC()
		}
		if flag&Ldate != 0 {
			year, month, day := t.Date()
			buf = append(digits(buf, year, 4), '/')
			buf = append(digits(buf, int(month), 2), '/')
			buf = append(digits(buf, day, 2), ' ')
		}
		if flag&(Ltime|Lmicroseconds) != 0 {
			hour, minute, sec := t.Clock()
			buf = append(digits(buf, hour, 2), ':')
			buf = append(digits(buf, minute, 2), ':')
			buf = digits(buf, sec, 2)
			if flag&Lmicroseconds != 0 {
				buf = append(buf, '.')
				buf = digits(buf, t.Nanosecond()/1000, 6)
			}
			buf = append(buf, ' ')
		}
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		if flag&Lshortfile != 0 {
			for i := len(file) - 1; i > 0; i-- {
				if file[i] == '/' {
					file = file[i+1:]
					break
				}
			}
		}
		buf = append(append(buf, file...), ':')
		buf = append(digits(buf, line, 1), ": "...)
	}
	if flag&Lmsgprefix != 0 {
		buf = append(buf, prefix...)
	}
	return buf
}

// output writes one line; depth is how many callers above it the file and line are taken from.
func (l *Logger) output(depth int, message string) error {
	if l.silent.Load() {
		return nil
	}
	now := time.Now()
	flag, prefix := l.Flags(), l.Prefix()
	var file string
	var line int
	if flag&(Lshortfile|Llongfile) != 0 {
		var ok bool
		if _, file, line, ok = runtime.Caller(depth); !ok {
			file, line = "???", 0
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	buf := append(header(l.buf[:0], now, prefix, flag, file, line), message...)
	if len(message) == 0 || message[len(message)-1] != '\n' {
		buf = append(buf, '\n')
	}
	if cap(buf) <= 64<<10 {
		l.buf = buf // kept for the next line, unless it is huge
	}
	_, err := l.out.Write(buf)
	return err
}

// Output writes a line; a depth of 1 names the caller of Output where files are shown.
func (l *Logger) Output(calldepth int, s string) error { return l.output(calldepth+1, s) }

func (l *Logger) Print(v ...any)                 { l.output(2, fmt.Sprint(v...)) }
func (l *Logger) Printf(format string, v ...any) { l.output(2, fmt.Sprintf(format, v...)) }
func (l *Logger) Println(v ...any)               { l.output(2, fmt.Sprintln(v...)) }

func (l *Logger) Fatal(v ...any) {
	l.output(2, fmt.Sprint(v...))
	os.Exit(1)
}

func (l *Logger) Fatalf(format string, v ...any) {
	l.output(2, fmt.Sprintf(format, v...))
	os.Exit(1)
}

func (l *Logger) Fatalln(v ...any) {
	l.output(2, fmt.Sprintln(v...))
	os.Exit(1)
}

func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.output(2, s)
	panic(s)
}

func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.output(2, s)
	panic(s)
}

func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.output(2, s)
	panic(s)
}

// The functions of the package use the standard logger.

func SetOutput(w io.Writer)            { std.SetOutput(w) }
func Writer() io.Writer                { return std.Writer() }
func Flags() int                       { return std.Flags() }
func SetFlags(flag int)                { std.SetFlags(flag) }
func Prefix() string                   { return std.Prefix() }
func SetPrefix(prefix string)          { std.SetPrefix(prefix) }
func Output(depth int, s string) error { return std.output(depth+1, s) }
func Print(v ...any)                   { std.output(2, fmt.Sprint(v...)) }
func Printf(format string, v ...any)   { std.output(2, fmt.Sprintf(format, v...)) }
func Println(v ...any)                 { std.output(2, fmt.Sprintln(v...)) }

func Fatal(v ...any) {
	std.output(2, fmt.Sprint(v...))
	os.Exit(1)
}

func Fatalf(format string, v ...any) {
	std.output(2, fmt.Sprintf(format, v...))
	os.Exit(1)
}

func Fatalln(v ...any) {
	std.output(2, fmt.Sprintln(v...))
	os.Exit(1)
}

func Panic(v ...any) {
	s := fmt.Sprint(v...)
	std.output(2, s)
	panic(s)
}

func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.output(2, s)
	panic(s)
}

func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	std.output(2, s)
	panic(s)
}
