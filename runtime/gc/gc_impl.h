// This file declares the collector's state; private to the run time.
#pragma once
#include <cstdint>
#include <deque>
#include <sys/mman.h>
#include <unordered_map>
#include <vector>

#include "runtime/base/lock.h"
#include "runtime/gc/gc.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct Finalizer {
  void* fn;
  const Type* argType;
  const FuncType* fnType;
};

struct Root {
  uintptr_t base;
  uint64_t size;
  const Type* type;
};

struct GCState {
  Lock lock;  // roots, finalizers, finq, fingRunning, extraRoots
  std::vector<Root> roots;
  std::unordered_map<uintptr_t, Finalizer> finalizers;  // by object address
  std::deque<FinalizerCall> finq;
  bool fingRunning = false;  // the finalizer goroutine exists
  std::vector<uintptr_t> grey;  // objects marked, not yet scanned
  uint64_t markedBytes = 0;
  int64_t percent = 100;
  int64_t memlimit = -1;
  uint32_t numGC = 0, numForced = 0;
  uint64_t pauseTotal = 0, lastEnd = 0, lastUnix = 0;
  uint64_t pauseNs[256] = {}, pauseEnd[256] = {};
  uint64_t cpuNs = 0;
  bool marking = false;
  // Other run-time structures that hold heap pointers.
  std::vector<void (*)(Runtime&, void (*visit)(Runtime&, void*))> extraRoots;
};

// Makes the object p points into grey, if it is one and is white.
void shade(Runtime& rt, void* p);
// VOLE_GCSTRESS and VOLE_STACKSTRESS count here.
void stressAlloc(M& m);
inline void madvise_zero(void* p, uint64_t n) { madvise(p, n, MADV_DONTNEED); }

}  // namespace vole::rt
