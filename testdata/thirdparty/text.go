// run

// Debian's golang-golang-x-text-dev: cases, normal forms, collation, encodings, languages, numbers and messages, width.
package main

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/collate"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	uni "unicode"
)

func main() {
	fmt.Println(cases.Title(language.English).String("hello wörld, it's o'neil"), cases.Upper(language.Turkish).String("istanbul ıi"),
		cases.Lower(language.Und).String("ΑΣ ΟΔΟΣ"), cases.Fold().String("Straße"))
	for _, s := range []string{"e\u0301", "é", "ﬁ", "한글", "A\u030a\u0323", "\u1e9b\u0323"} {
		fmt.Printf("%+q %+q %+q %+q %v\n", norm.NFC.String(s), norm.NFD.String(s), norm.NFKC.String(s), norm.NFKD.String(s), norm.NFC.IsNormalString(s))
	}
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(uni.Mn)), norm.NFC)
	s, n, err := transform.String(t, "Crème brûlée à la façon")
	fmt.Println(s, n, err)
	words := []string{"zebra", "Äpfel", "apfel", "Zoo", "éclair", "ähnlich", "eclair", "o", "ö"}
	for _, tag := range []language.Tag{language.German, language.Swedish} {
		w := append([]string(nil), words...)
		collate.New(tag).SortStrings(w)
		fmt.Println(tag, w)
	}
	b, err := charmap.Windows1252.NewEncoder().String("naïve €")
	fmt.Printf("%x %v\n", b, err)
	_, err = charmap.ISO8859_1.NewEncoder().String("€")
	fmt.Println(err)
	b, err = japanese.ShiftJIS.NewEncoder().String("日本語")
	fmt.Printf("%x %v\n", b, err)
	back, err := io.ReadAll(transform.NewReader(strings.NewReader(b), japanese.ShiftJIS.NewDecoder()))
	fmt.Println(string(back), err)
	b, _ = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String("aé𝄞")
	fmt.Printf("%x\n", b)
	m := language.NewMatcher([]language.Tag{language.English, language.German, language.MustParse("zh-Hant"), language.BrazilianPortuguese})
	for _, want := range []string{"de-AT", "pt", "zh-TW", "fr;q=0.9, en-GB;q=0.5", "xx"} {
		tags, _, err := language.ParseAcceptLanguage(want)
		tag, i, c := m.Match(tags...)
		fmt.Println(want, tag, i, c, err)
	}
	_, err = language.Parse("a-b-!")
	fmt.Println(err)
	fmt.Println(display.English.Tags().Name(language.MustParse("sr-Latn-RS")), display.Self.Name(language.Japanese), display.German.Languages().Name(language.French))
	for _, tag := range []language.Tag{language.English, language.German, language.Hindi, language.French} {
		p := message.NewPrinter(tag)
		p.Printf("%d %.2f %v\n", 1234567, 1234567.891, 0.5)
	}
	fmt.Println(width.Widen.String("abc 12"), width.Narrow.String("ＡＢＣ　１"), width.LookupRune('漢').Kind())
}
