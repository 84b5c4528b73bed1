// This file declares the collector: a precise, non-moving, concurrent mark and sweep (gc/gc_impl.h tells how a cycle goes).
#pragma once
#include <cstdint>

#include "runtime/sched/m.h"
#include "runtime/sched/status.h"

namespace vole::rt {

class Runtime;

// A whole collection with the world stopped, sweeping included, for tests and GODEBUG=gcstoptheworld. The caller stands at a
// safepoint of every goroutine (g.sched is valid).
void gcCollect(M& m, bool forced);

// Does what the collector wants at a safepoint of the running goroutine, or of no goroutine: begins a cycle, pays for
// allocation, ends the marking. The safepoint calls it when m.gcWanted.
void gcSafepoint(M& m);
// To be called with a P and nothing to run, before sleeping: true when it has done something (look for goroutines again).
bool gcIdle(M& m);
// A cycle is under way or wanted: goroutines that wait for it are not dead. The background thread will wake an M.
bool gcActive(const Runtime& rt);
// Somebody must come to gcSafepoint, and perhaps nobody has been told.
bool gcNeedsM(const Runtime& rt);
// To be called before g runs on m, also before its resume function, while m.wbEnabled.
void scanBeforeRun(M& m, G& g);
// Of a goroutine just made, whose only pointer is fn.
void gcNewG(M& m, G& g, const void* fn);
// runtime.GC: a whole cycle from here on, and its sweep. Parks. release: and gives all free memory back (FreeOSMemory).
Status gcRun(M& m, bool release);
// Cycles complete, as runtime.MemStats counts them.
uint32_t gcCycles(const Runtime& rt);

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

// The P's grey objects are given to all: before a P is dropped (GOMAXPROCS).
void gcFlushP(Runtime& rt, P& p);

}  // namespace vole::rt
