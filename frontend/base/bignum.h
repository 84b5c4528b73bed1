// Private to constant.cc: C++ handles of GMP's numbers, and binary floating-point numbers with a
// mantissa of 512 bits, rounded to nearest even, as gc computes with. (GMP's own mpf truncates.)
#pragma once

#include <gmp.h>

#include <cstdint>
#include <string_view>

namespace vole::constant {

/// An integer that owns its memory.
struct Int {
  mpz_t z;
  Int() { mpz_init(z); }
  explicit Int(int64_t v) { mpz_init_set_si(z, v); }
  Int(const Int& o) { mpz_init_set(z, o.z); }
  Int& operator=(const Int& o) {
    mpz_set(z, o.z);
    return *this;
  }
  ~Int() { mpz_clear(z); }
  bool isZero() const { return mpz_sgn(z) == 0; }
  int64_t bits() const { return isZero() ? 0 : static_cast<int64_t>(mpz_sizeinbase(z, 2)); }
};

struct Rat {
  mpq_t q;
  Rat() { mpq_init(q); }
  Rat(const Rat& o) {
    mpq_init(q);
    mpq_set(q, o.q);
  }
  Rat& operator=(const Rat&) = delete;
  ~Rat() { mpq_clear(q); }
};

/// Bits of a mantissa, as gc has it.
inline constexpr int kPrec = 512;

/// mant * 2^exp. Zero has exp 0; an infinity has inf set and mant = its sign.
struct Float {
  Int mant;
  int64_t exp = 0;
  bool inf = false;

  int sign() const { return mpz_sgn(mant.z); }
  /// The exponent e of 2^(e-1) <= |x| < 2^e; 0 for zero.
  int64_t top() const { return sign() == 0 ? 0 : exp + mant.bits(); }
};

/// Rounds m * 2^exp (plus a little away from zero, if sticky) to prec bits.
Float roundFloat(const Int& m, int64_t exp, bool sticky, int prec = kPrec);
Float addFloat(const Float& a, const Float& b, int prec = kPrec);
Float negFloat(const Float& a);
Float mulFloat(const Float& a, const Float& b, int prec = kPrec);
Float quoFloat(const Float& a, const Float& b, int prec = kPrec);
int cmpFloat(const Float& a, const Float& b);
Float floatFromInt(const Int& i);
Float floatFromRat(const Rat& r);
/// The number as a fraction; its exponent must be small.
void floatToRat(const Float& f, Rat* r);
/// The integer part of f (exponent small) to *i; true if f is an integer.
bool floatToInt(const Float& f, Int* i);
/// f cut to fewer bits, towards zero or away from it.
Float chopFloat(const Float& f, int prec, bool away);

/// Mantissa, exponent and base 2 or 10 of a number literal's text; false if malformed.
struct ParsedFloat {
  Int mant;
  int64_t exp2 = 0, exp10 = 0;
};
bool parseFloat(std::string_view lit, ParsedFloat* out);
/// The literal's value rounded to kPrec bits; may be infinite.
Float floatFromParsed(const ParsedFloat& p);

/// m * 2^exp (plus a little, if sticky) rounded to the format with p bits of mantissa, lowest bit
/// 2^emin, and largest exponent emax (value < 2^emax): double is 53, -1074, 1024.
double roundToDouble(const Int& m, int64_t exp, bool sticky, int p, int emin, int emax, bool* exact);
double ratToDouble(const Rat& r, int p, int emin, int emax, bool* exact);

}  // namespace vole::constant
