// This file declares the collector: a precise, non-moving mark and sweep. At present the world is stopped for a whole
// cycle; the phases, the grey buffers and the barrier already have the shape the concurrent one needs.
#pragma once
#include <cstdint>

#include "runtime/sched/m.h"

namespace vole::rt {

class Runtime;

// Collects now. The caller stands at a safepoint of every goroutine (g.sched is valid).
void gcCollect(M& m, bool forced);

// runtime.SetFinalizer: fn (closure taking the pointer) runs after obj is unreachable. Null fn removes it. Error text for
// the caller to throw or null.
const char* setFinalizer(M& m, void* obj, const Type* objType, void* fn, const FuncType* fnType);
// Finalizers run in a goroutine of Go text: runtime.runFinalizers calls native runtime.nextFinalizer for each.
struct FinalizerCall {
  void* fn;
  void* arg;
  const Type* argType;
  const FuncType* fnType;
};
bool nextFinalizer(M& m, FinalizerCall* out);

// debug.SetGCPercent: the old value; -1 off.
int64_t setGCPercent(Runtime& rt, int64_t percent);

// debug.SetMemoryLimit: the old one, math.MaxInt64 when there is none; a negative limit only asks.
int64_t setMemoryLimit(Runtime& rt, int64_t limit);

struct MemStats;  // mem/mstats.h

}  // namespace vole::rt
