// Package fs defines interfaces to a file system.
package fs

import (
	"internal/voleerr"
	"time"
	"unicode/utf8"
)

// An FS is a tree of files that can be opened by slash-separated names.
type FS interface {
	Open(name string) (File, error)
}

// A File is an open file.
type File interface {
	Stat() (FileInfo, error)
	Read([]byte) (int, error)
	Close() error
}

// A DirEntry is one entry of a directory.
type DirEntry interface {
	Name() string
	IsDir() bool
	Type() FileMode
	Info() (FileInfo, error)
}

// A ReadDirFile is an open directory.
type ReadDirFile interface {
	File
	ReadDir(n int) ([]DirEntry, error)
}

// A FileInfo describes a file.
type FileInfo interface {
	Name() string
	Size() int64
	Mode() FileMode
	ModTime() time.Time
	IsDir() bool
	Sys() any
}

// The errors that operations on files wrap.
var (
	ErrInvalid    = voleerr.ErrInvalid
	ErrPermission = voleerr.ErrPermission
	ErrExist      = voleerr.ErrExist
	ErrNotExist   = voleerr.ErrNotExist
	ErrClosed     = voleerr.ErrClosed
)

// ValidPath reports whether name may be passed to Open: UTF-8, elements
// parted by single slashes, none of them empty, "." or ".."; "." alone is
// the root.
func ValidPath(name string) bool {
	if !utf8.ValidString(name) {
		return false
	}
	if name == "." {
		return true
	}
	for {
		i := 0
		for i < len(name) && name[i] != '/' {
			i++
		}
		switch name[:i] {
		case "", ".", "..":
			return false
		}
		if i == len(name) {
			return true
		}
		name = name[i+1:]
	}
}

// A FileMode is the kind of a file and its permissions.
type FileMode uint32

const (
	ModeDir        FileMode = 1 << (32 - 1 - iota) // d
	ModeAppend                                     // a
	ModeExclusive                                  // l
	ModeTemporary                                  // T
	ModeSymlink                                    // L
	ModeDevice                                     // D
	ModeNamedPipe                                  // p
	ModeSocket                                     // S
	ModeSetuid                                     // u
	ModeSetgid                                     // g
	ModeCharDevice                                 // c
	ModeSticky                                     // t
	ModeIrregular                                  // ?

	ModeType = ModeDir | ModeSymlink | ModeNamedPipe | ModeSocket | ModeDevice | ModeCharDevice | ModeIrregular

	ModePerm FileMode = 0777
)

// String returns m as ls does, the letters of the bits above first.
func (m FileMode) String() string {
	const letters = "dalTLDpSugct?"
	const perms = "rwxrwxrwx"
	var b [32]byte
	w := 0
	for i := 0; i < len(letters); i++ {
		if m&(1<<uint(31-i)) != 0 {
			b[w] = letters[i]
			w++
		}
	}
	if w == 0 {
		b[w] = '-'
		w++
	}
	for i := 0; i < len(perms); i++ {
		b[w] = '-'
		if m&(1<<uint(8-i)) != 0 {
			b[w] = perms[i]
		}
		w++
	}
	return string(b[:w])
}

// IsDir reports whether m is a directory's.
func (m FileMode) IsDir() bool { return m&ModeDir != 0 }

// IsRegular reports whether m is a regular file's.
func (m FileMode) IsRegular() bool { return m&ModeType == 0 }

// Perm returns the permissions of m.
func (m FileMode) Perm() FileMode { return m & ModePerm }

// Type returns the kind of file in m.
func (m FileMode) Type() FileMode { return m & ModeType }

// A PathError is an error with the operation and the file.
type PathError struct {
	Op   string
	Path string
	Err  error
}

func (e *PathError) Error() string { return e.Op + " " + e.Path + ": " + e.Err.Error() }

// Unwrap returns the error inside.
func (e *PathError) Unwrap() error { return e.Err }

// Timeout reports whether the error inside is one of time.
func (e *PathError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}
