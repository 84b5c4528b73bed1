// This file formats single values for fmt's verbs, with Go's treatment of every combination of flags.
#include "stdlib/fmt/format.h"

#include <algorithm>

#include "stdlib/strconv/ftoa.h"
#include "stdlib/strconv/quote.h"
#include "stdlib/unicode/tables.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib {
namespace {

constexpr char kLowerDigits[] = "0123456789abcdef";
constexpr char kUpperDigits[] = "0123456789ABCDEF";

FmtSpec withoutZero(FmtSpec f) {
  f.flags &= ~uint64_t{kFmtZero};
  return f;
}

std::string_view truncate(std::string_view s, FmtSpec f) {
  if (!f.has(kFmtPrec)) return s;
  size_t i = 0;
  for (int64_t n = f.prec; i < s.size() && n > 0; n--) i += static_cast<size_t>(decodeRune(s.substr(i)).size);
  return s.substr(0, i);
}

}  // namespace

void fmtPadding(std::string& out, int64_t n, bool zero) {
  if (n > 0) out.append(static_cast<size_t>(n), zero ? '0' : ' ');
}

void fmtPad(std::string& out, std::string_view s, FmtSpec f) {
  int64_t pad = f.has(kFmtWid) ? f.wid - runeCount(s) : 0;
  if (!f.has(kFmtMinus)) fmtPadding(out, pad, f.has(kFmtZero));
  out.append(s);
  if (f.has(kFmtMinus)) fmtPadding(out, pad, f.has(kFmtZero));
}

void fmtTruncated(std::string& out, std::string_view s, FmtSpec f) { fmtPad(out, truncate(s, f), f); }

void fmtInteger(std::string& out, uint64_t u, int base, FmtSpec f) {
  bool negative = f.has(kFmtSigned) && static_cast<int64_t>(u) < 0;
  if (negative) u = -u;
  bool signWanted = negative || f.has(kFmtPlus) || f.has(kFmtSpace);
  int64_t prec = 0;
  if (f.has(kFmtPrec)) {
    prec = f.prec;
    // Precision zero leaves no digit of a zero.
    if (prec == 0 && u == 0) {
      if (f.has(kFmtWid)) fmtPadding(out, f.wid, false);
      return;
    }
  } else if (f.has(kFmtZero) && f.has(kFmtWid)) {
    prec = f.wid - signWanted;
  }
  char digits[64];
  char* end = digits + sizeof digits;
  char* p = end;
  const char* set = f.has(kFmtUpper) ? kUpperDigits : kLowerDigits;
  if (base == 10) {
    do *--p = static_cast<char>('0' + u % 10);
    while (u /= 10);
  } else {
    int shift = base == 16 ? 4 : base == 8 ? 3 : 1;
    do *--p = set[u & static_cast<uint64_t>(base - 1)];
    while (u >>= shift);
  }
  std::string num;
  if (negative) {
    num.push_back('-');
  } else if (f.has(kFmtPlus)) {
    num.push_back('+');
  } else if (f.has(kFmtSpace)) {
    num.push_back(' ');
  }
  int64_t zeros = std::max<int64_t>(0, prec - (end - p));
  if (f.has(kFmtO)) num += "0o";
  if (f.has(kFmtSharp)) {
    if (base == 2) num += "0b";
    if (base == 16) num += f.has(kFmtUpper) ? "0X" : "0x";
    if (base == 8 && zeros == 0 && *p != '0') num.push_back('0');
  }
  num.append(static_cast<size_t>(zeros), '0');
  num.append(p, end);
  fmtPad(out, num, withoutZero(f));
}

void fmtUnicode(std::string& out, uint64_t u, FmtSpec f) {
  size_t prec = f.has(kFmtPrec) && f.prec > 4 ? static_cast<size_t>(f.prec) : 4;
  std::string hex;
  for (uint64_t v = u; v || hex.empty(); v >>= 4) hex.insert(0, 1, kUpperDigits[v & 15]);
  std::string s = "U+";
  if (hex.size() < prec) s.append(prec - hex.size(), '0');
  s += hex;
  if (f.has(kFmtSharp) && u <= 0x10FFFF && hasProp(static_cast<int32_t>(u), kPrint)) {
    char buf[4];
    s += " '";
    s.append(buf, static_cast<size_t>(encodeRune(buf, static_cast<int32_t>(u))));
    s += "'";
  }
  fmtPad(out, s, withoutZero(f));
}

namespace {

// %#: the decimal point always, and trailing zeros for g.
std::string sharpFloat(std::string num, char verb, int64_t prec) {
  int64_t digits = 0;
  if (verb == 'v' || verb == 'g' || verb == 'G' || verb == 'x') digits = prec == -1 ? 6 : prec;
  std::string tail;
  bool point = false, nonzero = false;
  for (size_t i = 1; i < num.size(); i++) {
    char c = num[i];
    if (c == '.') {
      point = true;
      continue;
    }
    bool exponent = c == 'p' || c == 'P' || ((c == 'e' || c == 'E') && verb != 'x' && verb != 'X');
    if (exponent) {
      tail = num.substr(i);
      num.resize(i);
      break;
    }
    nonzero |= c != '0';
    if (nonzero) digits--;
  }
  if (!point) {
    // The single zero of "0" counts as a digit.
    if (num.size() == 2 && num[1] == '0') digits--;
    num.push_back('.');
  }
  if (digits > 0) num.append(static_cast<size_t>(digits), '0');
  return num + tail;
}

}  // namespace

void fmtFloat(std::string& out, double v, int bits, char verb, int64_t defaultPrec, FmtSpec f) {
  int64_t prec = f.has(kFmtPrec) ? f.prec : defaultPrec;
  std::string num;
  formatFloat(num, v, verb, prec, bits);
  if (num[0] != '-' && num[0] != '+') num.insert(0, 1, '+');
  if (f.has(kFmtSpace) && num[0] == '+' && !f.has(kFmtPlus)) num[0] = ' ';
  if (num[1] == 'I' || num[1] == 'N') {
    // No zeros before what is no number, and no sign before NaN unless asked for.
    if (num[1] == 'N' && !f.has(kFmtSpace | kFmtPlus)) num.erase(0, 1);
    fmtPad(out, num, withoutZero(f));
    return;
  }
  if (f.has(kFmtSharp) && verb != 'b') num = sharpFloat(std::move(num), verb, prec);
  if (f.has(kFmtPlus) || num[0] != '+') {
    // Zeros go between sign and digits.
    if (f.has(kFmtZero) && f.has(kFmtWid) && f.wid > static_cast<int64_t>(num.size())) {
      out.push_back(num[0]);
      fmtPadding(out, f.wid - static_cast<int64_t>(num.size()), true);
      out.append(num, 1);
      return;
    }
    fmtPad(out, num, f);
    return;
  }
  fmtPad(out, std::string_view(num).substr(1), f);
}

void fmtHex(std::string& out, std::string_view s, FmtSpec f) {
  if (f.has(kFmtPrec) && static_cast<uint64_t>(f.prec) < s.size()) s = s.substr(0, static_cast<size_t>(f.prec));
  const char* set = f.has(kFmtUpper) ? kUpperDigits : kLowerDigits;
  const char* prefix = f.has(kFmtUpper) ? "0X" : "0x";
  std::string text;
  for (size_t i = 0; i < s.size(); i++) {
    if (i > 0 && f.has(kFmtSpace)) text.push_back(' ');
    if (f.has(kFmtSharp) && (i == 0 || f.has(kFmtSpace))) text += prefix;
    unsigned char c = static_cast<unsigned char>(s[i]);
    text.push_back(set[c >> 4]);
    text.push_back(set[c & 15]);
  }
  fmtPad(out, text, f);
}

void fmtQuoted(std::string& out, std::string_view s, FmtSpec f) {
  s = truncate(s, f);
  if (f.has(kFmtSharp) && canBackquote(s)) {
    fmtPad(out, "`" + std::string(s) + "`", f);
  } else {
    fmtPad(out, quoteText(s, '"', f.has(kFmtPlus) ? QuoteMode::ascii : QuoteMode::print), f);
  }
}

}  // namespace vole::stdlib
