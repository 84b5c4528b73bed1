package fmt

import "errors"

// Errorf formats an error. Operands of %w must be errors and are what the result unwraps to: by
// Unwrap() error if there is one, by Unwrap() []error if there are several.
func Errorf(format string, a ...any) error {
	p := newPrinter()
	p.wrapErrs = true
	p.doPrintf(format, a)
	s := string(p.buf)
	var err error
	switch wrapped := p.wrappedErrs; len(wrapped) {
	case 0:
		err = errors.New(s)
	case 1:
		w := &wrapError{msg: s}
		w.err, _ = a[wrapped[0]].(error)
		err = w
	default:
		err = &wrapErrors{s, collect(wrapped, a)}
	}
	p.free()
	return err
}

// collect gives the errors among the arguments with these numbers, each once, in the arguments' order.
func collect(wrapped []int, a []any) []error {
	var errs []error
	for i := range a {
		for _, n := range wrapped {
			if n == i {
				if e, ok := a[i].(error); ok {
					errs = append(errs, e)
				}
				break
			}
		}
	}
	return errs
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }

func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string { return e.msg }

func (e *wrapErrors) Unwrap() []error { return e.errs }
