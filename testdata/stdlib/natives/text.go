// run

// Natives of strings, bytes, strconv and unicode/utf8 given nil, huge and negative sizes, overlapping slices.
package main

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

func try(name string, f func() any) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Printf("%s: panic: %v\n", name, e)
		}
	}()
	fmt.Printf("%s: %v\n", name, f())
}

func main() {
	var nilBytes []byte
	try("Repeat negative", func() any { return strings.Repeat("x", -1) })
	try("Repeat empty huge", func() any { return strings.Repeat("", math.MaxInt) })
	try("bytes.Repeat negative", func() any { return bytes.Repeat(nilBytes, -5) })
	try("SplitN", func() any {
		return fmt.Sprint(len(strings.SplitN("a,b", ",", -9)), strings.SplitN("a,b", ",", 0) == nil, strings.SplitN("", "", math.MaxInt))
	})
	try("Replace", func() any { return strings.Replace("aaa", "", "-", math.MinInt) })
	try("Index", func() any {
		return fmt.Sprint(strings.Index("", ""), bytes.Index(nil, nil), bytes.IndexByte(nil, 0), strings.LastIndex("", "x"))
	})
	try("Compare", func() any {
		return fmt.Sprint(bytes.Compare(nil, []byte{}), bytes.Equal(nil, nilBytes), bytes.EqualFold(nil, nil))
	})
	try("Count", func() any {
		return fmt.Sprint(bytes.Count(nil, nil), strings.Count("äö", ""), strings.Count("", "x"))
	})
	try("Fields", func() any { return fmt.Sprint(bytes.Fields(nil), strings.Fields("\xff \xfe")) })
	try("Map", func() any {
		return strings.Map(func(r rune) rune { return -1 }, "abc") + strings.Map(func(rune) rune { return math.MaxInt32 }, "a")
	})
	try("ToUpper invalid", func() any { return fmt.Sprintf("%q %q", strings.ToUpper("\xff\xf0a"), bytes.ToLower([]byte("\x80Ä"))) })
	try("Grow negative", func() any { var b strings.Builder; b.Grow(-1); return b.Len() })
	try("Buffer.Grow negative", func() any { var b bytes.Buffer; b.Grow(-1); return b.Len() })
	try("Buffer.Truncate", func() any { var b bytes.Buffer; b.Truncate(1); return b.Len() })
	try("Buffer.Next", func() any { var b bytes.Buffer; return len(b.Next(math.MaxInt)) })
	try("nil Buffer", func() any { var b *bytes.Buffer; return b.String() })
	try("nil Reader", func() any { var r *strings.Reader; return r.Len() })
	try("ReadAt negative", func() any { _, err := strings.NewReader("a").ReadAt(nilBytes, -1); return err })
	try("Seek", func() any { _, err := bytes.NewReader(nil).Seek(-1, 0); return err })
	try("Seek whence", func() any { _, err := bytes.NewReader(nil).Seek(0, 9); return err })
	try("copy overlap", func() any { b := []byte("abcdef"); copy(b[2:], b); copy(b, b[3:]); return string(b) })
	try("append overlap", func() any {
		b := append(make([]byte, 0, 12), "abcdef"...)
		b = append(b[:1], b[2:]...)
		return string(append(b, b...))
	})
	try("FormatInt base", func() any { return strconv.FormatInt(5, 1) })
	try("FormatInt base 37", func() any { return strconv.FormatInt(100, 37) })
	try("ParseInt", func() any { _, err := strconv.ParseInt("12", 99, 0); return err })
	try("ParseInt bits", func() any { _, err := strconv.ParseInt("12", 10, 65); return err })
	try("ParseFloat huge exponent", func() any { f, err := strconv.ParseFloat("1e99999999999999999999", 64); return fmt.Sprint(f, err) })
	try("FormatFloat", func() any { return len(strconv.FormatFloat(math.MaxFloat64, 'f', 2000, 64)) })
	try("FormatFloat bits", func() any { return strconv.FormatFloat(1, 'g', -1, 7) })
	try("FormatFloat format", func() any { return strconv.FormatFloat(1, '!', -1, 64) })
	try("Sprintf width", func() any { return len(fmt.Sprintf("%*d", math.MaxInt32, 1)) })
	try("Sprintf index", func() any { return fmt.Sprintf("%[99999999999999999999]d %[-1]d %.*f", 1, 2, -5, 1.5) })
	try("Unquote", func() any { _, err := strconv.Unquote("\"\\x\""); return err })
	try("DecodeRune", func() any {
		r, n := utf8.DecodeRune(nil)
		s, k := utf8.DecodeLastRuneInString("\xff")
		return fmt.Sprint(r, n, s, k)
	})
	try("EncodeRune short", func() any { return utf8.EncodeRune(nil, 'x') })
	try("EncodeRune short 3", func() any { return utf8.EncodeRune(make([]byte, 2), '世') })
	try("AppendRune", func() any { return string(utf8.AppendRune(nil, -1)) + string(utf8.AppendRune(nil, math.MaxInt32)) })
}
