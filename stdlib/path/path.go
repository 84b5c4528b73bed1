// Package path implements operations on slash-separated paths.
package path

// Clean returns the shortest path that is lexically the same: no doubled slashes, no "." elements, no
// inner ".." elements. An empty path becomes ".".
func Clean(path string) string {
	if path == "" {
		return "."
	}
	rooted := path[0] == '/'
	out := make([]byte, 0, len(path))
	floor := 0 // out[:floor] cannot be backed up over by ".."
	if rooted {
		out = append(out, '/')
		floor = 1
	}
	for i := 0; i < len(path); {
		if path[i] == '/' {
			i++
			continue
		}
		end := i
		for end < len(path) && path[end] != '/' {
			end++
		}
		elem := path[i:end]
		i = end
		switch {
		case elem == ".":
		case elem == "..":
			if len(out) > floor {
				n := len(out) - 1
				for n > floor && out[n] != '/' {
					n--
				}
				out = out[:n]
			} else if !rooted {
				if len(out) > 0 {
					out = append(out, '/')
				}
				out = append(out, ".."...)
				floor = len(out)
			}
		default:
			if rooted && len(out) != 1 || !rooted && len(out) != 0 {
				out = append(out, '/')
			}
			out = append(out, elem...)
		}
	}
	if len(out) == 0 {
		return "."
	}
	return string(out)
}

func lastSlash(s string) int {
	i := len(s) - 1
	for i >= 0 && s[i] != '/' {
		i--
	}
	return i
}

// Split splits path after its final slash.
func Split(path string) (dir, file string) {
	i := lastSlash(path) + 1
	return path[:i], path[i:]
}

// Join joins elements with slashes and cleans the result; empty elements are ignored.
func Join(elem ...string) string {
	var out []byte
	for _, e := range elem {
		if len(out) > 0 || e != "" {
			if len(out) > 0 {
				out = append(out, '/')
			}
			out = append(out, e...)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return Clean(string(out))
}

// Ext returns the extension: the suffix that begins at the final dot of the last element.
func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}

// Base returns the last element, "." for an empty path, "/" for slashes only.
func Base(path string) string {
	if path == "" {
		return "."
	}
	for len(path) > 0 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	if path = path[lastSlash(path)+1:]; path == "" {
		return "/"
	}
	return path
}

// IsAbs reports whether the path is absolute.
func IsAbs(path string) bool { return len(path) > 0 && path[0] == '/' }

// Dir returns all but the last element, cleaned.
func Dir(path string) string { return Clean(path[:lastSlash(path)+1]) }
