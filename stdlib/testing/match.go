package testing

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// matcher decides which tests run: a pattern is a list of regular expressions separated by slashes, one for each level.
type matcher struct {
	run, skip []*regexp.Regexp
}

func newMatcher(run, skip, flagName string) *matcher {
	return &matcher{compilePattern(run, flagName), compilePattern(skip, "-test.skip")}
}

func compilePattern(s, flagName string) []*regexp.Regexp {
	if s == "" {
		return nil
	}
	var out []*regexp.Regexp
	for i, part := range splitPattern(s) {
		re, err := regexp.Compile(part)
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: invalid regexp for element %d of %s (%q): %s\n", i, flagName, part, err)
			os.Exit(1)
		}
		out = append(out, re)
	}
	return out
}

// splitPattern cuts at slashes outside of brackets and parentheses.
func splitPattern(s string) []string {
	var out []string
	brackets, parens, from := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			brackets++
		case ']':
			if brackets > 0 {
				brackets--
			}
		case '(':
			if brackets == 0 {
				parens++
			}
		case ')':
			if brackets == 0 {
				parens--
			}
		case '\\':
			i++
		case '/':
			if brackets == 0 && parens == 0 {
				out = append(out, s[from:i])
				from = i + 1
			}
		}
	}
	return append(out, strings.ReplaceAll(s[from:], " ", "_"))
}

func (m *matcher) matches(name string) bool {
	elems := strings.Split(name, "/")
	for i, e := range elems {
		if i < len(m.run) && !m.run[i].MatchString(e) {
			return false
		}
	}
	if len(m.skip) > 0 && len(elems) >= len(m.skip) {
		for i, re := range m.skip {
			if !re.MatchString(elems[i]) {
				return true
			}
		}
		return false
	}
	return true
}
