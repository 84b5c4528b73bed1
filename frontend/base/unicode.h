// The Unicode properties Go's syntax needs, UTF-8, and Go's way to quote a rune in a message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vole {

inline constexpr char32_t kRuneError = 0xFFFD;
inline constexpr char32_t kMaxRune = 0x10FFFF;

bool isLetter(char32_t c);  // category L; '_' is not one
bool isDigit(char32_t c);   // category Nd
bool isUpper(char32_t c);   // category Lu
bool isSpace(char32_t c);   // white space as Go's unicode.IsSpace
bool isPrint(char32_t c);   // letters, marks, numbers, punctuation, symbols, ASCII space

/// Decodes the first rune of [p, end). An invalid encoding yields {kRuneError, 1}, an empty range
/// {kRuneError, 0}.
struct DecodedRune {
  char32_t rune;
  int size;
};
DecodedRune decodeRune(const char* p, const char* end);
void appendRune(std::string& out, char32_t c);
bool validUtf8(std::string_view s);

/// U+0040 '@' : Go's %#U.
std::string formatUnicode(char32_t c);
/// 'x' with escapes: Go's %q of a rune.
std::string quoteRune(char32_t c);
/// "text" with escapes: Go's %q of a string (strconv.Quote).
std::string quoteString(std::string_view s);

}  // namespace vole
