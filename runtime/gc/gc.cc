// This file is the collector. One cycle: flush the caches, mark from the roots (package variables, goroutine stacks by
// their maps, defers, panics, timers, finalizers) with an explicit stack of grey objects, queue the finalizers of what
// stayed white, sweep every span by exchanging its mark bits for its allocation bits, set the next goal.
#include "runtime/gc/gc.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/base/assert.h"
#include "runtime/base/throw.h"
#include "runtime/data/gostring.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/runtime.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/stack_impl.h"
#include "runtime/sched/stw.h"
#include "runtime/sched/timer.h"

namespace vole::rt {

void addRoot(Runtime& rt, void* base, uint64_t size, const Type* t) {
  if (!t->ptrdata) return;
  LockGuard guard(rt.gc->lock);
  rt.gc->roots.push_back({reinterpret_cast<uintptr_t>(base), size, t});
}

void stressAlloc(M& m) {
  Runtime& rt = *m.rt;
  if (rt.debug.stackstress) m.guard = nullptr;
  if (rt.debug.gcstress && ++m.stressAllocs > rt.debug.gcstress) {
    m.stressAllocs = 1;
    m.gcWanted = true;
    m.guard = nullptr;
  }
}

namespace {

inline void greyobject(mheap& h, GCState& gc, uintptr_t p) {
  mspan* s = h.spanOf(p);
  if (!s || s->state != SpanState::inUse || p < s->base) return;
  uint32_t i = 0;
  if (s->divMul) {
    i = static_cast<uint32_t>((p - s->base) * s->divMul >> 32);
    if (i >= s->nelems) return;
  }
  // A stale slot may point to an object that is free: marking that would resurrect garbage.
  if (s->isFree(i)) return;
  uint64_t bit = uint64_t{1} << (i % 64);
  if (s->markBits[i / 64] & bit) return;
  s->markBits[i / 64] |= bit;
  gc.markedBytes += s->elemsize;
  if (!s->noscan()) gc.grey.push_back(s->base + i * s->elemsize);
}

void scanObject(mheap& h, GCState& gc, uintptr_t obj) {
  mspan* s = h.spanOf(obj);
  if (!s->divMul) {
    auto visit = [&](void** w) {
      if (*w) greyobject(h, gc, reinterpret_cast<uintptr_t>(*w));
    };
    const Type* t = s->largeType;
    if (t->size) for (uint64_t o = 0; o + t->size <= s->largeSize; o += t->size) eachPointerWord(t, obj + o, visit);
    return;
  }
  const uint64_t* bits = h.arenas[obj >> kArenaShift]->ptrbits;
  uint64_t at = (obj & (kArenaBytes - 1)) / 8, n = s->elemsize / 8;
  const uintptr_t* words = reinterpret_cast<const uintptr_t*>(obj);
  for (uint64_t i = 0; i < n; i += 64) {
    uint64_t sh = (at + i) % 64, w = bits[(at + i) / 64] >> sh;
    // The bits past the object belong to its neighbour, the word past the arena's table to nobody.
    if (sh && n - i > 64 - sh) w |= bits[(at + i) / 64 + 1] << (64 - sh);
    if (n - i < 64) w &= (uint64_t{1} << (n - i)) - 1;
    for (; w; w &= w - 1) {
      uintptr_t p = words[i + static_cast<uint64_t>(__builtin_ctzll(w))];
      if (p) greyobject(h, gc, p);
    }
  }
}

void drain(mheap& h, GCState& gc) {
  while (!gc.grey.empty()) {
    uintptr_t obj = gc.grey.back();
    gc.grey.pop_back();
    scanObject(h, gc, obj);
  }
}

void markPtr(Runtime& rt, const void* p) {
  if (p) greyobject(*rt.heap, *rt.gc, reinterpret_cast<uintptr_t>(p));
}

void markDefers(Runtime& rt, const Defer* d) {
  for (; d; d = d->link) {
    markPtr(rt, d->fn);
    if (d->head) markDefers(rt, d->head);
  }
}

void markG(Runtime& rt, G& g) {
  if (g.status == GStatus::dead || g.status == GStatus::idle) return;
  StackWalker walk(rt, g);
  Frame f;
  while (walk.next(f)) eachPointerSlot(rt, f, [&](Slot* s) { markPtr(rt, s->p); });
  markDefers(rt, g.defers);
  for (const Panic* p = g.panics; p; p = p->link) {
    markPtr(rt, p->arg.data);
    markPtr(rt, p->text.ptr);
  }
  for (const sudog* s = g.waiting; s; s = s->waitlink) {
    markPtr(rt, s->elem);
    markPtr(rt, s->c);
  }
  for (int64_t a : g.resumeArg) greyobject(*rt.heap, *rt.gc, static_cast<uintptr_t>(a));
}

void markRoots(Runtime& rt) {
  mheap& h = *rt.heap;
  GCState& gc = *rt.gc;
  auto visit = [&](void** w) {
    if (*w) greyobject(h, gc, reinterpret_cast<uintptr_t>(*w));
  };
  for (const Root& r : gc.roots)
    if (r.type->size) for (uint64_t o = 0; o + r.type->size <= r.size; o += r.type->size) eachPointerWord(r.type, r.base + o, visit);
  for (G* g : rt.sched.allgs) markG(rt, *g);
  for (P* p : rt.allp)
    for (Timer* t : p->timers) {
      markPtr(rt, t);
      markPtr(rt, t->arg);
      markPtr(rt, t->seq);
    }
  for (auto& fn : gc.extraRoots) fn(rt, [](Runtime& r, void* p) { markPtr(r, p); });
  for (FinalizerCall& c : gc.finq) {
    markPtr(rt, c.fn);
    markPtr(rt, c.arg);
  }
  // What an object with a finalizer refers to lives until the finalizer has run, and so does the closure.
  for (auto& [obj, f] : gc.finalizers) {
    markPtr(rt, f.fn);
    HeapObject o;
    if (findObject(rt, reinterpret_cast<void*>(obj), &o) && !o.noscan) scanObject(h, gc, reinterpret_cast<uintptr_t>(o.base));
  }
}

bool isMarked(mheap& h, uintptr_t p) {
  mspan* s = h.spanOf(p);
  if (!s || s->state != SpanState::inUse) return true;
  uint32_t i = s->divMul ? static_cast<uint32_t>((p - s->base) * s->divMul >> 32) : 0;
  return s->markBits[i / 64] >> (i % 64) & 1;
}

void queueFinalizers(Runtime& rt) {
  GCState& gc = *rt.gc;
  std::vector<uintptr_t> dead;
  for (auto& [obj, f] : gc.finalizers)
    if (!isMarked(*rt.heap, obj)) dead.push_back(obj);
  for (uintptr_t obj : dead) {
    Finalizer f = gc.finalizers[obj];
    gc.finalizers.erase(obj);
    gc.finq.push_back({f.fn, reinterpret_cast<void*>(obj), f.argType, f.fnType});
    greyobject(*rt.heap, gc, obj);
  }
  drain(*rt.heap, gc);
}

void sweepSpan(Runtime& rt, mspan* s) {
  mheap& h = *rt.heap;
  size_t words = (s->nelems + 63) / 64;
  uint32_t live = 0;
  for (size_t i = 0; i < words; i++) live += static_cast<uint32_t>(__builtin_popcountll(s->markBits[i]));
  uint64_t freed = s->allocCount - live;
  if (!s->divMul) h.largeFrees += freed;
  else h.stats[s->spanclass >> 1].frees += freed;
  h.totalFree += freed * s->elemsize;
  if (rt.debug.clobberfree && freed)
    for (uint32_t i = 0; i < s->nelems; i++)
      if (!s->isFree(i) && !(s->markBits[i / 64] >> (i % 64) & 1)) {
        uint64_t* w = reinterpret_cast<uint64_t*>(s->base + i * s->elemsize);
        for (uint64_t k = 0; k < s->elemsize / 8; k++) w[k] = 0xdeadbeefdeadbeef;
      }
  std::swap(s->allocBits, s->markBits);
  memset(s->markBits, 0, words * 8);
  s->allocCount = live;
  s->freeindex = 0;
  s->allocCache = ~s->allocBits[0];
  if (freed) s->needzero = true;
}

void sweep(Runtime& rt) {
  mheap& h = *rt.heap;
  for (auto& c : h.central) c.partial.clear();
  std::vector<mspan*> keep;
  keep.reserve(h.inUse.size());
  for (mspan* s : h.inUse) {
    sweepSpan(rt, s);
    if (s->allocCount == 0) {
      ::free(s->allocBits);
      ::free(s->markBits);
      s->allocBits = s->markBits = nullptr;
      h.free(s);
      continue;
    }
    s->index = static_cast<uint32_t>(keep.size());
    keep.push_back(s);
    if (s->divMul && s->allocCount < s->nelems) h.central[s->spanclass].partial.push_back(s);
    if (!s->divMul) s->freeindex = 1;
  }
  h.inUse.swap(keep);
}

void setGoal(Runtime& rt) {
  mheap& h = *rt.heap;
  GCState& gc = *rt.gc;
  uint64_t live = gc.markedBytes, goal = ~uint64_t{0};
  if (gc.percent >= 0) {
    goal = live + (live + h.stackInuse) * static_cast<uint64_t>(gc.percent) / 100;
    uint64_t least = (uint64_t{4} << 20) * static_cast<uint64_t>(gc.percent) / 100;
    if (goal < least) goal = least;
  }
  if (gc.memlimit >= 0 && goal > static_cast<uint64_t>(gc.memlimit)) {
    goal = static_cast<uint64_t>(gc.memlimit);
    // Never closer than a sixteenth to the live heap, or the program would do nothing but collect.
    if (goal < live + live / 16 + (1 << 20)) goal = live + live / 16 + (1 << 20);
  }
  h.heapGoal = h.gcTrigger = goal;
}

// Finalizers run one after the other in a goroutine of the library's Go text.
void startFinalizers(M& m) {
  GCState& gc = *m.rt->gc;
  gc.lock.lock();
  bool idle = gc.finq.empty() || gc.fingRunning || !m.rt->hooks.libFunc;
  gc.lock.unlock();
  if (idle) return;
  FuncInfo* f = m.rt->hooks.libFunc(*m.rt, "runtime.runFinalizers");
  if (!f) return;
  gc.fingRunning = true;
  newSystemproc(m, &f->self);
}

}  // namespace

void shade(Runtime& rt, void* p) { markPtr(rt, p); }

int64_t setGCPercent(Runtime& rt, int64_t percent) {
  int64_t old = rt.gc->percent;
  rt.gc->percent = percent < 0 ? -1 : percent;
  setGoal(rt);
  return old;
}

int64_t setMemoryLimit(Runtime& rt, int64_t limit) {
  GCState& gc = *rt.gc;
  int64_t old = gc.memlimit < 0 ? INT64_MAX : gc.memlimit;
  if (limit >= 0) gc.memlimit = limit == INT64_MAX ? -1 : limit;
  setGoal(rt);
  return old;
}

void gcCollect(M& m, bool forced) {
  Runtime& rt = *m.rt;
  mheap& h = *rt.heap;
  GCState& gc = *rt.gc;
  if (forced) stopTheWorld(m, "GC");
  else if (!tryStopTheWorld(m, "GC")) return;
  int64_t start = nanotime();
  for (P* p : rt.allp) flushMcache(h, p->cache);
  uint64_t before = h.heapLive;
  gc.markedBytes = 0;
  gc.marking = true;
  markRoots(rt);
  drain(h, gc);
  queueFinalizers(rt);
  gc.marking = false;
  int64_t marked = nanotime();
  h.lock.lock();
  sweep(rt);
  h.lock.unlock();
  h.heapLive = gc.markedBytes;
  setGoal(rt);
  for (G* g : rt.sched.allgs)
    if (g->status == GStatus::waiting || g->status == GStatus::runnable || g->status == GStatus::running) shrinkstack(m, *g);
  if (m.curg) m.guard = m.curg->stackguard;
  int64_t end = nanotime();
  gc.numGC++;
  if (forced) gc.numForced++;
  uint64_t pause = static_cast<uint64_t>(end - start);
  int32_t ns;
  int64_t sec = walltime(&ns);
  gc.lastUnix = static_cast<uint64_t>(sec) * 1000000000u + static_cast<uint64_t>(ns);
  gc.pauseNs[(gc.numGC + 255) % 256] = pause;
  gc.pauseEnd[(gc.numGC + 255) % 256] = gc.lastUnix;
  gc.pauseTotal += pause;
  gc.cpuNs += pause;
  if (rt.debug.gctrace) {
    double at = static_cast<double>(start - rt.startTime) / 1e9;
    fprintf(stderr, "gc %u @%.3fs %d%%: 0+%.3f+%.3f ms clock, 0+0/0/%.3f+%.3f ms cpu, %llu->%llu->%llu MB, %llu MB goal, 0 MB stacks, 0 MB globals, %d P%s\n",
            gc.numGC, at, static_cast<int>(100.0 * static_cast<double>(gc.cpuNs) / static_cast<double>(end - rt.startTime + 1)),
            static_cast<double>(marked - start) / 1e6, static_cast<double>(end - marked) / 1e6,
            static_cast<double>(marked - start) / 1e6, static_cast<double>(end - marked) / 1e6,
            static_cast<unsigned long long>(before >> 20), static_cast<unsigned long long>(before >> 20),
            static_cast<unsigned long long>(gc.markedBytes >> 20), static_cast<unsigned long long>(h.heapGoal >> 20), rt.gomaxprocs,
            forced ? " (forced)" : "");
  }
  startTheWorld(m);
  startFinalizers(m);
}

const char* setFinalizer(M& m, void* obj, const Type* objType, void* fn, const FuncType* fnType) {
  Runtime& rt = *m.rt;
  LockGuard guard(rt.gc->lock);
  if (!fn) {
    rt.gc->finalizers.erase(reinterpret_cast<uintptr_t>(obj));
    return nullptr;
  }
  HeapObject o;
  if (!findObject(rt, obj, &o)) return nullptr;  // package variables, static boxes: never collected
  bool fresh = rt.gc->finalizers.emplace(reinterpret_cast<uintptr_t>(obj), Finalizer{fn, objType, fnType}).second;
  if (!fresh) return "runtime.SetFinalizer: finalizer already set";
  return nullptr;
}

bool nextFinalizer(M& m, FinalizerCall* out) {
  GCState& gc = *m.rt->gc;
  LockGuard guard(gc.lock);
  if (gc.finq.empty()) {
    gc.fingRunning = false;  // the goroutine ends; a later collection starts another
    return false;
  }
  *out = gc.finq.front();
  gc.finq.pop_front();
  return true;
}

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
  s->heapSys = h.heapSys;
  s->heapInuse = h.heapInuse;
  s->heapIdle = h.heapSys - h.heapInuse;
  s->heapReleased = h.heapReleased;
  s->stackInuse = s->stackSys = h.stackInuse;
  s->mspanInuse = s->mspanSys = h.inUse.size() * sizeof(mspan);
  s->mcacheInuse = s->mcacheSys = sizeof(mcache) * rt.allp.size();
  s->gcSys = h.arenaList.size() * sizeof(HeapArena);
  s->otherSys = 1 << 20;
  s->sys = s->heapSys + s->stackSys + s->mspanSys + s->mcacheSys + s->gcSys + s->otherSys;
  s->nextGC = h.heapGoal;
  s->lastGC = gc.lastUnix;
  s->pauseTotalNs = gc.pauseTotal;
  memcpy(s->pauseNs, gc.pauseNs, sizeof s->pauseNs);
  memcpy(s->pauseEnd, gc.pauseEnd, sizeof s->pauseEnd);
  s->numGC = gc.numGC;
  s->numForcedGC = gc.numForced;
  s->gcCPUFraction = static_cast<double>(gc.cpuNs) / static_cast<double>(nanotime() - rt.startTime + 1);
  s->enableGC = true;
}

}  // namespace vole::rt
