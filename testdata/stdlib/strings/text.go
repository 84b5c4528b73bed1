// run
package main

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// strings, bytes and the utf packages on random text: a hash of all results of a function.

var state uint64 = 88172645463325252

func rnd(n int) int {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return int(state % uint64(n))
}

var letters = []string{"a", "b", "A", "ab", "aa", "é", "É", "世", "\xff", "\xe4\xb8", " ", "\t", "\u00a0", "\u2003", "K", "\u212a", "k", "ß", "\ufffd", "ſ", "s", "\U0001f600"}

func text(n int) string {
	s := ""
	for n = rnd(n); n > 0; n-- {
		s += letters[rnd(len(letters))]
	}
	return s
}

var sums = map[string]interface {
	Write([]byte) (int, error)
	Sum64() uint64
}{}
var names []string

func put(name string, v ...any) {
	h := sums[name]
	if h == nil {
		h = fnv.New64a()
		sums[name] = h
		names = append(names, name)
	}
	fmt.Fprintf(h, "%#v\n", v)
}

func isA(r rune) bool { return r == 'a' || r == '世' || r == 0xfffd }

func change(r rune) rune {
	switch r {
	case 'a':
		return -1
	case 'b':
		return '世'
	case 'é':
		return 0xd800
	}
	return r
}

func main() {
	for i := 0; i < 3000; i++ {
		a, b, c := text(12), text(3), text(3)
		x, y, z := []byte(a), []byte(b), []byte(c)
		n := rnd(6) - 1
		put("Index", strings.Index(a, b), strings.LastIndex(a, b), strings.Count(a, b), strings.Contains(a, b))
		put("IndexAny", strings.IndexAny(a, b), strings.LastIndexAny(a, b), strings.ContainsAny(a, b))
		put("IndexByte", strings.IndexByte(a, 'a'), strings.LastIndexByte(a, 'b'), strings.IndexRune(a, '世'), strings.IndexRune(a, 0xfffd))
		put("Compare", strings.Compare(b, c), strings.EqualFold(b, c), b < c)
		put("Case", strings.ToUpper(a), strings.ToLower(a), strings.ToTitle(a), strings.Title(a), strings.ToUpperSpecial(unicode.TurkishCase, a))
		put("Trim", strings.Trim(a, b), strings.TrimLeft(a, b), strings.TrimRight(a, b), strings.TrimSpace(a), strings.TrimPrefix(a, b), strings.TrimSuffix(a, b))
		put("TrimFunc", strings.TrimFunc(a, isA), strings.TrimLeftFunc(a, isA), strings.TrimRightFunc(a, isA), strings.IndexFunc(a, isA), strings.LastIndexFunc(a, isA))
		put("Replace", strings.Replace(a, b, c, n), strings.ReplaceAll(a, b, c), strings.ToValidUTF8(a, c))
		if b != "" {
			put("Split", strings.SplitN(a, b, n), strings.SplitAfterN(a, b, n), strings.Split(a, b))
			put("bSplit", bytes.SplitN(x, y, n), bytes.SplitAfterN(x, y, n))
		}
		put("Fields", strings.Fields(a), strings.FieldsFunc(a, isA))
		put("Join", strings.Join([]string{a, b, c}, b), strings.Repeat(b, n+1))
		put("Map", strings.Map(change, a))
		before, after, found := strings.Cut(a, b)
		put("Cut", before, after, found)
		args := []string{}
		for k := rnd(5); k > 0; k-- {
			args = append(args, text(3), text(4))
		}
		put("Replacer", strings.NewReplacer(args...).Replace(a))
		put("bIndex", bytes.Index(x, y), bytes.LastIndex(x, y), bytes.Count(x, y), bytes.Contains(x, y), bytes.Equal(x, y), bytes.Compare(y, z), bytes.EqualFold(y, z))
		put("bIndexAny", bytes.IndexAny(x, b), bytes.LastIndexAny(x, b), bytes.IndexByte(x, 'a'), bytes.IndexRune(x, '世'))
		put("bCase", bytes.ToUpper(x), bytes.ToLower(x), bytes.ToTitle(x), bytes.Title(x))
		put("bTrim", bytes.Trim(x, b), bytes.TrimLeft(x, b), bytes.TrimRight(x, b), bytes.TrimSpace(x), bytes.TrimFunc(x, isA))
		put("bReplace", bytes.Replace(x, y, z, n), bytes.ToValidUTF8(x, z), bytes.Map(change, x), bytes.Runes(x))
		put("bFields", bytes.Fields(x), bytes.FieldsFunc(x, isA), bytes.Join([][]byte{x, y, z}, y), bytes.Repeat(y, n+1))
		r, size := utf8.DecodeRuneInString(a)
		r2, size2 := utf8.DecodeLastRune(x)
		put("utf8", r, size, r2, size2, utf8.RuneCountInString(a), utf8.Valid(x), utf8.FullRune(y), utf8.AppendRune(nil, r), utf8.RuneLen(r), utf8.ValidRune(r))
		put("utf16", utf16.Encode([]rune(a)), utf16.Decode([]uint16{0xd83d, uint16(rnd(65536)), 0xde00, 0xd83d, 0xde00}))
		var buf bytes.Buffer
		for k := 0; k < 10; k++ {
			switch rnd(7) {
			case 0:
				buf.WriteString(a)
			case 1:
				buf.Write(y)
			case 2:
				buf.WriteRune('世')
			case 3:
				r, n, err := buf.ReadRune()
				put("Buffer", r, n, err == nil)
			case 4:
				s, err := buf.ReadString('a')
				put("Buffer", s, err == nil)
			case 5:
				put("Buffer", buf.Next(3), buf.UnreadByte() == nil)
			case 6:
				put("Buffer", buf.String(), buf.Len())
			}
		}
	}
	for _, name := range names {
		fmt.Printf("%s %016x\n", name, sums[name].Sum64())
	}
	h := fnv.New64a()
	for r := rune(-2); r < 0x110003; r += 1 + r/2000 {
		fmt.Fprintln(h, unicode.IsLetter(r), unicode.IsUpper(r), unicode.IsLower(r), unicode.IsTitle(r), unicode.IsDigit(r), unicode.IsNumber(r), unicode.IsMark(r), unicode.IsPunct(r), unicode.IsSymbol(r), unicode.IsSpace(r), unicode.IsControl(r), unicode.IsPrint(r), unicode.IsGraphic(r), unicode.ToUpper(r), unicode.ToLower(r), unicode.ToTitle(r), unicode.SimpleFold(r), unicode.Is(unicode.Greek, r), unicode.In(r, unicode.Han, unicode.Latin))
	}
	fmt.Printf("unicode %016x\n", h.Sum64())
	fmt.Println(len(unicode.Categories), len(unicode.Scripts), len(unicode.Properties), len(unicode.CaseRanges), unicode.Letter.LatinOffset, len(unicode.L.R16), len(unicode.L.R32), unicode.TurkishCase.ToUpper('i'), unicode.FoldCategory["Ll"])
	func() {
		defer func() { fmt.Println(recover()) }()
		strings.Repeat("x", -1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		strings.NewReplacer("a")
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var b strings.Builder
		b.WriteString("x")
		c := b
		c.WriteString("y")
	}()
	r := strings.NewReader("héllo")
	r.ReadByte()
	c, n, err := r.ReadRune()
	fmt.Println(c, n, err, r.UnreadRune(), r.UnreadRune(), r.Len(), r.Size())
	fmt.Println(r.Seek(-2, 2))
	fmt.Println(r.Seek(-20, 1))
}
