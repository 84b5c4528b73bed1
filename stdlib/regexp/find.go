package regexp

import (
	"io"
	"strings"
)

// This file holds the Find methods: all are views of the positions that find and findAll give. A slice of a match
// has no room behind it, so that an append cannot write into the text.

// Find gives the text of the first match in b, or nil.
func (re *Regexp) Find(b []byte) []byte {
	var room [2]int
	a := re.find(view(b), 1, room[:0])
	if a == nil {
		return nil
	}
	return b[a[0]:a[1]:a[1]]
}

// FindIndex gives where the first match in b begins and ends, or nil.
func (re *Regexp) FindIndex(b []byte) (loc []int) { return re.find(view(b), 1, nil) }

// FindString gives the text of the first match in s, or "".
func (re *Regexp) FindString(s string) string {
	var room [2]int
	a := re.find(s, 1, room[:0])
	if a == nil {
		return ""
	}
	return s[a[0]:a[1]]
}

// FindStringIndex gives where the first match in s begins and ends, or nil.
func (re *Regexp) FindStringIndex(s string) (loc []int) { return re.find(s, 1, nil) }

// FindReaderIndex gives where the first match in what r gives begins and ends, or nil.
func (re *Regexp) FindReaderIndex(r io.RuneReader) (loc []int) { return re.find(readAll(r), 1, nil) }

func bytesOf(b []byte, a []int) [][]byte {
	out := make([][]byte, len(a)/2)
	for i := range out {
		if lo, hi := a[2*i], a[2*i+1]; lo >= 0 {
			out[i] = b[lo:hi:hi]
		}
	}
	return out
}

func stringsOf(s string, a []int) []string {
	out := make([]string, len(a)/2)
	for i := range out {
		if lo := a[2*i]; lo >= 0 {
			out[i] = s[lo:a[2*i+1]]
		}
	}
	return out
}

// FindSubmatch gives the texts of the first match in b and of its groups, or nil.
func (re *Regexp) FindSubmatch(b []byte) [][]byte {
	var room [8]int
	a := re.find(view(b), len(re.names), room[:0])
	if a == nil {
		return nil
	}
	return bytesOf(b, a)
}

// FindSubmatchIndex gives the positions of the first match in b and of its groups, or nil.
func (re *Regexp) FindSubmatchIndex(b []byte) []int { return re.find(view(b), len(re.names), nil) }

// FindStringSubmatch gives the texts of the first match in s and of its groups, or nil.
func (re *Regexp) FindStringSubmatch(s string) []string {
	var room [8]int
	a := re.find(s, len(re.names), room[:0])
	if a == nil {
		return nil
	}
	return stringsOf(s, a)
}

// FindStringSubmatchIndex gives the positions of the first match in s and of its groups, or nil.
func (re *Regexp) FindStringSubmatchIndex(s string) []int { return re.find(s, len(re.names), nil) }

// FindReaderSubmatchIndex gives the positions of the first match in what r gives and of its groups, or nil.
func (re *Regexp) FindReaderSubmatchIndex(r io.RuneReader) []int {
	return re.find(readAll(r), len(re.names), nil)
}

// FindAll gives the texts of the matches in b, at most n if n >= 0.
func (re *Regexp) FindAll(b []byte, n int) [][]byte {
	a := re.findAll(view(b), n, 1)
	if len(a) == 0 {
		return nil
	}
	return bytesOf(b, a)
}

// FindAllIndex gives the positions of the matches in b, at most n if n >= 0.
func (re *Regexp) FindAllIndex(b []byte, n int) [][]int { return pieces(re.findAll(view(b), n, 1), 2) }

// FindAllString gives the texts of the matches in s, at most n if n >= 0.
func (re *Regexp) FindAllString(s string, n int) []string {
	a := re.findAll(s, n, 1)
	if len(a) == 0 {
		return nil
	}
	return stringsOf(s, a)
}

// FindAllStringIndex gives the positions of the matches in s, at most n if n >= 0.
func (re *Regexp) FindAllStringIndex(s string, n int) [][]int { return pieces(re.findAll(s, n, 1), 2) }

// pieces cuts a into parts of size elements; nil for none.
func pieces(a []int, size int) [][]int {
	if len(a) == 0 {
		return nil
	}
	out := make([][]int, len(a)/size)
	for i := range out {
		out[i] = a[i*size : (i+1)*size : (i+1)*size]
	}
	return out
}

// FindAllSubmatch gives the texts of the matches in b and of their groups, at most n if n >= 0.
func (re *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	size := 2 * len(re.names)
	a := re.findAll(view(b), n, len(re.names))
	if len(a) == 0 {
		return nil
	}
	out := make([][][]byte, len(a)/size)
	for i := range out {
		out[i] = bytesOf(b, a[i*size:(i+1)*size])
	}
	return out
}

// FindAllSubmatchIndex gives the positions of the matches in b and of their groups, at most n if n >= 0.
func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return pieces(re.findAll(view(b), n, len(re.names)), 2*len(re.names))
}

// FindAllStringSubmatch gives the texts of the matches in s and of their groups, at most n if n >= 0.
func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	size := 2 * len(re.names)
	a := re.findAll(s, n, len(re.names))
	if len(a) == 0 {
		return nil
	}
	texts := stringsOf(s, a)
	out := make([][]string, len(a)/size)
	for i := range out {
		lo, hi := i*len(re.names), (i+1)*len(re.names)
		out[i] = texts[lo:hi:hi]
	}
	return out
}

// FindAllStringSubmatchIndex gives the positions of the matches in s and of their groups, at most n if n >= 0.
func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return pieces(re.findAll(s, n, len(re.names)), 2*len(re.names))
}

// Split cuts s at the matches: into at most n pieces if n > 0, into none if n is 0.
func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if len(re.expr) > 0 && len(s) == 0 {
		return []string{""}
	}
	a := re.findAll(s, n, 1)
	out := make([]string, 0, len(a)/2+1)
	begin, end := 0, 0
	for i := 0; i < len(a); i += 2 {
		if n > 0 && len(out) == n-1 {
			break
		}
		end = a[i]
		if a[i+1] != 0 {
			out = append(out, s[begin:end])
		}
		begin = a[i+1]
	}
	if end != len(s) {
		out = append(out, s[begin:])
	}
	return out
}

// ReplaceAllString replaces the matches in src by repl, in which $1 or ${name} stand for groups.
func (re *Regexp) ReplaceAllString(src, repl string) string {
	if strings.IndexByte(repl, '$') < 0 {
		return re.ReplaceAllLiteralString(src, repl)
	}
	groups := len(re.names)
	a := re.findAll(src, -1, groups)
	if len(a) == 0 {
		return src
	}
	return string(re.replaceByTemplate(src, repl, a, groups))
}

func (re *Regexp) replaceByTemplate(src, repl string, a []int, groups int) []byte {
	t := re.parseTemplate(repl)
	b := make([]byte, 0, len(src)+len(src)/8+16)
	last := 0
	for i := 0; i < len(a); i += 2 * groups {
		b = append(b, src[last:a[i]]...)
		b = t.expand(b, src, a[i:i+2*groups])
		last = a[i+1]
	}
	return append(b, src[last:]...)
}

func replaceLiteral(src, repl string, a []int) []byte {
	b := make([]byte, 0, len(src)+len(a)/2*len(repl))
	last := 0
	for i := 0; i < len(a); i += 2 {
		b = append(b, src[last:a[i]]...)
		b = append(b, repl...)
		last = a[i+1]
	}
	return append(b, src[last:]...)
}

// ReplaceAllLiteralString replaces the matches in src by repl as it stands.
func (re *Regexp) ReplaceAllLiteralString(src, repl string) string {
	a := re.findAll(src, -1, 1)
	if len(a) == 0 {
		return src
	}
	return string(replaceLiteral(src, repl, a))
}

// ReplaceAllStringFunc replaces each match in src by what repl gives for it.
func (re *Regexp) ReplaceAllStringFunc(src string, repl func(string) string) string {
	a := re.findAll(src, -1, 1)
	if len(a) == 0 {
		return src
	}
	b := make([]byte, 0, len(src))
	last := 0
	for i := 0; i < len(a); i += 2 {
		b = append(b, src[last:a[i]]...)
		b = append(b, repl(src[a[i]:a[i+1]])...)
		last = a[i+1]
	}
	return string(append(b, src[last:]...))
}

// ReplaceAll replaces the matches in src by repl, in which $1 or ${name} stand for groups.
func (re *Regexp) ReplaceAll(src, repl []byte) []byte {
	s := view(src)
	groups := len(re.names)
	a := re.findAll(s, -1, groups)
	if len(a) == 0 {
		return append([]byte(nil), src...)
	}
	return re.replaceByTemplate(s, string(repl), a, groups)
}

// ReplaceAllLiteral replaces the matches in src by repl as it stands.
func (re *Regexp) ReplaceAllLiteral(src, repl []byte) []byte {
	a := re.findAll(view(src), -1, 1)
	if len(a) == 0 {
		return append([]byte(nil), src...)
	}
	return replaceLiteral(view(src), view(repl), a)
}

// ReplaceAllFunc replaces each match in src by what repl gives for it.
func (re *Regexp) ReplaceAllFunc(src []byte, repl func([]byte) []byte) []byte {
	a := re.findAll(view(src), -1, 1)
	if len(a) == 0 {
		return append([]byte(nil), src...)
	}
	b := make([]byte, 0, len(src))
	last := 0
	for i := 0; i < len(a); i += 2 {
		b = append(b, src[last:a[i]]...)
		b = append(b, repl(src[a[i]:a[i+1]])...)
		last = a[i+1]
	}
	return append(b, src[last:]...)
}
