package strings

import "io"

// A Replacer replaces a list of strings by others. It is safe for use by several goroutines.
type Replacer struct {
	oldnew []string
	first  [256]int32 // 1 + the first pair whose old begins with the byte; 0 none
	next   []int32    // likewise the pair after it
	empty  int        // the pair whose old is empty, or -1
}

// NewReplacer takes pairs of old and new strings. At each place of the text the olds are tried in the
// order given, and what is replaced is not looked at again. It panics if the number is odd.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	r := &Replacer{oldnew: append([]string(nil), oldnew...), empty: -1}
	r.next = make([]int32, len(oldnew)/2)
	for i := len(oldnew)/2 - 1; i >= 0; i-- {
		old := oldnew[2*i]
		if old == "" {
			r.empty = i
			continue
		}
		r.next[i] = r.first[old[0]]
		r.first[old[0]] = int32(i) + 1
	}
	return r
}

// match finds the pair to apply at s[i:], or -1.
func (r *Replacer) match(s string, i int, ignoreEmpty bool) int {
	found := -1
	if i < len(s) {
		for p := r.first[s[i]]; p != 0; p = r.next[p-1] {
			if HasPrefix(s[i:], r.oldnew[2*(p-1)]) {
				found = int(p) - 1
				break
			}
		}
	}
	if r.empty >= 0 && !ignoreEmpty && (found < 0 || r.empty < found) {
		found = r.empty
	}
	return found
}

// step finds the next replacement in s at or after i: the pair, and where it applies.
func (r *Replacer) step(s string, i int, ignoreEmpty bool) (pair, at int) {
	for ; i <= len(s); i++ {
		if r.empty < 0 && (i == len(s) || r.first[s[i]] == 0) {
			continue
		}
		if pair = r.match(s, i, ignoreEmpty); pair >= 0 {
			return pair, i
		}
		ignoreEmpty = false
	}
	return -1, len(s)
}

// Replace gives s with all replacements made.
func (r *Replacer) Replace(s string) string {
	pair, at := r.step(s, 0, false)
	if pair < 0 {
		return s
	}
	buf := make([]byte, 0, len(s)+len(s)/4)
	last := 0
	for pair >= 0 {
		buf = append(buf, s[last:at]...)
		buf = append(buf, r.oldnew[2*pair+1]...)
		n := len(r.oldnew[2*pair])
		last = at + n
		pair, at = r.step(s, last, n == 0)
	}
	return string(append(buf, s[last:]...))
}

// WriteString writes s to w with all replacements made.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	last, ignoreEmpty := 0, false
	for {
		pair, at := r.step(s, last, ignoreEmpty)
		if last != at {
			k, err := io.WriteString(w, s[last:at])
			n += k
			if err != nil {
				return n, err
			}
		}
		if pair < 0 {
			return n, nil
		}
		k, err := io.WriteString(w, r.oldnew[2*pair+1])
		n += k
		if err != nil {
			return n, err
		}
		last = at + len(r.oldnew[2*pair])
		ignoreEmpty = r.oldnew[2*pair] == ""
	}
}
