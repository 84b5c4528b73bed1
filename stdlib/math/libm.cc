// This file holds the elementary functions with Go's algorithms: fdlibm's for exponentials, logarithms, erf and the inverse
// hyperbolic functions, Cephes' for the trigonometric ones and gamma. A correctly rounded library would differ in last bits.
#include "stdlib/math/libm.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace vole::stdlib {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kPi = 3.14159265358979323846264338327950288419716939937510582097494459;
constexpr double kLn2 = 0.693147180559945309417232121458176568;
constexpr double kLn2Hi = 6.93147180369123816490e-01;
constexpr double kLn2Lo = 1.90821492927058770002e-10;

uint64_t bitsOf(double x) { return std::bit_cast<uint64_t>(x); }
double fromBits(uint64_t b) { return std::bit_cast<double>(b); }

// c0 + x*(c1 + x*(c2 + ...)), evaluated from the last coefficient.
inline double horner(double x, std::initializer_list<double> c) {
  const double* p = c.end() - 1;
  double y = *p;
  while (p != c.begin()) y = *--p + x * y;
  return y;
}
// ((c0*x + c1)*x + c2)*x + ...
inline double hornerDown(double x, std::initializer_list<double> c) {
  double y = *c.begin();
  for (const double* p = c.begin() + 1; p != c.end(); p++) y = y * x + *p;
  return y;
}

// The tail of exp: a Taylor series in x/16, then four squarings of exp(x)-1. Go's assembly fuses where the processor can.
[[gnu::target("fma")]] double expReducedFused(double x, double n) {
  x = __builtin_fma(-0.69314718055966295651160180568695068359375, n, x);
  x = __builtin_fma(-0.28235290563031577122588448175013436025525412068e-12, n, x);
  x *= 0.0625;
  double y = 2.4801587301587301587e-5;
  y = __builtin_fma(y, x, 1.9841269841269841270e-4);
  y = __builtin_fma(y, x, 1.3888888888888888889e-3);
  y = __builtin_fma(y, x, 8.3333333333333333333e-3);
  y = __builtin_fma(y, x, 4.1666666666666666667e-2);
  y = __builtin_fma(y, x, 1.6666666666666666667e-1);
  y = __builtin_fma(y, x, 0.5);
  y = __builtin_fma(y, x, 1.0);
  x *= y;
  for (int i = 0; i < 3; i++) x *= x + 2.0;
  return __builtin_fma(x, x + 2.0, 1.0);
}
double expReduced(double x, double n) {
  x -= 0.69314718055966295651160180568695068359375 * n;
  x -= 0.28235290563031577122588448175013436025525412068e-12 * n;
  x *= 0.0625;
  double y = hornerDown(x, {2.4801587301587301587e-5, 1.9841269841269841270e-4, 1.3888888888888888889e-3,
                            8.3333333333333333333e-3, 4.1666666666666666667e-2, 1.6666666666666666667e-1, 0.5, 1.0});
  x *= y;
  for (int i = 0; i < 4; i++) x *= x + 2.0;
  return x + 1.0;
}
bool haveFma() {
  static const bool have = __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx");
  return have;
}

// exp(hi - lo) * 2**k for a reduced argument.
double expMulti(double hi, double lo, int k) {
  double r = hi - lo;
  double t = r * r;
  double c = r - t * horner(t, {1.66666666666666657415e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
                                -1.65339022054652515390e-06, 4.13813679705723846039e-08});
  return std::ldexp(1 - ((lo - (r * c) / (2 - c)) - hi), k);
}

}  // namespace

double goExp(double x) {
  if (std::isnan(x) || x == kInf) return x;
  if (x == -kInf) return 0;
  if (x > 7.09782712893384e+02) return kInf;
  double scaled = 1.4426950408889634073599246810018920 * x;
  if (scaled < -2000) return 0;
  int k = static_cast<int>(std::nearbyint(scaled));
  double y = haveFma() ? expReducedFused(x, k) : expReduced(x, k);
  k += 0x3FF;
  if (k <= 0) {
    if (k < -52) return 0;
    // Two steps, so that the result is rounded only at the end.
    y *= fromBits(static_cast<uint64_t>(k + 0x3FE) << 52);
    return y * fromBits(uint64_t{1} << 52);
  }
  if (k >= 0x7FF) return kInf;
  return y * fromBits(static_cast<uint64_t>(k) << 52);
}

double goExp2(double x) {
  if (std::isnan(x) || x == kInf) return x;
  if (x == -kInf) return 0;
  if (x > 1.0239999999999999e+03) return kInf;
  if (x < -1.0740e+03) return 0;
  int k = x > 0 ? static_cast<int>(x + 0.5) : x < 0 ? static_cast<int>(x - 0.5) : 0;
  double t = x - k;
  return expMulti(t * kLn2Hi, -t * kLn2Lo, k);
}

double goLog(double x) {
  if (x == 0) return -kInf;
  if (x < 0) return kNaN;
  if (std::isnan(x) || x == kInf) return x;
  uint64_t b = bitsOf(x);
  // As Go's assembly does it, without a special case for denormals.
  double f = fromBits((b & 0x000FFFFFFFFFFFFF) | 0x3FE0000000000000);
  double k = static_cast<int>(b >> 52 & 0x7FF) - 0x3FE;
  if (!(7.07106781186547524401e-01 < f)) {
    k -= 1;
    f *= 2;
  }
  f -= 1;
  double s = f / (2 + f);
  double s2 = s * s, s4 = s2 * s2;
  double t1 = s2 * horner(s4, {6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01, 1.479819860511658591e-01});
  double t2 = s4 * horner(s4, {3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01});
  double r = t1 + t2;
  double hfsq = 0.5 * f * f;
  return k * kLn2Hi - ((hfsq - (s * (hfsq + r) + k * kLn2Lo)) - f);
}

double goLog2(double x) {
  if (x == 0 || std::isnan(x) || std::isinf(x)) return goLog(x);
  int exp;
  double frac = std::frexp(x, &exp);
  if (frac == 0.5) return exp - 1;
  return goLog(frac) * 1.44269504088896340735992468100189213742664595415298593413544940693 + exp;
}

double goLog10(double x) { return goLog(x) * 0.434294481903251827651128918916605082294397005803666566114454; }

double goHypot(double p, double q) {
  p = std::fabs(p);
  q = std::fabs(q);
  if (p == kInf || q == kInf) return kInf;
  if (std::isnan(p) || std::isnan(q)) return kNaN;
  if (p < q) std::swap(p, q);
  if (p == 0) return 0;
  q /= p;
  return p * std::sqrt(1 + q * q);
}

double goCbrt(double x) {
  if (x == 0 || std::isnan(x) || std::isinf(x)) return x;
  double a = std::fabs(x);
  double t = fromBits(bitsOf(a) / 3 + (uint64_t{715094163} << 32));
  if (a < 2.22507385850720138309e-308) {
    t = static_cast<double>(1ull << 54) * a;
    t = fromBits(bitsOf(t) / 3 + (uint64_t{696219795} << 32));
  }
  double r = t * t / a;
  double s = 5.42857142857142815906e-01 + r * t;
  t *= 3.57142857142857150787e-01 + 1.60714285714285720630e+00 / (s + 1.41428571428571436819e+00 + -7.05306122448979611050e-01 / s);
  // Rounded to 22 bits, so that the square is exact.
  t = fromBits((bitsOf(t) & (uint64_t{0xFFFFFFFFC} << 28)) + (1ull << 30));
  s = t * t;
  r = a / s;
  r = (r - t) / (t + t + r);
  t += t * r;
  return std::copysign(t, x);
}

namespace {

bool isOddInt(double x) {
  double whole;
  if (std::modf(x, &whole) != 0 || std::fabs(whole) >= 0x1p63) return false;
  return static_cast<int64_t>(whole) & 1;
}

}  // namespace

double goPow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (y == 1) return x;
  if (std::isnan(x) || std::isnan(y)) return kNaN;
  if (x == 0) {
    if (y < 0) return isOddInt(y) ? std::copysign(kInf, x) : kInf;
    return isOddInt(y) ? x : 0;
  }
  if (std::isinf(y)) return x == -1 ? 1 : (std::fabs(x) < 1) == (y > 0) ? 0 : kInf;
  if (std::isinf(x)) return x < 0 ? goPow(1 / x, -y) : y < 0 ? 0 : kInf;
  if (y == 0.5) return std::sqrt(x);
  if (y == -0.5) return 1 / std::sqrt(x);
  double yi, yf = std::modf(std::fabs(y), &yi);
  if (yf != 0 && x < 0) return kNaN;
  if (yi >= 0x1p63) return x == -1 ? 1 : (std::fabs(x) < 1) == (y > 0) ? 0 : kInf;
  // The result is a1 * 2**ae: first the fraction of y, then its integer part by repeated squaring.
  double a1 = 1;
  int64_t ae = 0;
  if (yf != 0) {
    if (yf > 0.5) {
      yf--;
      yi++;
    }
    a1 = goExp(yf * goLog(x));
  }
  int exp;
  double x1 = std::frexp(x, &exp);
  int64_t xe = exp;
  for (int64_t i = static_cast<int64_t>(yi); i != 0; i >>= 1) {
    if (xe < -(1 << 12) || 1 << 12 < xe) {
      // Overflow or underflow is certain; the exponent tells which.
      ae += xe;
      break;
    }
    if (i & 1) {
      a1 *= x1;
      ae += xe;
    }
    x1 *= x1;
    xe <<= 1;
    if (x1 < .5) {
      x1 += x1;
      xe--;
    }
  }
  if (y < 0) {
    a1 = 1 / a1;
    ae = -ae;
  }
  return std::ldexp(a1, static_cast<int>(std::max<int64_t>(-100000, std::min<int64_t>(100000, ae))));
}

namespace {

// The octant of x >= 0 (taken up to an even one), and what is left of x, within a quarter of pi.
struct Reduced {
  uint64_t octant;
  double z;
};

// Payne and Hanek's reduction with 1216 bits of 4/pi, for arguments of 2**29 and more.
Reduced reduceLarge(double x) {
  static constexpr uint64_t kFourOverPi[] = {
      0x0000000000000001, 0x45f306dc9c882a53, 0xf84eafa3ea69bb81, 0xb6c52b3278872083, 0xfca2c757bd778ac3,
      0x6e48dc74849ba5c0, 0x0c925dd413a32439, 0xfc3bd63962534e7d, 0xd1046bea5d768909, 0xd338e04d68befc82,
      0x7323ac7306a673e9, 0x3908bf177bf25076, 0x3ff12fffbc0b301f, 0xde5e2316b414da3e, 0xda6cfd9e4f96136e,
      0x9e8c7ecd3cbfd45a, 0xea4f758fd7cbe2f6, 0x7a0e73ef14a525d4, 0xd7f6bf623f1aba10, 0xac06608df8f6d757};
  uint64_t ix = bitsOf(x);
  int exp = static_cast<int>(ix >> 52 & 0x7FF) - 1023 - 52;
  ix = (ix & 0x000FFFFFFFFFFFFF) | 1ull << 52;
  unsigned digit = static_cast<unsigned>(exp + 61) / 64, shift = static_cast<unsigned>(exp + 61) % 64;
  auto word = [&](unsigned i) {
    uint64_t w = kFourOverPi[digit + i] << shift;
    return shift ? w | kFourOverPi[digit + i + 1] >> (64 - shift) : w;
  };
  using u128 = unsigned __int128;
  uint64_t z2hi = static_cast<uint64_t>(u128{word(2)} * ix >> 64);
  u128 z1 = u128{word(1)} * ix;
  u128 sum = z1 + z2hi + (u128{word(0) * ix} << 64);
  uint64_t hi = static_cast<uint64_t>(sum >> 64), lo = static_cast<uint64_t>(sum);
  uint64_t j = hi >> 61;
  hi = hi << 3 | lo >> 61;
  // The fraction becomes a float of its own.
  unsigned lz = static_cast<unsigned>(std::countl_zero(hi));
  uint64_t e = 1023 - (lz + 1);
  hi = (lz + 1 >= 64 ? 0 : hi << (lz + 1)) | lo >> (64 - (lz + 1));
  hi = hi >> 12 | e << 52;
  double z = fromBits(hi);
  if (j & 1) {
    j = (j + 1) & 7;
    z--;
  }
  return {j, z * (kPi / 4)};
}

Reduced reduce(double x) {
  if (x >= 1 << 29) return reduceLarge(x);
  uint64_t j = static_cast<uint64_t>(x * (4 / kPi));
  double y = static_cast<double>(j);
  if (j & 1) {
    j++;
    y++;
  }
  double z = ((x - y * 7.85398125648498535156e-1) - y * 3.77489470793079817668e-8) - y * 2.69515142907905952645e-15;
  return {j & 7, z};
}

double sinPoly(double z) {
  double zz = z * z;
  return z + z * zz * hornerDown(zz, {1.58962301576546568060e-10, -2.50507477628578072866e-8, 2.75573136213857245213e-6,
                                      -1.98412698295895385996e-4, 8.33333333332211858878e-3, -1.66666666666666307295e-1});
}
double cosPoly(double z) {
  double zz = z * z;
  return 1.0 - 0.5 * zz + zz * zz * hornerDown(zz, {-1.13585365213876817300e-11, 2.08757008419747316778e-9,
      -2.75573141792967388112e-7, 2.48015872888517045348e-5, -1.38888888888730564116e-3, 4.16666666666665929218e-2});
}

double atanPoly(double x) {
  double z = x * x;
  z = z * hornerDown(z, {-8.750608600031904122785e-01, -1.615753718733365076637e+01, -7.500855792314704667340e+01,
                         -1.228866684490136173410e+02, -6.485021904942025371773e+01}) /
      hornerDown(z, {1, 2.485846490142306297962e+01, 1.650270098316988542046e+02, 4.328810604912902668951e+02,
                     4.853903996359136964868e+02, 1.945506571482613964425e+02});
  return x * z + x;
}
double atanPositive(double x) {
  constexpr double kMoreBits = 6.123233995736765886130e-17;
  if (x <= 0.66) return atanPoly(x);
  if (x > 2.41421356237309504880) return kPi / 2 - atanPoly(1 / x) + kMoreBits;
  return kPi / 4 + atanPoly((x - 1) / (x + 1)) + 0.5 * kMoreBits;
}

}  // namespace

void goSincos(double x, double* sin, double* cos) {
  if (x == 0) {
    *sin = x;
    *cos = 1;
    return;
  }
  if (std::isnan(x) || std::isinf(x)) {
    *sin = *cos = kNaN;
    return;
  }
  bool sinNeg = x < 0, cosNeg = false;
  Reduced r = reduce(std::fabs(x));
  uint64_t j = r.octant;
  if (j > 3) {
    j -= 4;
    sinNeg = !sinNeg;
    cosNeg = !cosNeg;
  }
  if (j > 1) cosNeg = !cosNeg;
  double c = cosPoly(r.z), s = sinPoly(r.z);
  if (j == 1 || j == 2) std::swap(s, c);
  *sin = sinNeg ? -s : s;
  *cos = cosNeg ? -c : c;
}

double goTan(double x) {
  if (x == 0 || std::isnan(x)) return x;
  if (std::isinf(x)) return kNaN;
  Reduced r = reduce(std::fabs(x));
  double z = r.z, zz = z * z, y = z;
  if (zz > 1e-14) {
    y = z + z * (zz * hornerDown(zz, {-1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7}) /
                 hornerDown(zz, {1, 1.36812963470692954678e4, -1.32089234440210967447e6, 2.50083801823357915839e7,
                                 -5.38695755929454629881e7}));
  }
  if (r.octant & 2) y = -1 / y;
  return x < 0 ? -y : y;
}

double goAtan(double x) { return x == 0 || std::isnan(x) ? x : x > 0 ? atanPositive(x) : -atanPositive(-x); }

double goAsin(double x) {
  if (x == 0) return x;
  double a = std::fabs(x);
  if (!(a <= 1)) return kNaN;
  double t = std::sqrt(1 - a * a);
  t = a > 0.7 ? kPi / 2 - atanPositive(t / a) : atanPositive(a / t);
  return x < 0 ? -t : t;
}
double goAcos(double x) { return kPi / 2 - goAsin(x); }

double goAtan2(double y, double x) {
  if (std::isnan(y) || std::isnan(x)) return kNaN;
  if (y == 0) return std::copysign(x >= 0 && !std::signbit(x) ? 0 : kPi, y);
  if (x == 0) return std::copysign(kPi / 2, y);
  if (std::isinf(x)) {
    if (x > 0) return std::copysign(std::isinf(y) ? kPi / 4 : 0, y);
    return std::copysign(std::isinf(y) ? 3 * kPi / 4 : kPi, y);
  }
  if (std::isinf(y)) return std::copysign(kPi / 2, y);
  double q = goAtan(y / x);
  if (x < 0) return q <= 0 ? q + kPi : q - kPi;
  return q;
}

double goSinh(double x) {
  double a = std::fabs(x), t;
  if (a > 21) {
    t = goExp(a) * 0.5;
  } else if (a > 0.5) {
    double ex = goExp(a);
    t = (ex - 1 / ex) * 0.5;
  } else {
    double sq = a * a;
    t = hornerDown(sq, {-0.2630563213397497062819489e+2, -0.2894211355989563807284660366e+4, -0.8991272022039509355398013511e+5,
                        -0.6307673640497716991184787251e+6}) * a;
    t = t / hornerDown(sq, {1, -0.173678953558233699533450911e+3, 0.1521517378790019070696485176e+5, -0.6307673640497716991212077277e+6});
  }
  return x < 0 ? -t : std::signbit(x) && x == 0 ? x : t;
}
double goCosh(double x) {
  x = std::fabs(x);
  if (x > 21) return goExp(x) * 0.5;
  double ex = goExp(x);
  return (ex + 1 / ex) * 0.5;
}
double goTanh(double x) {
  double z = std::fabs(x);
  if (z > 0.5 * 8.8029691931113054295988e+01) return x < 0 ? -1 : 1;
  if (z >= 0.625) {
    double s = goExp(2 * z);
    z = 1 - 2 / (s + 1);
    return x < 0 ? -z : z;
  }
  if (x == 0) return x;
  double s = x * x;
  return x + x * s * hornerDown(s, {-9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3}) /
             hornerDown(s, {1, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3});
}

double goAsinh(double x) {
  if (std::isnan(x) || std::isinf(x)) return x;
  double a = std::fabs(x), t;
  constexpr double kLarge = 1 << 28;
  if (a > kLarge) {
    t = goLog(a) + 6.93147180559945286227e-01;
  } else if (a > 2) {
    t = goLog(2 * a + 1 / (std::sqrt(a * a + 1) + a));
  } else if (a < 1 / kLarge) {
    t = a;
  } else {
    t = goLog1p(a + a * a / (1 + std::sqrt(1 + a * a)));
  }
  return std::copysign(t, x);
}
double goAcosh(double x) {
  if (x < 1 || std::isnan(x)) return kNaN;
  if (x == 1) return 0;
  if (x >= 1 << 28) return goLog(x) + kLn2;
  if (x > 2) return goLog(2 * x - 1 / (x + std::sqrt(x * x - 1)));
  double t = x - 1;
  return goLog1p(t + std::sqrt(2 * t + t * t));
}
double goAtanh(double x) {
  if (x < -1 || x > 1 || std::isnan(x)) return kNaN;
  if (x == 1 || x == -1) return x * kInf;
  double a = std::fabs(x), t;
  if (a < 1.0 / (1 << 28)) {
    t = a;
  } else if (a < 0.5) {
    t = a + a;
    t = 0.5 * goLog1p(t + t * a / (1 - a));
  } else {
    t = 0.5 * goLog1p((a + a) / (1 - a));
  }
  return std::copysign(t, x);
}

double goLog1p(double x) {
  if (x < -1 || std::isnan(x)) return kNaN;
  if (x == -1) return -kInf;
  if (x == kInf) return x;
  double a = std::fabs(x), f = 0, c = 0;
  uint64_t iu = 0;
  int k = 1;
  if (a < 4.142135623730950488017e-01) {
    if (a < 1.0 / (1 << 29)) return a < 0x1p-54 ? x : x - x * x * 0.5;
    if (x > -2.928932188134524755992e-01) {
      k = 0;
      f = x;
      iu = 1;
    }
  }
  if (k) {
    double u;
    if (a < 0x1p53) {
      u = 1.0 + x;
      k = static_cast<int>(bitsOf(u) >> 52) - 1023;
      c = (k > 0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;  // what the sum has lost
    } else {
      u = x;
      k = static_cast<int>(bitsOf(u) >> 52) - 1023;
    }
    iu = bitsOf(u) & 0x000fffffffffffff;
    if (iu < 0x0006a09e667f3bcd) {
      u = fromBits(iu | 0x3ff0000000000000);
    } else {
      k++;
      u = fromBits(iu | 0x3fe0000000000000);
      iu = (0x0010000000000000 - iu) >> 2;
    }
    f = u - 1.0;
  }
  double hfsq = 0.5 * f * f;
  if (iu == 0) {
    if (f == 0) {
      if (k == 0) return 0;
      c += k * kLn2Lo;
      return k * kLn2Hi + c;
    }
    double r = hfsq * (1.0 - 0.66666666666666666 * f);
    return k == 0 ? f - r : k * kLn2Hi - ((r - (k * kLn2Lo + c)) - f);
  }
  double s = f / (2.0 + f), z = s * s;
  double r = z * horner(z, {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
      2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01});
  if (k == 0) return f - (hfsq - s * (hfsq + r));
  return k * kLn2Hi - ((hfsq - (s * (hfsq + r) + (k * kLn2Lo + c))) - f);
}

double goExpm1(double x) {
  if (x == kInf || std::isnan(x)) return x;
  if (x == -kInf) return -1;
  double a = std::fabs(x), c = 0;
  bool neg = x < 0;
  if (a >= 3.88162421113569373274e+01) {
    if (neg) return -1;
    if (a >= 7.09782712893383973096e+02) return kInf;
  }
  int k = 0;
  if (a > 3.46573590279972654709e-01) {
    double hi, lo;
    if (a < 1.03972077083991796413e+00) {
      k = neg ? -1 : 1;
      hi = neg ? x + kLn2Hi : x - kLn2Hi;
      lo = neg ? -kLn2Lo : kLn2Lo;
    } else {
      k = static_cast<int>(1.44269504088896338700e+00 * x + (neg ? -0.5 : 0.5));
      hi = x - k * kLn2Hi;
      lo = k * kLn2Lo;
    }
    x = hi - lo;
    c = (hi - x) - lo;
  } else if (a < 0x1p-54) {
    return x;
  }
  double hfx = 0.5 * x, hxs = x * hfx;
  double r1 = horner(hxs, {1, -3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05,
                           4.00821782732936239552e-06, -2.01099218183624371326e-07});
  double t = 3 - r1 * hfx;
  double e = hxs * ((r1 - t) / (6.0 - x * t));
  if (k == 0) return x - (x * e - hxs);
  e = x * (e - c) - c;
  e -= hxs;
  auto scale = [k](double y) { return fromBits(bitsOf(y) + (static_cast<uint64_t>(static_cast<int64_t>(k)) << 52)); };
  if (k == -1) return 0.5 * (x - e) - 0.5;
  if (k == 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  if (k <= -2 || k > 56) return scale(1 - (e - x)) - 1;
  if (k < 20) return scale(fromBits(0x3ff0000000000000 - (0x20000000000000ull >> k)) - (e - x));
  double y = x - (e + fromBits(static_cast<uint64_t>(0x3ff - k) << 52));
  return scale(y + 1);
}

namespace {

// Stirling's formula as two factors whose product may overflow.
void stirling(double x, double* y1, double* y2) {
  if (x > 200) {
    *y1 = kInf;
    *y2 = 1;
    return;
  }
  double w = 1 / x;
  w = 1 + w * hornerDown(w, {7.87311395793093628397e-04, -2.29549961613378126380e-04, -2.68132617805781232825e-03,
                             3.47222221605458667310e-03, 8.33333333333482257126e-02});
  double e = goExp(x), b = 1;
  if (x > 143.01608) {
    double v = goPow(x, 0.5 * x - 0.25);
    b = v / e;
    e = v;
  } else {
    e = goPow(x, x - 0.5) / e;
  }
  *y1 = e;
  *y2 = 2.506628274631000502417 * w * b;
}

double gammaLarge(double x) {
  double q = std::fabs(x), p = std::floor(q), y1, y2;
  stirling(q, &y1, &y2);
  if (x >= 0) return y1 * y2;
  double sign = std::fmod(p, 2) == 0 ? -1 : 1;
  double z = q - p;
  if (z > 0.5) z = q - (p + 1);
  double s, c;
  goSincos(kPi * z, &s, &c);
  z = q * s;
  if (z == 0) return sign * kInf;
  z = std::fabs(z);
  double d = z * y1 * y2;
  return sign * (std::isinf(d) ? kPi / z / y1 / y2 : kPi / d);
}

}  // namespace

double goGamma(double x) {
  if (std::isnan(x) || x == -kInf || (x < 0 && x == std::trunc(x))) return kNaN;
  if (x == kInf) return x;
  if (x == 0) return std::copysign(kInf, x);
  if (std::fabs(x) > 33) return gammaLarge(x);
  auto small = [](double z, double x) { return x == 0 ? kInf : z / ((1 + 0.57721566490153286060651209008240243104215933593992 * x) * x); };
  double z = 1;
  for (; x >= 3; z *= x) x -= 1;
  for (; x < 0; x += 1) {
    if (x > -1e-09) return small(z, x);
    z /= x;
  }
  for (; x < 2; x += 1) {
    if (x < 1e-09) return small(z, x);
    z /= x;
  }
  if (x == 2) return z;
  x -= 2;
  double p = hornerDown(x, {1.60119522476751861407e-04, 1.19135147006586384913e-03, 1.04213797561761569935e-02,
      4.76367800457137231464e-02, 2.07448227648435975150e-01, 4.94214826801497100753e-01, 9.99999999999999996796e-01});
  double q = hornerDown(x, {-2.31581873324120129819e-05, 5.39605580493303397842e-04, -4.45641913851797240494e-03,
      1.18139785222060435552e-02, 3.58236398605498653373e-02, -2.34591795718243348568e-01, 7.14304917030273074085e-02,
      1.00000000000000000320e+00});
  return z * p / q;
}

namespace {

// erf and erfc, by the rational approximations of Sun's fdlibm for the intervals up to 0.84375, 1.25, 1/0.35 and beyond.
constexpr double kErx = 8.45062911510467529297e-01, kEfx = 1.28379167095512586316e-01, kEfx8 = 1.02703333676410069053e+00;

double erfSmall(double z) {
  return horner(z, {1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05}) /
         horner(z, {1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06});
}
double erfMiddle(double s) {
  double p = horner(s, {-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03});
  double q = horner(s, {1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02});
  return p / q;
}
// exp(-x*x) times the tail's ratio, for x >= 1.25.
double erfTail(double x) {
  double s = 1 / (x * x), r, q;
  if (x < 1 / 0.35) {
    r = horner(s, {-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00});
    q = horner(s, {1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02});
  } else {
    r = horner(s, {-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02});
    q = horner(s, {1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01});
  }
  double z = std::bit_cast<double>(std::bit_cast<uint64_t>(x) & 0xffffffff00000000u);
  return goExp(-z * z - 0.5625) * goExp((z - x) * (z + x) + r / q) / x;
}
}  // namespace

double goErf(double x) {
  if (x == 0 || std::isnan(x)) return x;
  double a = std::fabs(x), t;
  if (a < 0.84375) {
    if (a < 2.848094538889218e-306) {
      t = 0.125 * (8.0 * a + kEfx8 * a);  // without underflow
    } else if (a < 1.0 / (1 << 28)) {
      t = a + kEfx * a;
    } else {
      t = a + a * erfSmall(a * a);
    }
    return x < 0 ? -t : t;
  }
  if (a < 1.25) {
    double pq = erfMiddle(a - 1);
    return x < 0 ? -kErx - pq : kErx + pq;
  }
  if (a >= 6) return x < 0 ? -1 : 1;
  double r = erfTail(a);
  return x < 0 ? r - 1 : 1 - r;
}

double goErfc(double x) {
  if (std::isnan(x)) return kNaN;
  double a = std::fabs(x), t;
  if (a < 0.84375) {
    if (a < 0x1p-56) {
      t = a;
    } else {
      double y = erfSmall(a * a);
      t = a < 0.25 ? a + a * y : 0.5 + (a * y + (a - 0.5));
    }
    return x < 0 ? 1 + t : 1 - t;
  }
  if (a < 1.25) {
    double pq = erfMiddle(a - 1);
    return x < 0 ? 1 + kErx + pq : 1 - kErx - pq;
  }
  if (a < 28) {
    if (x < -6) return 2;
    double r = erfTail(a);
    return x < 0 ? 2 - r : r;
  }
  return x < 0 ? 2 : 0;
}

double goRound(double x) {
  // The library's round is exact; halves go away from zero in both.
  return std::round(x);
}
double goMax(double x, double y) {
  if (x == kInf || y == kInf) return kInf;
  if (std::isnan(x) || std::isnan(y)) return kNaN;
  if (x == 0 && y == 0) return std::signbit(x) ? y : x;
  return x > y ? x : y;
}
double goMin(double x, double y) {
  if (x == -kInf || y == -kInf) return -kInf;
  if (std::isnan(x) || std::isnan(y)) return kNaN;
  if (x == 0 && y == 0) return std::signbit(x) ? x : y;
  return x < y ? x : y;
}

}  // namespace vole::stdlib
