// Package os is the interface to the operating system.
package os

import (
	"internal/poll"
	"io"
	"io/fs"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// Flags to OpenFile.
const (
	O_RDONLY int = syscall.O_RDONLY
	O_WRONLY int = syscall.O_WRONLY
	O_RDWR   int = syscall.O_RDWR
	O_APPEND int = syscall.O_APPEND
	O_CREATE int = syscall.O_CREAT
	O_EXCL   int = syscall.O_EXCL
	O_SYNC   int = syscall.O_SYNC
	O_TRUNC  int = syscall.O_TRUNC

	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2

	PathSeparator     = '/'
	PathListSeparator = ':'
	DevNull           = "/dev/null"
)

// The standard files.
var (
	Stdin  = stdFile(0, "/dev/stdin")
	Stdout = stdFile(1, "/dev/stdout")
	Stderr = stdFile(2, "/dev/stderr")
)

// A File is an open file.
type File struct {
	*file
}

// What a finalizer closes: a File may be copied.
type file struct {
	pfd         poll.FD
	name        string
	appendMode  bool
	nonblock    bool // made so by us
	stdoutOrErr bool
	dir         *dirState
}

// stdFile is a short NewFile: every program begins with it.
func stdFile(fd int, name string) *File {
	return &File{&file{
		pfd:         poll.FD{Sysfd: fd, IsStream: true, ZeroReadIsEOF: true, IsStd: true},
		name:        name,
		stdoutOrErr: fd != 0,
	}}
}

// NewFile returns a File for a descriptor.
func NewFile(fd uintptr, name string) *File {
	if int(fd) < 0 {
		return nil
	}
	f := newFile(int(fd), name, poll.IsNonblock(int(fd)))
	f.nonblock = false
	return f
}

// newFile returns a File that waits in the poller if it can and may.
func newFile(fd int, name string, pollable bool) *File {
	f := &file{name: name, stdoutOrErr: fd == 1 || fd == 2}
	f.pfd.Sysfd = fd
	f.pfd.IsStream = true
	f.pfd.ZeroReadIsEOF = true
	if f.pfd.Init("file", pollable) == nil && pollable {
		f.nonblock = syscall.SetNonblock(fd, true) == nil
	}
	runtime.SetFinalizer(f, (*file).close)
	return &File{f}
}

// Name returns the name f was opened by.
func (f *File) Name() string { return f.name }

// Fd returns f's descriptor, set to blocking since others will use it.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^(uintptr(0))
	}
	if f.nonblock {
		f.pfd.SetBlocking()
	}
	return uintptr(f.pfd.Sysfd)
}

// wrap makes an error of the system one that tells what was done to what.
func (f *File) wrap(op string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	if err == poll.ErrFileClosing {
		err = ErrClosed
	}
	return &PathError{Op: op, Path: f.name, Err: err}
}

// Read reads up to len(b) bytes.
func (f *File) Read(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	n, errno, last := f.pfd.TryRead(b)
	if n == 0 || errno != 0 || last {
		return readOn(f, b, n, errno, last)
	}
	return n, nil
}

// The rest of reading and writing, in variables: so it is compiled by
// programs that need it.
var (
	readOn  = (*File).readOn
	writeOn = (*File).writeOn
)

func (f *File) readOn(b []byte, n, errno int, last bool) (int, error) {
	n, err := f.pfd.ReadOn(b, n, errno, last)
	return n, f.wrap("read", err)
}

func (f *File) writeOn(b []byte, n, errno int, last bool) (int, error) {
	n, err := f.pfd.WriteOn(b, n, errno, last)
	if err == syscall.EPIPE && f.stdoutOrErr {
		brokenPipe()
	}
	return n, f.wrap("write", err)
}

// ReadAt reads len(b) bytes at off.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if off < 0 {
		return 0, &PathError{Op: "readat", Path: f.name, Err: plainError("negative offset")}
	}
	for len(b) > 0 {
		m, err := f.pfd.Pread(b, off)
		if err != nil {
			return n, f.wrap("read", err)
		}
		n += m
		b = b[m:]
		off += int64(m)
	}
	return n, nil
}

// Write writes b.
func (f *File) Write(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	n, errno, last := f.pfd.TryWrite(b)
	if errno != 0 || last {
		return writeOn(f, b, n, errno, last)
	}
	return n, nil
}

// brokenPipe ends the process by SIGPIPE, as writing to a standard file that
// nobody reads must.
func brokenPipe()

// WriteAt writes b at off.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if f.appendMode {
		return 0, plainError("os: invalid use of WriteAt on file opened with O_APPEND")
	}
	if off < 0 {
		return 0, &PathError{Op: "writeat", Path: f.name, Err: plainError("negative offset")}
	}
	for len(b) > 0 {
		m, err := f.pfd.Pwrite(b, off)
		n += m
		if err != nil {
			return n, f.wrap("write", err)
		}
		b = b[m:]
		off += int64(m)
	}
	return n, nil
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

type onlyReader struct{ io.Reader }
type onlyWriter struct{ io.Writer }

// ReadFrom copies r to f.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	return io.Copy(onlyWriter{f}, r)
}

// WriteTo copies the rest of f to w.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	return io.Copy(w, onlyReader{f})
}

// Seek moves f's offset.
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	r, err := f.pfd.Seek(offset, whence)
	if err == nil && f.dir != nil && r != 0 {
		err = syscall.EISDIR
	}
	f.dir = nil
	if err != nil {
		return 0, f.wrap("seek", err)
	}
	return r, nil
}

// Close closes f: whoever waits for it goes on with an error.
func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	return f.file.close()
}

func (f *file) close() error {
	if f == nil {
		return syscall.EINVAL
	}
	f.dir = nil
	err := f.pfd.Close()
	runtime.SetFinalizer(f, nil)
	return (&File{f}).wrap("close", err)
}

// Sync writes f's data to the disk.
func (f *File) Sync() error {
	if f == nil {
		return ErrInvalid
	}
	return f.wrap("sync", f.pfd.Fsync())
}

// Truncate changes f's size.
func (f *File) Truncate(size int64) error {
	if f == nil {
		return ErrInvalid
	}
	return f.wrap("truncate", f.pfd.Ftruncate(size))
}

// Chmod changes f's mode.
func (f *File) Chmod(mode FileMode) error {
	if f == nil {
		return ErrInvalid
	}
	return f.wrap("chmod", f.pfd.Fchmod(sysMode(mode)))
}

// Chown changes f's owner.
func (f *File) Chown(uid, gid int) error {
	if f == nil {
		return ErrInvalid
	}
	return f.wrap("chown", f.pfd.Fchown(uid, gid))
}

// Chdir makes f the working directory.
func (f *File) Chdir() error {
	if f == nil {
		return ErrInvalid
	}
	return f.wrap("chdir", f.pfd.Fchdir())
}

// Stat describes f.
func (f *File) Stat() (FileInfo, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	s := &fileStat{name: base(f.name)}
	if err := f.pfd.Fstat(&s.sys); err != nil {
		return nil, &PathError{Op: "stat", Path: f.name, Err: err}
	}
	return s, nil
}

// SetDeadline and its like set the time when reading or writing fails; only
// for what waits in the poller: pipes, sockets, terminals.
func (f *File) SetDeadline(t time.Time) error {
	if f == nil {
		return ErrInvalid
	}
	return f.pfd.SetDeadline(t)
}

func (f *File) SetReadDeadline(t time.Time) error {
	if f == nil {
		return ErrInvalid
	}
	return f.pfd.SetReadDeadline(t)
}

func (f *File) SetWriteDeadline(t time.Time) error {
	if f == nil {
		return ErrInvalid
	}
	return f.pfd.SetWriteDeadline(t)
}

// SyscallConn gives raw access to f.
func (f *File) SyscallConn() (syscall.RawConn, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	return &rawConn{f}, nil
}

type rawConn struct{ file *File }

func (c *rawConn) Control(f func(uintptr)) error {
	if c.file == nil {
		return ErrInvalid
	}
	return c.file.pfd.RawControl(f)
}

func (c *rawConn) Read(f func(uintptr) bool) error {
	if c.file == nil {
		return ErrInvalid
	}
	return c.file.pfd.RawRead(f)
}

func (c *rawConn) Write(f func(uintptr) bool) error {
	if c.file == nil {
		return ErrInvalid
	}
	return c.file.pfd.RawWrite(f)
}

// sysMode turns a FileMode into the system's bits.
func sysMode(m FileMode) uint32 {
	o := uint32(m.Perm())
	if m&ModeSetuid != 0 {
		o |= syscall.S_ISUID
	}
	if m&ModeSetgid != 0 {
		o |= syscall.S_ISGID
	}
	if m&ModeSticky != 0 {
		o |= syscall.S_ISVTX
	}
	return o
}

// retry runs a call again when a signal broke it off, and wraps its error.
func retry(op, name string, f func() error) error {
	for {
		err := f()
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return &PathError{Op: op, Path: name, Err: err}
		}
		return nil
	}
}

// Open opens a file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create makes or empties a file and opens it for reading and writing.
func Create(name string) (*File, error) {
	return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666)
}

// OpenFile opens a file; flag is made of the O_ constants.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	for {
		fd, err := syscall.Open(name, flag|syscall.O_CLOEXEC, sysMode(perm))
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return nil, &PathError{Op: "open", Path: name, Err: err}
		}
		f := newFile(fd, name, true)
		f.appendMode = flag&O_APPEND != 0
		return f, nil
	}
}

// Pipe returns the two ends of a pipe.
func Pipe() (r *File, w *File, err error) {
	p := make([]int, 2)
	if e := syscall.Pipe2(p, syscall.O_CLOEXEC); e != nil {
		return nil, nil, NewSyscallError("pipe2", e)
	}
	return newFile(p[0], "|0", true), newFile(p[1], "|1", true), nil
}

// ReadFile reads a whole file.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 0
	if info, err := f.Stat(); err == nil && int64(int(info.Size())) == info.Size() {
		size = int(info.Size())
	}
	size++ // one byte to see the end of the file by
	if size < 512 {
		size = 512
	}
	data := make([]byte, 0, size)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// WriteFile writes data to a file, which is made or emptied.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); e != nil && err == nil {
		err = e
	}
	return err
}

// Getwd returns the working directory: $PWD if that is it.
func Getwd() (dir string, err error) {
	dir = Getenv("PWD")
	if dir != "" && dir[0] == '/' {
		d, err1 := Stat(dir)
		dot, err2 := Stat(".")
		if err1 == nil && err2 == nil && SameFile(dot, d) {
			return dir, nil
		}
	}
	dir, err = syscall.Getwd()
	return dir, NewSyscallError("getwd", err)
}

// Chdir changes the working directory.
func Chdir(dir string) error {
	return retry("chdir", dir, func() error { return syscall.Chdir(dir) })
}

// Chmod changes a file's mode.
func Chmod(name string, mode FileMode) error {
	return retry("chmod", name, func() error { return syscall.Chmod(name, sysMode(mode)) })
}

// Chown changes a file's owner, Lchown a symbolic link's.
func Chown(name string, uid, gid int) error {
	return retry("chown", name, func() error { return syscall.Chown(name, uid, gid) })
}

func Lchown(name string, uid, gid int) error {
	return retry("lchown", name, func() error { return syscall.Lchown(name, uid, gid) })
}

// Chtimes sets a file's access and modification times; a zero Time leaves
// one as it is.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	spec := func(t time.Time) syscall.Timespec {
		if t.IsZero() {
			const utimeOmit = (1 << 30) - 2
			return syscall.Timespec{Nsec: utimeOmit}
		}
		return syscall.NsecToTimespec(t.UnixNano())
	}
	ts := []syscall.Timespec{spec(atime), spec(mtime)}
	return retry("chtimes", name, func() error { return syscall.UtimesNano(name, ts) })
}

// Mkdir makes a directory.
func Mkdir(name string, perm FileMode) error {
	return retry("mkdir", name, func() error { return syscall.Mkdir(name, sysMode(perm)) })
}

// MkdirAll makes a directory and those it is in.
func MkdirAll(path string, perm FileMode) error {
	if dir, err := Stat(path); err == nil {
		if dir.IsDir() {
			return nil
		}
		return &PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
	}
	i := len(path)
	for i > 0 && path[i-1] == '/' {
		i--
	}
	for i > 0 && path[i-1] != '/' {
		i--
	}
	if i > 1 {
		if err := MkdirAll(path[:i-1], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		// "a/." fails though a has just been made.
		if dir, err1 := Lstat(path); err1 == nil && dir.IsDir() {
			return nil
		}
	}
	return err
}

// Remove removes a file or an empty directory.
func Remove(name string) error {
	e := syscall.Unlink(name)
	if e == nil {
		return nil
	}
	e1 := syscall.Rmdir(name)
	if e1 == nil {
		return nil
	}
	// Of the two errors the one that tells more.
	if e1 != syscall.ENOTDIR {
		e = e1
	}
	return &PathError{Op: "remove", Path: name, Err: e}
}

// RemoveAll removes path and all below it; there may be nothing.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	if b := base(path); b == "." && path[len(path)-1] == '.' {
		return &PathError{Op: "RemoveAll", Path: path, Err: syscall.EINVAL}
	}
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	info, serr := Lstat(path)
	if serr != nil {
		if IsNotExist(serr) {
			return nil
		}
		return serr
	}
	if !info.IsDir() {
		return err
	}
	list, derr := ReadDir(path)
	for _, e := range list {
		err := RemoveAll(path + "/" + e.Name())
		if pe, ok := err.(*PathError); ok && pe.Err == syscall.ENAMETOOLONG {
			err = removeAllIn(path, e.Name())
		}
		if err != nil && derr == nil {
			derr = err
		}
	}
	err = Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	if derr != nil && !IsNotExist(derr) {
		return derr
	}
	return err
}

// removeAllIn removes what lies too deep for the system to take its path.
func removeAllIn(dir, name string) error {
	fd, err := syscall.Open(dir, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err == nil {
		err = removeAllAt(fd, name)
		syscall.Close(fd)
	}
	if err != nil {
		return &PathError{Op: "unlinkat", Path: dir + "/" + name, Err: err}
	}
	return nil
}

func unlinkat(fd int, name string, flags uintptr) error {
	p, err := syscall.BytePtrFromString(name)
	if err != nil {
		return err
	}
	if _, _, e := syscall.Syscall(syscall.SYS_UNLINKAT, uintptr(fd), uintptr(unsafe.Pointer(p)), flags); e != 0 && e != syscall.ENOENT {
		return e
	}
	return nil
}

func removeAllAt(fd int, name string) error {
	const removeDir = 0x200
	err := unlinkat(fd, name, 0)
	if err != syscall.EISDIR && err != syscall.EPERM && err != syscall.EACCES {
		return err
	}
	sub, e := syscall.Openat(fd, name, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if e != nil {
		return err
	}
	f := NewFile(uintptr(sub), name)
	defer f.Close()
	names, e := f.Readdirnames(-1)
	for _, n := range names {
		if err := removeAllAt(int(f.Fd()), n); err != nil && e == nil {
			e = err
		}
	}
	if err := unlinkat(fd, name, removeDir); err != nil {
		if e != nil {
			return e
		}
		return err
	}
	return nil
}

// Rename renames a file.
func Rename(oldpath, newpath string) error {
	// The system would report a directory in the way in other words.
	if fi, err := Lstat(newpath); err == nil && fi.IsDir() {
		if ofi, err := Lstat(oldpath); err != nil {
			if pe, ok := err.(*PathError); ok {
				err = pe.Err
			}
			return &LinkError{"rename", oldpath, newpath, err}
		} else if newpath == oldpath || !SameFile(fi, ofi) {
			return &LinkError{"rename", oldpath, newpath, syscall.EEXIST}
		}
	}
	return link("rename", oldpath, newpath, syscall.Rename(oldpath, newpath))
}

func link(op, oldname, newname string, err error) error {
	if err == nil {
		return nil
	}
	return &LinkError{op, oldname, newname, err}
}

// Link makes newname another name of oldname's file.
func Link(oldname, newname string) error {
	return link("link", oldname, newname, syscall.Link(oldname, newname))
}

// Symlink makes newname a symbolic link to oldname.
func Symlink(oldname, newname string) error {
	return link("symlink", oldname, newname, syscall.Symlink(oldname, newname))
}

// Readlink returns where a symbolic link leads.
func Readlink(name string) (string, error) {
	for n := 128; ; n *= 2 {
		b := make([]byte, n)
		m, err := syscall.Readlink(name, b)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return "", &PathError{Op: "readlink", Path: name, Err: err}
		}
		if m < n {
			return string(b[:m]), nil
		}
	}
}

// Truncate changes a file's size.
func Truncate(name string, size int64) error {
	return retry("truncate", name, func() error { return syscall.Truncate(name, size) })
}

// TempDir returns the directory for temporary files.
func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

// UserHomeDir returns the user's home directory.
func UserHomeDir() (string, error) {
	if v := Getenv("HOME"); v != "" {
		return v, nil
	}
	return "", plainError("$HOME is not defined")
}

// UserCacheDir and UserConfigDir return where programs keep their own files.
func UserCacheDir() (string, error)  { return userDir("XDG_CACHE_HOME", ".cache") }
func UserConfigDir() (string, error) { return userDir("XDG_CONFIG_HOME", ".config") }

func userDir(env, sub string) (string, error) {
	if dir := Getenv(env); dir != "" {
		if dir[0] != '/' {
			return "", plainError("path in $" + env + " is relative")
		}
		return dir, nil
	}
	home := Getenv("HOME")
	if home == "" {
		return "", plainError("neither $" + env + " nor $HOME are defined")
	}
	return home + "/" + sub, nil
}

// IsPathSeparator reports whether c parts the elements of paths.
func IsPathSeparator(c uint8) bool { return c == '/' }

// base returns the last element of a path.
func base(name string) string {
	for len(name) > 1 && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	if name == "" {
		return "."
	}
	i := len(name) - 1
	for i > 0 && name[i-1] != '/' {
		i--
	}
	if i > 0 {
		name = name[i:]
	}
	return name
}

// DirFS returns the file tree below dir.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

func (dir dirFS) join(op, name string) (string, error) {
	if dir == "" {
		return "", &PathError{Op: op, Path: name, Err: plainError("os: DirFS with empty root")}
	}
	if !fs.ValidPath(name) {
		return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	for i := 0; i < len(name); i++ {
		if name[i] == 0 {
			return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
		}
	}
	return string(dir) + "/" + name, nil
}

// short puts the name as the caller knows it into err.
func short(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (dir dirFS) Open(name string) (fs.File, error) {
	full, err := dir.join("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(full)
	if err != nil {
		return nil, short(err, name)
	}
	return f, nil
}

func (dir dirFS) ReadFile(name string) ([]byte, error) {
	full, err := dir.join("readfile", name)
	if err != nil {
		return nil, err
	}
	b, err := ReadFile(full)
	return b, short(err, name)
}

func (dir dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := dir.join("readdir", name)
	if err != nil {
		return nil, err
	}
	list, err := ReadDir(full)
	return list, short(err, name)
}

func (dir dirFS) Stat(name string) (fs.FileInfo, error) {
	full, err := dir.join("stat", name)
	if err != nil {
		return nil, err
	}
	f, err := Stat(full)
	return f, short(err, name)
}

// CopyFS copies the tree fsys to dir.
func CopyFS(dir string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := dir
		if path != "." {
			to = dir + "/" + path
		}
		if d.IsDir() {
			return MkdirAll(to, 0777)
		}
		if !d.Type().IsRegular() {
			return &PathError{Op: "CopyFS", Path: path, Err: ErrInvalid}
		}
		r, err := fsys.Open(path)
		if err != nil {
			return err
		}
		defer r.Close()
		info, err := r.Stat()
		if err != nil {
			return err
		}
		w, err := OpenFile(to, O_CREATE|O_EXCL|O_WRONLY, 0666|info.Mode()&0777)
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, r); err != nil {
			w.Close()
			return &PathError{Op: "Copy", Path: to, Err: err}
		}
		return w.Close()
	})
}
