package os

import (
	"io"
	"io/fs"
	"syscall"
	"time"
)

type (
	// A DirEntry is one entry of a directory.
	DirEntry = fs.DirEntry
	// A FileInfo describes a file.
	FileInfo = fs.FileInfo
	// A FileMode is the kind of a file and its permissions.
	FileMode = fs.FileMode
)

const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

type fileStat struct {
	name string
	sys  syscall.Stat_t
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.sys.Size }
func (s *fileStat) ModTime() time.Time { return time.Unix(s.sys.Mtim.Sec, s.sys.Mtim.Nsec) }
func (s *fileStat) IsDir() bool        { return s.Mode().IsDir() }
func (s *fileStat) Sys() any           { return &s.sys }

func (s *fileStat) Mode() FileMode {
	bits := s.sys.Mode
	m := FileMode(bits & 0777)
	switch bits & syscall.S_IFMT {
	case syscall.S_IFBLK:
		m |= ModeDevice
	case syscall.S_IFCHR:
		m |= ModeDevice | ModeCharDevice
	case syscall.S_IFDIR:
		m |= ModeDir
	case syscall.S_IFIFO:
		m |= ModeNamedPipe
	case syscall.S_IFLNK:
		m |= ModeSymlink
	case syscall.S_IFSOCK:
		m |= ModeSocket
	}
	if bits&syscall.S_ISGID != 0 {
		m |= ModeSetgid
	}
	if bits&syscall.S_ISUID != 0 {
		m |= ModeSetuid
	}
	if bits&syscall.S_ISVTX != 0 {
		m |= ModeSticky
	}
	return m
}

// Stat describes the file that name leads to.
func Stat(name string) (FileInfo, error) {
	s := &fileStat{name: base(name)}
	if err := retry("stat", name, func() error { return syscall.Stat(name, &s.sys) }); err != nil {
		return nil, err
	}
	return s, nil
}

// Lstat describes name itself, be it a symbolic link.
func Lstat(name string) (FileInfo, error) {
	s := &fileStat{name: base(name)}
	if err := retry("lstat", name, func() error { return syscall.Lstat(name, &s.sys) }); err != nil {
		return nil, err
	}
	return s, nil
}

// SameFile reports whether two descriptions are of one file.
func SameFile(fi1, fi2 FileInfo) bool {
	a, ok1 := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok1 && ok2 && a.sys.Dev == b.sys.Dev && a.sys.Ino == b.sys.Ino
}

// dirState is what has been read of a directory and not yet been given out.
type dirState struct {
	buf []byte
	pos int
	end int
}

type dirEntry struct {
	parent string
	name   string
	typ    FileMode
	info   FileInfo
}

func (d *dirEntry) Name() string   { return d.name }
func (d *dirEntry) IsDir() bool    { return d.typ.IsDir() }
func (d *dirEntry) Type() FileMode { return d.typ }
func (d *dirEntry) String() string { return fs.FormatDirEntry(d) }

func (d *dirEntry) Info() (FileInfo, error) {
	if d.info != nil {
		return d.info, nil
	}
	return Lstat(d.parent + "/" + d.name)
}

// next reads the next entry; nil at the end.
func (f *File) next() (*dirEntry, error) {
	if f.dir == nil {
		f.dir = &dirState{buf: make([]byte, 8192)}
	}
	d := f.dir
	for {
		if d.pos >= d.end {
			d.pos = 0
			n, err := f.pfd.ReadDirent(d.buf)
			if err != nil {
				d.end = 0
				return nil, &PathError{Op: "readdirent", Path: f.name, Err: err}
			}
			d.end = n
			if n <= 0 {
				return nil, nil
			}
		}
		// A record: inode and offset of 8 bytes, length of 2, kind, name, 0.
		rec := d.buf[d.pos:d.end]
		size := int(rec[16]) | int(rec[17])<<8
		d.pos += size
		name := rec[19:size]
		n := 0
		for n < len(name) && name[n] != 0 {
			n++
		}
		s := string(name[:n])
		if s == "." || s == ".." {
			continue
		}
		e := &dirEntry{parent: f.name, name: s}
		switch rec[18] {
		case 1:
			e.typ = ModeNamedPipe
		case 2:
			e.typ = ModeDevice | ModeCharDevice
		case 4:
			e.typ = ModeDir
		case 6:
			e.typ = ModeDevice
		case 8:
		case 10:
			e.typ = ModeSymlink
		case 12:
			e.typ = ModeSocket
		default: // the file system does not say
			info, err := Lstat(f.name + "/" + s)
			if IsNotExist(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			e.typ, e.info = info.Mode().Type(), info
		}
		return e, nil
	}
}

// ReadDir reads up to n entries, all for n <= 0, in the directory's order.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	list := []DirEntry{}
	for n <= 0 || len(list) < n {
		e, err := f.next()
		if err != nil {
			return list, err
		}
		if e == nil {
			if n > 0 && len(list) == 0 {
				return nil, io.EOF
			}
			break
		}
		list = append(list, e)
	}
	return list, nil
}

// Readdir is ReadDir giving descriptions.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	entries, err := f.ReadDir(n)
	infos := make([]FileInfo, 0, len(entries))
	for _, e := range entries {
		info, ierr := e.Info()
		if IsNotExist(ierr) {
			continue
		}
		if ierr != nil {
			return infos, ierr
		}
		infos = append(infos, info)
	}
	return infos, err
}

// Readdirnames is ReadDir giving names.
func (f *File) Readdirnames(n int) (names []string, err error) {
	entries, err := f.ReadDir(n)
	names = make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

// ReadDir reads a directory, sorted by name.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	fs.SortEntries(list)
	return list, err
}

func random() uint32

// tempName makes a name of pattern, a random number in place of its last
// star or at its end.
func tempName(dir, pattern string) (prefix, suffix string, err error) {
	star := -1
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '/':
			return "", "", plainError("pattern contains path separator")
		case '*':
			star = i
		}
	}
	prefix = pattern
	if star >= 0 {
		prefix, suffix = pattern[:star], pattern[star+1:]
	}
	if dir == "" {
		dir = TempDir()
	}
	if dir[len(dir)-1] != '/' {
		dir += "/"
	}
	return dir + prefix, suffix, nil
}

// CreateTemp makes a new file in dir and opens it.
func CreateTemp(dir, pattern string) (*File, error) {
	prefix, suffix, err := tempName(dir, pattern)
	if err != nil {
		return nil, &PathError{Op: "createtemp", Path: pattern, Err: err}
	}
	for try := 0; ; try++ {
		name := prefix + decimal(int(random())) + suffix
		f, err := OpenFile(name, O_RDWR|O_CREATE|O_EXCL, 0600)
		if IsExist(err) {
			if try < 10000 {
				continue
			}
			return nil, &PathError{Op: "createtemp", Path: prefix + "*" + suffix, Err: ErrExist}
		}
		return f, err
	}
}

// MkdirTemp makes a new directory in dir.
func MkdirTemp(dir, pattern string) (string, error) {
	prefix, suffix, err := tempName(dir, pattern)
	if err != nil {
		return "", &PathError{Op: "mkdirtemp", Path: pattern, Err: err}
	}
	for try := 0; ; try++ {
		name := prefix + decimal(int(random())) + suffix
		err := Mkdir(name, 0700)
		if err == nil {
			return name, nil
		}
		if IsExist(err) {
			if try < 10000 {
				continue
			}
			return "", &PathError{Op: "mkdirtemp", Path: prefix + "*" + suffix, Err: ErrExist}
		}
		if IsNotExist(err) {
			if _, err := Stat(base(prefix)); IsNotExist(err) {
				return "", &PathError{Op: "stat", Path: parent(name), Err: syscall.ENOENT}
			}
		}
		return "", err
	}
}

func parent(name string) string {
	i := len(name)
	for i > 0 && name[i-1] != '/' {
		i--
	}
	if i > 1 {
		i--
	}
	return name[:i]
}
