// This file implements the string operations.
#include "runtime/data/gostring.h"

#include "runtime/mem/malloc.h"
#include "runtime/native.h"
#include "runtime/runtime.h"

namespace vole::rt {

static char* rawbytes(M& m, int64_t n) { return static_cast<char*>(mallocgc(m, static_cast<uint64_t>(n), nullptr, false)); }

GoString newString(M& m, std::string_view s) {
  if (s.empty()) return {"", 0};
  char* p = rawbytes(m, static_cast<int64_t>(s.size()));
  memcpy(p, s.data(), s.size());
  return {p, static_cast<int64_t>(s.size())};
}

GoSlice newBytes(M& m, const void* src, int64_t n) {
  int64_t cap = static_cast<int64_t>(roundupsize(static_cast<uint64_t>(n)));
  if (n == 0) return {&zerobase, 0, 0};
  char* p = rawbytes(m, cap);
  memcpy(p, src, static_cast<size_t>(n));
  memset(p + n, 0, static_cast<size_t>(cap - n));
  return {p, n, cap};
}

GoString concatstring2(M& m, GoString a, GoString b) {
  if (!a.len) return b;
  if (!b.len) return a;
  char* p = rawbytes(m, a.len + b.len);
  memcpy(p, a.ptr, static_cast<size_t>(a.len));
  memcpy(p + a.len, b.ptr, static_cast<size_t>(b.len));
  return {p, a.len + b.len};
}

GoString concatstrings(M& m, const Slot* s, int n) {
  int64_t total = 0;
  int count = 0, last = 0;
  for (int i = 0; i < n; i++) {
    int64_t l = s[2 * i + 1].i;
    if (!l) continue;
    total += l;
    count++;
    last = i;
  }
  if (count == 0) return {"", 0};
  if (count == 1) return {static_cast<const char*>(s[2 * last].p), s[2 * last + 1].i};
  char *p = rawbytes(m, total), *q = p;
  for (int i = 0; i < n; i++) {
    memcpy(q, s[2 * i].p ? s[2 * i].p : "", static_cast<size_t>(s[2 * i + 1].i));
    q += s[2 * i + 1].i;
  }
  return {p, total};
}

GoSlice stringToBytes(M& m, GoString s) { return newBytes(m, s.ptr, s.len); }
GoString bytesToString(M& m, GoSlice b) { return newString(m, {static_cast<const char*>(b.ptr), static_cast<size_t>(b.len)}); }

int32_t decoderune(GoString s, int64_t i, int64_t* next) {
  const uint8_t* p = reinterpret_cast<const uint8_t*>(s.ptr) + i;
  int64_t n = s.len - i;
  uint32_t c = p[0];
  *next = i + 1;
  if (c < 0x80) return static_cast<int32_t>(c);
  auto cont = [&](int k) { return k < n && (p[k] & 0xC0) == 0x80; };
  if (c >= 0xC2 && c < 0xE0 && cont(1)) {
    *next = i + 2;
    return static_cast<int32_t>((c & 0x1F) << 6 | (p[1] & 0x3Fu));
  }
  if (c >= 0xE0 && c < 0xF0 && cont(1) && cont(2)) {
    uint32_t r = (c & 0xF) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    if (r >= 0x800 && !(r >= 0xD800 && r <= 0xDFFF)) {
      *next = i + 3;
      return static_cast<int32_t>(r);
    }
  }
  if (c >= 0xF0 && c < 0xF5 && cont(1) && cont(2) && cont(3)) {
    uint32_t r = (c & 7) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    if (r >= 0x10000 && r <= 0x10FFFF) {
      *next = i + 4;
      return static_cast<int32_t>(r);
    }
  }
  return 0xFFFD;
}

int encoderune(char* p, int32_t sr) {
  uint32_t r = static_cast<uint32_t>(sr);
  if (r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF)) r = 0xFFFD;
  if (r < 0x80) {
    p[0] = static_cast<char>(r);
    return 1;
  }
  if (r < 0x800) {
    p[0] = static_cast<char>(0xC0 | r >> 6);
    p[1] = static_cast<char>(0x80 | (r & 0x3F));
    return 2;
  }
  if (r < 0x10000) {
    p[0] = static_cast<char>(0xE0 | r >> 12);
    p[1] = static_cast<char>(0x80 | (r >> 6 & 0x3F));
    p[2] = static_cast<char>(0x80 | (r & 0x3F));
    return 3;
  }
  p[0] = static_cast<char>(0xF0 | r >> 18);
  p[1] = static_cast<char>(0x80 | (r >> 12 & 0x3F));
  p[2] = static_cast<char>(0x80 | (r >> 6 & 0x3F));
  p[3] = static_cast<char>(0x80 | (r & 0x3F));
  return 4;
}

GoSlice stringToRunes(M& m, GoString s) {
  int64_t n = 0;
  for (int64_t i = 0; i < s.len; n++) decoderune(s, i, &i);
  if (!n) return {&zerobase, 0, 0};
  int64_t cap = static_cast<int64_t>(roundupsize(static_cast<uint64_t>(n) * 4) / 4);
  auto* p = static_cast<int32_t*>(mallocgc(m, static_cast<uint64_t>(cap) * 4, nullptr, true));
  int64_t k = 0;
  for (int64_t i = 0; i < s.len;) p[k++] = decoderune(s, i, &i);
  return {p, n, cap};
}

GoString runesToString(M& m, GoSlice r) {
  auto* p = static_cast<const int32_t*>(r.ptr);
  char tmp[4];
  int64_t total = 0;
  for (int64_t i = 0; i < r.len; i++) total += encoderune(tmp, p[i]);
  if (!total) return {"", 0};
  char *out = rawbytes(m, total), *q = out;
  for (int64_t i = 0; i < r.len; i++) {
    int n = encoderune(tmp, p[i]);
    memcpy(q, tmp, static_cast<size_t>(n));
    q += n;
  }
  return {out, total};
}

GoString runeToString(M& m, int64_t r) {
  char tmp[4];
  int n = encoderune(tmp, r != static_cast<int32_t>(r) ? 0xFFFD : static_cast<int32_t>(r));
  return newString(m, {tmp, static_cast<size_t>(n)});
}

}  // namespace vole::rt
