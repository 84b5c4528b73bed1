// run -- 1 60
// Random regular expressions over random texts: errors, matches, groups, replacements, splits.
package main

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"regexp"
	"strconv"
)

var atoms = []string{"a", "b", "ab", "c", ".", "[ab]", "[^a]", "[a-c]", `\d`, `\w`, `\s`, `\W`, "^", "$", `\b`, `\B`, "é", "x", "[[:alpha:]]",
	"(?i:A)", "(?i)b", "(?s:.)", "(?m:^)", "(?m:$)", `\A`, `\z`, "", `\x{e9}`, `\.`, `\pL`, `\P{Greek}`, `[\d-x]`, "1", `\n`, `\Qa.\E`, "[^\\n]", "[é-ü]"}
var bad = []string{"(", ")", "[", "]", "{", "}", "*", "+", "?", "{2}", "{1,2}", "{2,1}", "{1001}", `\`, `\C`, `\8`, `\pX`, `\p{Foo}`, "[b-a]", "[[:foo:]]", "(?P<n>",
	"(?P<n", "(?P<>a)", "(?z)", "(?i", "**", "a**", "a+*", "|", "\xff", `\x{110000}`, `\xz`, "[a", "(?P=n)", `\q`, "-", "(?-i:a)", "(?i-s:a)", "{,2}", "{1,", "\\p{^Lu}", "[\\pN\\pL]", "x{2}{3}", "((a{100}){100})", "(?:", "[]a]", "[]", "[^]", "[a-\\d]", "[--a]"}

func gen(r *rand.Rand, depth int) string {
	if depth <= 0 || r.Intn(5) == 0 {
		if r.Intn(40) == 0 {
			return bad[r.Intn(len(bad))]
		}
		return atoms[r.Intn(len(atoms))]
	}
	switch r.Intn(8) {
	case 0, 1, 2:
		return gen(r, depth-1) + gen(r, depth-1)
	case 3:
		return "(" + gen(r, depth-1) + ")"
	case 4:
		return "(?:" + gen(r, depth-1) + ")" + []string{"*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{2,3}?"}[r.Intn(10)]
	case 5:
		return "(?:" + gen(r, depth-1) + "|" + gen(r, depth-1) + ")"
	case 6:
		return gen(r, depth-1) + "|" + gen(r, depth-1)
	}
	return "(?P<g" + strconv.Itoa(r.Intn(3)) + ">" + gen(r, depth-1) + ")"
}

var runes = []string{"a", "b", "c", "x", "1", " ", "\n", "é", "世", "\xff", "A", "B", ".", "aa", "ab", "\u212a", "ü"}

func text(r *rand.Rand) string {
	s := ""
	for n := r.Intn(12); n > 0; n-- {
		s += runes[r.Intn(len(runes))]
	}
	return s
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	n, _ := strconv.Atoi(os.Args[2])
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for i := 0; i < n; i++ {
		r := rand.New(rand.NewSource(seed*1000003 + int64(i)))
		expr := gen(r, 4)
		posix := r.Intn(10) == 0
		compile := regexp.Compile
		if posix {
			compile = regexp.CompilePOSIX
		}
		re, err := compile(expr)
		if err != nil {
			fmt.Fprintf(w, "%d %q %v %v\n", i, expr, posix, err)
			continue
		}
		if r.Intn(10) == 0 {
			re.Longest()
		}
		p, full := re.LiteralPrefix()
		fmt.Fprintf(w, "%d %q %v %d %q %q %v\n", i, expr, posix, re.NumSubexp(), re.SubexpNames(), p, full)
		for k := 0; k < 3; k++ {
			s := text(r)
			fmt.Fprintf(w, "\t%d %q %v %v %v\n", i, s, re.MatchString(s), re.FindStringSubmatchIndex(s), re.FindAllStringIndex(s, -1))
			fmt.Fprintf(w, "\t%d %q %q %q\n", i, re.ReplaceAllString(s, "<$1$g1>"), re.ReplaceAllStringFunc(s, strconv.Quote), re.Split(s, r.Intn(5)-1))
			fmt.Fprintf(w, "\t%d %v %q\n", i, re.FindAllSubmatchIndex([]byte(s), 3), re.ReplaceAll([]byte(s), []byte("[$0]")))
		}
	}
}
