// This file writes text as Go literals.
#include "stdlib/strconv/quote.h"

#include "stdlib/unicode/tables.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

void hexEscape(std::string& out, char kind, uint32_t v, int digits) {
  out.push_back('\\');
  out.push_back(kind);
  for (int i = digits - 1; i >= 0; i--) out.push_back("0123456789abcdef"[v >> (4 * i) & 15]);
}

void escapeRune(std::string& out, int32_t r, char quote, QuoteMode mode) {
  if (r == quote || r == '\\') {
    out.push_back('\\');
    out.push_back(static_cast<char>(r));
    return;
  }
  bool plain = mode == QuoteMode::ascii ? r < 0x80 && hasProp(r, kPrint) : hasProp(r, mode == QuoteMode::graphic ? kGraphic : kPrint);
  if (plain) {
    char buf[4];
    out.append(buf, static_cast<size_t>(encodeRune(buf, r)));
    return;
  }
  static constexpr char kShort[] = "abtnvfr";  // of 7 to 13
  if (r >= 7 && r <= 13) {
    out.push_back('\\');
    out.push_back(kShort[r - 7]);
  } else if (r < ' ' || r == 0x7f) {
    hexEscape(out, 'x', static_cast<uint32_t>(r), 2);
  } else if (r < 0x10000) {
    hexEscape(out, 'u', static_cast<uint32_t>(r), 4);
  } else {
    hexEscape(out, 'U', static_cast<uint32_t>(r), 8);
  }
}

}  // namespace

std::string quoteText(std::string_view s, char quote, QuoteMode mode) {
  std::string out;
  out.reserve(s.size() + 2);
  out.push_back(quote);
  while (!s.empty()) {
    unsigned char c = static_cast<unsigned char>(s[0]);
    if (c >= ' ' && c < 0x7f && c != '\\' && c != static_cast<unsigned char>(quote)) {
      out.push_back(static_cast<char>(c));
      s.remove_prefix(1);
      continue;
    }
    Decoded d = decodeRune(s);
    if (d.size == 1 && d.rune == kRuneError) {
      hexEscape(out, 'x', c, 2);
    } else {
      escapeRune(out, d.rune, quote, mode);
    }
    s.remove_prefix(static_cast<size_t>(d.size));
  }
  out.push_back(quote);
  return out;
}

bool canBackquote(std::string_view s) {
  while (!s.empty()) {
    Decoded d = decodeRune(s);
    s.remove_prefix(static_cast<size_t>(d.size));
    if (d.size > 1) {
      if (d.rune == 0xFEFF) return false;  // a byte order mark would be invisible
    } else if (d.rune == kRuneError || (d.rune < ' ' && d.rune != '\t') || d.rune == '`' || d.rune == 0x7F) {
      return false;
    }
  }
  return true;
}

}  // namespace vole::stdlib
