package bits

// The number of one bits in x.

func OnesCount(x uint) int
func OnesCount8(x uint8) int
func OnesCount16(x uint16) int
func OnesCount32(x uint32) int
func OnesCount64(x uint64) int

// The number of bits needed for x; 0 for 0.

func Len(x uint) int
func Len8(x uint8) int
func Len16(x uint16) (n int)
func Len32(x uint32) (n int)
func Len64(x uint64) (n int)

// The number of zero bits at the low end of x; the size of x for 0.

func TrailingZeros(x uint) int
func TrailingZeros8(x uint8) int
func TrailingZeros16(x uint16) int
func TrailingZeros32(x uint32) int
func TrailingZeros64(x uint64) int

// x with its bits in reverse order.

func Reverse(x uint) uint
func Reverse8(x uint8) uint8
func Reverse16(x uint16) uint16
func Reverse32(x uint32) uint32
func Reverse64(x uint64) uint64

// x with its bytes in reverse order.

func ReverseBytes(x uint) uint
func ReverseBytes16(x uint16) uint16
func ReverseBytes32(x uint32) uint32
func ReverseBytes64(x uint64) uint64

// Mul gives the product of x and y in two words.
func Mul(x, y uint) (hi, lo uint)

// Mul64 gives the product of x and y in two words.
func Mul64(x, y uint64) (hi, lo uint64)

// Add gives x + y + carry, where carry must be 0 or 1.
func Add(x, y, carry uint) (sum, carryOut uint)

// Add64 gives x + y + carry, where carry must be 0 or 1.
func Add64(x, y, carry uint64) (sum, carryOut uint64)

// Sub gives x - y - borrow, where borrow must be 0 or 1.
func Sub(x, y, borrow uint) (diff, borrowOut uint)

// Sub64 gives x - y - borrow, where borrow must be 0 or 1.
func Sub64(x, y, borrow uint64) (diff, borrowOut uint64)

// Div divides (hi, lo) by y. It panics if y is 0 or if the quotient does not fit.
func Div(hi, lo, y uint) (quo, rem uint)

// Div64 divides (hi, lo) by y. It panics if y is 0 or if the quotient does not fit.
func Div64(hi, lo, y uint64) (quo, rem uint64)
