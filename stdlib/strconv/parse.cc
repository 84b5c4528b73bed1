// This file reads numbers from text by Go's rules. Decimal floats are rounded by std::from_chars once their syntax is checked
// and their underscores are gone; hexadecimal ones are rounded here.
#include "stdlib/strconv/parse.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace vole::stdlib {
namespace {

char lower(char c) { return static_cast<char>(c | 0x20); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Underscores must stand between digits, or between a base prefix and a digit.
bool underscoresFit(std::string_view s) {
  enum { start, digit, underscore, other } last = start;
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  bool hex = false;
  if (s.size() >= 2 && s[0] == '0') {
    char c = lower(s[1]);
    if (c == 'b' || c == 'o' || c == 'x') {
      hex = c == 'x';
      last = digit;
      s.remove_prefix(2);
    }
  }
  for (char c : s) {
    if (isDigit(c) || (hex && lower(c) >= 'a' && lower(c) <= 'f')) {
      last = digit;
    } else if (c == '_') {
      if (last != digit) return false;
      last = underscore;
    } else {
      if (last == underscore) return false;
      last = other;
    }
  }
  return last != underscore;
}

// Length of the common prefix of s and the lower-case word, ignoring case.
size_t commonPrefix(std::string_view s, std::string_view word) {
  size_t n = 0;
  while (n < s.size() && n < word.size() && (s[n] >= 'A' && s[n] <= 'Z' ? s[n] + 32 : s[n]) == word[n]) n++;
  return n;
}

bool special(std::string_view s, ParsedFloat* out) {
  if (s.empty()) return false;
  size_t sign = s[0] == '+' || s[0] == '-';
  std::string_view word = s.substr(sign);
  if (sign == 0 && commonPrefix(word, "nan") == 3) {
    *out = {std::bit_cast<double>(uint64_t{0x7FF8000000000001}), 3, ParseStatus::ok};
    return true;
  }
  size_t n = commonPrefix(word, "infinity");
  if (n < 3) return false;
  if (n < 8) n = 3;
  double inf = std::numeric_limits<double>::infinity();
  *out = {s[0] == '-' ? -inf : inf, static_cast<int64_t>(sign + n), ParseStatus::ok};
  return true;
}

// mant * 2^exp, with sticky telling that bits below were dropped, to a float of mantBits stored bits and bias.
double roundHex(uint64_t mant, int64_t exp, bool sticky, int mantBits, int bias, bool* overflow) {
  if (mant == 0) return 0;
  int64_t maxExp = (bias == 127 ? 127 : 1023) - mantBits;
  int64_t minExp = -bias + 1 - mantBits;
  // Bring mant to mantBits+1 bits and two more for rounding.
  while (mant >> (mantBits + 2) == 0) {
    mant <<= 1;
    exp--;
  }
  uint64_t trunc = sticky;
  auto shiftRight = [&] {
    trunc |= mant & 1;
    mant >>= 1;
    exp++;
  };
  while (mant >> (mantBits + 3)) shiftRight();
  // Now mant = m * 4; a denormal loses more bits.
  while (mant > 1 && exp + 2 < minExp) shiftRight();
  if (exp + 2 < minExp) return 0;
  mant |= trunc;
  uint64_t round = mant & 3;
  mant >>= 2;
  exp += 2;
  round |= mant & 1;
  if (round == 3) {
    mant++;
    if (mant == 1ull << (mantBits + 1)) {
      mant >>= 1;
      exp++;
    }
  }
  if (exp > maxExp) {
    *overflow = true;
    return std::numeric_limits<double>::infinity();
  }
  return std::ldexp(static_cast<double>(mant), static_cast<int>(exp));
}

}  // namespace

ParsedUint parseUint(std::string_view s, int base, int bits) {
  std::string_view whole = s;
  if (s.empty()) return {0, ParseStatus::syntax};
  bool anyBase = base == 0;
  if (anyBase) {
    base = 10;
    if (s[0] == '0') {
      char c = s.size() >= 3 ? lower(s[1]) : 0;
      base = c == 'b' ? 2 : c == 'x' ? 16 : 8;
      s.remove_prefix(c == 'b' || c == 'o' || c == 'x' ? 2 : 1);
    }
  }
  if (bits == 0) bits = 64;
  uint64_t max = bits == 64 ? ~0ull : (1ull << bits) - 1;
  bool underscores = false;
  uint64_t n = 0;
  for (char c : s) {
    int d;
    if (isDigit(c)) {
      d = c - '0';
    } else if (c == '_' && anyBase) {
      underscores = true;
      continue;
    } else if (lower(c) >= 'a' && lower(c) <= 'z') {
      d = lower(c) - 'a' + 10;
    } else {
      return {0, ParseStatus::syntax};
    }
    if (d >= base) return {0, ParseStatus::syntax};
    // As in Go the first overflow decides; what follows is not looked at.
    if (__builtin_mul_overflow(n, static_cast<uint64_t>(base), &n)) return {max, ParseStatus::range};
    if (__builtin_add_overflow(n, static_cast<uint64_t>(d), &n) || n > max) return {max, ParseStatus::range};
  }
  if (underscores && !underscoresFit(whole)) return {0, ParseStatus::syntax};
  return {n, ParseStatus::ok};
}

ParsedInt parseInt(std::string_view s, int base, int bits) {
  if (s.empty()) return {0, ParseStatus::syntax};
  bool neg = s[0] == '-';
  if (neg || s[0] == '+') s.remove_prefix(1);
  ParsedUint u = parseUint(s, base, bits);
  if (u.status == ParseStatus::syntax) return {0, u.status};
  if (bits == 0) bits = 64;
  uint64_t cutoff = 1ull << (bits - 1);
  if (!neg && u.value >= cutoff) return {static_cast<int64_t>(cutoff - 1), ParseStatus::range};
  if (neg && u.value > cutoff) return {static_cast<int64_t>(-cutoff), ParseStatus::range};
  return {static_cast<int64_t>(neg ? -u.value : u.value), ParseStatus::ok};
}

ParsedFloat parseFloatPrefix(std::string_view s, int bits) {
  ParsedFloat out{0, 0, ParseStatus::syntax};
  if (special(s, &out)) return out;
  size_t i = 0;
  bool neg = false;
  if (i < s.size() && (s[i] == '+' || s[i] == '-')) neg = s[i++] == '-';
  bool hex = i + 2 < s.size() && s[i] == '0' && lower(s[i + 1]) == 'x';
  if (hex) i += 2;
  std::string text;  // without sign and underscores, for from_chars
  bool underscores = false, sawDot = false, sawDigits = false;
  uint64_t mant = 0;
  bool sticky = false;
  int64_t hexExp = 0;
  size_t start = i;
  for (; i < s.size(); i++) {
    char c = s[i];
    if (c == '_') {
      underscores = true;
      continue;
    }
    if (c == '.') {
      if (sawDot) break;
      sawDot = true;
    } else if (isDigit(c) || (hex && lower(c) >= 'a' && lower(c) <= 'f')) {
      sawDigits = true;
      if (hex) {
        uint64_t d = static_cast<uint64_t>(isDigit(c) ? c - '0' : lower(c) - 'a' + 10);
        if (mant >> 60) {
          sticky |= d != 0;
          hexExp += 4;
        } else {
          mant = mant << 4 | d;
        }
        if (sawDot) hexExp -= 4;
        continue;
      }
    } else {
      break;
    }
  }
  if (!sawDigits) return out;
  size_t mantEnd = i;
  int64_t exp = 0;
  if (i < s.size() && lower(s[i]) == (hex ? 'p' : 'e')) {
    i++;
    bool eneg = false;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) eneg = s[i++] == '-';
    if (i >= s.size() || !isDigit(s[i])) return out;
    for (; i < s.size() && (isDigit(s[i]) || s[i] == '_'); i++) {
      if (s[i] == '_') {
        underscores = true;
      } else if (exp < 10000) {
        exp = exp * 10 + (s[i] - '0');
      }
    }
    if (eneg) exp = -exp;
  } else if (hex) {
    return out;
  }
  if (underscores && !underscoresFit(s.substr(0, i))) return out;
  out.used = static_cast<int64_t>(i);
  out.status = ParseStatus::ok;
  bool overflow = false;
  if (hex) {
    out.value = bits == 32 ? roundHex(mant, hexExp + exp, sticky, 23, 127, &overflow)
                           : roundHex(mant, hexExp + exp, sticky, 52, 1023, &overflow);
  } else {
    const char* p = s.data() + start;
    const char* end = s.data() + i;
    if (underscores || exp >= 10000 || exp <= -10000) {
      for (size_t k = start; k < mantEnd; k++) {
        if (s[k] != '_') text.push_back(s[k]);
      }
      if (exp != 0) text += "e" + std::to_string(exp);
      p = text.data();
      end = p + text.size();
    }
    // from_chars leaves the value alone when it is out of range; whether it was too large or too small shows in the place
    // of the first digit that is not zero.
    std::from_chars_result r;
    if (bits == 32) {
      float f = 0;
      r = std::from_chars(p, end, f);
      out.value = static_cast<double>(f);
    } else {
      r = std::from_chars(p, end, out.value);
    }
    if (r.ec == std::errc::result_out_of_range) {
      int64_t point = 0, lead = 0;
      bool dot = false, nonzero = false;
      for (size_t k = start; k < mantEnd; k++) {
        char c = s[k];
        if (c == '.') {
          dot = true;
        } else if (c != '_') {
          nonzero |= c != '0';
          if (nonzero && !dot) point++;
          if (!nonzero && dot) lead++;
        }
      }
      overflow = exp + (point ? point : -lead) > 0;
      out.value = overflow ? std::numeric_limits<double>::infinity() : 0;
    }
  }
  if (overflow) out.status = ParseStatus::range;
  if (neg) out.value = -out.value;
  return out;
}

}  // namespace vole::stdlib
