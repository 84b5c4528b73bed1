// This file holds the natives of encoding/base64: the runs that need no look at newlines, padding and errors.
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

// func encodeTriples(dst, src []byte, alphabet *[64]byte): src is a whole number of triples, dst has room.
Status encodeTriples(M&, Slot* a) {
  auto* dst = static_cast<char*>(a[0].p);
  auto* src = static_cast<const unsigned char*>(a[3].p);
  auto* alphabet = static_cast<const char*>(a[6].p);
  for (int64_t i = 0; i + 2 < a[4].i; i += 3) {
    unsigned v = unsigned{src[i]} << 16 | unsigned{src[i + 1]} << 8 | src[i + 2];
    *dst++ = alphabet[v >> 18];
    *dst++ = alphabet[v >> 12 & 63];
    *dst++ = alphabet[v >> 6 & 63];
    *dst++ = alphabet[v & 63];
  }
  return Status::ok;
}

// func decodeQuads(dst, src []byte, digits *[256]byte) (quads int): as many as dst takes, up to one with a byte that is no digit
// (digits gives 255 for it).
Status decodeQuads(M&, Slot* a) {
  auto* dst = static_cast<char*>(a[0].p);
  int64_t room = a[1].i;
  auto* src = static_cast<const unsigned char*>(a[3].p);
  int64_t len = a[4].i;
  auto* digits = static_cast<const unsigned char*>(a[6].p);
  int64_t n = 0;
  while (4 * n + 4 <= len && 3 * n + 3 <= room) {
    const unsigned char* s = src + 4 * n;
    unsigned d0 = digits[s[0]], d1 = digits[s[1]], d2 = digits[s[2]], d3 = digits[s[3]];
    if ((d0 | d1 | d2 | d3) == 255) break;
    unsigned v = d0 << 18 | d1 << 12 | d2 << 6 | d3;
    dst[3 * n] = static_cast<char>(v >> 16);
    dst[3 * n + 1] = static_cast<char>(v >> 8);
    dst[3 * n + 2] = static_cast<char>(v);
    n++;
  }
  a[0].i = n;
  return Status::ok;
}

VOLE_NATIVE("encoding/base64.encodeTriples", encodeTriples);
VOLE_NATIVE("encoding/base64.decodeQuads", decodeQuads);

}  // namespace
}  // namespace vole::stdlib
