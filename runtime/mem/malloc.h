// This file declares allocation in the collected heap. Nothing here collects, parks or moves a stack: when the collector is
// due the guard is tripped and the next safepoint collects. Running out of memory ends the process with Go's text.
#pragma once
#include <cstdint>

#include "runtime/base/slot.h"
#include "runtime/sched/status.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct M;
class Runtime;

// size bytes, described by t repeated to the end (null: no pointers). needzero may be false only without pointers. Size 0
// gives the address of a shared word, as in Go.
void* mallocgc(M& m, uint64_t size, const Type* t, bool needzero);
inline void* newobject(M& m, const Type* t) { return mallocgc(m, t->size, t, true); }
// n elements of t; n has been checked (0 <= n and n * size fits).
void* newarray(M& m, const Type* t, int64_t n);

// make([]t, len, cap): false with *lenBad telling which bound is out of range.
bool makeslice(M& m, const Type* t, int64_t len, int64_t cap, GoSlice* out, bool* lenBad);
// Capacity gc gives append: old elements copied, the rest zero, len = newLen. Returns false when the length overflows (the
// caller panics "growslice: cap out of range").
bool growslice(M& m, const Type* elem, GoSlice old, int64_t newLen, GoSlice* out);
// Rounded-up size mallocgc uses for size.
uint64_t roundupsize(uint64_t size);

// Writes with the barrier, when it is on. All dst may be anywhere.
void typedmemmove(M& m, const Type* t, void* dst, const void* src);
void typedmemclr(M& m, const Type* t, void* dst);
void typedslicecopy(M& m, const Type* elem, void* dst, const void* src, int64_t n);
void gcWriteBarrier(M& m, void** slot, void* value);  // shade old and new
inline void writePtr(M& m, void** slot, void* value);
// For what is about to be overwritten, or moved where the barrier does not see it: shades all pointers in it, when the
// barrier is on. shadeSlots takes every one of n words for a pointer.
void shadeValue(M& m, const Type* t, const void* p);
void shadeSlots(M& m, const void* p, int64_t n);

// An address for values of size 0, and a block of zeros for absent map elements (at least 1024 bytes).
extern uint64_t zerobase;
extern const uint8_t zeroVal[1024];

// Roots outside heap and stacks: [base, base+size) described by t (repeated), for package variables.
void addRoot(Runtime& rt, void* base, uint64_t size, const Type* t);

// The object that p points into: base, size, its span's class; false when p is no live heap address.
struct HeapObject {
  void* base;
  uint64_t size;
  bool noscan;
};
bool findObject(Runtime& rt, const void* p, HeapObject* out);

}  // namespace vole::rt

#include "runtime/sched/m.h"
namespace vole::rt {
inline void writePtr(M& m, void** slot, void* value) {
  if (__builtin_expect(m.wbEnabled, 0)) gcWriteBarrier(m, slot, value);
  __atomic_store_n(slot, value, __ATOMIC_RELAXED);  // the marker may look at it
}
}  // namespace vole::rt
