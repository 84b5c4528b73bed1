// This file sweeps: a span's mark bits become its allocation bits. Spans are swept by whoever wants to allocate from them,
// by the background thread, and before the heap grows; all of them before the next marking begins.
#include <cstring>

#include "runtime/gc/gc_impl.h"

namespace vole::rt {

uint32_t sweepSpan(Runtime& rt, mspan* s) {
  mheap& h = *rt.heap;
  uint32_t live = 0;
  for (uint32_t i = 0; i < s->bitWords; i++) live += static_cast<uint32_t>(__builtin_popcountll(s->markBits[i]));
  uint64_t freed = s->allocCount > live ? s->allocCount - live : 0;
  if (freed) {
    if (!s->divMul) h.largeFrees += freed;
    else h.stats[s->spanclass >> 1].frees += freed;
    h.totalFree += freed * s->elemsize;
    s->needzero = true;
  }
  if (__builtin_expect(rt.debug.clobberfree && freed, 0))
    for (uint32_t i = 0; i < s->nelems; i++)
      if (!s->isFree(i) && !s->isMarked(i)) {
        uint64_t* w = reinterpret_cast<uint64_t*>(s->base + i * s->elemsize);
        for (uint64_t k = 0; k < s->elemsize / 8; k++) w[k] = 0xdeadbeefdeadbeef;
      }
  std::swap(s->allocBits, s->markBits);
  memset(s->markBits, 0, s->bitWords * 8);
  s->allocCount = live;
  s->freeindex = s->divMul ? 0 : 1;
  s->allocCache = ~s->allocBits[0];
  h.sweptPages.fetch_add(s->npages, std::memory_order_relaxed);
  return live;
}

void putFull(mheap& h, mspan* s) {
  mcentral& c = h.central[s->spanclass];
  LockGuard hold(c.lock);
  c.full.push_back(s);
}

namespace {

mspan* takeUnswept(mheap& h, Lock& lock, std::vector<mspan*>& a, std::vector<mspan*>* b) {
  LockGuard hold(lock);
  std::vector<mspan*>* list = !a.empty() ? &a : b && !b->empty() ? b : nullptr;
  if (!list) return nullptr;
  mspan* s = list->back();
  list->pop_back();
  return s;
}

void sweepTaken(Runtime& rt, mspan* s) {
  mheap& h = *rt.heap;
  uint32_t live = sweepSpan(rt, s);
  if (live == 0) {
    // Not seen as a span any more before its bitmaps go.
    s->setState(SpanState::manual);
    h.freeBits(s);
    h.free(s);
  } else if (!s->divMul) {
    LockGuard hold(h.largeLock);
    h.large.push_back(s);
  } else {
    mcentral& c = h.central[s->spanclass];
    LockGuard hold(c.lock);
    (live < s->nelems ? c.partial : c.full).push_back(s);
  }
  h.unswept.fetch_sub(1, std::memory_order_acq_rel);
}

}  // namespace

bool sweepOne(Runtime& rt) {
  mheap& h = *rt.heap;
  if (h.unswept.load(std::memory_order_acquire) == 0) return false;
  mspan* s = takeUnswept(h, h.largeLock, h.unsweptLarge, nullptr);
  // Where the last one found something is where there is more.
  int from = h.sweepHint.load(std::memory_order_relaxed);
  for (int i = 0; !s && i < kNumSizeClasses * 2; i++) {
    int c = (from + i) % (kNumSizeClasses * 2);
    s = takeUnswept(h, h.central[c].lock, h.central[c].unsweptPartial, &h.central[c].unsweptFull);
    if (s) h.sweepHint.store(c, std::memory_order_relaxed);
  }
  if (!s) return false;
  sweepTaken(rt, s);
  return true;
}

void sweepAll(Runtime& rt) {
  while (sweepOne(rt)) {
  }
  while (rt.heap->unswept.load(std::memory_order_acquire)) sched_yield();
}

void makeUnswept(Runtime& rt) {
  mheap& h = *rt.heap;
  int64_t n = 0;
  for (mcentral& c : h.central) {
    c.unsweptPartial.swap(c.partial);
    c.unsweptFull.swap(c.full);
    n += static_cast<int64_t>(c.unsweptPartial.size() + c.unsweptFull.size());
  }
  h.unsweptLarge.swap(h.large);
  n += static_cast<int64_t>(h.unsweptLarge.size());
  h.unswept.store(n, std::memory_order_release);
}

void sweepCredit(M& m, uint64_t npages) {
  mheap& h = *m.rt->heap;
  if (h.unswept.load(std::memory_order_relaxed) == 0) return;
  uint64_t until = h.sweptPages.load(std::memory_order_relaxed) + npages;
  while (h.sweptPages.load(std::memory_order_relaxed) < until && sweepOne(*m.rt)) {
  }
}

}  // namespace vole::rt
