// This file implements constant values. Numbers are reached through ConstVal::p and never freed:
// constants live as long as the trees that mention them.
#include "frontend/base/constant.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "frontend/base/assert.h"
#include "frontend/base/bignum.h"
#include "frontend/base/unicode.h"

namespace vole::constant {

namespace {

// A text, or the sum of two texts that is joined when first asked for. Chains of additions would
// otherwise copy every prefix.
struct Rope {
  std::string s;
  const ConstVal *l = nullptr, *r = nullptr;
  size_t len = 0;
};

// A fraction's parts stay below this many bits; beyond it becomes a BigFloat.
constexpr int64_t kMaxExp = 4 << 10;

const Int& intOf(Val x) { return *static_cast<const Int*>(x->p); }
const Rat& ratOf(Val x) { return *static_cast<const Rat*>(x->p); }
const Float& floatOf(Val x) { return *static_cast<const Float*>(x->p); }
Rope& ropeOf(Val x) { return *static_cast<Rope*>(const_cast<void*>(x->p)); }
Val reOf(Val x) { return static_cast<Val>(x->p); }
Val imOf(Val x) { return static_cast<Val>(x->p2); }

ConstVal* make(ConstRep rep, const void* p, const void* p2 = nullptr) {
  auto* v = new ConstVal;
  v->rep = rep;
  v->p = p;
  v->p2 = p2;
  return v;
}

bool smallInt(const Int& i) { return i.bits() < kMaxExp; }
bool smallFloat(const Float& f) {
  return !f.inf && -kMaxExp < f.top() && f.top() < kMaxExp;
}

Int toBig(Val x) { return x->rep == ConstRep::Int64 ? Int(x->i) : intOf(x); }

Val makeInt(const Int& i) {
  if (mpz_fits_slong_p(i.z)) return makeInt64(mpz_get_si(i.z));
  return make(ConstRep::BigInt, new Int(i));
}

Val makeBigFloat(const Float& f) {
  if (f.inf) return unknown();
  return make(ConstRep::BigFloat, new Float(f));
}

Val makeRat(const Rat& r) {
  Int num, den;
  mpz_set(num.z, mpq_numref(r.q));
  mpz_set(den.z, mpq_denref(r.q));
  if (smallInt(num) && smallInt(den)) return make(ConstRep::Rat, new Rat(r));
  return makeBigFloat(floatFromRat(r));
}

Float toBigFloat(Val x) {
  switch (x->rep) {
    case ConstRep::Int64: return floatFromInt(Int(x->i));
    case ConstRep::BigInt: return floatFromInt(intOf(x));
    case ConstRep::Rat: return floatFromRat(ratOf(x));
    default: return floatOf(x);
  }
}

void toRat(Val x, Rat* r) {
  if (x->rep == ConstRep::Rat) mpq_set(r->q, ratOf(x).q);
  else mpq_set_z(r->q, toBig(x).z);
}

// The pieces of a sum, from the right; the left side, which is the long one, by iteration.
void collect(Val x, std::vector<Val>* out) {
  std::vector<Val> stack{x};
  while (!stack.empty()) {
    Val v = stack.back();
    stack.pop_back();
    Rope& r = ropeOf(v);
    if (!r.l) {
      out->push_back(v);
      continue;
    }
    stack.push_back(r.r);
    stack.push_back(r.l);
  }
}

bool cmpZero(int c, Op op) {
  switch (op) {
    case Op::Eql: return c == 0;
    case Op::Neq: return c != 0;
    case Op::Lss: return c < 0;
    case Op::Leq: return c <= 0;
    case Op::Gtr: return c > 0;
    case Op::Geq: return c >= 0;
    default: VOLE_UNREACHABLE("not a comparison");
  }
}

Val binaryInt64(int64_t a, Op op, int64_t b) {
  int64_t c;
  switch (op) {
    case Op::Add:
      if (!__builtin_add_overflow(a, b, &c)) return makeInt64(c);
      break;
    case Op::Sub:
      if (!__builtin_sub_overflow(a, b, &c)) return makeInt64(c);
      break;
    case Op::Mul:
      if (!__builtin_mul_overflow(a, b, &c)) return makeInt64(c);
      break;
    case Op::IntQuo:
      if (b != -1) return makeInt64(a / b);
      break;
    case Op::Rem: return makeInt64(b == -1 ? 0 : a % b);
    case Op::And: return makeInt64(a & b);
    case Op::Or: return makeInt64(a | b);
    case Op::Xor: return makeInt64(a ^ b);
    case Op::AndNot: return makeInt64(a & ~b);
    default: break;
  }
  return nullptr;
}

Val binaryBig(const Int& a, Op op, const Int& b) {
  Int c;
  switch (op) {
    case Op::Add: mpz_add(c.z, a.z, b.z); break;
    case Op::Sub: mpz_sub(c.z, a.z, b.z); break;
    case Op::Mul: mpz_mul(c.z, a.z, b.z); break;
    case Op::IntQuo: mpz_tdiv_q(c.z, a.z, b.z); break;
    case Op::Rem: mpz_tdiv_r(c.z, a.z, b.z); break;
    case Op::And: mpz_and(c.z, a.z, b.z); break;
    case Op::Or: mpz_ior(c.z, a.z, b.z); break;
    case Op::Xor: mpz_xor(c.z, a.z, b.z); break;
    case Op::AndNot:
      mpz_com(c.z, b.z);
      mpz_and(c.z, a.z, c.z);
      break;
    case Op::Quo: {
      Rat r;
      mpz_set(mpq_numref(r.q), a.z);
      mpz_set(mpq_denref(r.q), b.z);
      mpq_canonicalize(r.q);
      return makeRat(r);
    }
    default: return unknown();
  }
  return makeInt(c);
}

Val binaryComplex(Val x, Op op, Val y) {
  auto add = [](Val a, Val b) { return binaryOp(a, Op::Add, b); };
  auto sub = [](Val a, Val b) { return binaryOp(a, Op::Sub, b); };
  auto mul = [](Val a, Val b) { return binaryOp(a, Op::Mul, b); };
  auto quo = [](Val a, Val b) { return binaryOp(a, Op::Quo, b); };
  Val a = real(x), b = imag(x), c = real(y), d = imag(y);
  switch (op) {
    case Op::Add: return makeComplex(add(a, c), add(b, d));
    case Op::Sub: return makeComplex(sub(a, c), sub(b, d));
    case Op::Mul: return makeComplex(sub(mul(a, c), mul(b, d)), add(mul(b, c), mul(a, d)));
    case Op::Quo: {
      Val s = add(mul(c, c), mul(d, d));
      if (sign(s) == 0) return unknown();
      return makeComplex(quo(add(mul(a, c), mul(b, d)), s), quo(sub(mul(b, c), mul(a, d)), s));
    }
    default: return unknown();
  }
}

std::string decimal(const Int& i) {
  char* s = mpz_get_str(nullptr, 10, i.z);
  std::string r = s;
  std::free(s);
  return r;
}

std::string sixDigits(double d) {
  char buf[64];
  std::snprintf(buf, sizeof buf, "%.6g", d);
  return buf;
}

// A float for messages. Out of double's range the decimal exponent is computed approximately, which
// avoids huge powers of ten.
std::string floatText(const Float& f) {
  if (f.inf) return f.sign() < 0 ? "-Inf" : "+Inf";
  bool exact;
  double d = roundToDouble(f.mant, f.exp, false, 53, -1074, 1024, &exact);
  if ((f.sign() == 0) == (d == 0) && !std::isinf(d)) return sixDigits(d);
  int64_t bits = f.mant.bits();
  double m = roundToDouble(f.mant, -bits, false, 53, -1074, 1024, &exact);  // 0.5 <= |m| < 1
  double dec = static_cast<double>(f.exp + bits) * (M_LN2 / M_LN10);
  auto e = static_cast<int64_t>(dec);
  m *= std::pow(10, dec - static_cast<double>(e));
  // The digits printed must not round up to 10.
  double am = std::fabs(m);
  if (am < 1 - 0.5e-6) {
    m *= 10;
    e--;
  } else if (am >= 10) {
    m /= 10;
    e++;
  }
  char buf[64];
  std::snprintf(buf, sizeof buf, "%.6ge%+lld", m, static_cast<long long>(e));
  return buf;
}

std::string stringText(Val x) {
  constexpr size_t kMaxLen = 72;
  std::string s = quoteString(stringVal(x));
  const char *p = s.data(), *end = p + s.size(), *cut = end;
  size_t runes = 0;
  for (; p < end; runes++) {
    if (runes == kMaxLen - 3) cut = p;
    p += decodeRune(p, end).size;
  }
  if (runes > kMaxLen) {
    s.resize(static_cast<size_t>(cut - s.data()));
    s += "...";
  }
  return s;
}

// Table of small integers: most constants are.
constexpr int kSmallMin = -16, kSmallMax = 256;

}  // namespace

// ---------------------------------------------------------------------------------------------
// Factories

Val unknown() {
  static const ConstVal v;
  return &v;
}

Val makeBool(bool b) {
  static const ConstVal* const values[2] = {
      [] { auto* v = new ConstVal; v->rep = ConstRep::Bool; return v; }(),
      [] { auto* v = new ConstVal; v->rep = ConstRep::Bool; v->b = true; return v; }()};
  return values[b];
}

Val makeString(std::string_view s) {
  auto* r = new Rope;
  r->s = s;
  r->len = s.size();
  return make(ConstRep::String, r);
}

Val makeInt64(int64_t i) {
  static const ConstVal* const small = [] {
    auto* t = new ConstVal[kSmallMax - kSmallMin + 1];
    for (int k = kSmallMin; k <= kSmallMax; k++) {
      t[k - kSmallMin].rep = ConstRep::Int64;
      t[k - kSmallMin].i = k;
    }
    return t;
  }();
  if (i >= kSmallMin && i <= kSmallMax) return &small[i - kSmallMin];
  auto* v = new ConstVal;
  v->rep = ConstRep::Int64;
  v->i = i;
  return v;
}

Val makeUint64(uint64_t v) {
  if (v <= static_cast<uint64_t>(INT64_MAX)) return makeInt64(static_cast<int64_t>(v));
  Int i;
  mpz_set_ui(i.z, v);
  return makeInt(i);
}

Val makeFloat64(double v) {
  if (!std::isfinite(v)) return unknown();
  Rat r;
  mpq_set_d(r.q, v);  // exponents of a double are small
  return make(ConstRep::Rat, new Rat(r));
}

Val makeComplex(Val re, Val im) {
  if (re->isUnknown() || im->isUnknown()) return unknown();
  return make(ConstRep::Complex, re, im);
}

Val intFromLiteral(std::string_view lit) {
  int base = 10;
  if (lit.size() > 1 && lit[0] == '0') {
    char c = static_cast<char>(lit[1] | 0x20);
    base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
    lit.remove_prefix(c == 'x' || c == 'b' || c == 'o' ? 2 : 1);
  }
  int64_t v = 0;
  bool small = true;
  std::string digits;
  for (char c : lit) {
    if (c == '_') continue;
    char l = static_cast<char>(c | 0x20);
    int d = c >= '0' && c <= '9' ? c - '0' : l >= 'a' && l <= 'f' ? l - 'a' + 10 : 99;
    if (d >= base) return unknown();
    if (small && (__builtin_mul_overflow(v, base, &v) || __builtin_add_overflow(v, d, &v))) small = false;
    digits.push_back(c);
  }
  if (digits.empty()) return unknown();
  if (small) return makeInt64(v);
  Int i;
  if (mpz_set_str(i.z, digits.c_str(), base) != 0) return unknown();
  return makeInt(i);
}

Val floatFromLiteral(std::string_view lit) {
  ParsedFloat p;
  if (!parseFloat(lit, &p)) return unknown();
  Float f = floatFromParsed(p);
  if (!smallFloat(f)) return makeBigFloat(f);
  if (f.sign() == 0) return makeFloat64(0);  // incl. underflow of a literal with a vast exponent
  Rat r;
  mpq_set_z(r.q, p.mant.z);
  if (p.exp10 != 0) {
    Int ten;
    mpz_ui_pow_ui(ten.z, 10, static_cast<unsigned long>(p.exp10 < 0 ? -p.exp10 : p.exp10));
    Rat t;
    mpq_set_z(t.q, ten.z);
    if (p.exp10 > 0) mpq_mul(r.q, r.q, t.q);
    else mpq_div(r.q, r.q, t.q);
  }
  if (p.exp2 > 0) mpq_mul_2exp(r.q, r.q, static_cast<mp_bitcnt_t>(p.exp2));
  if (p.exp2 < 0) mpq_div_2exp(r.q, r.q, static_cast<mp_bitcnt_t>(-p.exp2));
  // Even if the parts are larger than makeRat allows: a literal is kept exactly.
  return make(ConstRep::Rat, new Rat(r));
}

Val imagFromLiteral(std::string_view lit) {
  if (lit.empty() || lit.back() != 'i') return unknown();
  lit.remove_suffix(1);
  return makeComplex(makeInt64(0), floatFromLiteral(lit));
}

// ---------------------------------------------------------------------------------------------
// Accessors

bool boolVal(Val x) { return x->rep == ConstRep::Bool && x->b; }

const std::string& stringVal(Val x) {
  static const std::string empty;
  if (x->rep != ConstRep::String) return empty;
  Rope& r = ropeOf(x);
  if (r.l) {
    std::vector<Val> parts;
    collect(x, &parts);
    r.s.reserve(r.len);
    for (Val p : parts) r.s += ropeOf(p).s;
    r.l = r.r = nullptr;
  }
  return r.s;
}

size_t stringLen(Val x) { return x->rep == ConstRep::String ? ropeOf(x).len : 0; }

bool int64Val(Val x, int64_t* v) {
  *v = 0;
  if (x->rep == ConstRep::Int64) {
    *v = x->i;
    return true;
  }
  if (x->rep == ConstRep::BigInt) *v = static_cast<int64_t>(low64(x));
  return false;
}

bool uint64Val(Val x, uint64_t* v) {
  *v = 0;
  if (x->rep == ConstRep::Int64) {
    *v = static_cast<uint64_t>(x->i);
    return x->i >= 0;
  }
  if (x->rep != ConstRep::BigInt) return false;
  *v = low64(x);
  return mpz_sgn(intOf(x).z) > 0 && intOf(x).bits() <= 64;
}

uint64_t low64(Val x) {
  if (x->rep == ConstRep::Int64) return static_cast<uint64_t>(x->i);
  if (x->rep != ConstRep::BigInt) return 0;
  uint64_t mag = mpz_get_ui(intOf(x).z);
  return mpz_sgn(intOf(x).z) < 0 ? ~mag + 1 : mag;
}

namespace {
double toDouble(Val x, int p, int emin, int emax, bool* exact) {
  bool ignored;
  if (!exact) exact = &ignored;
  *exact = false;
  switch (x->rep) {
    case ConstRep::Int64: return roundToDouble(Int(x->i), 0, false, p, emin, emax, exact);
    case ConstRep::BigInt: return roundToDouble(intOf(x), 0, false, p, emin, emax, exact);
    case ConstRep::Rat: return ratToDouble(ratOf(x), p, emin, emax, exact);
    case ConstRep::BigFloat:
      return roundToDouble(floatOf(x).mant, floatOf(x).exp, false, p, emin, emax, exact);
    default: return 0;
  }
}
}  // namespace

double float64Val(Val x, bool* exact) { return toDouble(x, 53, -1074, 1024, exact); }
float float32Val(Val x, bool* exact) { return static_cast<float>(toDouble(x, 24, -149, 128, exact)); }

int bitLen(Val x) {
  if (x->rep == ConstRep::Int64) {
    uint64_t u = x->i < 0 ? ~static_cast<uint64_t>(x->i) + 1 : static_cast<uint64_t>(x->i);
    return u ? 64 - __builtin_clzll(u) : 0;
  }
  return x->rep == ConstRep::BigInt ? static_cast<int>(intOf(x).bits()) : 0;
}

int sign(Val x) {
  switch (x->rep) {
    case ConstRep::Int64: return x->i < 0 ? -1 : x->i > 0;
    case ConstRep::BigInt: return mpz_sgn(intOf(x).z);
    case ConstRep::Rat: return mpq_sgn(ratOf(x).q);
    case ConstRep::BigFloat: return floatOf(x).sign();
    case ConstRep::Complex: return sign(reOf(x)) | sign(imOf(x));
    default: return 1;  // avoids follow-up errors about division by zero
  }
}

Val real(Val x) { return x->rep == ConstRep::Complex ? reOf(x) : x; }
Val imag(Val x) {
  if (x->isUnknown()) return x;
  return x->rep == ConstRep::Complex ? imOf(x) : makeInt64(0);
}
Val makeImag(Val x) { return makeComplex(makeInt64(0), x); }

// ---------------------------------------------------------------------------------------------
// Conversions

Val toInt(Val x) {
  switch (x->rep) {
    case ConstRep::Int64:
    case ConstRep::BigInt: return x;
    case ConstRep::Rat: {
      if (mpz_cmp_ui(mpq_denref(ratOf(x).q), 1) != 0) break;
      Int i;
      mpz_set(i.z, mpq_numref(ratOf(x).q));
      return makeInt(i);
    }
    case ConstRep::BigFloat: {
      const Float& f = floatOf(x);
      if (!smallFloat(f)) break;
      Int i;
      if (floatToInt(f, &i)) return makeInt(i);
      // What is an integer but for the last bits counts as one: earlier results were rounded.
      for (bool away : {false, true})
        if (floatToInt(chopFloat(f, kPrec - 4, away), &i)) return makeInt(i);
      break;
    }
    case ConstRep::Complex: {
      Val re = toFloat(x);
      if (re->kind() == ConstKind::Float) return toInt(re);
      break;
    }
    default: break;
  }
  return unknown();
}

Val toFloat(Val x) {
  switch (x->rep) {
    case ConstRep::Int64:
    case ConstRep::BigInt: {
      Rat r;
      toRat(x, &r);
      return makeRat(r);
    }
    case ConstRep::Rat:
    case ConstRep::BigFloat: return x;
    case ConstRep::Complex:
      if (sign(imOf(x)) == 0) return toFloat(reOf(x));
      break;
    default: break;
  }
  return unknown();
}

Val toComplex(Val x) {
  switch (x->kind()) {
    case ConstKind::Int:
    case ConstKind::Float: return makeComplex(x, makeInt64(0));
    case ConstKind::Complex: return x;
    default: return unknown();
  }
}

// ---------------------------------------------------------------------------------------------
// Operations

Val unaryOp(Op op, Val y, unsigned prec) {
  if (y->isUnknown() || op == Op::Add) return y;
  switch (op) {
    case Op::Sub:
      switch (y->rep) {
        case ConstRep::Int64:
        case ConstRep::BigInt: {
          if (y->rep == ConstRep::Int64 && y->i != INT64_MIN) return makeInt64(-y->i);
          Int z = toBig(y);
          mpz_neg(z.z, z.z);
          return makeInt(z);
        }
        case ConstRep::Rat: {
          Rat r(ratOf(y));
          mpq_neg(r.q, r.q);
          return makeRat(r);
        }
        case ConstRep::BigFloat: return makeBigFloat(negFloat(floatOf(y)));
        case ConstRep::Complex:
          return makeComplex(unaryOp(Op::Sub, reOf(y), 0), unaryOp(Op::Sub, imOf(y), 0));
        default: break;
      }
      break;
    case Op::Xor:
      if (y->kind() == ConstKind::Int) {
        Int z = toBig(y);
        mpz_com(z.z, z.z);
        // An unsigned type keeps only its own bits of the (negative) complement.
        if (prec > 0) mpz_fdiv_r_2exp(z.z, z.z, prec);
        return makeInt(z);
      }
      break;
    case Op::Not:
      if (y->kind() == ConstKind::Bool) return makeBool(!y->b);
      break;
    default: break;
  }
  return unknown();
}

Val binaryOp(Val x, Op op, Val y) {
  if (x->isUnknown() || y->isUnknown()) return unknown();
  ConstRep rep = x->rep > y->rep ? x->rep : y->rep;
  if ((x->rep <= ConstRep::String || y->rep <= ConstRep::String) && x->rep != y->rep) return unknown();
  switch (rep) {
    case ConstRep::Bool:
      if (op == Op::LAnd) return makeBool(x->b && y->b);
      if (op == Op::LOr) return makeBool(x->b || y->b);
      break;
    case ConstRep::String:
      if (op == Op::Add) {
        if (stringLen(x) == 0) return y;
        if (stringLen(y) == 0) return x;
        auto* r = new Rope;
        r->l = x;
        r->r = y;
        r->len = stringLen(x) + stringLen(y);
        return make(ConstRep::String, r);
      }
      break;
    case ConstRep::Int64:
    case ConstRep::BigInt:
      if ((op == Op::IntQuo || op == Op::Rem || op == Op::Quo) && sign(y) == 0) break;
      if (rep == ConstRep::Int64)
        if (Val r = binaryInt64(x->i, op, y->i)) return r;
      return binaryBig(toBig(x), op, toBig(y));
    case ConstRep::Rat: {
      Rat a, b, c;
      toRat(x, &a);
      toRat(y, &b);
      switch (op) {
        case Op::Add: mpq_add(c.q, a.q, b.q); break;
        case Op::Sub: mpq_sub(c.q, a.q, b.q); break;
        case Op::Mul: mpq_mul(c.q, a.q, b.q); break;
        case Op::Quo:
          if (mpq_sgn(b.q) == 0) return unknown();
          mpq_div(c.q, a.q, b.q);
          break;
        default: return unknown();
      }
      return makeRat(c);
    }
    case ConstRep::BigFloat: {
      Float a = toBigFloat(x), b = toBigFloat(y);
      switch (op) {
        case Op::Add: return makeBigFloat(addFloat(a, b));
        case Op::Sub: return makeBigFloat(addFloat(a, negFloat(b)));
        case Op::Mul: return makeBigFloat(mulFloat(a, b));
        case Op::Quo: return makeBigFloat(quoFloat(a, b));
        default: break;
      }
      break;
    }
    case ConstRep::Complex: return binaryComplex(x, op, y);
    default: break;
  }
  return unknown();
}

Val shift(Val x, Op op, unsigned s) {
  if (x->isUnknown() || s == 0) return x;
  if (x->kind() != ConstKind::Int) return unknown();
  if (x->rep == ConstRep::Int64) {
    if (op == Op::Shr) return makeInt64(s > 63 ? (x->i < 0 ? -1 : 0) : x->i >> s);
    if (s < 63) {
      auto r = static_cast<int64_t>(static_cast<uint64_t>(x->i) << s);
      if (r >> s == x->i) return makeInt64(r);
    }
  }
  Int z = toBig(x);
  if (op == Op::Shl) mpz_mul_2exp(z.z, z.z, s);
  else mpz_fdiv_q_2exp(z.z, z.z, s);
  return makeInt(z);
}

bool compare(Val x, Op op, Val y) {
  if (x->isUnknown() || y->isUnknown()) return false;
  ConstRep rep = x->rep > y->rep ? x->rep : y->rep;
  if ((x->rep <= ConstRep::String || y->rep <= ConstRep::String) && x->rep != y->rep) return false;
  switch (rep) {
    case ConstRep::Bool: return cmpZero(int{x->b} - int{y->b}, op);
    case ConstRep::String: return cmpZero(stringVal(x).compare(stringVal(y)), op);
    case ConstRep::Int64: return cmpZero(x->i < y->i ? -1 : x->i > y->i, op);
    case ConstRep::BigInt: return cmpZero(mpz_cmp(toBig(x).z, toBig(y).z), op);
    case ConstRep::Rat: {
      Rat a, b;
      toRat(x, &a);
      toRat(y, &b);
      return cmpZero(mpq_cmp(a.q, b.q), op);
    }
    case ConstRep::BigFloat: return cmpZero(cmpFloat(toBigFloat(x), toBigFloat(y)), op);
    case ConstRep::Complex: {
      bool eq = compare(real(x), Op::Eql, real(y)) && compare(imag(x), Op::Eql, imag(y));
      return op == Op::Eql ? eq : !eq;
    }
    default: return false;
  }
}

// ---------------------------------------------------------------------------------------------
// Text

std::string toString(Val x) {
  switch (x->rep) {
    case ConstRep::Unknown: return "unknown";
    case ConstRep::Bool: return x->b ? "true" : "false";
    case ConstRep::String: return stringText(x);
    case ConstRep::Int64: return std::to_string(x->i);
    case ConstRep::BigInt: return decimal(intOf(x));
    case ConstRep::Rat:
    case ConstRep::BigFloat: return floatText(toBigFloat(x));
    case ConstRep::Complex: return "(" + toString(reOf(x)) + " + " + toString(imOf(x)) + "i)";
  }
  return "";
}

std::string exactString(Val x) {
  switch (x->rep) {
    case ConstRep::String: return quoteString(stringVal(x));
    case ConstRep::Rat: {
      Val i = toInt(x);
      if (!i->isUnknown()) return toString(i);
      Int num, den;
      mpz_set(num.z, mpq_numref(ratOf(x).q));
      mpz_set(den.z, mpq_denref(ratOf(x).q));
      return decimal(num) + "/" + decimal(den);
    }
    case ConstRep::BigFloat: {
      char* s = mpz_get_str(nullptr, 16, floatOf(x).mant.z);
      std::string r = std::string(s) + "p" + std::to_string(floatOf(x).exp);
      std::free(s);
      return r;
    }
    case ConstRep::Complex: return "(" + exactString(reOf(x)) + " + " + exactString(imOf(x)) + "i)";
    default: return toString(x);
  }
}

bool equalValue(Val x, Val y) {
  return !x->isUnknown() && x->kind() == y->kind() && compare(x, Op::Eql, y);
}

size_t hashValue(Val x) {
  switch (x->rep) {
    case ConstRep::Unknown: return 0;
    case ConstRep::Bool: return x->b ? 2 : 1;
    case ConstRep::String: return std::hash<std::string>()(stringVal(x));
    case ConstRep::Int64: return std::hash<int64_t>()(x->i);
    case ConstRep::BigInt: return low64(x) * 31 + 7;
    case ConstRep::Rat:
    case ConstRep::BigFloat: return std::hash<double>()(float64Val(x));
    case ConstRep::Complex: return hashValue(toFloat(reOf(x))) * 31 + hashValue(toFloat(imOf(x)));
  }
  return 0;
}

}  // namespace vole::constant
