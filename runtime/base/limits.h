// This file holds the numbers that more than one layer assumes.
#pragma once
#include <cstdint>

namespace vole::rt {

inline constexpr int64_t kStackMin = 2048;              // bytes of a new goroutine's stack, Go's _StackMin
inline constexpr int64_t kStackMax = 1'000'000'000;     // Go's maxstacksize on 64-bit machines
inline constexpr int kRedZoneSlots = 64;                // frames up to this size need no check of their own (vm/README.md)
inline constexpr int64_t kPageSize = 8192;
inline constexpr int kPageShift = 13;
inline constexpr int64_t kMaxSmallSize = 32768;         // larger objects have spans of their own
inline constexpr int64_t kArenaBytes = 64 << 20;        // unit in which address space is reserved
inline constexpr int kArenaShift = 26;
inline constexpr int kAddrBits = 47;
inline constexpr int64_t kMaxAlloc = int64_t{1} << 47;  // Go's maxAlloc: what make() accepts before it says "out of range"
inline constexpr int kPtrSize = 8;
inline constexpr int kRunqSize = 256;                   // slots of a P's local run queue

}  // namespace vole::rt
