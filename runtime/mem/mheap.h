// This file defines the heap's structures: arenas, spans, the central lists and the per-P caches.
//
// Address space is reserved in arenas of 64 MB; each has a table from page to span and one bit per word that tells pointers
// from other data. A span is a run of pages that holds objects of one size class, with or without pointers, or one large
// object. A P's cache holds one span per class and allocates from it without looking at anything shared.
#pragma once
#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/base/limits.h"
#include "runtime/base/lock.h"
#include "runtime/mem/sizeclass.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct M;
class Runtime;

enum class SpanState : uint8_t { free, inUse, manual };  // manual: stacks

struct mspan {
  uintptr_t base;
  uint64_t npages;
  uint64_t elemsize;
  uint32_t nelems;
  uint32_t divMul;
  uint32_t freeindex;   // objects before it are allocated, or not known free
  uint32_t allocCount;
  uint64_t allocCache;  // complement of allocBits from freeindex on
  uint64_t* allocBits;  // bit i: object i survived the last collection
  uint64_t* markBits;
  const Type* largeType;  // class 0 with pointers: the object is this type, repeated
  uint64_t largeSize;     // class 0: bytes asked for
  uint8_t spanclass;      // size class * 2 + noscan
  SpanState state;
  bool needzero;          // memory may hold old data
  bool inCache;
  bool released;          // free span: its pages are given back
  mspan *next, *prev;     // free lists
  uint32_t index;         // in mheap::inUse
  uint64_t limit() const { return base + uint64_t{nelems} * elemsize; }
  bool noscan() const { return spanclass & 1; }
  // Object i is not allocated. freeindex covers what the cache gave out since the last sweep.
  bool isFree(uint32_t i) const { return i >= freeindex && !(allocBits[i / 64] >> (i % 64) & 1); }
};

inline constexpr uint64_t kArenaPages = kArenaBytes / kPageSize;
struct HeapArena {
  mspan* spans[kArenaPages];
  uint64_t ptrbits[kArenaBytes / 8 / 64];
};

struct mcache {
  mspan* alloc[kNumSizeClasses * 2];
  uintptr_t tiny;        // block for small objects without pointers
  uint64_t tinyoffset;
  uint64_t tinyAllocs;
};

struct mcentral {
  std::vector<mspan*> partial;  // swept, with room, in no cache
};

struct ClassStats {
  uint64_t mallocs = 0, frees = 0;
};

struct mheap {
  explicit mheap(Runtime& rt);
  ~mheap();

  // Guards everything below but what an mcache owns; the functions that say so take it themselves.
  Lock lock;

  // All of these: lock is held.
  // npages in a new span; null when the system refuses. needzero tells whether memory is dirty.
  mspan* alloc(uint64_t npages);
  void free(mspan* s);
  mspan* allocSmall(int spanclass);
  void initBits(mspan* s);
  uint64_t scavenge();  // takes the lock. Gives free pages back to the system; bytes

  mspan* spanOf(uintptr_t p) const {
    if (p >> kAddrBits) return nullptr;
    HeapArena* a = arenas[p >> kArenaShift];
    return a ? a->spans[(p >> kPageShift) & (kArenaPages - 1)] : nullptr;
  }

  Runtime& rt;
  HeapArena** arenas;  // by address >> 26; a lazily touched table
  std::vector<uintptr_t> arenaList;
  std::vector<mspan*> inUse;  // every span with objects
  mcentral central[kNumSizeClasses * 2];
  mspan* freeLists[129] = {};  // runs of 1..127 pages; 128: longer
  std::deque<mspan> allSpans;  // storage: spans are reused, never freed
  std::vector<mspan*> spanPool;
  uintptr_t arenaHint = 0xc000000000;

  // Statistics and the trigger.
  uint64_t heapLive = 0;     // bytes in use or in caches since the last collection
  uint64_t gcTrigger = 4 << 20;
  uint64_t heapGoal = 4 << 20;
  uint64_t heapSys = 0, heapInuse = 0, heapReleased = 0, stackInuse = 0;
  uint64_t totalAlloc = 0;   // bytes, of what has been flushed
  uint64_t totalFree = 0;
  uint64_t tinyAllocs = 0;
  uint64_t largeAllocs = 0, largeFrees = 0;
  ClassStats stats[kNumSizeClasses];

 private:
  bool grow(uint64_t npages);
  void insertFree(mspan* s);
  void removeFree(mspan* s);
  void setSpans(mspan* s, uint64_t npages, mspan* value);
  mspan* newSpan();
  uintptr_t reserve(uint64_t bytes);
};

mcache* newMcache(mheap& h);
void flushMcache(mheap& h, mcache* c);  // takes the lock. Gives all spans back to the central lists and counts; nobody uses c now
void freeMcache(mheap& h, mcache* c);
extern mspan emptySpan;

// Calls fn(void** word) for each pointer word of one value of t at p.
template <class F>
void eachPointerWord(const Type* t, uintptr_t p, F& fn) {
  if (!t->ptrdata) return;
  if (t->gcdata) {
    const uint64_t* bits = reinterpret_cast<const uint64_t*>(t->gcdata);
    uint64_t n = t->ptrdata / 8;
    for (uint64_t i = 0; i < n; i += 64) {
      uint64_t w = bits[i / 64];
      while (w) {
        fn(reinterpret_cast<void**>(p + (i + static_cast<uint64_t>(__builtin_ctzll(w))) * 8));
        w &= w - 1;
      }
    }
    return;
  }
  if (t->kind == kArray) {
    auto* a = asArray(t);
    for (int64_t i = 0; i < a->len; i++) eachPointerWord(a->elem, p + static_cast<uint64_t>(i) * a->elem->size, fn);
  } else if (t->kind == kStruct) {
    auto* s = asStruct(t);
    for (int64_t i = 0; i < s->nfields; i++) eachPointerWord(s->fields[i].typ, p + s->fields[i].offset, fn);
  }
}

}  // namespace vole::rt
