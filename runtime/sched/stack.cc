// This file allocates, moves and walks goroutine stacks. A stack grows upwards: frames near lo are the outermost. Since a
// copy starts at the new lo, a slot's distance from lo never changes; that is how continuations remember slots.
#include "runtime/sched/stack.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/base/assert.h"
#include "runtime/base/throw.h"
#include "runtime/mem/mheap.h"
#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack_impl.h"

namespace vole::rt {

void missingStackMap(const Frame& f) {
  fprintf(stderr, "vole: no stack map for %.*s+%ld\n", static_cast<int>(f.fn->name.len), f.fn->name.ptr,
          static_cast<long>(static_cast<const char*>(f.pc) - static_cast<const char*>(f.fn->code)));
  VOLE_UNREACHABLE("a safepoint without a stack map");
}

static int stackOrder(int64_t bytes) {
  int o = 0;
  for (int64_t b = kStackMin; b < bytes; b *= 2) o++;
  return o;
}

static constexpr int32_t kMaxFreeStacks = 64;  // of one size that a P keeps

static void takeStacks(M& m, P& p, int order) {
  Sched& s = m.rt->sched;
  if (!__atomic_load_n(&s.stackpool[order], __ATOMIC_RELAXED)) return;
  LockGuard guard(s.lock);
  for (int i = 0; i < kMaxFreeStacks / 2 && s.stackpool[order]; i++) {
    void* q = s.stackpool[order];
    s.stackpool[order] = *static_cast<void**>(q);
    *static_cast<void**>(q) = p.stackfree[order];
    p.stackfree[order] = q;
    p.nstackfree[order]++;
  }
}

static void giveStacks(M& m, P& p, int order) {
  Sched& s = m.rt->sched;
  LockGuard guard(s.lock);
  while (p.nstackfree[order] > kMaxFreeStacks / 2) {
    void* q = p.stackfree[order];
    p.stackfree[order] = *static_cast<void**>(q);
    *static_cast<void**>(q) = s.stackpool[order];
    s.stackpool[order] = q;
    p.nstackfree[order]--;
  }
}

void stackalloc(M& m, G& g, int64_t bytes) {
  mheap& h = *m.rt->heap;
  int order = stackOrder(bytes);
  Slot* lo;
  if (order < 4) {
    P& p = *m.p;
    if (!p.stackfree[order]) takeStacks(m, p, order);
    if (!p.stackfree[order]) {
      // A 32 KB run is cut into stacks of one size; they stay stacks.
      mspan* s = h.alloc(4);
      if (!s) throw_(m, "runtime: out of memory");
      h.heapInuse -= 4 * kPageSize;
      h.stackSys += 4 * kPageSize;
      for (int64_t o = 4 * kPageSize - bytes; o >= 0; o -= bytes) {
        void* q = reinterpret_cast<void*>(s->base + static_cast<uintptr_t>(o));
        *static_cast<void**>(q) = p.stackfree[order];
        p.stackfree[order] = q;
        p.nstackfree[order]++;
      }
    }
    lo = static_cast<Slot*>(p.stackfree[order]);
    p.stackfree[order] = lo->p;
    p.nstackfree[order]--;
  } else {
    mspan* s = h.alloc(static_cast<uint64_t>(bytes) >> kPageShift);
    if (!s) throw_(m, "runtime: out of memory");
    h.heapInuse -= static_cast<uint64_t>(bytes);
    h.stackSys += static_cast<uint64_t>(bytes);
    lo = reinterpret_cast<Slot*>(s->base);
  }
  h.stackInuse += static_cast<uint64_t>(bytes);
  g.lo = lo;
  g.hi = lo + bytes / 8;
  g.stackguard = g.hi - kRedZoneSlots;
}

void stackfree(M& m, Slot* lo, int64_t bytes) {
  mheap& h = *m.rt->heap;
  h.stackInuse -= static_cast<uint64_t>(bytes);
  int order = stackOrder(bytes);
  if (order < 4) {
    P& p = *m.p;
    lo->p = p.stackfree[order];
    p.stackfree[order] = lo;
    if (++p.nstackfree[order] > kMaxFreeStacks) giveStacks(m, p, order);
    return;
  }
  mspan* s = h.spanOf(reinterpret_cast<uintptr_t>(lo));
  h.heapInuse += static_cast<uint64_t>(bytes);
  h.stackSys -= static_cast<uint64_t>(bytes);
  if (bytes >= 1 << 20) madvise(lo, static_cast<size_t>(bytes), MADV_DONTNEED);
  h.free(s);
}

StackWalker::StackWalker(Runtime& rt, const G& g)
    : rt_(rt), pc_(g.sched.mappc ? g.sched.mappc : g.sched.pc), fp_(g.sched.fp), end_(g.hi) {}

bool StackWalker::next(Frame& f) {
  if (!fp_) return false;
  f.top = top_;
  f.pc = pc_;
  f.fp = fp_;
  // Bottoms are entered by returning to their only instruction: no call of theirs stands before it.
  const Hooks& h = rt_.hooks;
  bool bottom = pc_ == h.goexitPC || pc_ == h.panicReturnPC || pc_ == h.mainReturnPC;
  f.linepc = top_ || bottom ? pc_ : static_cast<const char*>(pc_) - 1;
  f.fn = rt_.funcs.find(f.linepc);
  f.faulted = false;
  if (f.fn && !top_) {
    // Instructions are 16 bytes; gopanic records "instruction + 1" as the return address of a frame that faulted.
    f.faulted = (static_cast<const char*>(pc_) - static_cast<const char*>(f.fn->code)) % 16 == 1;
  }
  f.end = end_;
  if (top_) {
    uint64_t n = f.fn ? std::max<uint64_t>(f.fn->frameSlots, f.fn->paramSlots + 1) : kRedZoneSlots;
    f.end = std::min(end_, fp_ + n);
  }
  top_ = false;
  end_ = fp_ - kHeaderSlots;
  pc_ = fp_[-2].p;
  fp_ = static_cast<Slot*>(fp_[-1].p);
  return true;
}

void copystack(M& m, G& g, int64_t bytes) {
  Runtime& rt = *m.rt;
  Slot *oldLo = g.lo, *oldHi = g.hi;
  int64_t oldBytes = (oldHi - oldLo) * 8;
  G fresh;
  stackalloc(m, fresh, bytes);
  const FuncInfo* top = rt.funcs.find(g.sched.mappc ? g.sched.mappc : g.sched.pc);
  Slot* used = std::min(oldHi, g.sched.fp + (top ? top->frameSlots : 0) + kRedZoneSlots);
  int64_t n = std::min<int64_t>((used - oldLo), fresh.hi - fresh.lo);
  memcpy(fresh.lo, oldLo, static_cast<size_t>(n) * 8);
  int64_t delta = (fresh.lo - oldLo) * 8;
  uintptr_t lo = reinterpret_cast<uintptr_t>(oldLo), size = static_cast<uintptr_t>(oldBytes);
  auto moved = [&](auto*& p) {
    uintptr_t a = reinterpret_cast<uintptr_t>(p);
    if (a - lo < size) p = reinterpret_cast<std::remove_reference_t<decltype(p)>>(a + static_cast<uintptr_t>(delta));
  };
  // Walk the old stack, whose links are intact, and correct the copy.
  StackWalker walk(rt, g);
  Frame f;
  while (walk.next(f)) {
    eachPointerSlot(rt, f, [&](Slot* s) {
      Slot* d = s + (fresh.lo - oldLo);
      if (d < fresh.hi) moved(d->p);
    });
    Slot* d = f.fp + (fresh.lo - oldLo);
    moved(d[-1].p);
  }
  moved(g.sched.fp);
  for (Defer* d = g.defers; d; d = d->link) {
    moved(d->fp);
    moved(d->fn);
    for (Defer* r = d->head; r; r = r->link) moved(r->fn);
  }
  for (Panic* p = g.panics; p; p = p->link) {
    moved(p->gfp);
    moved(p->deferFp);
    moved(p->arg.data);
  }
  for (sudog* s = g.waiting; s; s = s->waitlink) moved(s->elem);
  g.lo = fresh.lo;
  g.hi = fresh.hi;
  g.stackguard = fresh.stackguard;
  // Before another thread can get it.
  if (rt.debug.stackstress) memset(static_cast<void*>(oldLo), 0xdb, static_cast<size_t>(std::min<int64_t>(oldBytes, 16 << 10)));
  stackfree(m, oldLo, oldBytes);
  if (m.curg == &g) armGuard(m);
}

void newstack(M& m, Slot* need) {
  G& g = *m.curg;
  int64_t needSlots = need - g.lo + kRedZoneSlots;
  int64_t bytes = (g.hi - g.lo) * 8;
  do bytes *= 2;
  while (bytes / 8 < needSlots && bytes <= kStackMax);
  if (bytes > kStackMax) {
    fprintf(stderr, "runtime: goroutine stack exceeds %lld-byte limit\n", static_cast<long long>(kStackMax));
    fprintf(stderr, "runtime: sp=%p stack=[%p, %p]\n", static_cast<void*>(need), static_cast<void*>(g.lo), static_cast<void*>(g.hi));
    throw_(m, "stack overflow");
  }
  copystack(m, g, bytes);
}

void shrinkstack(M& m, G& g) {
  int64_t bytes = (g.hi - g.lo) * 8;
  if (bytes <= kStackMin || !g.sched.fp) return;
  const FuncInfo* top = m.rt->funcs.find(g.sched.mappc ? g.sched.mappc : g.sched.pc);
  if (!top) return;
  // Every frame, not only the top one, must keep its room: a caller whose frame reaches far above the window of its present
  // callee has passed its own check already and will use those slots again.
  Slot* end = g.sched.fp + top->frameSlots;
  StackWalker walk(*m.rt, g);
  Frame f;
  while (walk.next(f))
    if (f.fn) end = std::max(end, f.fp + f.fn->frameSlots);
  int64_t used = (end - g.lo + kRedZoneSlots) * 8;
  if (used < bytes / 4) copystack(m, g, bytes / 2);
}

}  // namespace vole::rt
