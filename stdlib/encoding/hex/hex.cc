// This file holds the natives of encoding/hex.
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

int digit(unsigned char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// func encode(dst, src []byte): dst has room.
Status encode(M&, Slot* a) {
  auto* dst = static_cast<char*>(a[0].p);
  for (unsigned char c : bytesView(a, 3)) {
    *dst++ = "0123456789abcdef"[c >> 4];
    *dst++ = "0123456789abcdef"[c & 15];
  }
  return Status::ok;
}

// func decode(dst, src []byte) (n int): pairs decoded before a wrong one; dst has room, and may begin where src does.
Status decode(M&, Slot* a) {
  auto* dst = static_cast<char*>(a[0].p);
  std::string_view s = bytesView(a, 3);
  size_t n = 0;
  for (; 2 * n + 1 < s.size(); n++) {
    int hi = digit(static_cast<unsigned char>(s[2 * n])), lo = digit(static_cast<unsigned char>(s[2 * n + 1]));
    if (hi < 0 || lo < 0) break;
    dst[n] = static_cast<char>(hi << 4 | lo);
  }
  a[0].u = n;
  return Status::ok;
}

VOLE_NATIVE("encoding/hex.encode", encode);
VOLE_NATIVE("encoding/hex.decode", decode);

}  // namespace
}  // namespace vole::stdlib
