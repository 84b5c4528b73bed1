// Package exec runs other programs.
package exec

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrNotFound means that no program of that name is in the path.
var ErrNotFound = errors.New("executable file not found in $PATH")

// ErrDot means that the program was found in the working directory only.
var ErrDot = errors.New("cannot run executable found relative to current directory")

// ErrWaitDelay means that output was cut off after Cmd.WaitDelay.
var ErrWaitDelay = errors.New("exec: WaitDelay expired before I/O complete")

// An Error is a failure to find a program.
type Error struct {
	Name string
	Err  error
}

func (e *Error) Error() string { return "exec: " + strconv.Quote(e.Name) + ": " + e.Err.Error() }

// Unwrap returns the error inside.
func (e *Error) Unwrap() error { return e.Err }

// An ExitError is the unsuccessful end of a program.
type ExitError struct {
	*os.ProcessState
	Stderr []byte
}

func (e *ExitError) Error() string { return e.ProcessState.String() }

func executable(file string) error {
	d, err := os.Stat(file)
	if err != nil {
		return err
	}
	if d.IsDir() {
		return syscall.EISDIR
	}
	if d.Mode()&0111 == 0 {
		return fs.ErrPermission
	}
	return nil
}

// LookPath searches the directories of $PATH for a program.
func LookPath(file string) (string, error) {
	if strings.Contains(file, "/") {
		if err := executable(file); err != nil {
			return "", &Error{file, err}
		}
		return file, nil
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if dir == "" {
			dir = "."
		}
		path := filepath.Join(dir, file)
		if executable(path) == nil {
			if path[0] != '/' && !strings.Contains(","+os.Getenv("GODEBUG")+",", ",execerrdot=0,") {
				return path, &Error{file, ErrDot}
			}
			return path, nil
		}
	}
	return "", &Error{file, ErrNotFound}
}

// A Cmd is a program to be run, or running.
type Cmd struct {
	Path         string
	Args         []string
	Env          []string
	Dir          string
	Stdin        io.Reader
	Stdout       io.Writer
	Stderr       io.Writer
	ExtraFiles   []*os.File
	SysProcAttr  *syscall.SysProcAttr
	Process      *os.Process
	ProcessState *os.ProcessState
	Err          error
	Cancel       func() error
	WaitDelay    time.Duration

	ctx         context.Context
	childFiles  []io.Closer    // closed after the start
	parentFiles []io.Closer    // closed by Wait
	copies      []func() error // run in goroutines
	copyErr     chan error
	watched     chan watchResult
	waited      bool
}

// Command returns the Cmd for a program and its arguments.
func Command(name string, arg ...string) *Cmd {
	c := &Cmd{Path: name, Args: append([]string{name}, arg...)}
	if !strings.Contains(name, "/") {
		path, err := LookPath(name)
		if path != "" {
			c.Path = path
		}
		c.Err = err
	}
	return c
}

// CommandContext is Command; the program is killed when ctx ends.
func CommandContext(ctx context.Context, name string, arg ...string) *Cmd {
	if ctx == nil {
		panic("nil Context")
	}
	c := Command(name, arg...)
	c.ctx = ctx
	c.Cancel = func() error { return c.Process.Kill() }
	return c
}

// String returns the command as one would type it.
func (c *Cmd) String() string {
	if c.Err != nil {
		return strings.Join(c.Args, " ")
	}
	s := c.Path
	if len(c.Args) > 1 {
		s += " " + strings.Join(c.Args[1:], " ")
	}
	return s
}

// Environ returns the environment c would run in.
func (c *Cmd) Environ() []string {
	env := c.Env
	if env == nil {
		env = os.Environ()
		if c.Dir != "" {
			if dir, err := filepath.Abs(c.Dir); err == nil {
				env = append(env, "PWD="+dir)
			}
		}
	}
	return dedup(env)
}

// dedup keeps the last value of each variable.
func dedup(env []string) []string {
	out := make([]string, 0, len(env))
	at := make(map[string]int, len(env))
	for _, kv := range env {
		if k, _, ok := strings.Cut(kv, "="); ok {
			if i, ok := at[k]; ok {
				out[i] = kv
				continue
			}
			at[k] = len(out)
		}
		out = append(out, kv)
	}
	return out
}

func (c *Cmd) stdin() (*os.File, error) {
	if c.Stdin == nil {
		f, err := os.Open(os.DevNull)
		if err == nil {
			c.childFiles = append(c.childFiles, f)
		}
		return f, err
	}
	if f, ok := c.Stdin.(*os.File); ok {
		return f, nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.childFiles = append(c.childFiles, r)
	c.parentFiles = append(c.parentFiles, w)
	c.copies = append(c.copies, func() error {
		_, err := io.Copy(w, c.Stdin)
		if errors.Is(err, syscall.EPIPE) {
			err = nil // the program did not want it all
		}
		if cerr := w.Close(); err == nil {
			err = cerr
		}
		return err
	})
	return r, nil
}

func (c *Cmd) output(to io.Writer) (*os.File, error) {
	if to == nil {
		f, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
		if err == nil {
			c.childFiles = append(c.childFiles, f)
		}
		return f, err
	}
	if f, ok := to.(*os.File); ok {
		return f, nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.childFiles = append(c.childFiles, w)
	c.parentFiles = append(c.parentFiles, r)
	c.copies = append(c.copies, func() error {
		_, err := io.Copy(to, r)
		r.Close()
		return err
	})
	return w, nil
}

func sameWriter(a, b io.Writer) bool {
	defer func() { recover() }() // types that cannot be compared
	return a == b
}

func closeAll(files []io.Closer) {
	for _, f := range files {
		f.Close()
	}
}

// Start starts the program.
func (c *Cmd) Start() error {
	if c.Path == "" && c.Err == nil {
		c.Err = errors.New("exec: no command")
	}
	err := c.Err
	if err == nil && c.Process != nil {
		return errors.New("exec: already started")
	}
	if err == nil && c.ctx != nil {
		err = c.ctx.Err()
	}
	var files []*os.File
	if err == nil {
		var in, out, errOut *os.File
		if in, err = c.stdin(); err == nil {
			if out, err = c.output(c.Stdout); err == nil {
				if c.Stderr != nil && sameWriter(c.Stderr, c.Stdout) {
					errOut = out
				} else {
					errOut, err = c.output(c.Stderr)
				}
			}
		}
		files = append([]*os.File{in, out, errOut}, c.ExtraFiles...)
	}
	if err == nil {
		args := c.Args
		if len(args) == 0 {
			args = []string{c.Path}
		}
		c.Process, err = os.StartProcess(c.Path, args, &os.ProcAttr{
			Dir: c.Dir, Files: files, Env: c.Environ(), Sys: c.SysProcAttr,
		})
	}
	closeAll(c.childFiles)
	c.childFiles = nil
	if err != nil {
		closeAll(c.parentFiles)
		return err
	}
	c.copyErr = make(chan error, len(c.copies))
	for _, f := range c.copies {
		go func(f func() error) { c.copyErr <- f() }(f)
	}
	if c.ctx != nil && c.ctx.Done() != nil {
		c.watched = make(chan watchResult)
		go c.watch()
	}
	return nil
}

// Wait waits for the program and the copying of its input and output.
func (c *Cmd) Wait() error {
	if c.Process == nil {
		return errors.New("exec: not started")
	}
	if c.waited {
		return errors.New("exec: Wait was already called")
	}
	c.waited = true
	state, err := c.Process.Wait()
	c.ProcessState = state
	if err == nil && !state.Success() {
		err = &ExitError{ProcessState: state}
	}
	var delay *time.Timer
	if c.watched != nil {
		w := <-c.watched
		delay = w.delay
		if err == nil {
			err = w.err
		}
	}
	if e := c.awaitCopies(delay); err == nil {
		err = e
	}
	closeAll(c.parentFiles)
	return err
}

// What the watcher of a context has to say once the program has ended.
type watchResult struct {
	err   error
	delay *time.Timer // runs since the context ended
}

// watch waits for the end of the context, or for Wait to say that the program is done. The program gets Cancel first, and is
// killed when WaitDelay has passed.
func (c *Cmd) watch() {
	select {
	case c.watched <- watchResult{}:
		return
	case <-c.ctx.Done():
	}
	var err error
	if c.Cancel != nil {
		switch e := c.Cancel(); {
		case e == nil:
			err = c.ctx.Err()
		case !errors.Is(e, os.ErrProcessDone):
			err = wrapped{"exec: canceling Cmd", e}
		}
	}
	if c.WaitDelay == 0 {
		c.watched <- watchResult{err: err}
		return
	}
	delay := time.NewTimer(c.WaitDelay)
	select {
	case c.watched <- watchResult{err, delay}:
		return
	case <-delay.C:
	}
	if e := c.Process.Kill(); e != nil && !errors.Is(e, os.ErrProcessDone) {
		err = wrapped{"exec: killing Cmd", e}
	}
	if len(c.copies) > 0 {
		closeAll(c.parentFiles) // whoever still holds the other ends is not waited for
	}
	c.watched <- watchResult{err: err}
}

type wrapped struct {
	what string
	err  error
}

func (w wrapped) Error() string { return w.what + ": " + w.err.Error() }
func (w wrapped) Unwrap() error { return w.err }

// awaitCopies waits for the goroutines that copy from and to the program; with a WaitDelay no longer than that.
func (c *Cmd) awaitCopies(delay *time.Timer) (err error) {
	if delay != nil {
		defer delay.Stop()
	}
	left := len(c.copies)
	take := func(e error) {
		left--
		if err == nil {
			err = e
		}
	}
	if delay == nil && c.WaitDelay != 0 {
		for ready := true; ready && left > 0; {
			select {
			case e := <-c.copyErr:
				take(e)
			default:
				ready = false
			}
		}
		if left == 0 {
			return err
		}
		delay = time.NewTimer(c.WaitDelay)
		defer delay.Stop()
	}
	var expired <-chan time.Time
	if delay != nil {
		expired = delay.C
	}
	for left > 0 {
		select {
		case e := <-c.copyErr:
			take(e)
		case <-expired:
			closeAll(c.parentFiles)
			if err == nil {
				err = ErrWaitDelay
			}
			return err
		}
	}
	return err
}

// Run starts the program and waits for it.
func (c *Cmd) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

// Output runs the program and returns what it prints.
func (c *Cmd) Output() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	var out, errOut bytes.Buffer
	c.Stdout = &out
	capture := c.Stderr == nil
	if capture {
		c.Stderr = &errOut
	}
	err := c.Run()
	if e, ok := err.(*ExitError); ok && capture {
		e.Stderr = errOut.Bytes()
	}
	return out.Bytes(), err
}

// CombinedOutput is Output with what the program prints to standard error.
func (c *Cmd) CombinedOutput() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	if c.Stderr != nil {
		return nil, errors.New("exec: Stderr already set")
	}
	var b bytes.Buffer
	c.Stdout = &b
	c.Stderr = &b
	err := c.Run()
	return b.Bytes(), err
}

// StdinPipe returns a writer connected to the program's input.
func (c *Cmd) StdinPipe() (io.WriteCloser, error) {
	if c.Stdin != nil {
		return nil, errors.New("exec: Stdin already set")
	}
	if c.Process != nil {
		return nil, errors.New("exec: StdinPipe after process started")
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.Stdin = r
	c.childFiles = append(c.childFiles, r)
	c.parentFiles = append(c.parentFiles, w)
	return w, nil
}

func (c *Cmd) outPipe(to *io.Writer, name string) (io.ReadCloser, error) {
	if *to != nil {
		return nil, errors.New("exec: " + name + " already set")
	}
	if c.Process != nil {
		return nil, errors.New("exec: " + name + "Pipe after process started")
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	*to = w
	c.childFiles = append(c.childFiles, w)
	c.parentFiles = append(c.parentFiles, r)
	return r, nil
}

// StdoutPipe returns a reader of the program's output; Wait closes it.
func (c *Cmd) StdoutPipe() (io.ReadCloser, error) { return c.outPipe(&c.Stdout, "Stdout") }

// StderrPipe returns a reader of the program's error output; Wait closes it.
func (c *Cmd) StderrPipe() (io.ReadCloser, error) { return c.outPipe(&c.Stderr, "Stderr") }
