// Values of constant expressions and exact arithmetic on them, after Go's package go/constant:
// integers without limit, fractions while their parts are small, else binary floating point with a
// mantissa of 512 bits. Values are immutable, shared by pointer and live for ever. An Unknown value
// stands for the result of an error; operations on it give Unknown again.
//
// Callers bound what they ask for (shift counts, the size of results): nothing here refuses a
// computation because it is large.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vole {

enum class ConstKind : uint8_t { Unknown, Bool, String, Int, Float, Complex };

/// How a value is represented. Within Int and Float the first possible one is chosen, except that
/// what has become a BigFloat stays one: its exactness is lost.
enum class ConstRep : uint8_t { Unknown, Bool, String, Int64, BigInt, Rat, BigFloat, Complex };

struct ConstVal {
  ConstRep rep = ConstRep::Unknown;
  bool b = false;         // Bool
  int64_t i = 0;          // Int64
  const void* p = nullptr;   // BigInt, Rat, BigFloat: the number; String: the text; Complex: real part
  const void* p2 = nullptr;  // Complex: imaginary part

  ConstKind kind() const {
    static constexpr ConstKind kKinds[] = {ConstKind::Unknown, ConstKind::Bool, ConstKind::String,
                                           ConstKind::Int,     ConstKind::Int,  ConstKind::Float,
                                           ConstKind::Float,   ConstKind::Complex};
    return kKinds[static_cast<int>(rep)];
  }
  bool isUnknown() const { return rep == ConstRep::Unknown; }
};

namespace constant {

using Val = const ConstVal*;

/// Operators. Quo divides exactly (1/2 of integers is a fraction), IntQuo truncates.
enum class Op : uint8_t {
  Add, Sub, Mul, Quo, IntQuo, Rem, And, Or, Xor, AndNot, LAnd, LOr,
  Not,
  Shl, Shr,
  Eql, Neq, Lss, Leq, Gtr, Geq,
};

// ---- Factories ----
Val unknown();
Val makeBool(bool b);
Val makeString(std::string_view s);  // copies s
Val makeInt64(int64_t v);
Val makeUint64(uint64_t v);
/// Unknown if v is not finite; -0 becomes 0.
Val makeFloat64(double v);
/// re + im*i; Unknown if either is.
Val makeComplex(Val re, Val im);
/// The values of number literals as the source writes them (with prefix, underscores, exponent;
/// Imag with the final i). Unknown if malformed or too large.
Val intFromLiteral(std::string_view lit);
Val floatFromLiteral(std::string_view lit);
Val imagFromLiteral(std::string_view lit);

// ---- Accessors; for Unknown the zero value ----
bool boolVal(Val x);
const std::string& stringVal(Val x);
/// Length of a string value without building its text.
size_t stringLen(Val x);
/// The value of an Int; false if it does not fit.
bool int64Val(Val x, int64_t* v);
bool uint64Val(Val x, uint64_t* v);
/// The low 64 bits, in two's complement, of an Int of any size.
uint64_t low64(Val x);
/// The nearest value, ties to even; an infinity if too large. x: Int or Float. *exact may be null.
double float64Val(Val x, bool* exact = nullptr);
float float32Val(Val x, bool* exact = nullptr);
/// Number of bits of |x|; x: Int.
int bitLen(Val x);
/// -1, 0, 1; for complex 0 only if x is 0; for Unknown 1.
int sign(Val x);
/// Parts; x must be numeric.
Val real(Val x);
Val imag(Val x);
/// x*i
Val makeImag(Val x);

// ---- Conversions: Unknown if x has no such value ----
Val toInt(Val x);
Val toFloat(Val x);
Val toComplex(Val x);

// ---- Operations ----
/// prec > 0: number of bits of the result of ^ (xor) for unsigned types. op: Add, Sub, Xor, Not.
Val unaryOp(Op op, Val y, unsigned prec);
/// Operands of matching kinds. Division by zero must be excluded by the caller.
Val binaryOp(Val x, Op op, Val y);
Val shift(Val x, Op op, unsigned s);
bool compare(Val x, Op op, Val y);

// ---- Text ----
/// Short form for messages: strings quoted and cut, floats to six digits.
std::string toString(Val x);
/// The exact value: fractions as a/b.
std::string exactString(Val x);

/// Equal kind and value; and a hash that agrees with it (for duplicate cases and keys).
bool equalValue(Val x, Val y);
size_t hashValue(Val x);

}  // namespace constant
}  // namespace vole
