package utf8

// FullRune reports whether p begins with a whole encoding. A wrong one counts as whole, since it
// decodes as an error of width 1.
func FullRune(p []byte) bool

// FullRuneInString is FullRune for a string.
func FullRuneInString(s string) bool

// DecodeRune unpacks the first encoding in p and gives its width; (RuneError, 0) if p is empty,
// (RuneError, 1) if the encoding is wrong.
func DecodeRune(p []byte) (rune, int)

// DecodeRuneInString is DecodeRune for a string.
func DecodeRuneInString(s string) (rune, int)

// DecodeLastRune unpacks the last encoding in p, with DecodeRune's conventions.
func DecodeLastRune(p []byte) (rune, int)

// DecodeLastRuneInString is DecodeLastRune for a string.
func DecodeLastRuneInString(s string) (rune, int)

// RuneCount counts the runes in p; each wrong byte counts as one.
func RuneCount(p []byte) int

// RuneCountInString is RuneCount for a string.
func RuneCountInString(s string) (n int)

// Valid reports whether p is UTF-8 throughout.
func Valid(p []byte) bool

// ValidString is Valid for a string.
func ValidString(s string) bool
