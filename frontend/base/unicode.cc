// This file looks runes up in the generated range tables and encodes them.
#include "frontend/base/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "frontend/base/unicode_tables.h"

namespace vole {

namespace {

template <size_t N>
bool inTable(const RuneRange (&table)[N], char32_t c) {
  auto it = std::upper_bound(std::begin(table), std::end(table), c,
                             [](char32_t v, const RuneRange& r) { return v < r.lo; });
  return it != std::begin(table) && c <= (it - 1)->hi;
}

// The character inside quotes, escaped as Go's strconv does.
void appendQuotedRune(std::string& out, char32_t c, char quote) {
  if (c == static_cast<char32_t>(quote) || c == '\\') {
    out += '\\';
    out += static_cast<char>(c);
    return;
  }
  if (isPrint(c)) return appendRune(out, c);
  switch (c) {
    case '\a': out += "\\a"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\v': out += "\\v"; return;
    default: break;
  }
  if (c < ' ' || c == 0x7F) {
    out += fmt::format("\\x{:02x}", static_cast<uint32_t>(c));
  } else if (c < 0x10000) {
    out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
  } else {
    out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
  }
}

}  // namespace

bool isLetter(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return inTable(kLetters, c);
}

bool isDigit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return inTable(kDigits, c);
}

bool isUpper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return inTable(kUpper, c);
}

bool isSpace(char32_t c) {
  if (c < 0x100) return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xA0;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool isPrint(char32_t c) {
  if (c < 0x80) return c >= 0x20 && c < 0x7F;
  return inTable(kPrintable, c);
}

DecodedRune decodeRune(const char* p, const char* end) {
  if (p >= end) return {kRuneError, 0};
  auto at = [&](int i) -> uint32_t { return static_cast<unsigned char>(p[i]); };
  auto cont = [&](int i) { return p + i < end && (at(i) & 0xC0) == 0x80; };
  uint32_t c = at(0);
  if (c < 0x80) return {c, 1};
  if (c >= 0xC2 && c < 0xE0 && cont(1)) return {(c & 0x1F) << 6 | (at(1) & 0x3F), 2};
  if (c >= 0xE0 && c < 0xF0 && cont(1) && cont(2)) {
    uint32_t r = (c & 0x0F) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
    if (r >= 0x800 && !(r >= 0xD800 && r < 0xE000)) return {r, 3};
  } else if (c >= 0xF0 && c < 0xF5 && cont(1) && cont(2) && cont(3)) {
    uint32_t r = (c & 7) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F);
    if (r >= 0x10000 && r <= kMaxRune) return {r, 4};
  }
  return {kRuneError, 1};
}

void appendRune(std::string& out, char32_t c) {
  if (c > kMaxRune || (c >= 0xD800 && c < 0xE000)) c = kRuneError;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool validUtf8(std::string_view s) {
  const char *p = s.data(), *end = p + s.size();
  while (p < end) {
    if (static_cast<unsigned char>(*p) < 0x80) {
      p++;
      continue;
    }
    DecodedRune d = decodeRune(p, end);
    if (d.rune == kRuneError && d.size == 1) return false;
    p += d.size;
  }
  return true;
}

std::string formatUnicode(char32_t c) {
  std::string s = fmt::format("U+{:04X}", static_cast<uint32_t>(c));
  if (isPrint(c)) {
    s += " '";
    appendRune(s, c);
    s += "'";
  }
  return s;
}

std::string quoteRune(char32_t c) {
  std::string s = "'";
  appendQuotedRune(s, c, '\'');
  return s + "'";
}

std::string quoteString(std::string_view s) {
  std::string out = "\"";
  const char *p = s.data(), *end = p + s.size();
  while (p < end) {
    DecodedRune d = decodeRune(p, end);
    if (d.rune == kRuneError && d.size == 1) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(*p));
    } else {
      appendQuotedRune(out, d.rune, '"');
    }
    p += d.size;
  }
  return out + "\"";
}

}  // namespace vole
