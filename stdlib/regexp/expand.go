package regexp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file holds templates: texts in which $1, $name and ${name} stand for groups.

// part is a literal text, or the groups whose text is wanted.
type part struct {
	text   string
	groups []int // of several with one name the first that matched counts
}

type template []part

func (re *Regexp) parseTemplate(s string) template {
	var t template
	for s != "" {
		before, after, ok := strings.Cut(s, "$")
		if before != "" {
			t = append(t, part{text: before})
		}
		if !ok {
			break
		}
		s = after
		if s != "" && s[0] == '$' {
			t = append(t, part{text: "$"})
			s = s[1:]
			continue
		}
		name, num, rest, ok := reference(s)
		if !ok {
			t = append(t, part{text: "$"}) // no reference: the sign itself
			continue
		}
		s = rest
		var groups []int
		if num >= 0 {
			groups = []int{num}
		} else {
			for i, n := range re.names {
				if n == name {
					groups = append(groups, i)
				}
			}
		}
		t = append(t, part{groups: groups})
	}
	return t
}

// reference reads what follows a $: a name, as a number if it is one, else -1.
func reference(s string) (name string, num int, rest string, ok bool) {
	brace := s != "" && s[0] == '{'
	if brace {
		s = s[1:]
	}
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' {
			break
		}
		i += size
	}
	if i == 0 {
		return
	}
	name = s[:i]
	if brace {
		if i >= len(s) || s[i] != '}' {
			return
		}
		i++
	}
	for k := 0; k < len(name); k++ {
		if name[k] < '0' || '9' < name[k] || num >= 1e8 {
			num = -1
			break
		}
		num = num*10 + int(name[k]) - '0'
	}
	if name[0] == '0' && len(name) > 1 {
		num = -1
	}
	return name, num, s[i:], true
}

func (t template) expand(b []byte, src string, match []int) []byte {
	for i := range t {
		p := &t[i]
		b = append(b, p.text...)
		for _, g := range p.groups {
			if 2*g+1 < len(match) && match[2*g] >= 0 {
				b = append(b, src[match[2*g]:match[2*g+1]]...)
				break
			}
		}
	}
	return b
}

// Expand appends template to dst, with the groups of match (positions in src) put in.
func (re *Regexp) Expand(dst []byte, template []byte, src []byte, match []int) []byte {
	return re.parseTemplate(string(template)).expand(dst, view(src), match)
}

// ExpandString is Expand for strings.
func (re *Regexp) ExpandString(dst []byte, template string, src string, match []int) []byte {
	return re.parseTemplate(template).expand(dst, src, match)
}
