// Package filepath implements operations on the file system's paths, which here are slash-separated.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
)

const (
	Separator     = '/'
	ListSeparator = ':'
)

var (
	// ErrBadPattern says that a pattern was malformed.
	ErrBadPattern = path.ErrBadPattern
	// SkipDir and SkipAll are returned by a WalkFunc to leave out a directory, or all that remains.
	SkipDir error = fs.SkipDir
	SkipAll error = fs.SkipAll
)

func Clean(p string) string             { return path.Clean(p) }
func Split(p string) (dir, file string) { return path.Split(p) }
func Join(elem ...string) string        { return path.Join(elem...) }
func Ext(p string) string               { return path.Ext(p) }
func Base(p string) string              { return path.Base(p) }
func Dir(p string) string               { return path.Dir(p) }
func IsAbs(p string) bool               { return path.IsAbs(p) }
func ToSlash(p string) string           { return p }
func FromSlash(p string) string         { return p }
func VolumeName(p string) string        { return "" }
func Match(pat, n string) (bool, error) { return path.Match(pat, n) }

// IsLocal reports whether the path stays below the directory it is evaluated in.
func IsLocal(p string) bool {
	if p == "" || IsAbs(p) {
		return false
	}
	p = Clean(p)
	return p != ".." && !strings.HasPrefix(p, "../")
}

// Localize converts a path of io/fs into one of the system.
func Localize(p string) (string, error) {
	if !fs.ValidPath(p) || strings.IndexByte(p, 0) >= 0 {
		return "", errors.New("invalid path")
	}
	return p, nil
}

// SplitList splits a list of paths as in PATH.
func SplitList(p string) []string {
	if p == "" {
		return []string{}
	}
	return strings.Split(p, string(ListSeparator))
}

// Abs returns an absolute representation of the path.
func Abs(p string) (string, error) {
	if IsAbs(p) {
		return Clean(p), nil
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(wd, p), nil
}

// Rel returns a path that is targ when joined to base.
func Rel(base, targ string) (string, error) {
	b, t := Clean(base), Clean(targ)
	if b == t {
		return ".", nil
	}
	if b == "." {
		b = ""
	}
	if IsAbs(b) != IsAbs(t) {
		return "", errors.New("Rel: can't make " + targ + " relative to " + base)
	}
	// Advance over the elements they share: b0 and t0 are where the first differing ones begin.
	b0, bi, t0, ti := 0, 0, 0, 0
	for bi < len(b) && ti < len(t) {
		for bi < len(b) && b[bi] != '/' {
			bi++
		}
		for ti < len(t) && t[ti] != '/' {
			ti++
		}
		if b[b0:bi] != t[t0:ti] {
			break
		}
		if bi < len(b) {
			bi++
		}
		if ti < len(t) {
			ti++
		}
		b0, t0 = bi, ti
	}
	if b[b0:bi] == ".." {
		return "", errors.New("Rel: can't make " + targ + " relative to " + base)
	}
	if b0 == len(b) {
		return t[t0:], nil
	}
	up := ".." + strings.Repeat("/..", strings.Count(b[b0:], "/"))
	if t0 != len(t) {
		up += "/" + t[t0:]
	}
	return up, nil
}

// EvalSymlinks returns the path with all symbolic links followed.
func EvalSymlinks(p string) (string, error) {
	out := ""
	if IsAbs(p) {
		out = "/"
	}
	for links := 0; p != ""; {
		elem, rest, _ := strings.Cut(p, "/")
		p = rest
		switch elem {
		case "", ".":
			continue
		case "..":
			// Up from what is already resolved; a leading ".." stays.
			if out == "" || out == ".." || strings.HasSuffix(out, "/..") {
				out = Join(out, "..")
			} else if out = Dir(out); out == "." {
				out = ""
			}
			continue
		}
		next := Join(out, elem)
		fi, err := os.Lstat(next)
		if err != nil {
			return "", err
		}
		if fi.Mode()&fs.ModeSymlink == 0 {
			if !fi.IsDir() && p != "" {
				return "", &fs.PathError{Op: "lstat", Path: Join(next, p), Err: errors.New("not a directory")}
			}
			out = next
			continue
		}
		if links++; links > 255 {
			return "", errors.New("EvalSymlinks: too many links")
		}
		link, err := os.Readlink(next)
		if err != nil {
			return "", err
		}
		if IsAbs(link) {
			out = "/"
		}
		p = link + "/" + p
	}
	if out == "" {
		out = "."
	}
	return Clean(out), nil
}

// HasPrefix is strings.HasPrefix: it knows nothing of separators.
//
// Deprecated: as in Go.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }
