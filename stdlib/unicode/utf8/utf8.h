// This file decodes and encodes UTF-8 by Go's rules, for the natives.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vole::stdlib {

inline constexpr int32_t kRuneError = 0xFFFD;

struct Decoded {
  int32_t rune;
  int32_t size;  // 0 for an empty text, 1 for a wrong encoding
};

Decoded decodeRuneSlow(const unsigned char* p, size_t n);

inline Decoded decodeRune(const char* s, size_t n) {
  auto p = reinterpret_cast<const unsigned char*>(s);
  if (n > 0 && p[0] < 0x80) return {p[0], 1};
  return decodeRuneSlow(p, n);
}
inline Decoded decodeRune(std::string_view s) { return decodeRune(s.data(), s.size()); }
Decoded decodeLastRune(std::string_view s);
// Bytes written to p (at most 4); what is no valid rune is written as U+FFFD.
int encodeRune(char* p, int32_t r);
int64_t runeCount(std::string_view s);
bool validUtf8(std::string_view s);
bool fullRune(std::string_view s);
inline bool validRune(int32_t r) { return (r >= 0 && r < 0xD800) || (r > 0xDFFF && r <= 0x10FFFF); }

}  // namespace vole::stdlib
