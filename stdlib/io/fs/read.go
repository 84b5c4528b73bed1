package fs

import (
	"errors"
	"io"
)

// A ReadFileFS can read a whole file.
type ReadFileFS interface {
	FS
	ReadFile(name string) ([]byte, error)
}

// A ReadDirFS can read a directory.
type ReadDirFS interface {
	FS
	ReadDir(name string) ([]DirEntry, error)
}

// A StatFS can describe a file.
type StatFS interface {
	FS
	Stat(name string) (FileInfo, error)
}

// A GlobFS can match names.
type GlobFS interface {
	FS
	Glob(pattern string) ([]string, error)
}

// A SubFS can hand out a subtree.
type SubFS interface {
	FS
	Sub(dir string) (FS, error)
}

// ReadFile reads the file name of fsys.
func ReadFile(fsys FS, name string) ([]byte, error) {
	if fsys, ok := fsys.(ReadFileFS); ok {
		return fsys.ReadFile(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	size := 0
	if info, err := file.Stat(); err == nil && int64(int(info.Size())) == info.Size() {
		size = int(info.Size())
	}
	data := make([]byte, 0, size+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := file.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
	}
}

// ReadDir reads the directory name of fsys, sorted by name.
func ReadDir(fsys FS, name string) ([]DirEntry, error) {
	if fsys, ok := fsys.(ReadDirFS); ok {
		return fsys.ReadDir(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	dir, ok := file.(ReadDirFile)
	if !ok {
		return nil, &PathError{Op: "readdir", Path: name, Err: errors.New("not implemented")}
	}
	list, err := dir.ReadDir(-1)
	SortEntries(list)
	return list, err
}

// SortEntries sorts list by name; it serves package os too, to save both
// package sort.
func SortEntries(list []DirEntry) {
	n := len(list)
	for i := n/2 - 1; i >= 0; i-- {
		siftDown(list, i, n)
	}
	for n > 1 {
		n--
		list[0], list[n] = list[n], list[0]
		siftDown(list, 0, n)
	}
}

func siftDown(list []DirEntry, i, n int) {
	for {
		child := 2*i + 1
		if child >= n {
			return
		}
		if child+1 < n && list[child].Name() < list[child+1].Name() {
			child++
		}
		if list[child].Name() <= list[i].Name() {
			return
		}
		list[i], list[child] = list[child], list[i]
		i = child
	}
}

// Stat describes the file name of fsys.
func Stat(fsys FS, name string) (FileInfo, error) {
	if fsys, ok := fsys.(StatFS); ok {
		return fsys.Stat(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Stat()
}

type infoEntry struct{ info FileInfo }

func (d infoEntry) IsDir() bool             { return d.info.IsDir() }
func (d infoEntry) Type() FileMode          { return d.info.Mode().Type() }
func (d infoEntry) Info() (FileInfo, error) { return d.info, nil }
func (d infoEntry) Name() string            { return d.info.Name() }
func (d infoEntry) String() string          { return FormatDirEntry(d) }

// FileInfoToDirEntry returns info as a DirEntry, nil for nil.
func FileInfoToDirEntry(info FileInfo) DirEntry {
	if info == nil {
		return nil
	}
	return infoEntry{info}
}

// FormatFileInfo returns a line on info as ls -l prints it.
func FormatFileInfo(info FileInfo) string {
	name := info.Name()
	s := info.Mode().String() + " " + decimal(info.Size()) + " " +
		info.ModTime().Format("2006-01-02 15:04:05") + " " + name
	if info.IsDir() {
		s += "/"
	}
	return s
}

// FormatDirEntry returns a line on dir.
func FormatDirEntry(dir DirEntry) string {
	mode := dir.Type().String()
	s := mode[:len(mode)-9] + " " + dir.Name()
	if dir.IsDir() {
		s += "/"
	}
	return s
}

func decimal(n int64) string {
	var b [20]byte
	w := len(b)
	u := uint64(n)
	if n < 0 {
		u = -u
	}
	for {
		w--
		b[w] = byte(u%10) + '0'
		u /= 10
		if u == 0 {
			break
		}
	}
	if n < 0 {
		w--
		b[w] = '-'
	}
	return string(b[w:])
}
