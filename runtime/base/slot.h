// This file defines the unit of a goroutine's stack: the 8-byte slot, and the two header shapes every layer shares.
#pragma once
#include <cstdint>

namespace vole::rt {

// One slot of a frame. Integers and bools are kept extended to 64 bits, a float32 as its bits with a zero upper half;
// multi-word values lie over consecutive slots in their memory layout.
union Slot {
  int64_t i;
  uint64_t u;
  double f;
  float f32;
  void* p;
  const void* cp;
  uint8_t b;  // the low byte: bools
  int32_t i32;
  uint32_t u32;
};
static_assert(sizeof(Slot) == 8);

// The largest value that lies in a frame, 64 KB as the largest element of a channel: operands are 16 bits wide, and several
// such values must fit one frame. For a larger one stands a pointer, in one slot, to an object of its own that nobody changes:
// who makes a variable of it copies. stdlib/reflect/layout.go knows the number.
inline constexpr int64_t kMaxValueSlots = 8192;

inline constexpr int kHeaderSlots = 2;  // fp[-2] return pc, fp[-1] caller's fp

// Go's string and slice headers as they lie in memory and in slots.
struct GoString {
  const char* ptr;
  int64_t len;
};
struct GoSlice {
  void* ptr;
  int64_t len;
  int64_t cap;
};

}  // namespace vole::rt
