// This file implements the binary floating point of constants on GMP's integers.
#include "frontend/base/bignum.h"

#include <cmath>
#include <limits>
#include <string>

namespace vole::constant {

namespace {

constexpr int64_t kMaxExp = std::numeric_limits<int32_t>::max();
constexpr int64_t kMinExp = std::numeric_limits<int32_t>::min();

// Puts the mantissa's trailing zeros into the exponent and applies the exponent's limits.
void normalise(Float* f) {
  if (f->mant.isZero()) {
    f->exp = 0;
    return;
  }
  mp_bitcnt_t zeros = mpz_scan1(f->mant.z, 0);
  if (zeros > 0) {
    mpz_tdiv_q_2exp(f->mant.z, f->mant.z, zeros);
    f->exp += static_cast<int64_t>(zeros);
  }
  int64_t top = f->top();
  if (top > kMaxExp) {
    f->inf = true;
    mpz_set_si(f->mant.z, mpz_sgn(f->mant.z));
    f->exp = 0;
  } else if (top < kMinExp) {
    mpz_set_si(f->mant.z, 0);
    f->exp = 0;
  }
}

// 5^n rounded to prec bits, n >= 0.
Float pow5(uint64_t n, int prec) {
  Float r = roundFloat(Int(1), 0, false, prec);
  Float base = roundFloat(Int(5), 0, false, prec);
  while (n > 0) {
    if (n & 1) r = mulFloat(r, base, prec);
    n >>= 1;
    if (n > 0) base = mulFloat(base, base, prec);
  }
  return r;
}

}  // namespace

Float roundFloat(const Int& m, int64_t exp, bool sticky, int prec) {
  Float f;
  f.mant = m;
  f.exp = exp;
  int64_t drop = m.bits() - prec;
  if (drop > 0) {
    auto n = static_cast<mp_bitcnt_t>(drop);
    Int mag;
    mpz_abs(mag.z, m.z);
    bool half = mpz_tstbit(mag.z, n - 1) != 0;
    bool rest = sticky || mpz_scan1(mag.z, 0) < n - 1;
    mpz_tdiv_q_2exp(mag.z, mag.z, n);
    if (half && (rest || mpz_odd_p(mag.z))) mpz_add_ui(mag.z, mag.z, 1);
    if (mpz_sgn(m.z) < 0) mpz_neg(mag.z, mag.z);
    f.mant = mag;
    f.exp += drop;
  }
  normalise(&f);
  return f;
}

Float negFloat(const Float& a) {
  Float r = a;
  mpz_neg(r.mant.z, r.mant.z);
  return r;
}

Float addFloat(const Float& a, const Float& b, int prec) {
  if (a.inf || b.sign() == 0) return a;
  if (b.inf || a.sign() == 0) return b;
  const Float* hi = a.top() >= b.top() ? &a : &b;
  const Float* lo = hi == &a ? &b : &a;
  Int x = hi->mant, y = lo->mant;
  int64_t ex = hi->exp, ey = lo->exp;
  // What lies far below the rounding position acts only by being there.
  int64_t floor = hi->top() - 2 * static_cast<int64_t>(prec) - 64;
  if (lo->top() < floor) {
    mpz_set_si(y.z, mpz_sgn(y.z));
    ey = floor - 2;
  }
  int64_t e = ex < ey ? ex : ey;
  mpz_mul_2exp(x.z, x.z, static_cast<mp_bitcnt_t>(ex - e));
  mpz_mul_2exp(y.z, y.z, static_cast<mp_bitcnt_t>(ey - e));
  mpz_add(x.z, x.z, y.z);
  return roundFloat(x, e, false, prec);
}

Float mulFloat(const Float& a, const Float& b, int prec) {
  Float r;
  if (a.inf || b.inf) {
    r.inf = true;
    mpz_set_si(r.mant.z, a.sign() * b.sign());
    return r;
  }
  mpz_mul(r.mant.z, a.mant.z, b.mant.z);
  return roundFloat(r.mant, a.exp + b.exp, false, prec);
}

Float quoFloat(const Float& a, const Float& b, int prec) {
  Float r;
  if (b.sign() == 0 || a.inf) {
    r.inf = true;
    mpz_set_si(r.mant.z, a.sign() < 0 ? -1 : 1);
    return r;
  }
  if (b.inf || a.sign() == 0) return r;
  int64_t up = prec + 2 + b.mant.bits() - a.mant.bits();
  if (up < 0) up = 0;
  Int n = a.mant, q, rem;
  mpz_mul_2exp(n.z, n.z, static_cast<mp_bitcnt_t>(up));
  mpz_tdiv_qr(q.z, rem.z, n.z, b.mant.z);
  return roundFloat(q, a.exp - b.exp - up, !rem.isZero(), prec);
}

int cmpFloat(const Float& a, const Float& b) {
  if (a.sign() != b.sign()) return a.sign() < b.sign() ? -1 : 1;
  if (a.sign() == 0) return 0;
  if (a.inf || b.inf) return a.inf == b.inf ? 0 : (a.inf ? a.sign() : -b.sign());
  if (a.top() != b.top()) return (a.top() < b.top()) == (a.sign() > 0) ? -1 : 1;
  Int x = a.mant, y = b.mant;
  int64_t e = a.exp < b.exp ? a.exp : b.exp;
  mpz_mul_2exp(x.z, x.z, static_cast<mp_bitcnt_t>(a.exp - e));
  mpz_mul_2exp(y.z, y.z, static_cast<mp_bitcnt_t>(b.exp - e));
  int c = mpz_cmp(x.z, y.z);
  return c < 0 ? -1 : c > 0;
}

Float floatFromInt(const Int& i) { return roundFloat(i, 0, false); }

Float floatFromRat(const Rat& r) {
  Int num, den, q, rem;
  mpz_set(num.z, mpq_numref(r.q));
  mpz_set(den.z, mpq_denref(r.q));
  int64_t up = kPrec + 2 + den.bits() - num.bits();
  if (up < 0 || mpz_cmp_ui(den.z, 1) == 0) up = 0;
  mpz_mul_2exp(num.z, num.z, static_cast<mp_bitcnt_t>(up));
  mpz_tdiv_qr(q.z, rem.z, num.z, den.z);
  return roundFloat(q, -up, !rem.isZero());
}

void floatToRat(const Float& f, Rat* r) {
  mpq_set_z(r->q, f.mant.z);
  if (f.exp > 0) mpq_mul_2exp(r->q, r->q, static_cast<mp_bitcnt_t>(f.exp));
  if (f.exp < 0) mpq_div_2exp(r->q, r->q, static_cast<mp_bitcnt_t>(-f.exp));
}

bool floatToInt(const Float& f, Int* i) {
  if (f.exp >= 0) {
    mpz_mul_2exp(i->z, f.mant.z, static_cast<mp_bitcnt_t>(f.exp));
    return true;
  }
  auto n = static_cast<mp_bitcnt_t>(-f.exp);
  // The mantissa is odd (normalise), so a negative exponent means a fraction.
  mpz_tdiv_q_2exp(i->z, f.mant.z, n);
  return f.mant.isZero();
}

Float chopFloat(const Float& f, int prec, bool away) {
  Float r = f;
  int64_t drop = f.mant.bits() - prec;
  if (drop <= 0) return r;
  mpz_tdiv_q_2exp(r.mant.z, f.mant.z, static_cast<mp_bitcnt_t>(drop));
  r.exp += drop;
  if (away) {  // the mantissa is odd: what was cut is not zero
    if (f.sign() < 0) mpz_sub_ui(r.mant.z, r.mant.z, 1);
    else mpz_add_ui(r.mant.z, r.mant.z, 1);
  }
  normalise(&r);
  return r;
}

bool parseFloat(std::string_view lit, ParsedFloat* out) {
  int base = 10;
  if (lit.size() > 2 && lit[0] == '0') {
    char c = static_cast<char>(lit[1] | 0x20);
    if (c == 'x') base = 16;
    if (c == 'b') base = 2;
    if (c == 'o') base = 8;
    if (base != 10) lit.remove_prefix(2);
  }
  int bitsPerDigit = base == 16 ? 4 : base == 8 ? 3 : 1;
  std::string digits;
  digits.reserve(lit.size());
  int64_t fraction = 0;
  bool point = false;
  size_t i = 0;
  for (; i < lit.size(); i++) {
    char c = lit[i];
    if (c == '_') continue;
    if (c == '.') {
      if (point) return false;
      point = true;
      continue;
    }
    char l = static_cast<char>(c | 0x20);
    int d = c >= '0' && c <= '9' ? c - '0' : base == 16 && l >= 'a' && l <= 'f' ? l - 'a' + 10 : 99;
    if (d >= base) break;
    digits.push_back(c);
    if (point) fraction++;
  }
  if (digits.empty()) return false;
  int64_t exp = 0;
  bool binaryExp = false;
  if (i < lit.size()) {
    char c = static_cast<char>(lit[i] | 0x20);
    if (c == 'p') binaryExp = true;
    else if (c != 'e' || base != 10) return false;
    i++;
    bool neg = false;
    if (i < lit.size() && (lit[i] == '+' || lit[i] == '-')) neg = lit[i++] == '-';
    if (i >= lit.size()) return false;
    for (; i < lit.size(); i++) {
      if (lit[i] == '_') continue;
      if (lit[i] < '0' || lit[i] > '9') return false;
      if (exp < 100000000000) exp = exp * 10 + (lit[i] - '0');
    }
    if (neg) exp = -exp;
  }
  if (mpz_set_str(out->mant.z, digits.c_str(), base) != 0) return false;
  out->exp2 = out->exp10 = 0;
  (binaryExp || base != 10 ? out->exp2 : out->exp10) = exp;
  if (base == 10) out->exp10 -= fraction;
  else out->exp2 -= fraction * bitsPerDigit;
  return true;
}

Float floatFromParsed(const ParsedFloat& p) {
  if (p.mant.isZero()) return Float();
  // 64 bits more than asked for make the result right: as gc does it.
  constexpr int kMore = kPrec + 64;
  Float m = roundFloat(p.mant, p.exp2 + p.exp10, false, p.exp10 == 0 ? kPrec : kMore);
  if (p.exp10 == 0 || m.inf) return m;
  if (p.exp10 > 0) return mulFloat(m, pow5(static_cast<uint64_t>(p.exp10), kMore));
  return quoFloat(m, pow5(static_cast<uint64_t>(-p.exp10), kMore));
}

double roundToDouble(const Int& m, int64_t exp, bool sticky, int p, int emin, int emax, bool* exact) {
  *exact = !sticky;
  if (m.isZero()) return 0;
  bool neg = mpz_sgn(m.z) < 0;
  Int mag;
  mpz_abs(mag.z, m.z);
  int64_t top = exp + mag.bits();
  double result;
  if (top > emax) {
    *exact = false;
    result = std::numeric_limits<double>::infinity();
  } else {
    int64_t low = top - p > emin ? top - p : emin;
    int64_t drop = low - exp;
    if (drop <= 0) {
      mpz_mul_2exp(mag.z, mag.z, static_cast<mp_bitcnt_t>(-drop));
    } else if (drop > mag.bits() + 1) {
      mpz_set_ui(mag.z, 0);
      *exact = false;
    } else {
      auto n = static_cast<mp_bitcnt_t>(drop);
      bool half = mpz_tstbit(mag.z, n - 1) != 0;
      bool rest = sticky || mpz_scan1(mag.z, 0) < n - 1;
      if (half || rest) *exact = false;
      mpz_tdiv_q_2exp(mag.z, mag.z, n);
      if (half && (rest || mpz_odd_p(mag.z))) mpz_add_ui(mag.z, mag.z, 1);
    }
    result = std::ldexp(static_cast<double>(mpz_get_ui(mag.z)), static_cast<int>(low));
    if (result >= std::ldexp(1.0, emax - 1) * 2) {
      result = std::numeric_limits<double>::infinity();
      *exact = false;
    }
  }
  return neg ? -result : result;
}

double ratToDouble(const Rat& r, int p, int emin, int emax, bool* exact) {
  Int num, den, q, rem;
  mpz_set(num.z, mpq_numref(r.q));
  mpz_set(den.z, mpq_denref(r.q));
  int64_t up = p + 3 + den.bits() - num.bits();
  if (up < 0) up = 0;
  mpz_mul_2exp(num.z, num.z, static_cast<mp_bitcnt_t>(up));
  mpz_tdiv_qr(q.z, rem.z, num.z, den.z);
  return roundToDouble(q, -up, !rem.isZero(), p, emin, emax, exact);
}

}  // namespace vole::constant
