// This file holds the leaves of hash/*: the loops over bytes.
#include <zlib.h>

#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

constexpr uint32_t kIEEE = 0xEDB88320, kCastagnoli = 0x82F63B78;
constexpr size_t kChunk = size_t{1} << 30;  // zlib counts in 32 bits

uint32_t crcIEEE(uint32_t crc, std::string_view p) {
  uLong c = crc;
  while (!p.empty()) {
    size_t n = std::min(p.size(), kChunk);
    c = crc32(c, reinterpret_cast<const Bytef*>(p.data()), static_cast<uInt>(n));
    p.remove_prefix(n);
  }
  return static_cast<uint32_t>(c);
}

// The processor has an instruction for this polynomial alone.
[[gnu::target("sse4.2")]] uint32_t crcCastagnoli(uint32_t crc, std::string_view p) {
  uint64_t c = ~crc;
  const char* b = p.data();
  size_t n = p.size();
  for (; n >= 8; n -= 8, b += 8) {
    uint64_t w;
    std::memcpy(&w, b, 8);
    c = __builtin_ia32_crc32di(c, w);
  }
  for (; n > 0; n--, b++) c = __builtin_ia32_crc32qi(static_cast<uint32_t>(c), static_cast<uint8_t>(*b));
  return ~static_cast<uint32_t>(c);
}

// func update(crc uint32, tab *Table, p []byte) uint32: the last entry of the table's half tells the polynomial.
Status crc32Native(M& m, Slot* a) {
  uint32_t crc = static_cast<uint32_t>(a[0].u);
  auto* tab = static_cast<const uint32_t*>(a[1].p);
  std::string_view p = rt::argView(a, 2);
  if (p.empty()) return Status::ok;
  if (!tab) return rt::panicNilDeref(m);
  if (tab[128] == kIEEE) {
    a[0].u = crcIEEE(crc, p);
    return Status::ok;
  }
  if (tab[128] == kCastagnoli && __builtin_cpu_supports("sse4.2")) {
    a[0].u = crcCastagnoli(crc, p);
    return Status::ok;
  }
  crc = ~crc;
  for (char c : p) crc = tab[static_cast<uint8_t>(crc) ^ static_cast<uint8_t>(c)] ^ (crc >> 8);
  a[0].u = static_cast<uint32_t>(~crc);
  return Status::ok;
}

// func update(crc uint64, tab *Table, p []byte) uint64
Status crc64Native(M& m, Slot* a) {
  uint64_t crc = ~a[0].u;
  auto* tab = static_cast<const uint64_t*>(a[1].p);
  if (!tab && a[3].i) return rt::panicNilDeref(m);
  for (char c : rt::argView(a, 2)) crc = tab[static_cast<uint8_t>(crc) ^ static_cast<uint8_t>(c)] ^ (crc >> 8);
  a[0].u = ~crc;
  return Status::ok;
}

// func update(d digest, p []byte) digest
Status adlerNative(M&, Slot* a) {
  uLong d = static_cast<uint32_t>(a[0].u);
  std::string_view p = rt::argView(a, 1);
  while (!p.empty()) {
    size_t n = std::min(p.size(), kChunk);
    d = adler32(d, reinterpret_cast<const Bytef*>(p.data()), static_cast<uInt>(n));
    p.remove_prefix(n);
  }
  a[0].u = static_cast<uint32_t>(d);
  return Status::ok;
}

// func (s *sum32) Write(data []byte) (int, error), and its five sisters
template <class Word, bool kXorFirst>
Status fnvWrite(M& m, Slot* a) {
  constexpr Word kPrime = sizeof(Word) == 4 ? Word(16777619) : Word(1099511628211u);
  auto* s = static_cast<Word*>(a[0].p);
  if (!s) return rt::panicNilDeref(m);
  std::string_view p = rt::argView(a, 1);
  Word h = *s;
  for (char c : p) {
    if (kXorFirst) h = (h ^ static_cast<uint8_t>(c)) * kPrime;
    else h = (h * kPrime) ^ static_cast<uint8_t>(c);
  }
  *s = h;
  a[0].i = static_cast<int64_t>(p.size());
  a[1].u = a[2].u = 0;
  return Status::ok;
}

VOLE_NATIVE("hash/crc32.update", crc32Native);
VOLE_NATIVE("hash/crc64.update", crc64Native);
VOLE_NATIVE("hash/adler32.update", adlerNative);
VOLE_NATIVE("hash/fnv.(*sum32).Write", (fnvWrite<uint32_t, false>));
VOLE_NATIVE("hash/fnv.(*sum32a).Write", (fnvWrite<uint32_t, true>));
VOLE_NATIVE("hash/fnv.(*sum64).Write", (fnvWrite<uint64_t, false>));
VOLE_NATIVE("hash/fnv.(*sum64a).Write", (fnvWrite<uint64_t, true>));

}  // namespace
}  // namespace vole::stdlib
