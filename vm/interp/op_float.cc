// Floating point and complex arithmetic. Compiled without contraction: Go rounds after every operation.
#include <cmath>

#include "vm/interp/handler.h"

namespace vole::vm {

// The min and max builtins: a NaN operand is the result, and -0 orders below +0.
template <class T>
VOLE_INLINE T goMin(T x, T y) {
  if (x != x) return x;
  if (y != y) return y;
  if (x == y) return std::signbit(x) ? x : y;
  return x < y ? x : y;
}
template <class T>
VOLE_INLINE T goMax(T x, T y) {
  if (x != x) return x;
  if (y != y) return y;
  if (x == y) return std::signbit(x) ? y : x;
  return x > y ? x : y;
}

VOLE_OP(AddF64) { v.a().f = v.b().f + v.c().f; }
VOLE_OP(SubF64) { v.a().f = v.b().f - v.c().f; }
VOLE_OP(MulF64) { v.a().f = v.b().f * v.c().f; }
VOLE_OP(DivF64) { v.a().f = v.b().f / v.c().f; }
VOLE_OP(MulAddF64) { v.a().f = v.b().f * v.c().f + v.d().f; }
VOLE_OP(MulSubF64) { v.a().f = v.d().f - v.b().f * v.c().f; }
VOLE_OP(NegF64) { v.a().f = -v.b().f; }
VOLE_OP(MinF64) { v.a().f = goMin(v.b().f, v.c().f); }
VOLE_OP(MaxF64) { v.a().f = goMax(v.b().f, v.c().f); }
VOLE_OP(AddF32) { setF32(v.a(), f32(v.b()) + f32(v.c())); }
VOLE_OP(SubF32) { setF32(v.a(), f32(v.b()) - f32(v.c())); }
VOLE_OP(MulF32) { setF32(v.a(), f32(v.b()) * f32(v.c())); }
VOLE_OP(DivF32) { setF32(v.a(), f32(v.b()) / f32(v.c())); }
VOLE_OP(MulAddF32) { setF32(v.a(), f32(v.b()) * f32(v.c()) + f32(v.d())); }
VOLE_OP(MulSubF32) { setF32(v.a(), f32(v.d()) - f32(v.b()) * f32(v.c())); }
VOLE_OP(NegF32) { setF32(v.a(), -f32(v.b())); }
VOLE_OP(MinF32) { setF32(v.a(), goMin(f32(v.b()), f32(v.c()))); }
VOLE_OP(MaxF32) { setF32(v.a(), goMax(f32(v.b()), f32(v.c()))); }
VOLE_OP(SqrtF64) { v.a().f = __builtin_sqrt(v.b().f); }

namespace {
struct C128 {
  double re, im;
};
VOLE_INLINE C128 getC128(const Slot& s) { return {s.f, (&s)[1].f}; }
VOLE_INLINE void setC128(Slot& s, C128 c) {
  Slot* p = &s;
  p[0].f = c.re;
  p[1].f = c.im;
}
VOLE_INLINE C128 getC64(const Slot& s) {
  return {std::bit_cast<float>(static_cast<uint32_t>(s.u)), std::bit_cast<float>(static_cast<uint32_t>(s.u >> 32))};
}
VOLE_INLINE void setC64(Slot& s, float re, float im) {
  s.u = std::bit_cast<uint32_t>(re) | uint64_t{std::bit_cast<uint32_t>(im)} << 32;
}
VOLE_INLINE C128 mul(C128 b, C128 c) { return {b.re * c.re - b.im * c.im, b.re * c.im + b.im * c.re}; }

double inf2one(double f) { return std::copysign(std::isinf(f) ? 1.0 : 0.0, f); }

// Go's complex division: by scaling against the larger part of the divisor, and C99's corrections when both parts come out NaN.
[[gnu::noinline]] C128 divide(C128 n, C128 m) {
  double a = n.re, b = n.im, c = m.re, d = m.im, e, f;
  if (std::fabs(c) >= std::fabs(d)) {
    double ratio = d / c, denom = c + ratio * d;
    e = (a + b * ratio) / denom;
    f = (b - a * ratio) / denom;
  } else {
    double ratio = c / d, denom = d + ratio * c;
    e = (a * ratio + b) / denom;
    f = (b * ratio - a) / denom;
  }
  if (std::isnan(e) && std::isnan(f)) {
    if (c == 0 && d == 0 && (!std::isnan(a) || !std::isnan(b))) {
      e = std::copysign(INFINITY, c) * a;
      f = std::copysign(INFINITY, c) * b;
    } else if ((std::isinf(a) || std::isinf(b)) && std::isfinite(c) && std::isfinite(d)) {
      a = inf2one(a);
      b = inf2one(b);
      e = INFINITY * (a * c + b * d);
      f = INFINITY * (b * c - a * d);
    } else if ((std::isinf(c) || std::isinf(d)) && std::isfinite(a) && std::isfinite(b)) {
      c = inf2one(c);
      d = inf2one(d);
      e = 0 * (a * c + b * d);
      f = 0 * (b * c - a * d);
    }
  }
  return {e, f};
}
}  // namespace

VOLE_OP(AddC128) {
  C128 b = getC128(v.b()), c = getC128(v.c());
  setC128(v.a(), {b.re + c.re, b.im + c.im});
}
VOLE_OP(SubC128) {
  C128 b = getC128(v.b()), c = getC128(v.c());
  setC128(v.a(), {b.re - c.re, b.im - c.im});
}
VOLE_OP(MulC128) { setC128(v.a(), mul(getC128(v.b()), getC128(v.c()))); }
VOLE_OP(DivC128) { setC128(v.a(), divide(getC128(v.b()), getC128(v.c()))); }
VOLE_OP(NegC128) {
  C128 b = getC128(v.b());
  setC128(v.a(), {-b.re, -b.im});
}
// gc multiplies and divides complex64 in float64 and rounds once.
VOLE_OP(AddC64) {
  C128 b = getC64(v.b()), c = getC64(v.c());
  setC64(v.a(), static_cast<float>(b.re) + static_cast<float>(c.re), static_cast<float>(b.im) + static_cast<float>(c.im));
}
VOLE_OP(SubC64) {
  C128 b = getC64(v.b()), c = getC64(v.c());
  setC64(v.a(), static_cast<float>(b.re) - static_cast<float>(c.re), static_cast<float>(b.im) - static_cast<float>(c.im));
}
VOLE_OP(MulC64) {
  C128 r = mul(getC64(v.b()), getC64(v.c()));
  setC64(v.a(), static_cast<float>(r.re), static_cast<float>(r.im));
}
VOLE_OP(DivC64) {
  C128 r = divide(getC64(v.b()), getC64(v.c()));
  setC64(v.a(), static_cast<float>(r.re), static_cast<float>(r.im));
}
VOLE_OP(NegC64) {
  C128 b = getC64(v.b());
  setC64(v.a(), -static_cast<float>(b.re), -static_cast<float>(b.im));
}
VOLE_OP(C64ToC128) { setC128(v.a(), getC64(v.b())); }
VOLE_OP(C128ToC64) {
  C128 b = getC128(v.b());
  setC64(v.a(), static_cast<float>(b.re), static_cast<float>(b.im));
}
VOLE_OP(MakeC64) { v.a().u = v.b().u32 | uint64_t{v.c().u32} << 32; }
VOLE_OP(RealC64) { v.a().u = v.b().u32; }
VOLE_OP(ImagC64) { v.a().u = v.b().u >> 32; }

}  // namespace vole::vm
