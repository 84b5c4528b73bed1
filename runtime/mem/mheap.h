// This file defines the heap's structures: arenas, spans, the central lists and the per-P caches.
//
// Address space is reserved in arenas of 64 MB; each has a table from page to span and one bit per word that tells pointers
// from other data. A span is a run of pages that holds objects of one size class, with or without pointers, or one large
// object. A P's cache holds one span per class and allocates from it without looking at anything shared.
//
// Every span in use is in exactly one place: a P's cache, or a list of its class (mcentral), or the list of large ones. Lists
// exist twice: spans that have been swept since the last marking, and spans that have not. Who takes a span off an unswept
// list owns it and must sweep it. Marking begins only when nothing is unswept.
#pragma once
#include <atomic>
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

// The marker reads base, divMul, nelems, elemsize, spanclass, state, freeindex, allocBits and markBits of any span while others
// allocate; all but the last three change only when the span is made or freed.
struct alignas(64) mspan {
  uintptr_t base;
  uint64_t elemsize;
  uint32_t nelems;
  uint32_t divMul;
  uint64_t* markBits;
  uint64_t* allocBits;  // bit i: object i survived the last collection
  uint32_t freeindex;   // objects before it are allocated, or not known free
  uint8_t spanclass;    // size class * 2 + noscan
  SpanState state;      // atomic
  bool needzero;        // memory may hold old data
  bool released;        // free span: its pages are given back
  uint64_t allocCache;  // complement of allocBits from freeindex on
  uint32_t allocCount;
  uint32_t bitWords;    // of allocBits, and of markBits
  uint64_t npages;
  const Type* largeType;  // class 0 with pointers: the object is this type, repeated
  uint64_t largeSize;     // class 0: bytes asked for
  mspan *next, *prev;     // free lists
  uint64_t limit() const { return base + uint64_t{nelems} * elemsize; }
  bool noscan() const { return spanclass & 1; }
  // The table of pages shows a span before it is set up; from here on its fields count.
  void setInUse() { setState(SpanState::inUse); }
  void setState(SpanState v) { __atomic_store(&state, &v, __ATOMIC_RELEASE); }
  bool inUse() const {
    SpanState v;
    __atomic_load(&state, &v, __ATOMIC_ACQUIRE);
    return v == SpanState::inUse;
  }
  uint32_t objIndex(uintptr_t p) const { return divMul ? static_cast<uint32_t>((p - base) * divMul >> 32) : 0; }
  // Object i is not allocated. freeindex covers what the cache gave out since the last sweep.
  bool isFree(uint32_t i) const {
    return i >= __atomic_load_n(&freeindex, __ATOMIC_RELAXED) && !(allocBits[i / 64] >> (i % 64) & 1);
  }
  bool isMarked(uint32_t i) const { return __atomic_load_n(&markBits[i / 64], __ATOMIC_RELAXED) >> (i % 64) & 1; }
  // True when this call set the bit.
  bool setMarked(uint32_t i) {
    uint64_t bit = uint64_t{1} << (i % 64);
    uint64_t* w = &markBits[i / 64];
    if (__atomic_load_n(w, __ATOMIC_RELAXED) & bit) return false;
    return !(__atomic_fetch_or(w, bit, __ATOMIC_RELAXED) & bit);
  }
};

inline constexpr uint64_t kArenaPages = kArenaBytes / kPageSize;
struct HeapArena {
  mspan* spans[kArenaPages];
  uint64_t ptrbits[kArenaBytes / 8 / 64];
  uint64_t* checkBits;  // gccheckmark's marks, one for each 8 bytes; null without
};

struct mcache {
  mspan* alloc[kNumSizeClasses * 2];
  uintptr_t tiny;        // block for small objects without pointers
  uint64_t tinyoffset;
  uint64_t tinyAllocs;
};

struct mcentral {
  Lock lock;
  std::vector<mspan*> partial, full;                  // swept; in no cache
  std::vector<mspan*> unsweptPartial, unsweptFull;
};

// A counter that several threads add to and anybody reads.
struct Counter {
  std::atomic<uint64_t> v{0};
  void operator+=(uint64_t n) { v.fetch_add(n, std::memory_order_relaxed); }
  void operator-=(uint64_t n) { v.fetch_sub(n, std::memory_order_relaxed); }
  void operator++(int) { *this += 1; }
  void operator=(uint64_t n) { v.store(n, std::memory_order_relaxed); }
  operator uint64_t() const { return v.load(std::memory_order_relaxed); }
};

struct ClassStats {
  Counter mallocs, frees;
};

struct mheap {
  explicit mheap(Runtime& rt);
  ~mheap();

  // npages in a new span; null when the system refuses. needzero tells whether memory is dirty.
  mspan* alloc(uint64_t npages);
  void free(mspan* s);
  mspan* allocSmall(int spanclass);
  bool initBits(mspan* s);  // false: no memory
  void freeBits(mspan* s);
  // Gives free pages back to the system until the heap holds at most keep bytes of memory, no more than atMost bytes; what
  // it gave back.
  uint64_t scavenge(uint64_t keep = 0, uint64_t atMost = ~uint64_t{0});
  uint64_t retained() const { return heapSys - heapReleased; }

  mspan* spanOf(uintptr_t p) const {
    if (p >> kAddrBits) return nullptr;
    HeapArena* a = __atomic_load_n(&arenas[p >> kArenaShift], __ATOMIC_ACQUIRE);
    return a ? __atomic_load_n(&a->spans[(p >> kPageShift) & (kArenaPages - 1)], __ATOMIC_ACQUIRE) : nullptr;
  }

  Runtime& rt;
  Lock lock;  // pages: free lists, arenas, storage of spans
  HeapArena** arenas;  // by address >> 26; a lazily touched table
  std::vector<uintptr_t> arenaList;
  mcentral central[kNumSizeClasses * 2];
  Lock largeLock;
  std::vector<mspan*> large, unsweptLarge;
  mspan* freeLists[129] = {};  // runs of 1..127 pages; 128: longer
  std::deque<mspan> allSpans;  // storage: spans are reused, never freed
  std::vector<mspan*> spanPool;
  uintptr_t arenaHint = 0xc000000000;

  // Sweeping (gc/sweep.cc).
  std::atomic<int64_t> unswept{0};    // spans not yet swept, or just being swept
  std::atomic<uint64_t> sweptPages{0};
  std::atomic<int> sweepHint{0};

  // Statistics and the trigger.
  Counter heapLive;     // bytes in use or in caches since the last collection
  std::atomic<uint64_t> gcTrigger{4 << 20};
  std::atomic<uint64_t> heapGoal{4 << 20};
  Counter heapSys, heapInuse, heapReleased, stackInuse, stackSys, spansInUse, bitsBytes;
  Counter totalAlloc;   // bytes, of what has been flushed
  Counter totalFree;
  Counter tinyAllocs;
  Counter largeAllocs, largeFrees;
  ClassStats stats[kNumSizeClasses];

 private:
  mspan* allocLocked(uint64_t npages);
  bool grow(uint64_t npages);
  void insertFree(mspan* s);
  void removeFree(mspan* s);
  void setSpans(mspan* s, uint64_t npages, mspan* value);
  mspan* newSpan();
  uintptr_t reserve(uint64_t bytes);
};

mcache* newMcache(mheap& h);
void flushMcache(mheap& h, mcache* c);  // gives all spans back to the central lists and counts
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
