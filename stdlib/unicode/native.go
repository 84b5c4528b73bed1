package unicode

// Whether r is of a kind that Unicode defines; control characters and digits included.

// IsLetter reports category L.
func IsLetter(r rune) bool

// IsUpper reports category Lu.
func IsUpper(r rune) bool

// IsLower reports category Ll.
func IsLower(r rune) bool

// IsTitle reports category Lt.
func IsTitle(r rune) bool

// IsDigit reports category Nd.
func IsDigit(r rune) bool

// IsNumber reports category N.
func IsNumber(r rune) bool

// IsMark reports category M.
func IsMark(r rune) bool

// IsPunct reports category P.
func IsPunct(r rune) bool

// IsSymbol reports category S.
func IsSymbol(r rune) bool

// IsSpace reports white space: property White_Space.
func IsSpace(r rune) bool

// IsControl reports category Cc; others of category C are not control characters.
func IsControl(r rune) bool

// IsPrint reports what Go holds printable: letters, marks, numbers, punctuation, symbols, ASCII space.
func IsPrint(r rune) bool

// IsGraphic reports what Unicode holds graphic: what IsPrint reports and category Zs.
func IsGraphic(r rune) bool

// ToUpper gives the upper case of r.
func ToUpper(r rune) rune

// ToLower gives the lower case of r.
func ToLower(r rune) rune

// ToTitle gives the title case of r.
func ToTitle(r rune) rune

// SimpleFold goes round the runes that are equal under simple case folding: it gives the smallest one
// above r, or the smallest of all if r is the largest; r itself if there is no other, or if r is not
// valid.
func SimpleFold(r rune) rune
