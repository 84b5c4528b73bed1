// This file declares how strings and numbers stand in JSON texts, for the natives of encoding/json.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace vole::rt {
struct M;
}

namespace vole::stdlib::json {

inline bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
inline bool isDigit(char c) { return c >= '0' && c <= '9'; }
inline bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// From i on: the first byte that ends a string, begins an escape or may not stand in one. *high collects whether a byte
// outside ASCII was passed.
inline size_t findStringStop(const char* s, size_t i, size_t n, bool* high) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1f);
  for (; i + 16 <= n; i += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(s + i));
    __m128i stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)),
                                _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));
    auto stops = static_cast<unsigned>(_mm_movemask_epi8(stop)), highs = static_cast<unsigned>(_mm_movemask_epi8(v));
    if (stops) {
      unsigned at = static_cast<unsigned>(__builtin_ctz(stops));
      if (highs & ((1u << at) - 1)) *high = true;
      return i + at;
    }
    if (highs) *high = true;
  }
#endif
  for (; i < n; i++) {
    auto c = static_cast<unsigned char>(s[i]);
    if (c == '"' || c == '\\' || c < 0x20) break;
    if (c >= 0x80) *high = true;
  }
  return i;
}

// The end of the string literal that begins at i in a checked text; *plain: its bytes are its text.
size_t stringEnd(std::string_view s, size_t i, bool* plain);
inline size_t numberEnd(std::string_view s, size_t i) {
  while (i < s.size() && (isDigit(s[i]) || s[i] == '-' || s[i] == '+' || s[i] == '.' || (s[i] | 0x20) == 'e')) i++;
  return i;
}
// The end of the token at i; *kind: as token in scan.go says.
size_t tokenEnd(std::string_view s, size_t i, char* kind);
// The end of the literal of a number by JSON's grammar at the start of s; 0 if there is none.
size_t numberLength(std::string_view s);

// Whether s is one JSON text (scan.cc).
bool isValid(rt::M& m, std::string_view s);

// Appends the text of a string literal, quotes included in s; false if it is none.
bool unquote(std::string_view s, std::string* out);

// Values of literals of numbers. False: no integer, or out of range.
bool parseInt(std::string_view s, int64_t* out);
bool parseUint(std::string_view s, uint64_t* out);
bool parseFloat(std::string_view s, int bits, double* out);

// An area that texts are written to; kept from one use to the next.
class Buffer {
 public:
  ~Buffer();
  size_t size() const { return len_; }
  std::string_view view() const { return {p_, len_}; }
  void reset();
  // Room for n more bytes, which are written to the result; then grown by add.
  char* room(size_t n) {
    if (len_ + n > cap_) grow(n);
    return p_ + len_;
  }
  void add(size_t n) { len_ += n; }
  void put(char c) {
    *room(1) = c;
    len_++;
  }
  void put(std::string_view s) {
    memcpy(room(s.size()), s.data(), s.size());
    len_ += s.size();
  }

 private:
  void grow(size_t n);
  char* p_ = nullptr;
  size_t len_ = 0, cap_ = 0;
};

// Writes s as a string literal; html: <, > and & are escaped too.
void putQuoted(Buffer& out, std::string_view s, bool html);
// Writes one byte of s, or the escape that HTML needs; gives the bytes taken.
size_t putHTML(Buffer& out, std::string_view s, size_t i);
void putInt(Buffer& out, int64_t v);
void putUint(Buffer& out, uint64_t v);
// As JavaScript does: exponents only for very small and large numbers, and without a zero in front. f is finite.
void putFloat(Buffer& out, double f, int bits);
void putBase64(Buffer& out, std::string_view bytes);
// src, a checked text, without the space between tokens. Stops between tokens after about `most` bytes; gives the bytes taken.
size_t putCompact(Buffer& out, std::string_view src, bool html, size_t most = SIZE_MAX);

// The bytes that s, base64 with padding and without newlines, stands for: *n of them at out, which has room for
// s.size() / 4 * 3. False: s is something else.
bool decodeBase64(std::string_view s, char* out, size_t* n);

}  // namespace vole::stdlib::json
