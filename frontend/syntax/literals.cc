// This file decodes string and rune literals. It relies on the lexer having checked them, but must
// not misbehave when they are wrong: a literal flagged bad may still come here.
#include "frontend/syntax/literals.h"

#include "frontend/base/unicode.h"

namespace vole::syntax {

namespace {

struct Unquoted {
  char32_t value;
  bool byte;  // a \x or octal escape: one byte, whatever its value
};

// Decodes the character at p, an escape sequence perhaps, and moves p behind it.
Unquoted unquoteChar(const char*& p, const char* end) {
  if (*p != '\\') {
    DecodedRune d = decodeRune(p, end);
    p += d.size;
    return {d.rune, false};
  }
  p++;
  if (p >= end) return {kRuneError, false};
  char c = *p++;
  auto number = [&](int n, int base) {
    uint32_t x = 0;
    for (; n > 0 && p < end; n--, p++) {
      uint32_t d = *p >= '0' && *p <= '9' ? static_cast<uint32_t>(*p - '0')
                                          : static_cast<uint32_t>((*p | 0x20) - 'a' + 10);
      x = x * static_cast<uint32_t>(base) + d;
    }
    return x;
  };
  switch (c) {
    case 'a': return {'\a', false};
    case 'b': return {'\b', false};
    case 'f': return {'\f', false};
    case 'n': return {'\n', false};
    case 'r': return {'\r', false};
    case 't': return {'\t', false};
    case 'v': return {'\v', false};
    case 'x': return {number(2, 16) & 0xFF, true};
    case 'u': return {number(4, 16), false};
    case 'U': return {number(8, 16), false};
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7':
      p--;
      return {number(3, 8) & 0xFF, true};
    default: return {static_cast<unsigned char>(c), false};
  }
}

}  // namespace

std::string stringLitValue(std::string_view lit) {
  std::string out;
  if (lit.size() < 2) return out;
  char quote = lit[0];
  lit.remove_prefix(1);
  if (lit.back() == quote) lit.remove_suffix(1);
  out.reserve(lit.size());
  const char *p = lit.data(), *end = p + lit.size();
  if (quote == '`') {
    for (; p < end; p++) {
      if (*p != '\r') out += *p;
    }
    return out;
  }
  while (p < end) {
    if (*p != '\\') {
      out += *p++;
      continue;
    }
    Unquoted u = unquoteChar(p, end);
    if (u.byte) {
      out += static_cast<char>(u.value);
    } else {
      appendRune(out, u.value);
    }
  }
  return out;
}

char32_t runeLitValue(std::string_view lit) {
  if (lit.size() < 2) return kRuneError;
  const char *p = lit.data() + 1, *end = lit.data() + lit.size();
  return unquoteChar(p, end).value;
}

}  // namespace vole::syntax
