// This file defines the visit of a frame's pointer slots; private to collector and stack copy.
#pragma once
#include "runtime/runtime.h"
#include "runtime/sched/stack.h"

namespace vole::rt {

[[noreturn, gnu::cold]] void missingStackMap(const Frame& f);

template <class F>
void visitBits(const uint64_t* bits, Slot* fp, uint64_t nslots, F& fn) {
  for (uint64_t i = 0; i < nslots; i += 64) {
    uint64_t w = bits[i / 64];
    if (nslots - i < 64) w &= (uint64_t{1} << (nslots - i)) - 1;
    for (; w; w &= w - 1) fn(fp + i + static_cast<uint64_t>(__builtin_ctzll(w)));
  }
}

// As eachPointerSlot; not conservatively: without frames whose pointers no map tells, and without functions that defer, whose
// maps name every variable in scope, set or not.
template <class F>
void eachSlot(Runtime& rt, const Frame& f, bool conservatively, F& fn) {
  const FuncInfo* fi = f.fn;
  const uint64_t *bits = nullptr, *more = nullptr;
  uint64_t n = 0;
  if (fi && fi->maps.npcs) {
    // A map describes the frame itself; slots past the end belong to the callee or to nobody.
    n = std::min<uint64_t>(fi->frameSlots, static_cast<uint64_t>(f.end - f.fp));
    bits = f.faulted ? nullptr : stackMapAt(fi, f.pc);
    more = fi->flags & kFuncHasDefer ? fi->panicMap : nullptr;
    // What deferred calls may still use is not known: keep all.
    if (fi->flags & kFuncHasDefer && !conservatively) return;
    if (fi->flags & kFuncHasDefer && !more) goto conservative;
    if (bits && more) {
      for (uint64_t i = 0; i < n; i += 64) {
        uint64_t w = bits[i / 64] | more[i / 64];
        visitBits(&w, f.fp + i, std::min<uint64_t>(64, n - i), fn);
      }
      return;
    }
    if (bits || f.faulted) {
      const uint64_t* b = bits ? bits : more;
      if (b) visitBits(b, f.fp, n, fn);
      return;
    }
  }
  if (fi && f.top && f.pc == fi->code && fi->argptrmap) {
    visitBits(fi->argptrmap, f.fp, std::min<uint64_t>(fi->paramSlots + 1, static_cast<uint64_t>(f.end - f.fp)), fn);
    return;
  }
  if (rt.debug.stackmapstrict && fi && !(fi->flags & (kFuncPseudo | kFuncNative))) missingStackMap(f);
conservative:
  if (!conservatively) return;
  // No map: every word that looks like an address counts. Safe for marking; for moving, an integer that happens to equal an
  // address of this very stack would be changed, which stackmapstrict is there to exclude in tests.
  for (Slot* s = f.fp; s < f.end; s++) fn(s);
}

template <class F>
void eachPointerSlot(Runtime& rt, const Frame& f, F fn) {
  eachSlot(rt, f, true, fn);
}
template <class F>
void eachMappedSlot(Runtime& rt, const Frame& f, F fn) {
  eachSlot(rt, f, false, fn);
}

}  // namespace vole::rt
