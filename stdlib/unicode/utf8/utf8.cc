// This file decodes UTF-8 and holds the natives of unicode/utf8.
#include "stdlib/unicode/utf8/utf8.h"

#include <cstring>

#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080ull;

// Bytes at the start of s that are ASCII, found eight at a time.
size_t asciiPrefix(std::string_view s) {
  size_t i = 0;
  for (; i + 8 <= s.size(); i += 8) {
    uint64_t w;
    std::memcpy(&w, s.data() + i, 8);
    if (w & kHighBits) break;
  }
  while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) i++;
  return i;
}

// What the first byte promises: length of the encoding (0: none begins so) and the range of the second byte, which
// excludes overlong forms, surrogates and what lies above U+10FFFF.
struct Lead {
  int size;
  unsigned char lo, hi;
};
Lead leadOf(unsigned char c) {
  if (c < 0xC2) return {0, 0, 0};
  if (c < 0xE0) return {2, 0x80, 0xBF};
  if (c < 0xF0) return {3, static_cast<unsigned char>(c == 0xE0 ? 0xA0 : 0x80), static_cast<unsigned char>(c == 0xED ? 0x9F : 0xBF)};
  if (c < 0xF5) return {4, static_cast<unsigned char>(c == 0xF0 ? 0x90 : 0x80), static_cast<unsigned char>(c == 0xF4 ? 0x8F : 0xBF)};
  return {0, 0, 0};
}
bool isContinuation(unsigned char c) { return (c & 0xC0) == 0x80; }

}  // namespace

Decoded decodeRuneSlow(const unsigned char* p, size_t n) {
  if (n == 0) return {kRuneError, 0};
  if (p[0] < 0x80) return {p[0], 1};
  Lead l = leadOf(p[0]);
  if (l.size == 0 || n < static_cast<size_t>(l.size) || p[1] < l.lo || p[1] > l.hi) return {kRuneError, 1};
  if (l.size == 2) return {(p[0] & 0x1F) << 6 | (p[1] & 0x3F), 2};
  if (!isContinuation(p[2])) return {kRuneError, 1};
  if (l.size == 3) return {(p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F), 3};
  if (!isContinuation(p[3])) return {kRuneError, 1};
  return {(p[0] & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 | (p[3] & 0x3F), 4};
}

Decoded decodeLastRune(std::string_view s) {
  if (s.empty()) return {kRuneError, 0};
  size_t end = s.size();
  if (static_cast<unsigned char>(s[end - 1]) < 0x80) return {s[end - 1], 1};
  size_t limit = end > 4 ? end - 4 : 0;
  for (size_t i = end; i-- > limit;) {
    if (isContinuation(static_cast<unsigned char>(s[i]))) continue;
    Decoded d = decodeRune(s.substr(i));
    if (i + static_cast<size_t>(d.size) == end) return d;
    break;
  }
  return {kRuneError, 1};
}

int encodeRune(char* p, int32_t r) {
  uint32_t u = static_cast<uint32_t>(r);
  if (u < 0x80) {
    p[0] = static_cast<char>(u);
    return 1;
  }
  if (u < 0x800) {
    p[0] = static_cast<char>(0xC0 | u >> 6);
    p[1] = static_cast<char>(0x80 | (u & 0x3F));
    return 2;
  }
  if (!validRune(r)) u = kRuneError;
  if (u < 0x10000) {
    p[0] = static_cast<char>(0xE0 | u >> 12);
    p[1] = static_cast<char>(0x80 | (u >> 6 & 0x3F));
    p[2] = static_cast<char>(0x80 | (u & 0x3F));
    return 3;
  }
  p[0] = static_cast<char>(0xF0 | u >> 18);
  p[1] = static_cast<char>(0x80 | (u >> 12 & 0x3F));
  p[2] = static_cast<char>(0x80 | (u >> 6 & 0x3F));
  p[3] = static_cast<char>(0x80 | (u & 0x3F));
  return 4;
}

int64_t runeCount(std::string_view s) {
  int64_t n = 0;
  while (!s.empty()) {
    size_t k = asciiPrefix(s);
    n += static_cast<int64_t>(k);
    s.remove_prefix(k);
    while (!s.empty() && static_cast<unsigned char>(s[0]) >= 0x80) {
      s.remove_prefix(static_cast<size_t>(decodeRune(s).size));
      n++;
    }
  }
  return n;
}

bool validUtf8(std::string_view s) {
  while (!s.empty()) {
    s.remove_prefix(asciiPrefix(s));
    while (!s.empty() && static_cast<unsigned char>(s[0]) >= 0x80) {
      Decoded d = decodeRune(s);
      if (d.size == 1) return false;
      s.remove_prefix(static_cast<size_t>(d.size));
    }
  }
  return true;
}

bool fullRune(std::string_view s) {
  if (s.empty()) return false;
  auto at = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  Lead l = leadOf(at(0));
  if (s.size() >= static_cast<size_t>(l.size)) return true;
  // Too short; still whole if what is there is already wrong.
  if (s.size() > 1 && (at(1) < l.lo || at(1) > l.hi)) return true;
  return s.size() > 2 && !isContinuation(at(2));
}

namespace {

template <Decoded (*decode)(std::string_view)>
Status decodeNative(M&, Slot* a) {
  Decoded d = decode(rt::argView(a, 0));
  a[0].i = d.rune;
  a[1].i = d.size;
  return Status::ok;
}
template <bool (*test)(std::string_view)>
Status testNative(M&, Slot* a) {
  a[0].i = test(rt::argView(a, 0));
  return Status::ok;
}
Status countNative(M&, Slot* a) {
  a[0].i = runeCount(rt::argView(a, 0));
  return Status::ok;
}
Decoded decodeFirst(std::string_view s) { return decodeRune(s); }

VOLE_NATIVE("unicode/utf8.DecodeRune", decodeNative<decodeFirst>);
VOLE_NATIVE("unicode/utf8.DecodeRuneInString", decodeNative<decodeFirst>);
VOLE_NATIVE("unicode/utf8.DecodeLastRune", decodeNative<decodeLastRune>);
VOLE_NATIVE("unicode/utf8.DecodeLastRuneInString", decodeNative<decodeLastRune>);
VOLE_NATIVE("unicode/utf8.RuneCount", countNative);
VOLE_NATIVE("unicode/utf8.RuneCountInString", countNative);
VOLE_NATIVE("unicode/utf8.Valid", testNative<validUtf8>);
VOLE_NATIVE("unicode/utf8.ValidString", testNative<validUtf8>);
VOLE_NATIVE("unicode/utf8.FullRune", testNative<fullRune>);
VOLE_NATIVE("unicode/utf8.FullRuneInString", testNative<fullRune>);

}  // namespace
}  // namespace vole::stdlib
