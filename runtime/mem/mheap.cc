// This file manages pages: arenas from the system, runs of free pages merged with their neighbours, spans.
#include "runtime/mem/mheap.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/base/assert.h"
#include "runtime/base/runlimits.h"
#include "runtime/runtime.h"

namespace vole::rt {

mspan emptySpan = {};  // nelems 0: a cache that has nothing yet fails its fast path on it

static void* sysReserve(void* hint, uint64_t bytes) {
  void* p = mmap(hint, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

// The run time's own tables, too, may meet the end of memory.
[[noreturn]] static void noMemory() {
  static const char text[] = "fatal error: out of memory\n";
  if (write(2, text, sizeof text - 1) < 0) _exit(2);
  _exit(2);
}

mheap::mheap(Runtime& r) : rt(r) {
  std::set_new_handler(noMemory);
  arenas = static_cast<HeapArena**>(sysReserve(nullptr, sizeof(HeapArena*) << (kAddrBits - kArenaShift)));
  VOLE_ASSERT(arenas, "no address space for the arena table");
}

mheap::~mheap() {
  for (mspan& s : allSpans)
    if (s.markBits) freeBits(&s);
  for (uintptr_t a : arenaList) {
    if (uint64_t* check = arenas[a >> kArenaShift]->checkBits) munmap(check, kArenaBytes / 64);
    munmap(arenas[a >> kArenaShift], sizeof(HeapArena));
    munmap(reinterpret_cast<void*>(a), kArenaBytes);
  }
  munmap(arenas, sizeof(HeapArena*) << (kAddrBits - kArenaShift));
}

// Address space for whole arenas, aligned to one. The hint makes addresses look as Go's do and arenas adjoin.
uintptr_t mheap::reserve(uint64_t bytes) {
  for (int i = 0; i < 2; i++) {
    void* p = sysReserve(reinterpret_cast<void*>(arenaHint), bytes);
    if (!p) return 0;
    uintptr_t a = reinterpret_cast<uintptr_t>(p);
    if (a % kArenaBytes == 0) {
      arenaHint = a + bytes;
      return a;
    }
    munmap(p, bytes);
    arenaHint += 0x4000000000;
  }
  void* p = sysReserve(nullptr, bytes + kArenaBytes);
  if (!p) return 0;
  uintptr_t lo = reinterpret_cast<uintptr_t>(p), a = (lo + kArenaBytes - 1) & ~uintptr_t{kArenaBytes - 1};
  if (a > lo) munmap(p, a - lo);
  if (uint64_t tail = lo + kArenaBytes - a) munmap(reinterpret_cast<void*>(a + bytes), tail);
  return a;
}

mspan* mheap::newSpan() {
  if (spanPool.empty()) return &allSpans.emplace_back();
  mspan* s = spanPool.back();
  spanPool.pop_back();
  *s = mspan{};
  return s;
}

void mheap::setSpans(mspan* s, uint64_t npages, mspan* value) {
  uintptr_t p = s->base;
  for (uint64_t i = 0; i < npages; i++, p += kPageSize)
    __atomic_store_n(&arenas[p >> kArenaShift]->spans[(p >> kPageShift) & (kArenaPages - 1)], value, __ATOMIC_RELEASE);
}

bool mheap::grow(uint64_t npages) {
  uint64_t bytes = (npages * kPageSize + kArenaBytes - 1) & ~uint64_t{kArenaBytes - 1};
  if (bytes < npages * kPageSize) return false;
  uintptr_t a = reserve(bytes);
  if (!a) return false;
  for (uintptr_t p = a; p < a + bytes; p += kArenaBytes) {
    void* info = sysReserve(nullptr, sizeof(HeapArena));
    if (!info) {
      for (uintptr_t q = a; q < p; q += kArenaBytes) {
        munmap(arenas[q >> kArenaShift], sizeof(HeapArena));
        arenas[q >> kArenaShift] = nullptr;
        arenaList.pop_back();
      }
      munmap(reinterpret_cast<void*>(a), bytes);
      return false;
    }
    __atomic_store_n(&arenas[p >> kArenaShift], static_cast<HeapArena*>(info), __ATOMIC_RELEASE);
    arenaList.push_back(p);
  }
  // Beyond a quarter of a gigabyte most of the kernel's work is faults, and at the end giving all the pages back. What is large
  // may be touched here and there only, and stays as it is.
  if (npages <= 16 && arenaList.size() > 4) madvise(reinterpret_cast<void*>(a), bytes, MADV_HUGEPAGE);
  heapSys += bytes;
  heapReleased += bytes;
  mspan* s = newSpan();
  s->base = a;
  s->npages = bytes / kPageSize;
  s->state = SpanState::free;
  s->released = true;
  insertFree(s);
  return true;
}

// A free run is found from its first and last page alone, so only those two are entered in the table.
void mheap::insertFree(mspan* s) {
  uintptr_t last = s->base + (s->npages - 1) * kPageSize;
  arenas[s->base >> kArenaShift]->spans[(s->base >> kPageShift) & (kArenaPages - 1)] = s;
  arenas[last >> kArenaShift]->spans[(last >> kPageShift) & (kArenaPages - 1)] = s;
  mspan*& head = freeLists[s->npages < 128 ? s->npages : 128];
  s->prev = nullptr;
  s->next = head;
  if (head) head->prev = s;
  head = s;
}

void mheap::removeFree(mspan* s) {
  mspan*& head = freeLists[s->npages < 128 ? s->npages : 128];
  if (s->prev) s->prev->next = s->next;
  else head = s->next;
  if (s->next) s->next->prev = s->prev;
  s->next = s->prev = nullptr;
}

mspan* mheap::alloc(uint64_t npages) {
  if (__builtin_expect(rt.limits != nullptr, 0)) checkMemory(rt, npages * kPageSize);
  LockGuard hold(lock);
  return allocLocked(npages);
}

mspan* mheap::allocLocked(uint64_t npages) {
  mspan* s = nullptr;
  for (int attempt = 0; attempt < 2 && !s; attempt++) {
    for (uint64_t n = npages; n < 128; n++)
      if ((s = freeLists[n])) break;
    if (!s) {
      // Best fit, lowest address among equals: keeps long runs whole.
      for (mspan* c = freeLists[128]; c; c = c->next)
        if (c->npages >= npages && (!s || c->npages < s->npages || (c->npages == s->npages && c->base < s->base))) s = c;
    }
    if (!s && (attempt || !grow(npages))) return nullptr;
  }
  removeFree(s);
  if (s->npages > npages) {
    mspan* rest = newSpan();
    rest->base = s->base + npages * kPageSize;
    rest->npages = s->npages - npages;
    rest->state = SpanState::free;
    rest->needzero = s->needzero;
    rest->released = s->released;
    s->npages = npages;
    insertFree(rest);
  }
  if (s->released) heapReleased -= npages * kPageSize;
  s->released = false;
  s->state = SpanState::manual;  // until whoever asked has set it up: see setInUse
  setSpans(s, npages, s);
  heapInuse += npages * kPageSize;
  return s;
}

void mheap::free(mspan* s) {
  LockGuard hold(lock);
  heapInuse -= s->npages * kPageSize;
  setSpans(s, s->npages, nullptr);
  s->setState(SpanState::free);
  s->needzero = true;
  s->released = false;
  s->largeType = nullptr;
  auto neighbour = [&](uintptr_t p) -> mspan* {
    if (!(p >> kArenaShift) || p >> kAddrBits) return nullptr;
    mspan* n = spanOf(p);
    return n && n->state == SpanState::free ? n : nullptr;
  };
  // Runs that differ in being given back stay apart, so that the count of released bytes is exact.
  if (mspan* before = neighbour(s->base - 1); before && !before->released) {
    removeFree(before);
    setSpans(before, 1, nullptr);
    arenas[(s->base - 1) >> kArenaShift]->spans[((s->base - 1) >> kPageShift) & (kArenaPages - 1)] = nullptr;
    s->base = before->base;
    s->npages += before->npages;
    spanPool.push_back(before);
  }
  uintptr_t end = s->base + s->npages * kPageSize;
  if (mspan* after = neighbour(end); after && !after->released) {
    removeFree(after);
    uintptr_t last = after->base + (after->npages - 1) * kPageSize;
    setSpans(after, 1, nullptr);
    arenas[last >> kArenaShift]->spans[(last >> kPageShift) & (kArenaPages - 1)] = nullptr;
    s->npages += after->npages;
    spanPool.push_back(after);
  }
  insertFree(s);
}

uint64_t mheap::scavenge(uint64_t keep, uint64_t atMost) {
  LockGuard hold(lock);
  uint64_t total = 0;
  // The longest runs first: they are the least likely to be wanted soon.
  for (int i = 128; i >= 1; i--)
    for (mspan* s = freeLists[i]; s; s = s->next) {
      if (s->released) continue;
      if (total >= atMost || retained() <= keep) return total;
      uint64_t bytes = s->npages * kPageSize;
      uint64_t want = std::min(atMost - total, retained() - keep);
      want = (want + kPageSize - 1) & ~uint64_t{kPageSize - 1};
      if (want < bytes) {
        // The tail of a run is enough.
        removeFree(s);
        mspan* tail = newSpan();
        tail->npages = want >> kPageShift;
        s->npages -= tail->npages;
        tail->base = s->base + s->npages * kPageSize;
        tail->state = SpanState::free;
        tail->needzero = s->needzero;
        insertFree(s);
        insertFree(tail);
        s = tail;
        bytes = want;
        atMost = total + bytes;
      }
      if (madvise(reinterpret_cast<void*>(s->base), bytes, MADV_DONTNEED) != 0) continue;
      s->released = true;
      s->needzero = false;
      heapReleased += bytes;
      total += bytes;
    }
  return total;
}

// Both bitmaps of a span in one piece; a cache line for most classes.
bool mheap::initBits(mspan* s) {
  uint32_t words = (s->nelems + 63) / 64;
  auto* bits = static_cast<uint64_t*>(calloc(words, 16));
  if (!bits) return false;
  s->bitWords = words;
  s->allocBits = bits;
  s->markBits = bits + words;
  s->freeindex = 0;
  s->allocCount = 0;
  s->allocCache = ~uint64_t{0};
  spansInUse++;
  bitsBytes += words * 16;
  return true;
}

void mheap::freeBits(mspan* s) {
  ::free(s->allocBits < s->markBits ? s->allocBits : s->markBits);
  s->allocBits = s->markBits = nullptr;
  spansInUse -= 1;
  bitsBytes -= s->bitWords * 16;
}

mspan* mheap::allocSmall(int spanclass) {
  int c = spanclass >> 1;
  mspan* s = alloc(kSizeClasses.pages[c]);
  if (!s) return nullptr;
  s->spanclass = static_cast<uint8_t>(spanclass);
  s->elemsize = kSizeClasses.size[c];
  s->divMul = kSizeClasses.divMul[c];
  s->nelems = static_cast<uint32_t>(s->npages * kPageSize / s->elemsize);
  if (!initBits(s)) return nullptr;
  s->setInUse();
  return s;
}

mcache* newMcache(mheap&) {
  auto* c = new mcache{};
  for (auto& s : c->alloc) s = &emptySpan;
  return c;
}

void flushMcache(mheap& h, mcache* c) {
  for (int i = 0; i < kNumSizeClasses * 2; i++) {
    mspan* s = c->alloc[i];
    if (s == &emptySpan) continue;
    // At refill all of the span counted as allocated; take back what was not.
    uint64_t unused = s->nelems - s->allocCount;
    h.heapLive -= unused * s->elemsize;
    h.totalAlloc -= unused * s->elemsize;
    h.stats[i >> 1].mallocs -= unused;
    mcentral& ce = h.central[i];
    LockGuard hold(ce.lock);
    (unused ? ce.partial : ce.full).push_back(s);
    c->alloc[i] = &emptySpan;
  }
  h.tinyAllocs += c->tinyAllocs;
  c->tinyAllocs = 0;
  c->tiny = 0;
  c->tinyoffset = 0;
}

void freeMcache(mheap& h, mcache* c) {
  flushMcache(h, c);
  delete c;
}

}  // namespace vole::rt
