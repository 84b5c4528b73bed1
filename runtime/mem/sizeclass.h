// This file maps object sizes to size classes.
#pragma once
#include <cstdint>

#include "runtime/base/limits.h"

namespace vole::rt {

inline constexpr int kNumSizeClasses = 68;  // class 0: large objects

struct SizeClassTables {
  uint32_t size[kNumSizeClasses] = {};
  uint32_t pages[kNumSizeClasses] = {};
  uint32_t divMul[kNumSizeClasses] = {};  // ceil(2^32 / size): offset * divMul >> 32 = object number
  uint8_t class8[1024 / 8 + 1] = {};      // of (size + 7) / 8, up to 1024
  uint8_t class128[(32768 - 1024) / 128 + 1] = {};
  constexpr SizeClassTables() {
#define SIZECLASS(n, bytes, npages) \
  size[n] = bytes;                  \
  pages[n] = npages;                \
  divMul[n] = ~uint32_t{0} / bytes + 1;
#include "runtime/mem/sizeclasses.def"
#undef SIZECLASS
    int c = 1;
    for (uint32_t s = 0; s <= 1024; s += 8) {
      while (size[c] < s) c++;
      class8[s / 8] = static_cast<uint8_t>(c);
    }
    for (uint32_t s = 1024; s <= 32768; s += 128) {
      while (size[c] < s) c++;
      class128[(s - 1024) / 128] = static_cast<uint8_t>(c);
    }
  }
};
inline constexpr SizeClassTables kSizeClasses;

inline int sizeClassOf(uint64_t size) {
  return size <= 1024 ? kSizeClasses.class8[(size + 7) >> 3] : kSizeClasses.class128[(size - 1024 + 127) >> 7];
}

}  // namespace vole::rt
