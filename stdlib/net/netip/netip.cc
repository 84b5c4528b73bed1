// The leaves of net/netip, which net uses too: addresses as text.
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

constexpr size_t kMaxText = 48;  // an IPv6 address has 39 characters

char* octets(char* p, uint32_t ip) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    uint32_t v = ip >> shift & 0xff;
    if (v >= 100) *p++ = static_cast<char>('0' + v / 100);
    if (v >= 10) *p++ = static_cast<char>('0' + v / 10 % 10);
    *p++ = static_cast<char>('0' + v % 10);
    if (shift) *p++ = '.';
  }
  return p;
}

char* groups(char* p, uint64_t hi, uint64_t lo) {
  uint32_t g[8];
  for (int i = 0; i < 4; i++) {
    g[i] = hi >> (48 - 16 * i) & 0xffff;
    g[4 + i] = lo >> (48 - 16 * i) & 0xffff;
  }
  // The first of the longest runs of two or more zeros becomes "::".
  int from = 8, to = 8;
  for (int i = 0; i < 8;) {
    int j = i;
    while (j < 8 && g[j] == 0) j++;
    if (j - i >= 2 && (from == 8 || j - i > to - from)) from = i, to = j;
    i = j > i ? j : i + 1;
  }
  for (int i = 0; i < 8; i++) {
    if (i == from) {
      *p++ = ':', *p++ = ':';
      i = to;
      if (i >= 8) break;
    } else if (i > 0) {
      *p++ = ':';
    }
    bool any = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      uint32_t d = g[i] >> shift & 15;
      if (any || d || shift == 0) *p++ = "0123456789abcdef"[d], any = true;
    }
  }
  return p;
}

std::string_view write(char (&buf)[kMaxText], uint64_t hi, uint64_t lo, bool four) {
  char* p = buf;
  if (four) {
    p = octets(p, static_cast<uint32_t>(lo));
  } else if (hi == 0 && lo >> 32 == 0xffff) {
    std::memcpy(p, "::ffff:", 7);
    p = octets(p + 7, static_cast<uint32_t>(lo));
  } else {
    p = groups(p, hi, lo);
  }
  return {buf, static_cast<size_t>(p - buf)};
}

// func appendText(b []byte, hi, lo uint64, four bool) []byte
Status appendText(M& m, Slot* a) {
  char buf[kMaxText];
  GoSlice b = appendBytes(m, rt::argSlice(a, 0), write(buf, a[3].u, a[4].u, a[5].b));
  rt::setSlice(a, 0, b);
  return Status::ok;
}
VOLE_NATIVE("net/netip.appendText", appendText);

// func text(hi, lo uint64, four bool, zone string) string
Status text(M& m, Slot* a) {
  char buf[kMaxText];
  std::string_view ip = write(buf, a[0].u, a[1].u, a[2].b), zone = bytesView(a, 3);
  size_t size = ip.size() + (zone.empty() ? 0 : 1 + zone.size());
  char* p = newBuffer(m, size);
  std::memcpy(p, ip.data(), ip.size());
  if (!zone.empty()) {
    p[ip.size()] = '%';
    std::memcpy(p + ip.size() + 1, zone.data(), zone.size());
  }
  rt::setString(a, 0, {p, static_cast<int64_t>(size)});
  return Status::ok;
}
VOLE_NATIVE("net/netip.text", text);

}  // namespace
}  // namespace vole::stdlib
