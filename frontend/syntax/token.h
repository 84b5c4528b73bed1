// Tokens, operators and literal kinds.
#pragma once

#include <cstdint>
#include <string_view>

namespace vole::syntax {

enum class Token : uint8_t {
#define VOLE_TOKEN(name, text) name,
#include "frontend/syntax/tokens.def"
#undef VOLE_TOKEN
};
inline constexpr Token kFirstKeyword = Token::Break, kLastKeyword = Token::Var;
static_assert(static_cast<int>(Token::Var) < 64, "token sets are 64-bit masks");

enum class Operator : uint8_t {
#define VOLE_OPERATOR(name, text, prec) name,
#include "frontend/syntax/operators.def"
#undef VOLE_OPERATOR
};

enum class LitKind : uint8_t { Int, Float, Imag, Rune, String };

inline std::string_view tokenString(Token t) {
  static constexpr std::string_view kText[] = {
#define VOLE_TOKEN(name, text) text,
#include "frontend/syntax/tokens.def"
#undef VOLE_TOKEN
  };
  return kText[static_cast<int>(t)];
}

inline std::string_view operatorString(Operator op) {
  static constexpr std::string_view kText[] = {
#define VOLE_OPERATOR(name, text, prec) text,
#include "frontend/syntax/operators.def"
#undef VOLE_OPERATOR
  };
  return kText[static_cast<int>(op)];
}

/// Binary precedence 1 (||) to 5 (*), 0 for what is no binary operator.
inline int precedence(Operator op) {
  static constexpr uint8_t kPrec[] = {
#define VOLE_OPERATOR(name, text, prec) prec,
#include "frontend/syntax/operators.def"
#undef VOLE_OPERATOR
  };
  return kPrec[static_cast<int>(op)];
}

/// ==, !=, <, <=, >, >=
inline bool isComparison(Operator op) { return op >= Operator::Eql && op <= Operator::Geq; }
inline bool isShift(Operator op) { return op == Operator::Shl || op == Operator::Shr; }

/// A set of tokens in one word.
using TokenSet = uint64_t;
constexpr TokenSet tokenBit(Token t) { return TokenSet{1} << static_cast<int>(t); }
template <class... T>
constexpr TokenSet tokenSet(T... t) {
  return (TokenSet{0} | ... | tokenBit(t));
}
constexpr bool contains(TokenSet set, Token t) { return (set & tokenBit(t)) != 0; }

}  // namespace vole::syntax
