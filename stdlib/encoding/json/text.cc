// This file reads and writes the strings and numbers of JSON texts.
#include "stdlib/encoding/json/text.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "stdlib/strconv/ftoa.h"
#include "stdlib/strconv/parse.h"
#include "stdlib/unicode/utf8/utf8.h"

namespace vole::stdlib::json {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr size_t kKeep = 256 << 10;  // a buffer that grew beyond is given back

int32_t hex4(std::string_view s, size_t i) {
  if (i + 6 > s.size() || s[i] != '\\' || s[i + 1] != 'u') return -1;
  int32_t r = 0;
  for (size_t k = i + 2; k < i + 6; k++) {
    if (!isHex(s[k])) return -1;
    r = r * 16 + (isDigit(s[k]) ? s[k] - '0' : (s[k] | 0x20) - 'a' + 10);
  }
  return r;
}

// Bytes that stand in a string literal as they are: bit 0 without HTML's escapes, bit 1 with them.
struct PlainBytes {
  uint8_t of[256];
  constexpr PlainBytes() : of() {
    for (int c = 0x20; c < 0x80; c++) {
      if (c == '"' || c == '\\') continue;
      of[c] = c == '<' || c == '>' || c == '&' ? 1 : 3;
    }
  }
};
constexpr PlainBytes kPlain;

constexpr double kPowersOfTen[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// A literal of at most 19 digits as an integer and an exponent of ten; false for others.
bool simpleNumber(std::string_view s, bool* neg, uint64_t* mant, int* exp) {
  size_t i = 0;
  *neg = !s.empty() && s[0] == '-';
  if (*neg) i++;
  uint64_t v = 0;
  int digits = 0, e = 0;
  for (; i < s.size() && isDigit(s[i]); i++, digits++) v = v * 10 + static_cast<uint64_t>(s[i] - '0');
  if (i < s.size() && s[i] == '.') {
    for (i++; i < s.size() && isDigit(s[i]); i++, digits++, e--) v = v * 10 + static_cast<uint64_t>(s[i] - '0');
  }
  if (i != s.size() || digits > 19 || digits == 0) return false;
  *mant = v;
  *exp = e;
  return true;
}

}  // namespace

size_t stringEnd(std::string_view s, size_t i, bool* plain) {
  bool high = false, escapes = false;
  size_t start = i++;
  for (;;) {
    i = findStringStop(s.data(), i, s.size(), &high);
    if (i >= s.size() || s[i] == '"') break;
    escapes = true;
    i += 2;
  }
  i = i < s.size() ? i + 1 : s.size();
  *plain = !escapes && (!high || validUtf8(s.substr(start, i - start)));
  return i;
}

size_t tokenEnd(std::string_view s, size_t i, char* kind) {
  char c = s[i];
  *kind = c;
  switch (c) {
    case '{': case '}': case '[': case ']': return i + 1;
    case '"': {
      bool plain;
      i = stringEnd(s, i, &plain);
      if (!plain) *kind = 'q';
      return i;
    }
    case 't': case 'n': return std::min(i + 4, s.size());
    case 'f': return std::min(i + 5, s.size());
    default:
      *kind = '0';
      // At least one byte: a text that changes while it is read must not keep the reader in one place.
      return std::max(numberEnd(s, i), i + 1);
  }
}

size_t numberLength(std::string_view s) {
  size_t i = 0;
  auto digits = [&] {
    size_t start = i;
    while (i < s.size() && isDigit(s[i])) i++;
    return i > start;
  };
  if (i < s.size() && s[i] == '-') i++;
  if (i < s.size() && s[i] == '0') {
    i++;
  } else if (!digits()) {
    return 0;
  }
  if (i < s.size() && s[i] == '.') {
    i++;
    if (!digits()) return 0;
  }
  if (i < s.size() && (s[i] | 0x20) == 'e') {
    i++;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) i++;
    if (!digits()) return 0;
  }
  return i;
}

bool unquote(std::string_view s, std::string* out) {
  if (s.size() < 2 || s.front() != '"' || s.back() != '"') return false;
  s = s.substr(1, s.size() - 2);
  out->reserve(out->size() + s.size());
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<unsigned char>(s[i]);
    if (kPlain.of[c]) {
      size_t start = i;
      while (++i < s.size() && kPlain.of[static_cast<unsigned char>(s[i])]) {
      }
      out->append(s, start, i - start);
      continue;
    }
    if (c == '"' || c < ' ') return false;
    char buf[4];
    if (c >= 0x80 || c == 0x7f) {
      Decoded d = decodeRune(s.substr(i));
      out->append(buf, static_cast<size_t>(encodeRune(buf, d.rune)));
      i += static_cast<size_t>(d.size);
      continue;
    }
    if (++i >= s.size()) return false;
    switch (s[i]) {
      case '"': case '\\': case '/': case '\'': out->push_back(s[i]); break;
      case 'b': out->push_back('\b'); break;
      case 'f': out->push_back('\f'); break;
      case 'n': out->push_back('\n'); break;
      case 'r': out->push_back('\r'); break;
      case 't': out->push_back('\t'); break;
      case 'u': {
        int32_t r = hex4(s, i - 1);
        if (r < 0) return false;
        i += 5;
        if (r >= 0xD800 && r < 0xE000) {
          int32_t low = hex4(s, i);
          if (r < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            i += 6;
            r = 0x10000 + ((r - 0xD800) << 10) + (low - 0xDC00);
          } else {
            r = kRuneError;
          }
        }
        out->append(buf, static_cast<size_t>(encodeRune(buf, r)));
        continue;
      }
      default: return false;
    }
    i++;
  }
  return true;
}

bool parseUint(std::string_view s, uint64_t* out) {
  if (s.empty() || s.size() > 20) return false;
  uint64_t v = 0;
  for (char c : s) {
    if (!isDigit(c)) return false;
    if (__builtin_mul_overflow(v, uint64_t{10}, &v) || __builtin_add_overflow(v, static_cast<uint64_t>(c - '0'), &v)) return false;
  }
  *out = v;
  return true;
}

bool parseInt(std::string_view s, int64_t* out) {
  bool neg = !s.empty() && s[0] == '-';
  uint64_t v;
  if (!parseUint(neg ? s.substr(1) : s, &v) || v > (uint64_t{1} << 63) - (neg ? 0 : 1)) return false;
  *out = static_cast<int64_t>(neg ? -v : v);
  return true;
}

bool parseFloat(std::string_view s, int bits, double* out) {
  bool neg;
  uint64_t mant;
  int exp;
  // Integers and powers of ten that a double holds exactly: one rounding, as it should be.
  if (bits == 64 && simpleNumber(s, &neg, &mant, &exp) && mant <= uint64_t{1} << 53 && exp >= -22) {
    double v = static_cast<double>(mant) / kPowersOfTen[-exp];
    *out = neg ? -v : v;
    return true;
  }
  ParsedFloat r = parseFloatPrefix(s, bits);
  *out = r.value;
  return r.status == ParseStatus::ok && r.used == static_cast<int64_t>(s.size());
}

Buffer::~Buffer() { free(p_); }

void Buffer::reset() {
  len_ = 0;
  if (cap_ > kKeep) {
    free(p_);
    p_ = nullptr;
    cap_ = 0;
  }
}

void Buffer::grow(size_t n) {
  size_t cap = std::max(std::max(2 * cap_, len_ + n), size_t{1024});
  auto* p = static_cast<char*>(realloc(p_, cap));
  if (!p) abort();
  p_ = p;
  cap_ = cap;
}

void putQuoted(Buffer& out, std::string_view s, bool html) {
  const uint8_t bit = html ? 2 : 1;
  char* w = out.room(s.size() + 2);
  *w++ = '"';
  size_t i = 0;
  while (i < s.size() && kPlain.of[static_cast<unsigned char>(s[i])] & bit) {
    *w++ = s[i++];
  }
  if (i == s.size()) {
    *w = '"';
    out.add(s.size() + 2);
    return;
  }
  out.add(i + 1);
  size_t start = i;
  while (i < s.size()) {
    auto c = static_cast<unsigned char>(s[i]);
    if (kPlain.of[c] & bit || c == 0x7f) {
      i++;
      continue;
    }
    if (c < 0x80) {
      out.put(s.substr(start, i - start));
      char* e = out.room(6);
      e[0] = '\\';
      size_t n = 2;
      switch (c) {
        case '"': case '\\': e[1] = static_cast<char>(c); break;
        case '\n': e[1] = 'n'; break;
        case '\r': e[1] = 'r'; break;
        case '\t': e[1] = 't'; break;
        default:
          memcpy(e + 1, "u00", 3);
          e[4] = kHexDigits[c >> 4];
          e[5] = kHexDigits[c & 15];
          n = 6;
      }
      out.add(n);
      start = ++i;
      continue;
    }
    Decoded d = decodeRune(s.substr(i));
    bool wrong = d.rune == kRuneError && d.size == 1;
    if (wrong || d.rune == 0x2028 || d.rune == 0x2029) {
      out.put(s.substr(start, i - start));
      out.put(wrong ? "\\ufffd" : d.rune == 0x2028 ? "\\u2028" : "\\u2029");
      start = i + static_cast<size_t>(d.size);
    }
    i += static_cast<size_t>(d.size);
  }
  out.put(s.substr(start));
  out.put('"');
}

size_t putHTML(Buffer& out, std::string_view s, size_t i) {
  auto c = static_cast<unsigned char>(s[i]);
  if (c == '<' || c == '>' || c == '&') {
    char e[] = {'\\', 'u', '0', '0', kHexDigits[c >> 4], kHexDigits[c & 15]};
    out.put({e, 6});
    return 1;
  }
  if (c == 0xE2 && i + 2 < s.size() && s[i + 1] == '\x80' && (s[i + 2] & ~1) == static_cast<char>(0xA8)) {
    out.put("\\u202");
    out.put(kHexDigits[s[i + 2] & 15]);
    return 3;
  }
  out.put(s[i]);
  return 1;
}

void putInt(Buffer& out, int64_t v) {
  char* p = out.room(24);
  out.add(static_cast<size_t>(std::to_chars(p, p + 24, v).ptr - p));
}

void putUint(Buffer& out, uint64_t v) {
  char* p = out.room(24);
  out.add(static_cast<size_t>(std::to_chars(p, p + 24, v).ptr - p));
}

void putFloat(Buffer& out, double f, int bits) {
  double a = std::fabs(f);
  if (a < 1e15 && f == std::trunc(f) && !(f == 0 && std::signbit(f)) && (bits == 64 || a < (1 << 24))) {
    putInt(out, static_cast<int64_t>(f));
    return;
  }
  char* p = out.room(64);
  if (bits == 64 && a >= 1e-6 && a < 1e15) {
    out.add(static_cast<size_t>(std::to_chars(p, p + 64, f, std::chars_format::fixed).ptr - p));
    return;
  }
  bool exponent = false;
  if (a != 0) {
    exponent = bits == 64 ? a < 1e-6 || a >= 1e21 : static_cast<float>(a) < 1e-6f || static_cast<float>(a) >= 1e21f;
  }
  std::string text;
  formatFloat(text, f, exponent ? 'e' : 'f', -1, bits);
  size_t n = text.size();
  if (exponent && n >= 4 && text[n - 4] == 'e' && text[n - 3] == '-' && text[n - 2] == '0') text.erase(n - 2, 1);
  out.put(text);
}

static constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void putBase64(Buffer& out, std::string_view b) {
  size_t n = (b.size() + 2) / 3 * 4;
  char* w = out.room(n);
  auto at = [&](size_t i) { return i < b.size() ? unsigned{static_cast<unsigned char>(b[i])} : 0u; };
  for (size_t i = 0; i < b.size(); i += 3) {
    unsigned v = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    *w++ = kBase64[v >> 18];
    *w++ = kBase64[v >> 12 & 63];
    *w++ = i + 1 < b.size() ? kBase64[v >> 6 & 63] : '=';
    *w++ = i + 2 < b.size() ? kBase64[v & 63] : '=';
  }
  out.add(n);
}

struct Base64Digits {
  uint8_t of[256];
  constexpr Base64Digits() : of() {
    for (uint8_t& d : of) d = 255;
    for (uint8_t i = 0; i < 64; i++) of[static_cast<unsigned char>(kBase64[i])] = i;
  }
};
static constexpr Base64Digits kDigits;

bool decodeBase64(std::string_view s, char* out, size_t* n) {
  if (s.size() % 4) return false;
  char* w = out;
  for (size_t i = 0; i < s.size(); i += 4) {
    unsigned d[4];
    for (size_t k = 0; k < 4; k++) d[k] = kDigits.of[static_cast<unsigned char>(s[i + k])];
    unsigned v = (d[0] & 63) << 18 | (d[1] & 63) << 12 | (d[2] & 63) << 6 | (d[3] & 63);
    if ((d[0] | d[1] | d[2] | d[3]) == 255) {
      // Padding, at the end only.
      if (i + 4 != s.size() || d[0] == 255 || d[1] == 255 || s[i + 3] != '=' || (d[2] == 255 && s[i + 2] != '=')) return false;
      *w++ = static_cast<char>((d[0] << 18 | d[1] << 12) >> 16);
      if (d[2] != 255) *w++ = static_cast<char>((d[1] << 12 | d[2] << 6) >> 8);
      break;
    }
    *w++ = static_cast<char>(v >> 16);
    *w++ = static_cast<char>(v >> 8);
    *w++ = static_cast<char>(v);
  }
  *n = static_cast<size_t>(w - out);
  return true;
}

size_t putCompact(Buffer& out, std::string_view s, bool html, size_t most) {
  size_t i = 0;
  while (i < s.size() && i < most) {
    if (isSpace(s[i])) {
      i++;
      continue;
    }
    if (s[i] != '"') {
      out.put(s[i++]);
      continue;
    }
    bool plain;
    size_t end = stringEnd(s, i, &plain);
    if (!html) {
      out.put(s.substr(i, end - i));
      i = end;
    } else {
      // An escape is two bytes of ASCII at least, neither of them for HTML to change.
      while (i < end) i += putHTML(out, s.substr(0, end), i);
    }
  }
  return i;
}

}  // namespace vole::stdlib::json
