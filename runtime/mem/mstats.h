// This file defines the memory statistics as runtime.MemStats lays them out.
#pragma once
#include <cstdint>

namespace vole::rt {

class Runtime;

struct MemStats {
  uint64_t alloc, totalAlloc, sys, lookups, mallocs, frees;
  uint64_t heapAlloc, heapSys, heapIdle, heapInuse, heapReleased, heapObjects;
  uint64_t stackInuse, stackSys, mspanInuse, mspanSys, mcacheInuse, mcacheSys, buckHashSys, gcSys, otherSys;
  uint64_t nextGC, lastGC, pauseTotalNs;
  uint64_t pauseNs[256];
  uint64_t pauseEnd[256];
  uint32_t numGC, numForcedGC;
  double gcCPUFraction;
  bool enableGC, debugGC;
  struct BySize {
    uint32_t size;
    uint64_t mallocs, frees;
  } bySize[61];
};

void readMemStats(Runtime& rt, MemStats* out);

}  // namespace vole::rt
