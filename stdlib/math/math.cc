// This file holds the natives of math and math/bits.
#include <bit>
#include <cmath>

#include "stdlib/math/libm.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

template <double (*f)(double)>
Status unary(M&, Slot* a) {
  a[0].f = f(a[0].f);
  return Status::ok;
}
template <double (*f)(double, double)>
Status binary(M&, Slot* a) {
  a[0].f = f(a[0].f, a[1].f);
  return Status::ok;
}
// A float's slot already holds its bits.
Status sameBits(M&, Slot*) { return Status::ok; }

Status signbit(M&, Slot* a) {
  a[0].i = std::signbit(a[0].f);
  return Status::ok;
}
double mod(double x, double y) {
  if (y == 0 || std::isinf(x) || std::isnan(x) || std::isnan(y)) return std::nan("");
  return std::fmod(x, y);
}
Status modf(M&, Slot* a) {
  double whole = 0, f = a[0].f;
  double frac = std::isinf(f) ? std::nan("") : std::modf(f, &whole);
  if (std::isinf(f)) whole = f;
  if (std::isnan(f)) whole = f;
  a[0].f = whole;
  // Below one the integer part is zero without a sign for positive numbers; a whole number's fraction is +0 or -0 as f is.
  a[1].f = frac;
  return Status::ok;
}
Status frexp(M&, Slot* a) {
  int exp = 0;
  double f = a[0].f;
  if (f != 0 && std::isfinite(f)) f = std::frexp(f, &exp);
  a[0].f = f;
  a[1].i = exp;
  return Status::ok;
}
Status ldexp(M&, Slot* a) {
  a[0].f = std::ldexp(a[0].f, static_cast<int>(std::max<int64_t>(-100000, std::min<int64_t>(100000, a[1].i))));
  return Status::ok;
}
Status fma(M&, Slot* a) {
  a[0].f = std::fma(a[0].f, a[1].f, a[2].f);
  return Status::ok;
}
template <int which>
Status sincos(M&, Slot* a) {
  double s, c;
  goSincos(a[0].f, &s, &c);
  if (which == 0) {
    a[0].f = s;
  } else if (which == 1) {
    a[0].f = c;
  } else {
    a[0].f = s;
    a[1].f = c;
  }
  return Status::ok;
}
Status lgammaNative(M&, Slot* a) {
  int sign;
  a[0].f = goLgamma(a[0].f, &sign);
  a[1].i = sign;
  return Status::ok;
}
// The Bessel functions are the C library's, which can differ from Go's in the last bits; where it gives a negative zero
// Go gives zero.
template <double (*f)(int, double)>
Status bessel(M&, Slot* a) {
  a[0].f = f(a[0].i32, a[1].f) + 0.0;
  return Status::ok;
}

double besselJ0(double x) { return ::j0(x); }
double besselJ1(double x) { return x == 0 || std::isinf(x) ? 0 : ::j1(x); }

VOLE_NATIVE("math.Float64bits", sameBits);
VOLE_NATIVE("math.Float64frombits", sameBits);
VOLE_NATIVE("math.Float32bits", sameBits);
VOLE_NATIVE("math.Float32frombits", sameBits);
VOLE_NATIVE("math.Abs", unary<std::fabs>);
VOLE_NATIVE("math.Copysign", binary<std::copysign>);
VOLE_NATIVE("math.Signbit", signbit);
VOLE_NATIVE("math.Sqrt", unary<std::sqrt>);
VOLE_NATIVE("math.Floor", unary<std::floor>);
VOLE_NATIVE("math.Ceil", unary<std::ceil>);
VOLE_NATIVE("math.Trunc", unary<std::trunc>);
VOLE_NATIVE("math.Round", unary<goRound>);
VOLE_NATIVE("math.RoundToEven", unary<std::nearbyint>);
VOLE_NATIVE("math.Max", binary<goMax>);
VOLE_NATIVE("math.Min", binary<goMin>);
VOLE_NATIVE("math.Mod", binary<mod>);
VOLE_NATIVE("math.Remainder", binary<std::remainder>);
VOLE_NATIVE("math.Modf", modf);
VOLE_NATIVE("math.Frexp", frexp);
VOLE_NATIVE("math.Ldexp", ldexp);
VOLE_NATIVE("math.FMA", fma);
VOLE_NATIVE("math.Hypot", binary<goHypot>);
VOLE_NATIVE("math.Cbrt", unary<goCbrt>);
VOLE_NATIVE("math.Exp", unary<goExp>);
VOLE_NATIVE("math.Exp2", unary<goExp2>);
VOLE_NATIVE("math.Expm1", unary<goExpm1>);
VOLE_NATIVE("math.Log", unary<goLog>);
VOLE_NATIVE("math.Log2", unary<goLog2>);
VOLE_NATIVE("math.Log10", unary<goLog10>);
VOLE_NATIVE("math.Log1p", unary<goLog1p>);
VOLE_NATIVE("math.Pow", binary<goPow>);
VOLE_NATIVE("math.Sin", sincos<0>);
VOLE_NATIVE("math.Cos", sincos<1>);
VOLE_NATIVE("math.Sincos", sincos<2>);
VOLE_NATIVE("math.Tan", unary<goTan>);
VOLE_NATIVE("math.Asin", unary<goAsin>);
VOLE_NATIVE("math.Acos", unary<goAcos>);
VOLE_NATIVE("math.Atan", unary<goAtan>);
VOLE_NATIVE("math.Atan2", binary<goAtan2>);
VOLE_NATIVE("math.Sinh", unary<goSinh>);
VOLE_NATIVE("math.Cosh", unary<goCosh>);
VOLE_NATIVE("math.Tanh", unary<goTanh>);
VOLE_NATIVE("math.Asinh", unary<goAsinh>);
VOLE_NATIVE("math.Acosh", unary<goAcosh>);
VOLE_NATIVE("math.Atanh", unary<goAtanh>);
VOLE_NATIVE("math.Gamma", unary<goGamma>);
VOLE_NATIVE("math.Lgamma", lgammaNative);
VOLE_NATIVE("math.Erf", unary<goErf>);
VOLE_NATIVE("math.Erfc", unary<goErfc>);
VOLE_NATIVE("math.J0", unary<besselJ0>);
VOLE_NATIVE("math.J1", unary<besselJ1>);
VOLE_NATIVE("math.Jn", bessel<::jn>);
VOLE_NATIVE("math.Y0", unary<::y0>);
VOLE_NATIVE("math.Y1", unary<::y1>);
VOLE_NATIVE("math.Yn", bessel<::yn>);

template <class T, auto f>
Status bitNative(M&, Slot* a) {
  a[0].u = static_cast<uint64_t>(f(static_cast<T>(a[0].u)));
  return Status::ok;
}
template <class T>
int onesCount(T x) { return std::popcount(x); }
template <class T>
int bitLen(T x) { return std::bit_width(x); }
template <class T>
int trailingZeros(T x) { return std::countr_zero(x); }
uint8_t reverse8(uint8_t x) { return __builtin_bitreverse8(x); }
uint16_t reverse16(uint16_t x) { return __builtin_bitreverse16(x); }
uint32_t reverse32(uint32_t x) { return __builtin_bitreverse32(x); }
uint64_t reverse64(uint64_t x) { return __builtin_bitreverse64(x); }
uint16_t swap16(uint16_t x) { return __builtin_bswap16(x); }
uint32_t swap32(uint32_t x) { return __builtin_bswap32(x); }
uint64_t swap64(uint64_t x) { return __builtin_bswap64(x); }

using u128 = unsigned __int128;

// func Mul64(x, y uint64) (hi, lo uint64)
Status mul64(M&, Slot* a) {
  u128 p = u128{a[0].u} * a[1].u;
  a[0].u = static_cast<uint64_t>(p >> 64);
  a[1].u = static_cast<uint64_t>(p);
  return Status::ok;
}
// func Add64(x, y, carry uint64) (sum, carryOut uint64)
Status add64(M&, Slot* a) {
  uint64_t x = a[0].u, y = a[1].u, sum = x + y + a[2].u;
  a[0].u = sum;
  a[1].u = ((x & y) | ((x | y) & ~sum)) >> 63;
  return Status::ok;
}
// func Sub64(x, y, borrow uint64) (diff, borrowOut uint64)
Status sub64(M&, Slot* a) {
  uint64_t x = a[0].u, y = a[1].u, diff = x - y - a[2].u;
  a[0].u = diff;
  a[1].u = ((~x & y) | (~(x ^ y) & diff)) >> 63;
  return Status::ok;
}
// func Div64(hi, lo, y uint64) (quo, rem uint64)
Status div64(M& m, Slot* a) {
  uint64_t hi = a[0].u, lo = a[1].u, y = a[2].u;
  if (y == 0) return rt::panicDivide(m);
  if (y <= hi) return rt::panicErrorString(m, "integer overflow");
  u128 n = u128{hi} << 64 | lo;
  a[0].u = static_cast<uint64_t>(n / y);
  a[1].u = static_cast<uint64_t>(n % y);
  return Status::ok;
}

VOLE_NATIVE("math/bits.OnesCount", (bitNative<uint64_t, onesCount<uint64_t>>));
VOLE_NATIVE("math/bits.OnesCount8", (bitNative<uint8_t, onesCount<uint8_t>>));
VOLE_NATIVE("math/bits.OnesCount16", (bitNative<uint16_t, onesCount<uint16_t>>));
VOLE_NATIVE("math/bits.OnesCount32", (bitNative<uint32_t, onesCount<uint32_t>>));
VOLE_NATIVE("math/bits.OnesCount64", (bitNative<uint64_t, onesCount<uint64_t>>));
VOLE_NATIVE("math/bits.Len", (bitNative<uint64_t, bitLen<uint64_t>>));
VOLE_NATIVE("math/bits.Len8", (bitNative<uint8_t, bitLen<uint8_t>>));
VOLE_NATIVE("math/bits.Len16", (bitNative<uint16_t, bitLen<uint16_t>>));
VOLE_NATIVE("math/bits.Len32", (bitNative<uint32_t, bitLen<uint32_t>>));
VOLE_NATIVE("math/bits.Len64", (bitNative<uint64_t, bitLen<uint64_t>>));
VOLE_NATIVE("math/bits.TrailingZeros", (bitNative<uint64_t, trailingZeros<uint64_t>>));
VOLE_NATIVE("math/bits.TrailingZeros8", (bitNative<uint8_t, trailingZeros<uint8_t>>));
VOLE_NATIVE("math/bits.TrailingZeros16", (bitNative<uint16_t, trailingZeros<uint16_t>>));
VOLE_NATIVE("math/bits.TrailingZeros32", (bitNative<uint32_t, trailingZeros<uint32_t>>));
VOLE_NATIVE("math/bits.TrailingZeros64", (bitNative<uint64_t, trailingZeros<uint64_t>>));
VOLE_NATIVE("math/bits.Reverse", (bitNative<uint64_t, reverse64>));
VOLE_NATIVE("math/bits.Reverse8", (bitNative<uint8_t, reverse8>));
VOLE_NATIVE("math/bits.Reverse16", (bitNative<uint16_t, reverse16>));
VOLE_NATIVE("math/bits.Reverse32", (bitNative<uint32_t, reverse32>));
VOLE_NATIVE("math/bits.Reverse64", (bitNative<uint64_t, reverse64>));
VOLE_NATIVE("math/bits.ReverseBytes", (bitNative<uint64_t, swap64>));
VOLE_NATIVE("math/bits.ReverseBytes16", (bitNative<uint16_t, swap16>));
VOLE_NATIVE("math/bits.ReverseBytes32", (bitNative<uint32_t, swap32>));
VOLE_NATIVE("math/bits.ReverseBytes64", (bitNative<uint64_t, swap64>));
VOLE_NATIVE("math/bits.Mul", mul64);
VOLE_NATIVE("math/bits.Mul64", mul64);
VOLE_NATIVE("math/bits.Add", add64);
VOLE_NATIVE("math/bits.Add64", add64);
VOLE_NATIVE("math/bits.Sub", sub64);
VOLE_NATIVE("math/bits.Sub64", sub64);
VOLE_NATIVE("math/bits.Div", div64);
VOLE_NATIVE("math/bits.Div64", div64);

}  // namespace
}  // namespace vole::stdlib
