package bytes

// Equal reports whether a and b hold the same bytes; nil equals an empty slice.
func Equal(a, b []byte) bool

// Index gives the position of the first sep in s, or -1.
func Index(s, sep []byte) int

// LastIndex gives the position of the last sep in s, or -1.
func LastIndex(s, sep []byte) int

// IndexByte gives the position of the first c in b, or -1.
func IndexByte(b []byte, c byte) int

// LastIndexByte gives the position of the last c in s, or -1.
func LastIndexByte(s []byte, c byte) int

// IndexRune gives the position of the first r in s, or -1; utf8.RuneError is found at wrong encodings
// too.
func IndexRune(s []byte, r rune) int

// IndexAny gives the position of the first code point of s that occurs in chars, or -1.
func IndexAny(s []byte, chars string) int

// LastIndexAny gives the position of the last code point of s that occurs in chars, or -1.
func LastIndexAny(s []byte, chars string) int

// Count counts the sep in s that do not overlap; of empty ones there are one more than runes.
func Count(s, sep []byte) int

// Contains reports whether subslice occurs in b.
func Contains(b, subslice []byte) bool

// Compare gives -1, 0 or +1 for a < b, a == b, a > b.
func Compare(a, b []byte) int

// EqualFold reports whether s and t are equal under simple case folding.
func EqualFold(s, t []byte) bool

// changeCase gives a new slice with s in upper (0), lower (1) or title (2) case.
func changeCase(s []byte, which int) []byte

// spaceBounds tells where s without white space at its ends begins and ends.
func spaceBounds(s []byte) (begin, end int)

// cutBounds tells where s without the code points of cutset at its ends begins and ends.
func cutBounds(s []byte, cutset string, left, right bool) (begin, end int)

// Replace gives a copy of s with the first n old (all of them if n < 0) replaced by new. An empty old
// matches at the start and after each rune.
func Replace(s, old, new []byte, n int) []byte

// nextField tells where the first field of s at or after i begins and ends; begin is -1 if there is none.
func nextField(s []byte, i int) (begin, end int)

// ToValidUTF8 gives a copy of s with each run of wrong bytes replaced.
func ToValidUTF8(s, replacement []byte) []byte
