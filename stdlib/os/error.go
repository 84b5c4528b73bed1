package os

import (
	"internal/poll"
	"internal/voleerr"
	"io/fs"
	"syscall"
)

// The errors to compare with by errors.Is.
var (
	ErrInvalid          = fs.ErrInvalid
	ErrPermission       = fs.ErrPermission
	ErrExist            = fs.ErrExist
	ErrNotExist         = fs.ErrNotExist
	ErrClosed           = fs.ErrClosed
	ErrNoDeadline error = poll.ErrNoDeadline

	ErrDeadlineExceeded error = poll.ErrDeadlineExceeded
	ErrProcessDone      error = plainError("os: process already finished")
)

type plainError string

func (e plainError) Error() string { return string(e) }

// A PathError is an error with the operation and the file.
type PathError = fs.PathError

// A SyscallError is an error of a named system call.
type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }

// Unwrap returns the error inside.
func (e *SyscallError) Unwrap() error { return e.Err }

// Timeout reports whether the error inside is one of time.
func (e *SyscallError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// NewSyscallError returns err with the name of the call, nil for nil.
func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// A LinkError is an error of Link, Symlink or Rename.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string {
	return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error()
}

// Unwrap returns the error inside.
func (e *LinkError) Unwrap() error { return e.Err }

// underlying takes the known wrappings off err.
func underlying(err error) error {
	switch e := err.(type) {
	case *PathError:
		return e.Err
	case *LinkError:
		return e.Err
	case *SyscallError:
		return e.Err
	}
	return err
}

func isKind(err, target error) bool {
	err = underlying(err)
	if err == target {
		return true
	}
	e, ok := err.(syscall.Errno)
	return ok && e.Is(target)
}

// IsExist reports whether err says that a file exists already.
func IsExist(err error) bool { return isKind(err, voleerr.ErrExist) }

// IsNotExist reports whether err says that a file does not exist.
func IsNotExist(err error) bool { return isKind(err, voleerr.ErrNotExist) }

// IsPermission reports whether err says that permission is lacking.
func IsPermission(err error) bool { return isKind(err, voleerr.ErrPermission) }

// IsTimeout reports whether err says that something took too long.
func IsTimeout(err error) bool {
	t, ok := underlying(err).(interface{ Timeout() bool })
	return ok && t.Timeout()
}
