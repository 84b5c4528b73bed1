// This file fills in runtime.MemStats.
#include "runtime/mem/mstats.h"

#include <cstring>

#include "runtime/gc/gc_impl.h"

namespace vole::rt {

void readMemStats(Runtime& rt, MemStats* s) {
  mheap& h = *rt.heap;
  GCState& gc = *rt.gc;
  // The caches count their whole spans; for exact figures give them back.
  for (P* p : rt.allp) flushMcache(h, p->cache);
  memset(s, 0, sizeof *s);
  for (int c = 1; c < kNumSizeClasses; c++) {
    s->mallocs += h.stats[c].mallocs;
    s->frees += h.stats[c].frees;
    if (c < 61) s->bySize[c] = {kSizeClasses.size[c], h.stats[c].mallocs, h.stats[c].frees};
  }
  s->mallocs += h.largeAllocs + h.tinyAllocs;
  s->frees += h.largeFrees + h.tinyAllocs;
  s->totalAlloc = h.totalAlloc;
  s->alloc = s->heapAlloc = h.totalAlloc - h.totalFree;
  s->heapObjects = s->mallocs - s->frees;
  // Stacks are cut out of the heap's address space; Go counts them apart.
  s->stackInuse = s->stackSys = h.stackSys;
  s->heapSys = h.heapSys - h.stackSys;
  s->heapInuse = h.heapInuse;
  s->heapIdle = s->heapSys - s->heapInuse;
  s->heapReleased = h.heapReleased;
  s->mspanInuse = h.spansInUse * sizeof(mspan);
  s->mspanSys = h.allSpans.size() * sizeof(mspan);
  s->mcacheInuse = s->mcacheSys = sizeof(mcache) * rt.allp.size();
  s->gcSys = h.arenaList.size() * sizeof(HeapArena) + h.bitsBytes;
  s->otherSys = 1 << 20;
  s->sys = s->heapSys + s->stackSys + s->mspanSys + s->mcacheSys + s->gcSys + s->otherSys;
  s->nextGC = h.heapGoal;
  s->lastGC = gc.lastUnix;
  s->pauseTotalNs = gc.pauseTotal;
  memcpy(s->pauseNs, gc.pauseNs, sizeof s->pauseNs);
  memcpy(s->pauseEnd, gc.pauseEnd, sizeof s->pauseEnd);
  s->numGC = gc.numGC;
  s->numForcedGC = gc.numForced;
  s->gcCPUFraction =
      static_cast<double>(gc.cpuNs) / (static_cast<double>(nanotime() - rt.startTime + 1) * static_cast<double>(rt.gomaxprocs));
  s->enableGC = true;
}

}  // namespace vole::rt
