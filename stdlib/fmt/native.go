package fmt

// The formatting of single values is done by natives that append to a buffer. They take the flags, width
// and precision as they stand in the printer; the last three flags belong to the call.

type flagSet uint

const (
	flagSharp flagSet = 1 << iota
	flagZero
	flagPlus
	flagMinus
	flagSpace
	flagWid    // a width is given
	flagPrec   // a precision is given
	flagPlusV  // %+v: plus then is not set
	flagSharpV // %#v: sharp then is not set

	flagSigned // the integer is signed
	flagUpper  // digits in upper case
	flagO      // %O
)

// nextPercent gives the position of the first percent sign at or after i, or the length of format.
func nextPercent(format string, i int) int

// appendPadded appends s at the width.
func appendPadded(buf []byte, s string, flags flagSet, wid int) []byte

// appendTruncated appends s, cut to the precision in runes, at the width.
func appendTruncated(buf []byte, s string, flags flagSet, wid, prec int) []byte

// appendInteger appends u in base 2, 8, 10 or 16.
func appendInteger(buf []byte, u uint64, base int, flags flagSet, wid, prec int) []byte

// appendUnicode appends u as U+0078, with the rune itself behind if sharp is set.
func appendUnicode(buf []byte, u uint64, flags flagSet, wid, prec int) []byte

// appendFloat appends v of size bits; defaultPrec is the precision if the flags give none.
func appendFloat(buf []byte, v float64, size int, verb rune, defaultPrec int, flags flagSet, wid, prec int) []byte

// appendHex appends the bytes of s in base 16.
func appendHex(buf []byte, s string, flags flagSet, wid, prec int) []byte

// appendQuoted appends s, cut to the precision, as a literal.
func appendQuoted(buf []byte, s string, flags flagSet, wid, prec int) []byte

// These format a whole call if all operands have predeclared types and nothing is unusual; otherwise they give false,
// and buf as it was (basic.cc).
func formatBasic(buf []byte, format string, a []any) ([]byte, bool)
func sprintfBasic(format string, a []any) (string, bool)
func printBasic(buf []byte, a []any, line bool) ([]byte, bool)
