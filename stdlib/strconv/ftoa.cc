// This file converts floating-point numbers to text: the digits come from std::to_chars, which is exact for every precision
// and shortest without one; the layout of the formats is Go's.
#include "stdlib/strconv/ftoa.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace vole::stdlib {
namespace {

// A decimal 0.d1d2d3... * 10^point, without trailing zeros; no digits at all for zero.
struct Decimal {
  std::string digits;
  int point = 0;
};

// More digits than this no float64 has; a greater precision only adds zeros.
constexpr int64_t kMaxDigits = 800;

void parseScientific(const char* p, const char* end, Decimal* d) {
  const char* e = end;
  while (*--e != 'e') {
  }
  int exp = 0;
  std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exp);
  for (; p < e; p++) {
    if (*p != '.') d->digits.push_back(*p);
  }
  while (!d->digits.empty() && d->digits.back() == '0') d->digits.pop_back();
  d->point = d->digits.empty() ? 0 : exp + 1;
}

Decimal shortest(double f, int bits) {
  char buf[64];
  std::to_chars_result r = bits == 32 ? std::to_chars(buf, buf + sizeof buf, static_cast<float>(f), std::chars_format::scientific)
                                      : std::to_chars(buf, buf + sizeof buf, f, std::chars_format::scientific);
  Decimal d;
  parseScientific(buf, r.ptr, &d);
  return d;
}

// n >= 1 significant digits, correctly rounded.
Decimal significant(double f, int64_t n) {
  char buf[kMaxDigits + 32];
  n = std::min(n, kMaxDigits);
  auto r = std::to_chars(buf, buf + sizeof buf, f, std::chars_format::scientific, static_cast<int>(n - 1));
  Decimal d;
  parseScientific(buf, r.ptr, &d);
  return d;
}

void appendExponent(std::string& out, int exp, int minDigits) {
  out.push_back(exp < 0 ? '-' : '+');
  std::string e = std::to_string(exp < 0 ? -exp : exp);
  if (static_cast<int>(e.size()) < minDigits) e.insert(0, 1, '0');
  out += e;
}

void layoutE(std::string& out, bool neg, const Decimal& d, int64_t prec, char fmt) {
  if (neg) out.push_back('-');
  out.push_back(d.digits.empty() ? '0' : d.digits[0]);
  if (prec > 0) {
    out.push_back('.');
    size_t have = d.digits.empty() ? 0 : std::min(d.digits.size() - 1, static_cast<size_t>(prec));
    if (have) out.append(d.digits, 1, have);
    out.append(static_cast<size_t>(prec) - have, '0');
  }
  out.push_back(fmt);
  appendExponent(out, d.digits.empty() ? 0 : d.point - 1, 2);
}

void layoutF(std::string& out, bool neg, const Decimal& d, int64_t prec) {
  if (neg) out.push_back('-');
  int64_t nd = static_cast<int64_t>(d.digits.size());
  if (d.point > 0) {
    int64_t m = std::min<int64_t>(nd, d.point);
    out.append(d.digits, 0, static_cast<size_t>(m));
    out.append(static_cast<size_t>(d.point - m), '0');
  } else {
    out.push_back('0');
  }
  if (prec <= 0) return;
  out.push_back('.');
  int64_t lead = d.point < 0 ? std::min<int64_t>(-d.point, prec) : 0;
  out.append(static_cast<size_t>(lead), '0');
  int64_t from = d.point < 0 ? 0 : d.point;
  int64_t take = std::max<int64_t>(0, std::min(nd - from, prec - lead));
  if (take) out.append(d.digits, static_cast<size_t>(from), static_cast<size_t>(take));
  out.append(static_cast<size_t>(prec - lead - take), '0');
}

// %f with a precision: the rounding is at a fixed place, so to_chars lays it out itself.
void fixed(std::string& out, double f, int64_t prec) {
  char buf[320 + 1100 + 8];
  int64_t p = std::min<int64_t>(prec, 1100);
  auto r = std::to_chars(buf, buf + sizeof buf, f, std::chars_format::fixed, static_cast<int>(p));
  out.append(buf, r.ptr);
  out.append(static_cast<size_t>(prec - p), '0');
}

void general(std::string& out, bool neg, const Decimal& d, int64_t prec, bool isShortest, char fmt) {
  int64_t nd = static_cast<int64_t>(d.digits.size());
  int64_t eprec = prec;
  if (eprec > nd && nd >= d.point) eprec = nd;
  if (isShortest) eprec = 6;
  int exp = d.point - 1;
  if (exp < -4 || exp >= eprec) {
    layoutE(out, neg, d, std::min(prec, nd) - 1, static_cast<char>(fmt - 2));
    return;
  }
  if (prec > d.point) prec = nd;
  layoutF(out, neg, d, std::max<int64_t>(prec - d.point, 0));
}

struct Parts {
  bool neg;
  int exp;  // of the mantissa taken as a fixed-point number with one integer bit
  uint64_t mant;
  int mantBits;
};

void binary(std::string& out, const Parts& p) {
  if (p.neg) out.push_back('-');
  out += std::to_string(p.mant);
  out.push_back('p');
  int exp = p.exp - p.mantBits;
  if (exp >= 0) out.push_back('+');
  out += std::to_string(exp);
}

void hexadecimal(std::string& out, const Parts& p, int64_t prec, char fmt) {
  uint64_t mant = p.mant;
  int exp = mant ? p.exp : 0;
  // The leading one goes to bit 60, so that fifteen digits follow it.
  mant <<= 60 - p.mantBits;
  while (mant && !(mant >> 60 & 1)) {
    mant <<= 1;
    exp--;
  }
  if (prec >= 0 && prec < 15) {
    int shift = static_cast<int>(prec) * 4;
    uint64_t rest = (mant << shift) & ((1ull << 60) - 1);
    mant >>= 60 - shift;
    if ((rest | (mant & 1)) > 1ull << 59) mant++;
    mant <<= 60 - shift;
    if (mant >> 61 & 1) {
      mant >>= 1;
      exp++;
    }
  }
  const char* digits = fmt == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  if (p.neg) out.push_back('-');
  out.push_back('0');
  out.push_back(fmt);
  out.push_back(static_cast<char>('0' + (mant >> 60 & 1)));
  mant <<= 4;
  if (prec < 0 && mant) {
    out.push_back('.');
    for (; mant; mant <<= 4) out.push_back(digits[mant >> 60]);
  } else if (prec > 0) {
    out.push_back('.');
    for (int64_t i = 0; i < prec; i++, mant <<= 4) out.push_back(digits[mant >> 60]);
  }
  out.push_back(fmt == 'X' ? 'P' : 'p');
  appendExponent(out, exp, 2);
}

}  // namespace

void formatFloat(std::string& out, double f, char fmt, int64_t prec, int bits) {
  if (bits == 32) f = static_cast<double>(static_cast<float>(f));
  if (std::isnan(f)) {
    out += "NaN";
    return;
  }
  if (std::isinf(f)) {
    out += f < 0 ? "-Inf" : "+Inf";
    return;
  }
  bool neg = std::signbit(f);
  if (fmt == 'b' || fmt == 'x' || fmt == 'X') {
    uint64_t u = bits == 32 ? std::bit_cast<uint32_t>(static_cast<float>(f)) : std::bit_cast<uint64_t>(f);
    int mantBits = bits == 32 ? 23 : 52;
    int expMask = bits == 32 ? 0xff : 0x7ff;
    Parts p{neg, static_cast<int>(u >> mantBits) & expMask, u & ((1ull << mantBits) - 1), mantBits};
    if (p.exp == 0) {
      p.exp = 1;
    } else {
      p.mant |= 1ull << mantBits;
    }
    p.exp -= bits == 32 ? 127 : 1023;
    if (fmt == 'b') {
      binary(out, p);
    } else {
      hexadecimal(out, p, prec, fmt);
    }
    return;
  }
  double a = std::fabs(f);
  bool isShortest = prec < 0;
  switch (fmt) {
    case 'e':
    case 'E': {
      Decimal d = isShortest ? shortest(a, bits) : significant(a, prec + 1);
      if (isShortest) prec = std::max<int64_t>(static_cast<int64_t>(d.digits.size()) - 1, 0);
      layoutE(out, neg, d, prec, fmt);
      return;
    }
    case 'f': {
      if (!isShortest) {
        if (neg) out.push_back('-');
        fixed(out, a, prec);
        return;
      }
      Decimal d = shortest(a, bits);
      layoutF(out, neg, d, std::max<int64_t>(static_cast<int64_t>(d.digits.size()) - d.point, 0));
      return;
    }
    case 'g':
    case 'G': {
      if (prec == 0) prec = 1;
      Decimal d = isShortest ? shortest(a, bits) : significant(a, prec);
      if (isShortest) prec = static_cast<int64_t>(d.digits.size());
      general(out, neg, d, prec, isShortest, fmt);
      return;
    }
  }
  out.push_back('%');
  out.push_back(fmt);
}

}  // namespace vole::stdlib
