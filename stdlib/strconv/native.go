package strconv

// What parseUint and parseInt report beside the value.
const (
	parseOK = iota
	parseSyntax
	parseRange
)

// parseUint reads s in a base of 0 or 2 to 36, for a result of bitSize bits.
func parseUint(s string, base, bitSize int) (n uint64, status int)

// parseInt is parseUint with a sign.
func parseInt(s string, base, bitSize int) (n int64, status int)

// parseFloatPrefix reads the longest floating-point literal at the start of s: its value rounded to
// bitSize bits, and the number of bytes used.
func parseFloatPrefix(s string, bitSize int) (f float64, n int, status int)

// formatBits gives u (as signed if neg) in the given base from 2 to 36.
func formatBits(u uint64, base int, signed bool) string

// appendBits appends what formatBits gives.
func appendBits(dst []byte, u uint64, base int, signed bool) []byte

// Itoa is FormatInt(int64(i), 10).
func Itoa(i int) string

// formatFloat is FormatFloat for a bitSize of 32 or 64.
func formatFloat(f float64, fmt byte, prec, bitSize int) string

// appendFloat appends what formatFloat gives.
func appendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte

// How quoted text treats runes outside ASCII.
const (
	quotePrint   = iota // those that IsPrint stand as they are
	quoteASCII          // all are escaped
	quoteGraphic        // those that IsGraphic stand as they are
)

// appendQuoted appends s as a literal between quote characters.
func appendQuoted(dst []byte, s string, quote byte, mode int) []byte

// quoted gives s as a literal between quote characters.
func quoted(s string, quote byte, mode int) string

// CanBackquote reports whether s can stand unchanged in a raw string literal of one line.
func CanBackquote(s string) bool

// IsPrint reports whether r is printable as Go defines it: letters, marks, numbers, punctuation,
// symbols and the ASCII space.
func IsPrint(r rune) bool

// IsGraphic reports whether r is graphic as Unicode defines it; beside what is printable these are all
// the spaces of category Zs.
func IsGraphic(r rune) bool
