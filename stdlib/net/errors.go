package net

import (
	"context"
	"errors"
	"internal/poll"
	"os"
	"syscall"
)

// An Error is what most functions here return.
type Error interface {
	error
	Timeout() bool
	Temporary() bool // of little use: what may go away is not well defined
}

var (
	errNoSuitableAddress = errors.New("no suitable address found")
	errMissingAddress    = errors.New("missing address")
	errNoSuchHost        = errors.New("no such host")

	ErrWriteToConnected = errors.New("use of WriteTo with pre-connected connection")

	// ErrClosed is the error of operations on what has been closed.
	ErrClosed error = poll.ErrNetClosing

	errTimeout  error = &timeoutError{}
	errCanceled error = canceledError{}
)

type timeoutError struct{}

func (*timeoutError) Error() string     { return "i/o timeout" }
func (*timeoutError) Timeout() bool     { return true }
func (*timeoutError) Temporary() bool   { return true }
func (*timeoutError) Is(err error) bool { return err == context.DeadlineExceeded }

type canceledError struct{}

func (canceledError) Error() string     { return "operation was canceled" }
func (canceledError) Is(err error) bool { return err == context.Canceled }

// mapErr gives the errors of a context the words that net always had.
func mapErr(err error) error {
	switch err {
	case context.Canceled:
		return errCanceled
	case context.DeadlineExceeded:
		return errTimeout
	}
	return err
}

// sysError adds the name of the call to an error of the system.
func sysError(call string, err error) error {
	if _, ok := err.(syscall.Errno); ok {
		return os.NewSyscallError(call, err)
	}
	return err
}

// isTimeout and isTemporary ask err, or what a system call returned.
func isTimeout(err error) bool {
	if se, ok := err.(*os.SyscallError); ok {
		err = se.Err
	}
	t, ok := err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

func isTemporary(err error) bool {
	if se, ok := err.(*os.SyscallError); ok {
		err = se.Err
	}
	t, ok := err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// An OpError says what failed, on which network, between which ends.
type OpError struct {
	Op     string // "read", "dial", ...
	Net    string // "tcp", "unix", ...
	Source Addr   // the local end, if there is a remote one
	Addr   Addr   // the remote end, or the local one if it is alone
	Err    error
}

func (e *OpError) Unwrap() error { return e.Err }
func (e *OpError) Timeout() bool { return isTimeout(e.Err) }

// Temporary takes a connection lost before it was accepted for temporary.
func (e *OpError) Temporary() bool {
	if e.Op == "accept" {
		if se, ok := e.Err.(*os.SyscallError); ok && (se.Err == syscall.ECONNRESET || se.Err == syscall.ECONNABORTED) {
			return true
		}
	}
	return isTemporary(e.Err)
}

func (e *OpError) Error() string {
	if e == nil {
		return "<nil>"
	}
	s := e.Op
	if e.Net != "" {
		s += " " + e.Net
	}
	sep := " "
	if e.Source != nil {
		s += " " + e.Source.String()
		sep = "->"
	}
	if e.Addr != nil {
		s += sep + e.Addr.String()
	}
	return s + ": " + e.Err.Error()
}

// A ParseError is text that is not what its Type says.
type ParseError struct {
	Type string // "IP address", ...
	Text string
}

func (e *ParseError) Error() string   { return "invalid " + e.Type + ": " + e.Text }
func (e *ParseError) Timeout() bool   { return false }
func (e *ParseError) Temporary() bool { return false }

// An AddrError is an address that cannot be used.
type AddrError struct {
	Err  string
	Addr string
}

func (e *AddrError) Error() string {
	switch {
	case e == nil:
		return "<nil>"
	case e.Addr == "":
		return e.Err
	}
	return "address " + e.Addr + ": " + e.Err
}

func (e *AddrError) Timeout() bool   { return false }
func (e *AddrError) Temporary() bool { return false }

// UnknownNetworkError is the name of a network there is not.
type UnknownNetworkError string

func (e UnknownNetworkError) Error() string   { return "unknown network " + string(e) }
func (e UnknownNetworkError) Timeout() bool   { return false }
func (e UnknownNetworkError) Temporary() bool { return false }

type InvalidAddrError string

func (e InvalidAddrError) Error() string   { return string(e) }
func (e InvalidAddrError) Timeout() bool   { return false }
func (e InvalidAddrError) Temporary() bool { return false }

// A DNSConfigError is a configuration that could not be read.
type DNSConfigError struct {
	Err error
}

func (e *DNSConfigError) Unwrap() error   { return e.Err }
func (e *DNSConfigError) Error() string   { return "error reading DNS config: " + e.Err.Error() }
func (e *DNSConfigError) Timeout() bool   { return false }
func (e *DNSConfigError) Temporary() bool { return false }

// A DNSError is a name that was not found, or not asked for well.
type DNSError struct {
	UnwrapErr   error // what it was caused by; set for the errors of a context
	Err         string
	Name        string
	Server      string
	IsTimeout   bool
	IsTemporary bool
	IsNotFound  bool
}

func (e *DNSError) Error() string {
	if e == nil {
		return "<nil>"
	}
	s := "lookup " + e.Name
	if e.Server != "" {
		s += " on " + e.Server
	}
	return s + ": " + e.Err
}

func (e *DNSError) Unwrap() error   { return e.UnwrapErr }
func (e *DNSError) Timeout() bool   { return e.IsTimeout }
func (e *DNSError) Temporary() bool { return e.IsTimeout || e.IsTemporary }

// noSuchHost is a DNSError made without asking anyone.
func noSuchHost(name string) *DNSError {
	return &DNSError{Err: errNoSuchHost.Error(), Name: name, IsNotFound: true}
}

// dnsError makes a DNSError of any error.
func dnsError(err error, name, server string) *DNSError {
	e := &DNSError{Err: err.Error(), Name: name, Server: server}
	if err == errTimeout || err == errCanceled {
		e.UnwrapErr = err
	}
	if ne, ok := err.(Error); ok && ne.Timeout() {
		e.IsTimeout = true
	}
	if _, ok := err.(*OpError); ok {
		e.IsTemporary = true
	}
	return e
}
