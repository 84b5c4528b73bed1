package strings

// Index gives the position of the first substr in s, or -1.
func Index(s, substr string) int

// LastIndex gives the position of the last substr in s, or -1.
func LastIndex(s, substr string) int

// IndexByte gives the position of the first c in s, or -1.
func IndexByte(s string, c byte) int

// LastIndexByte gives the position of the last c in s, or -1.
func LastIndexByte(s string, c byte) int

// IndexRune gives the position of the first r in s, or -1; utf8.RuneError is found at wrong encodings
// too.
func IndexRune(s string, r rune) int

// IndexAny gives the position of the first code point of s that occurs in chars, or -1.
func IndexAny(s, chars string) int

// LastIndexAny gives the position of the last code point of s that occurs in chars, or -1.
func LastIndexAny(s, chars string) int

// Count counts the substr in s that do not overlap; of empty ones there are one more than runes.
func Count(s, substr string) int

// Contains reports whether substr occurs in s.
func Contains(s, substr string) bool

// Compare gives -1, 0 or +1 for a < b, a == b, a > b.
func Compare(a, b string) int

// EqualFold reports whether s and t are equal under simple case folding.
func EqualFold(s, t string) bool

// ToUpper gives s in upper case.
func ToUpper(s string) string

// ToLower gives s in lower case.
func ToLower(s string) string

// ToTitle gives s in title case.
func ToTitle(s string) string

// TrimSpace cuts white space off both ends.
func TrimSpace(s string) string

// Trim cuts the code points of cutset off both ends.
func Trim(s, cutset string) string

// TrimLeft cuts the code points of cutset off the start.
func TrimLeft(s, cutset string) string

// TrimRight cuts the code points of cutset off the end.
func TrimRight(s, cutset string) string

// Join puts sep between the elements.
func Join(elems []string, sep string) string

// repeat gives count times s; the length has been checked.
func repeat(s string, count int) string

// Replace replaces the first n old (all of them if n < 0) that do not overlap by new. An empty old
// matches at the start and after each rune.
func Replace(s, old, new string, n int) string

// splitInto fills a with the pieces of s between sep, the last of them being the rest of s, and gives
// their number. Each piece keeps save bytes of the sep after it.
func splitInto(a []string, s, sep string, save int) int

// explodeInto fills a with the runes of s, the last element being the rest of s.
func explodeInto(a []string, s string)

// countFields counts what Fields finds.
func countFields(s string) int

// fieldsInto fills a with what Fields finds.
func fieldsInto(a []string, s string)

// ToValidUTF8 replaces each run of wrong bytes by replacement.
func ToValidUTF8(s, replacement string) string
