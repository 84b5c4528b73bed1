// This file allocates objects: the tiny allocator, the caches' spans, large objects, and the pointer bits of what has
// pointers. It also holds the typed copies with the write barrier.
#include "runtime/mem/malloc.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "runtime/base/assert.h"
#include "runtime/base/throw.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/runtime.h"

namespace vole::rt {

alignas(16) uint64_t zerobase;
alignas(64) const uint8_t zeroVal[1024] = {};

namespace {

// The next free object of a cached span, or null when the current 64 are used up.
inline void* nextFreeFast(mspan* s) {
  uint64_t cache = s->allocCache;
  if (!cache) return nullptr;
  uint32_t bit = static_cast<uint32_t>(__builtin_ctzll(cache));
  uint32_t i = s->freeindex + bit;
  if (i >= s->nelems) return nullptr;
  uint32_t next = i + 1;
  if (next % 64 == 0 && next != s->nelems) return nullptr;
  s->allocCache = cache >> bit >> 1;
  __atomic_store_n(&s->freeindex, next, __ATOMIC_RELAXED);
  s->allocCount++;
  return reinterpret_cast<void*>(s->base + uint64_t{i} * s->elemsize);
}

// Index of the next free object, nelems when the span is full.
uint32_t nextFreeIndex(mspan* s) {
  uint32_t i = s->freeindex;
  while (i < s->nelems) {
    if (!s->allocCache) {
      i = (i + 64) & ~63u;
      if (i >= s->nelems) break;
      s->allocCache = ~s->allocBits[i / 64];
      continue;
    }
    uint32_t bit = static_cast<uint32_t>(__builtin_ctzll(s->allocCache));
    uint32_t r = i + bit;
    if (r >= s->nelems) break;
    s->allocCache = s->allocCache >> bit >> 1;
    i = r + 1;
    if (i % 64 == 0 && i != s->nelems) s->allocCache = ~s->allocBits[i / 64];
    __atomic_store_n(&s->freeindex, i, __ATOMIC_RELAXED);
    return r;
  }
  // Not for emptySpan, which all threads share.
  if (s->freeindex != s->nelems) __atomic_store_n(&s->freeindex, s->nelems, __ATOMIC_RELAXED);
  return s->nelems;
}

[[gnu::cold]] void outOfMemory(M& m) { throw_(m, "runtime: out of memory"); }

// bytes more count as allocated: they may make a collection due, or are to be paid for with marking while one is under way.
void accountAlloc(M& m, mheap& h, uint64_t bytes) {
  h.heapLive += bytes;
  h.totalAlloc += bytes;
  if (m.wbEnabled) m.gcDebt += static_cast<int64_t>(bytes);
  else if (__builtin_expect(h.heapLive < h.gcTrigger.load(std::memory_order_relaxed), 1)) return;
  __atomic_store_n(&m.gcWanted, true, __ATOMIC_RELAXED);
  __atomic_store_n(&m.guard, static_cast<Slot*>(nullptr), __ATOMIC_RELAXED);
}

void refill(M& m, int spanclass) {
  mheap& h = *m.rt->heap;
  mspan* old = m.cache->alloc[spanclass];
  mcentral& c = h.central[spanclass];
  if (old != &emptySpan) {
    LockGuard hold(c.lock);
    c.full.push_back(old);
    m.cache->alloc[spanclass] = &emptySpan;
  }
  mspan* s = nullptr;
  for (int tries = 0; tries < 100 && !s; tries++) {
    mspan* dirty = nullptr;
    {
      LockGuard hold(c.lock);
      if (!c.partial.empty()) {
        s = c.partial.back();
        c.partial.pop_back();
        break;
      }
      auto& list = c.unsweptPartial.empty() ? c.unsweptFull : c.unsweptPartial;
      if (list.empty()) break;
      dirty = list.back();
      list.pop_back();
    }
    // A span all of whose objects died is as good as any here.
    if (sweepSpan(*m.rt, dirty) < dirty->nelems) s = dirty;
    else putFull(h, dirty);
    h.unswept.fetch_sub(1, std::memory_order_acq_rel);
  }
  if (!s) {
    sweepCredit(m, kSizeClasses.pages[spanclass >> 1]);
    s = h.allocSmall(spanclass);
    if (!s) outOfMemory(m);
  }
  m.cache->alloc[spanclass] = s;
  // All of it counts as allocated at once; flushMcache takes back the rest.
  uint64_t n = s->nelems - s->allocCount;
  h.stats[spanclass >> 1].mallocs += n;
  accountAlloc(m, h, n * s->elemsize);
}

[[gnu::noinline]] void* nextFreeSlow(M& m, int spanclass) {
  for (;;) {
    mspan* s = m.cache->alloc[spanclass];
    uint32_t i = nextFreeIndex(s);
    if (i < s->nelems) {
      s->allocCount++;
      return reinterpret_cast<void*>(s->base + uint64_t{i} * s->elemsize);
    }
    refill(m, spanclass);
  }
}

// The marker may be reading a neighbour's bits of the same word: stores are atomic. Only one thread writes into a span.
inline void putBits(uint64_t* bits, uint64_t at, uint64_t n, uint64_t v) {
  uint64_t mask = n == 64 ? ~uint64_t{0} : (uint64_t{1} << n) - 1;
  uint64_t sh = at % 64;
  __atomic_store_n(&bits[at / 64], (bits[at / 64] & ~(mask << sh)) | (v & mask) << sh, __ATOMIC_RELAXED);
  if (sh + n > 64) {
    uint64_t next = (bits[at / 64 + 1] & ~(mask >> (64 - sh))) | (v & mask) >> (64 - sh);
    __atomic_store_n(&bits[at / 64 + 1], next, __ATOMIC_RELAXED);
  }
}

// Records which words of the object at x (its slot has elemsize bytes) hold pointers: t repeated over size bytes.
void heapBitsSet(mheap& h, uintptr_t x, uint64_t size, uint64_t elemsize, const Type* t) {
  uint64_t* bits = h.arenas[x >> kArenaShift]->ptrbits;
  uint64_t at = (x & (kArenaBytes - 1)) / 8, words = elemsize / 8;
  uint64_t tw = t->size / 8, pw = t->ptrdata / 8;
  const uint64_t* src = reinterpret_cast<const uint64_t*>(t->gcdata);
  if (words <= 64) {
    uint64_t v = src[0], filled = tw;
    if (pw < 64) v &= (uint64_t{1} << pw) - 1;
    for (; filled < size / 8; filled *= 2) v |= v << filled;
    if (size / 8 < 64) v &= (uint64_t{1} << (size / 8)) - 1;
    putBits(bits, at, words, v);
    return;
  }
  for (uint64_t i = 0; i < words; i += 64) putBits(bits, at + i, std::min<uint64_t>(64, words - i), 0);
  if (tw <= 32) {
    // Many small elements: write as many at a time as fit into a word.
    uint64_t v = src[0] & ((uint64_t{1} << pw) - 1), filled = tw;
    for (; filled * 2 <= 64; filled *= 2) v |= v << filled;
    uint64_t total = size / 8 / tw * tw;
    for (uint64_t i = 0; i < total; i += filled) putBits(bits, at + i, std::min(filled, total - i), v);
    return;
  }
  for (uint64_t e = 0; e + pw <= size / 8; e += tw)
    for (uint64_t i = 0; i < pw; i += 64) putBits(bits, at + e + i, std::min<uint64_t>(64, pw - i), src[i / 64]);
}

// While marking goes on new objects are black: the marker never looks at them, what they get is shaded by the barrier or
// was reachable when marking began.
[[gnu::noinline]] void markNew(M& m, mspan* s, void* p) {
  if (s->setMarked(s->objIndex(reinterpret_cast<uintptr_t>(p)))) m.rt->gc->newBytes.fetch_add(s->elemsize, std::memory_order_relaxed);
}

void* largeAlloc(M& m, uint64_t size, const Type* t, bool noscan) {
  mheap& h = *m.rt->heap;
  uint64_t npages = (size + kPageSize - 1) >> kPageShift;
  sweepCredit(m, npages);
  mspan* s = size + kPageSize < size ? nullptr : h.alloc(npages);
  if (!s) outOfMemory(m);
  s->spanclass = noscan ? 1 : 0;
  s->elemsize = npages * kPageSize;
  s->divMul = 0;
  s->nelems = 1;
  s->largeType = noscan ? nullptr : t;
  s->largeSize = size;
  if (!h.initBits(s)) outOfMemory(m);
  s->freeindex = 1;
  s->allocCount = 1;
  s->allocCache = 0;
  void* p = reinterpret_cast<void*>(s->base);
  if (s->needzero) {
    // Fresh zero pages are cheaper than clearing, and keep the old ones from staying resident.
    if (s->elemsize >= 4 << 20) madvise_zero(p, s->elemsize);
    else memset(p, 0, s->elemsize);
    s->needzero = false;
  }
  if (m.wbEnabled) markNew(m, s, p);
  s->setInUse();
  {
    LockGuard hold(h.largeLock);
    h.large.push_back(s);
  }
  h.largeAllocs++;
  accountAlloc(m, h, s->elemsize);
  return p;
}

}  // namespace

uint64_t roundupsize(uint64_t size) {
  if (size <= kMaxSmallSize) return size == 0 ? 0 : kSizeClasses.size[sizeClassOf(size)];
  if (size + kPageSize < size) return size;
  return (size + kPageSize - 1) & ~uint64_t{kPageSize - 1};
}

void* mallocgc(M& m, uint64_t size, const Type* t, bool needzero) {
  if (size == 0) return &zerobase;
  mcache* c = m.cache;
  bool noscan = !t || !t->ptrdata;
  if (__builtin_expect(m.stressAllocs != 0, 0)) stressAlloc(m, size);
  if (size > kMaxSmallSize) return largeAlloc(m, size, t, noscan);
  if (noscan && size < 16) {
    // Tiny: several objects share a 16-byte block, freed when all of them are dead.
    uint64_t off = c->tinyoffset;
    if ((size & 7) == 0) off = (off + 7) & ~uint64_t{7};
    else if ((size & 3) == 0) off = (off + 3) & ~uint64_t{3};
    else if ((size & 1) == 0) off = (off + 1) & ~uint64_t{1};
    if (off + size <= 16 && c->tiny) {
      c->tinyoffset = off + size;
      c->tinyAllocs++;
      return reinterpret_cast<void*>(c->tiny + off);
    }
    mspan* s = c->alloc[2 * 2 + 1];
    void* p = nextFreeFast(s);
    if (!p) p = nextFreeSlow(m, 2 * 2 + 1);
    memset(p, 0, 16);
    if (__builtin_expect(m.wbEnabled, 0)) markNew(m, c->alloc[2 * 2 + 1], p);
    if (size < c->tinyoffset || !c->tiny) {
      c->tiny = reinterpret_cast<uintptr_t>(p);
      c->tinyoffset = size;
    }
    return p;
  }
  int sc = sizeClassOf(size) * 2 + noscan;
  mspan* s = c->alloc[sc];
  void* p = nextFreeFast(s);
  if (__builtin_expect(!p, 0)) {
    p = nextFreeSlow(m, sc);
    s = c->alloc[sc];
  }
  if ((needzero || !noscan) && s->needzero) memset(p, 0, s->elemsize);
  if (!noscan) heapBitsSet(*m.rt->heap, reinterpret_cast<uintptr_t>(p), size, s->elemsize, t);
  if (__builtin_expect(m.wbEnabled, 0)) markNew(m, s, p);
  return p;
}

void* newarray(M& m, const Type* t, int64_t n) { return mallocgc(m, t->size * static_cast<uint64_t>(n), t, true); }

static bool fits(const Type* t, int64_t n, int64_t limit = kMaxAlloc) {
  return n >= 0 && (t->size == 0 || static_cast<uint64_t>(n) <= static_cast<uint64_t>(limit) / t->size);
}

bool makeslice(M& m, const Type* t, int64_t len, int64_t cap, GoSlice* out, bool* lenBad) {
  if (!fits(t, cap) || len < 0 || len > cap) {
    // Go blames the length first: make([]T, big) says "len out of range" though cap is as big.
    *lenBad = len < 0 || !fits(t, len);
    return false;
  }
  *out = {newarray(m, t, cap), len, cap};
  return true;
}

bool growslice(M& m, const Type* elem, GoSlice old, int64_t newLen, GoSlice* out) {
  if (newLen < 0) return false;
  if (elem->size == 0) {
    *out = {old.ptr ? old.ptr : static_cast<void*>(&zerobase), newLen, newLen};
    return true;
  }
  // gc 1.18+: double up to 256 elements, then pass smoothly to a quarter.
  int64_t newcap = old.cap, twice = newcap + newcap;
  if (newLen > twice) {
    newcap = newLen;
  } else if (old.cap < 256) {
    newcap = twice;
  } else {
    while (newcap > 0 && newcap < newLen) newcap += (newcap + 3 * 256) / 4;
    if (newcap <= 0) newcap = newLen;
  }
  if (!fits(elem, newcap) || newcap < newLen) return false;
  uint64_t bytes = roundupsize(elem->size * static_cast<uint64_t>(newcap));
  if (bytes > kMaxAlloc) return false;
  newcap = static_cast<int64_t>(bytes / elem->size);
  uint64_t oldBytes = elem->size * static_cast<uint64_t>(old.len);
  uint64_t use = elem->size * static_cast<uint64_t>(newcap);
  void* p;
  if (!elem->ptrdata) {
    p = mallocgc(m, use, nullptr, false);
    memset(static_cast<char*>(p) + oldBytes, 0, use - oldBytes);
  } else {
    p = mallocgc(m, use, elem, true);
  }
  if (oldBytes) memcpy(p, old.ptr, oldBytes);
  *out = {p, newLen, newcap};
  return true;
}

void gcWriteBarrier(M& m, void** slot, void* value) {
  shade(m, __atomic_load_n(slot, __ATOMIC_RELAXED));
  shade(m, value);
}

static void bulkBarrier(M& m, const Type* t, void* dst, const void* src) {
  auto old = [&](void** w) { shade(m, __atomic_load_n(w, __ATOMIC_RELAXED)); };
  eachPointerWord(t, reinterpret_cast<uintptr_t>(dst), old);
  if (src) eachPointerWord(t, reinterpret_cast<uintptr_t>(src), old);
}

void shadeValue(M& m, const Type* t, const void* p) {
  if (m.wbEnabled && t->ptrdata) bulkBarrier(m, t, const_cast<void*>(p), nullptr);
}

void shadeSlots(M& m, const void* p, int64_t n) {
  if (!m.wbEnabled) return;
  for (int64_t i = 0; i < n; i++) shade(m, static_cast<void* const*>(p)[i]);
}

void typedmemmove(M& m, const Type* t, void* dst, const void* src) {
  if (dst == src) return;
  if (__builtin_expect(m.wbEnabled, 0) && t->ptrdata) bulkBarrier(m, t, dst, src);
  memmove(dst, src, t->size);
}

void typedmemclr(M& m, const Type* t, void* dst) {
  if (__builtin_expect(m.wbEnabled, 0) && t->ptrdata) bulkBarrier(m, t, dst, nullptr);
  memset(dst, 0, t->size);
}

void typedslicecopy(M& m, const Type* elem, void* dst, const void* src, int64_t n) {
  if (n <= 0 || dst == src) return;
  if (__builtin_expect(m.wbEnabled, 0) && elem->ptrdata)
    for (int64_t i = 0; i < n; i++)
      bulkBarrier(m, elem, static_cast<char*>(dst) + i * static_cast<int64_t>(elem->size),
                  static_cast<const char*>(src) + i * static_cast<int64_t>(elem->size));
  memmove(dst, src, static_cast<size_t>(n) * elem->size);
}

bool findObject(Runtime& rt, const void* p, HeapObject* out) {
  uintptr_t a = reinterpret_cast<uintptr_t>(p);
  mspan* s = rt.heap->spanOf(a);
  if (!s || !s->inUse() || a < s->base || a >= s->limit()) return false;
  uint32_t i = s->objIndex(a);
  if (s->isFree(i)) return false;
  *out = {reinterpret_cast<void*>(s->base + i * s->elemsize), s->elemsize, s->noscan()};
  return true;
}

}  // namespace vole::rt
