package path

// This file holds Match. path/filepath has the same patterns, with the same rules on this system.

import (
	"errors"
	"unicode/utf8"
)

// ErrBadPattern says that a pattern was malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether name matches the shell pattern: * (no slash), ?, [classes], \escapes.
func Match(pattern, name string) (matched bool, err error) {
	for len(pattern) > 0 {
		star, chunk, rest := nextChunk(pattern)
		if star && chunk == "" {
			// A star at the end takes everything but slashes.
			return lastSlash(name) < 0, nil
		}
		after, ok, err := matchChunk(chunk, name)
		// The last chunk must use up the name.
		if ok && (len(after) == 0 || len(rest) > 0) {
			name, pattern = after, rest
			continue
		}
		if err != nil {
			return false, err
		}
		if star {
			found := false
			for i := 0; i < len(name) && name[i] != '/'; i++ {
				after, ok, err := matchChunk(chunk, name[i+1:])
				if ok {
					if len(rest) == 0 && len(after) > 0 {
						continue
					}
					name, pattern, found = after, rest, true
					break
				}
				if err != nil {
					return false, err
				}
			}
			if found {
				continue
			}
		}
		// No match; what remains of the pattern is still checked.
		for len(rest) > 0 {
			_, chunk, rest = nextChunk(rest)
			if _, _, err := matchChunk(chunk, ""); err != nil {
				return false, err
			}
		}
		return false, nil
	}
	return len(name) == 0, nil
}

// nextChunk splits the pattern: leading stars, then what comes before the next star.
func nextChunk(pattern string) (star bool, chunk, rest string) {
	for len(pattern) > 0 && pattern[0] == '*' {
		pattern = pattern[1:]
		star = true
	}
	inClass := false
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			if i+1 < len(pattern) {
				i++
			}
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '*':
			if !inClass {
				return star, pattern[:i], pattern[i:]
			}
		}
	}
	return star, pattern, ""
}

// matchChunk matches a chunk at the start of s and returns what is left of s. After a mismatch it goes on
// over the chunk to find errors.
func matchChunk(chunk, s string) (rest string, ok bool, err error) {
	failed := false
	for len(chunk) > 0 {
		if !failed && len(s) == 0 {
			failed = true
		}
		switch chunk[0] {
		case '[':
			var r rune
			if !failed {
				var n int
				r, n = utf8.DecodeRuneInString(s)
				s = s[n:]
			}
			chunk = chunk[1:]
			negated := len(chunk) > 0 && chunk[0] == '^'
			if negated {
				chunk = chunk[1:]
			}
			match := false
			for ranges := 0; ; ranges++ {
				if len(chunk) > 0 && chunk[0] == ']' && ranges > 0 {
					chunk = chunk[1:]
					break
				}
				var lo, hi rune
				if lo, chunk, err = classChar(chunk); err != nil {
					return "", false, err
				}
				hi = lo
				if chunk[0] == '-' {
					if hi, chunk, err = classChar(chunk[1:]); err != nil {
						return "", false, err
					}
				}
				match = match || lo <= r && r <= hi
			}
			if match == negated {
				failed = true
			}
		case '?':
			if !failed {
				if s[0] == '/' {
					failed = true
				}
				_, n := utf8.DecodeRuneInString(s)
				s = s[n:]
			}
			chunk = chunk[1:]
		case '\\':
			chunk = chunk[1:]
			if len(chunk) == 0 {
				return "", false, ErrBadPattern
			}
			fallthrough
		default:
			if !failed {
				if chunk[0] != s[0] {
					failed = true
				}
				s = s[1:]
			}
			chunk = chunk[1:]
		}
	}
	if failed {
		return "", false, nil
	}
	return s, true, nil
}

// classChar takes one character, possibly escaped, from inside a class.
func classChar(chunk string) (r rune, rest string, err error) {
	if len(chunk) == 0 || chunk[0] == '-' || chunk[0] == ']' {
		return 0, "", ErrBadPattern
	}
	if chunk[0] == '\\' {
		chunk = chunk[1:]
		if len(chunk) == 0 {
			return 0, "", ErrBadPattern
		}
	}
	r, n := utf8.DecodeRuneInString(chunk)
	if r == utf8.RuneError && n == 1 {
		err = ErrBadPattern
	}
	if rest = chunk[n:]; len(rest) == 0 {
		err = ErrBadPattern
	}
	return r, rest, err
}
