package filepath

import (
	"io/fs"
	"os"
	"slices"
	"strings"
)

// WalkFunc is what Walk calls for each file or directory.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// Walk walks the tree below root in lexical order, root included, without following symbolic links.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, info, fn)
	}
	return withoutSkip(err)
}

func withoutSkip(err error) error {
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walk(path string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(path, info, nil)
	}
	names, err := dirNames(path)
	err1 := fn(path, info, err)
	// With an error of the listing, fn has been told of it and decides whether the walk goes on; it
	// cannot go into this directory.
	if err != nil || err1 != nil {
		return err1
	}
	for _, name := range names {
		file := Join(path, name)
		info, err := os.Lstat(file)
		if err != nil {
			if err := fn(file, info, err); err != nil && err != SkipDir {
				return err
			}
			continue
		}
		if err := walk(file, info, fn); err != nil {
			if err == SkipDir && info.IsDir() {
				continue
			}
			if err == SkipDir {
				return nil // the rest of this directory
			}
			return err
		}
	}
	return nil
}

func dirNames(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	names, err := f.Readdirnames(-1)
	f.Close()
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	return names, nil
}

// WalkDir is Walk without a Lstat for each file.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	return withoutSkip(err)
}

func walkDir(path string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(path, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		if err = fn(path, d, err); err != nil {
			if err == SkipDir && d.IsDir() {
				err = nil
			}
			return err
		}
	}
	for _, e := range entries {
		if err := walkDir(Join(path, e.Name()), e, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// Glob returns the names of the files that match the pattern, nil if there are none.
func Glob(pattern string) ([]string, error) {
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	if !strings.ContainsAny(pattern, `*?[\`) {
		if _, err := os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch dir {
	case "":
		dir = "."
	case "/":
	default:
		dir = dir[:len(dir)-1]
	}
	dirs := []string{dir}
	if strings.ContainsAny(dir, `*?[\`) {
		if dir == pattern {
			return nil, ErrBadPattern
		}
		var err error
		if dirs, err = Glob(dir); err != nil {
			return nil, err
		}
	}
	var found []string
	for _, d := range dirs {
		names, err := dirNames(d)
		if err != nil {
			continue // what cannot be read has no matches
		}
		for _, n := range names {
			ok, err := Match(file, n)
			if err != nil {
				return found, err
			}
			if ok {
				found = append(found, Join(d, n))
			}
		}
	}
	return found, nil
}
