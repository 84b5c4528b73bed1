package math

// Float64bits gives the IEEE 754 representation of f.
func Float64bits(f float64) uint64

// Float64frombits gives the number with the IEEE 754 representation b.
func Float64frombits(b uint64) float64

// Float32bits gives the IEEE 754 representation of f.
func Float32bits(f float32) uint32

// Float32frombits gives the number with the IEEE 754 representation b.
func Float32frombits(b uint32) float32

// Abs gives |x|.
func Abs(x float64) float64

// Copysign gives the magnitude of f with the sign of sign.
func Copysign(f, sign float64) float64

// Signbit reports whether x is negative or negative zero.
func Signbit(x float64) bool

// Sqrt gives the square root of x; NaN for x < 0.
func Sqrt(x float64) float64

// Floor gives the greatest integer not above x.
func Floor(x float64) float64

// Ceil gives the least integer not below x.
func Ceil(x float64) float64

// Trunc gives the integer part of x.
func Trunc(x float64) float64

// Round gives the nearest integer, halves away from zero.
func Round(x float64) float64

// RoundToEven gives the nearest integer, halves to the even one.
func RoundToEven(x float64) float64

// Max gives the larger of x and y; infinity before NaN, NaN before numbers, +0 before -0.
func Max(x, y float64) float64

// Min gives the smaller of x and y; -infinity before NaN, NaN before numbers, -0 before +0.
func Min(x, y float64) float64

// Mod gives the remainder of x/y with the sign of x.
func Mod(x, y float64) float64

// Remainder gives the IEEE 754 remainder of x/y.
func Remainder(x, y float64) float64

// Modf splits f into integer and fraction, both with the sign of f.
func Modf(f float64) (int float64, frac float64)

// Frexp splits f into a fraction of [½, 1) and a power of two.
func Frexp(f float64) (frac float64, exp int)

// Ldexp gives frac × 2**exp.
func Ldexp(frac float64, exp int) float64

// FMA gives x × y + z, rounded once.
func FMA(x, y, z float64) float64

// Hypot gives Sqrt(p*p + q*q) without needless overflow.
func Hypot(p, q float64) float64

// Cbrt gives the cube root of x.
func Cbrt(x float64) float64

// Exp gives e**x.
func Exp(x float64) float64

// Exp2 gives 2**x.
func Exp2(x float64) float64

// Expm1 gives e**x - 1, precisely where x is near zero.
func Expm1(x float64) float64

// Log gives the natural logarithm of x.
func Log(x float64) float64

// Log2 gives the binary logarithm of x.
func Log2(x float64) float64

// Log10 gives the decimal logarithm of x.
func Log10(x float64) float64

// Log1p gives Log(1 + x), precisely where x is near zero.
func Log1p(x float64) float64

// Pow gives x**y.
func Pow(x, y float64) float64

// Sin gives the sine of x radians.
func Sin(x float64) float64

// Cos gives the cosine of x radians.
func Cos(x float64) float64

// Sincos gives Sin(x), Cos(x).
func Sincos(x float64) (sin, cos float64)

// Tan gives the tangent of x radians.
func Tan(x float64) float64

// Asin gives the arcsine of x in radians.
func Asin(x float64) float64

// Acos gives the arccosine of x in radians.
func Acos(x float64) float64

// Atan gives the arctangent of x in radians.
func Atan(x float64) float64

// Atan2 gives the angle of the point (x, y) in radians.
func Atan2(y, x float64) float64

// Sinh gives the hyperbolic sine of x.
func Sinh(x float64) float64

// Cosh gives the hyperbolic cosine of x.
func Cosh(x float64) float64

// Tanh gives the hyperbolic tangent of x.
func Tanh(x float64) float64

// Asinh gives the inverse hyperbolic sine of x.
func Asinh(x float64) float64

// Acosh gives the inverse hyperbolic cosine of x.
func Acosh(x float64) float64

// Atanh gives the inverse hyperbolic tangent of x.
func Atanh(x float64) float64

// Gamma gives the Gamma function of x.
func Gamma(x float64) float64

// Lgamma gives the logarithm of |Gamma(x)| and Gamma(x)'s sign.
func Lgamma(x float64) (lgamma float64, sign int)

// Erf gives the error function of x.
func Erf(x float64) float64

// Erfc gives the complementary error function of x.
func Erfc(x float64) float64

// J0 gives the order-zero Bessel function of the first kind.
func J0(x float64) float64

// J1 gives the order-one Bessel function of the first kind.
func J1(x float64) float64

// Jn gives the order-n Bessel function of the first kind.
func Jn(n int, x float64) float64

// Y0 gives the order-zero Bessel function of the second kind.
func Y0(x float64) float64

// Y1 gives the order-one Bessel function of the second kind.
func Y1(x float64) float64

// Yn gives the order-n Bessel function of the second kind.
func Yn(n int, x float64) float64
