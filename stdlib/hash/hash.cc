// This file holds the leaves of hash/*, whose Go text comes from Go's sources: the loops over bytes.
#include <zlib.h>

#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

constexpr uint32_t kIEEE = 0xEDB88320;
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

// func slicing8Update(crc uint32, tab *slicing8Table, p []byte) uint32: eight tables of 256, the last entry of whose half
// tells the polynomial. simpleUpdate has one table.
template <int kTables>
Status crc32Native(M& m, Slot* a) {
  uint32_t crc = static_cast<uint32_t>(a[0].u);
  auto* tab = static_cast<const uint32_t*>(a[1].p);
  if (!tab) return rt::panicNilDeref(m);
  std::string_view p = rt::argView(a, 2);
  if (tab[128] == kIEEE) {
    a[0].u = crcIEEE(crc, p);
    return Status::ok;
  }
  auto* b = reinterpret_cast<const uint8_t*>(p.data());
  size_t n = p.size();
  crc = ~crc;
  if (kTables == 8) {
    for (; n >= 8; n -= 8, b += 8) {
      uint32_t lo;
      std::memcpy(&lo, b, 4);
      crc ^= lo;
      crc = tab[b[7]] ^ tab[256 + b[6]] ^ tab[512 + b[5]] ^ tab[768 + b[4]] ^ tab[1024 + (crc >> 24)] ^
            tab[1280 + ((crc >> 16) & 255)] ^ tab[1536 + ((crc >> 8) & 255)] ^ tab[1792 + (crc & 255)];
    }
  }
  for (size_t i = 0; i < n; i++) crc = tab[static_cast<uint8_t>(crc) ^ b[i]] ^ (crc >> 8);
  a[0].u = static_cast<uint32_t>(~crc);
  return Status::ok;
}

// func update(crc uint64, tab *Table, p []byte) uint64
Status crc64Native(M& m, Slot* a) {
  uint64_t crc = ~a[0].u;
  auto* tab = static_cast<const uint64_t*>(a[1].p);
  if (!tab) return rt::panicNilDeref(m);
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

VOLE_NATIVE("hash/crc32.slicing8Update", crc32Native<8>);
VOLE_NATIVE("hash/crc32.simpleUpdate", crc32Native<1>);
VOLE_NATIVE("hash/crc64.update", crc64Native);
VOLE_NATIVE("hash/adler32.update", adlerNative);
VOLE_NATIVE("hash/fnv.(*sum32).Write", (fnvWrite<uint32_t, false>));
VOLE_NATIVE("hash/fnv.(*sum32a).Write", (fnvWrite<uint32_t, true>));
VOLE_NATIVE("hash/fnv.(*sum64).Write", (fnvWrite<uint64_t, false>));
VOLE_NATIVE("hash/fnv.(*sum64a).Write", (fnvWrite<uint64_t, true>));

}  // namespace
}  // namespace vole::stdlib
