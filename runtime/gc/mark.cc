// This file marks: grey objects in buffers, roots as numbered jobs, stacks one goroutine at a time.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/base/assert.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/stack_impl.h"
#include "runtime/sched/timer.h"

namespace vole::rt {

// ---- buffers -----------------------------------------------------------------------------------------------------------------

WorkPool::~WorkPool() {
  for (WorkBuf* list : {full_, empty_})
    while (list) {
      WorkBuf* next = list->next;
      delete list;
      list = next;
    }
}

WorkBuf* WorkPool::getEmpty() {
  {
    LockGuard hold(lock_);
    if (WorkBuf* b = empty_) {
      empty_ = b->next;
      return b;
    }
  }
  return new WorkBuf;
}

void WorkPool::putEmpty(WorkBuf* b) {
  LockGuard hold(lock_);
  b->next = empty_;
  empty_ = b;
}

void WorkPool::putFull(WorkBuf* b) {
  LockGuard hold(lock_);
  b->next = full_;
  full_ = b;
  nfull_.fetch_add(1, std::memory_order_release);
}

WorkBuf* WorkPool::getFull() {
  if (empty()) return nullptr;
  LockGuard hold(lock_);
  WorkBuf* b = full_;
  if (!b) return nullptr;
  full_ = b->next;
  nfull_.fetch_sub(1, std::memory_order_release);
  return b;
}

namespace {

[[gnu::noinline]] void makeRoom(Runtime& rt, gcWork& w) {
  GCState& gc = *rt.gc;
  if (!w.cur) {
    w.cur = gc.pool.getEmpty();
    w.spare = gc.pool.getEmpty();
    return;
  }
  std::swap(w.cur, w.spare);
  if (w.cur->n < WorkBuf::kCap) return;
  gc.pool.putFull(w.cur);
  w.cur = gc.pool.getEmpty();
  if (gc.workerIdle.load(std::memory_order_relaxed)) wakeWorker(rt);
}

inline void put(Runtime& rt, gcWork& w, uintptr_t obj) {
  if (__builtin_expect(!w.cur || w.cur->n == WorkBuf::kCap, 0)) makeRoom(rt, w);
  w.cur->obj[w.cur->n++] = obj;
}

[[gnu::noinline]] bool fetchMore(Runtime& rt, gcWork& w) {
  if (!w.cur) makeRoom(rt, w);
  std::swap(w.cur, w.spare);
  if (w.cur->n) return true;
  WorkBuf* b = rt.gc->pool.getFull();
  if (!b) return false;
  rt.gc->pool.putEmpty(w.cur);
  w.cur = b;
  return true;
}

inline uintptr_t take(Runtime& rt, gcWork& w) {
  if (__builtin_expect(!w.cur || w.cur->n == 0, 0) && !fetchMore(rt, w)) return 0;
  return w.cur->obj[--w.cur->n];
}

// When nobody else finds anything, half of what we have is for them.
void share(Runtime& rt, gcWork& w) {
  GCState& gc = *rt.gc;
  if (!gc.pool.empty() || !w.cur) return;
  WorkBuf* give;
  if (w.spare->n > 0) {
    give = w.spare;
    w.spare = gc.pool.getEmpty();
  } else if (w.cur->n > 8) {
    give = gc.pool.getEmpty();
    uint32_t half = w.cur->n / 2;
    memcpy(give->obj, w.cur->obj, half * sizeof(uintptr_t));
    memmove(w.cur->obj, w.cur->obj + half, (w.cur->n - half) * sizeof(uintptr_t));
    w.cur->n -= half;
    give->n = half;
  } else {
    return;
  }
  gc.pool.putFull(give);
  if (gc.workerIdle.load(std::memory_order_relaxed)) wakeWorker(rt);
}

// ---- objects -------------------------------------------------------------------------------------------------------------------

// The span of an object p points into and its number there; null when p points to no object.
inline mspan* objectAt(mheap& h, uintptr_t p, uint32_t* index) {
  mspan* s = h.spanOf(p);
  if (!s || !s->inUse() || p < s->base) return nullptr;
  uint32_t i = 0;
  if (s->divMul) {
    i = static_cast<uint32_t>((p - s->base) * s->divMul >> 32);
    if (i >= s->nelems) return nullptr;
  }
  *index = i;
  return s;
}

inline void grey(Runtime& rt, mheap& h, gcWork& w, uintptr_t p) {
  uint32_t i;
  mspan* s = objectAt(h, p, &i);
  // A stale slot may point to an object that is free: marking that would resurrect garbage.
  if (!s || s->isMarked(i) || s->isFree(i) || !s->setMarked(i)) return;
  w.bytesMarked += s->elemsize;
  if (s->noscan()) return;
  uintptr_t obj = s->base + i * s->elemsize;
  __builtin_prefetch(reinterpret_cast<void*>(obj));
  put(rt, w, obj);
}

constexpr uint64_t kOblet = 128 << 10;

// The part of a large object that begins at b: visit for every pointer, again for the addresses of the other parts when b
// is the object's begin.
template <class V, class Part>
uint64_t scanLarge(const mspan* s, uintptr_t b, V visit, Part part) {
  const Type* t = s->largeType;
  while (t->kind == kArray && asArray(t)->len > 0) t = asArray(t)->elem;
  uint64_t size = t->size, total = s->largeSize / size * size, from = b - s->base;
  uint64_t end = std::min(total, from + kOblet);
  if (from == 0)
    for (uint64_t o = kOblet; o < total; o += kOblet) part(s->base + o);
  if (size == 8) {
    for (uint64_t o = from; o < end; o += 8)
      if (uintptr_t p = __atomic_load_n(reinterpret_cast<uintptr_t*>(s->base + o), __ATOMIC_RELAXED)) visit(p);
  } else {
    auto word = [&](void** w) {
      if (void* p = __atomic_load_n(w, __ATOMIC_RELAXED)) visit(reinterpret_cast<uintptr_t>(p));
    };
    for (uint64_t o = (from + size - 1) / size * size; o < end; o += size) eachPointerWord(t, s->base + o, word);
  }
  return end > from ? end - from : 0;
}

// Bytes looked at.
template <class V, class Part>
inline uint64_t scanObject(mheap& h, uintptr_t obj, V visit, Part part) {
  HeapArena* arena = h.arenas[obj >> kArenaShift];
  const mspan* s = arena->spans[(obj >> kPageShift) & (kArenaPages - 1)];
  if (__builtin_expect(!s->divMul, 0)) return scanLarge(s, obj, visit, part);
  const uint64_t* bits = arena->ptrbits;
  uint64_t at = (obj & (kArenaBytes - 1)) / 8, n = s->elemsize / 8;
  const uintptr_t* words = reinterpret_cast<const uintptr_t*>(obj);
  for (uint64_t i = 0; i < n; i += 64) {
    uint64_t sh = (at + i) % 64, w = __atomic_load_n(&bits[(at + i) / 64], __ATOMIC_RELAXED) >> sh;
    // The bits past the object belong to its neighbour, the word past the arena's table to nobody.
    if (sh && n - i > 64 - sh) w |= __atomic_load_n(&bits[(at + i) / 64 + 1], __ATOMIC_RELAXED) << (64 - sh);
    if (n - i < 64) w &= (uint64_t{1} << (n - i)) - 1;
    for (; w; w &= w - 1) {
      uintptr_t p = __atomic_load_n(&words[i + static_cast<uint64_t>(__builtin_ctzll(w))], __ATOMIC_RELAXED);
      if (p) visit(p);
    }
  }
  return s->elemsize;
}

// ---- roots -----------------------------------------------------------------------------------------------------------------------

template <class V>
void eachGlobal(const Root& r, V visit) {
  auto word = [&](void** w) {
    if (void* p = __atomic_load_n(w, __ATOMIC_RELAXED)) visit(reinterpret_cast<uintptr_t>(p));
  };
  if (r.type->size)
    for (uint64_t o = 0; o + r.type->size <= r.size; o += r.type->size) eachPointerWord(r.type, r.base + o, word);
}

template <class V>
void eachDefer(const Defer* d, V& visit) {
  for (; d; d = d->link) {
    visit(reinterpret_cast<uintptr_t>(d->fn));
    if (d->head) eachDefer(d->head, visit);
  }
}

// What hangs off a goroutine beside its stack: deferred calls, panics, what it waits with.
template <class V>
void eachRecordPointer(const G& g, V& visit) {
  eachDefer(g.defers, visit);
  for (const Panic* p = g.panics; p; p = p->link) {
    visit(reinterpret_cast<uintptr_t>(p->arg.data));
    visit(reinterpret_cast<uintptr_t>(p->text.ptr));
  }
  for (const sudog* s = g.waiting; s; s = s->waitlink) {
    visit(reinterpret_cast<uintptr_t>(__atomic_load_n(&s->elem, __ATOMIC_RELAXED)));
    visit(reinterpret_cast<uintptr_t>(s->c));
  }
  for (int64_t a : g.resumeArg) visit(static_cast<uintptr_t>(a));
  for (uint32_t i = 0; i < g.npins; i++) visit(g.pins[i]);
}

// Objects in the frames of one stack (StackObject), met while the stack is walked, and addresses in it that were found.
class StackObjects {
 public:
  explicit StackObjects(const G& g) : lo_(reinterpret_cast<uintptr_t>(g.lo)), size_(static_cast<uintptr_t>(g.hi - g.lo) * 8) {}

  void frame(const Frame& f) {
    for (uint32_t i = 0; i < f.fn->nobjects; i++) {
      const StackObject& o = f.fn->objects[i];
      if (f.fp + o.slot + o.n <= f.end) found_.push_back({f.fp + o.slot, f.fp + o.slot + o.n, pointers_.size(), pointers_.size(), false});
    }
  }
  // A slot of the frame given last holds a pointer. True: it is part of an object, which decides whether it counts.
  bool slot(const Frame& f, Slot* s) {
    size_t n = f.fn->nobjects;
    for (size_t k = found_.size() - std::min(n, found_.size()); k < found_.size(); k++) {
      Object& o = found_[k];
      if (s < o.lo || s >= o.hi) continue;
      if (o.begin == o.end) o.begin = pointers_.size();
      pointers_.push_back(s);
      o.end = pointers_.size();  // slots come in ascending order: an object's are neighbours
      return true;
    }
    return false;
  }
  // True: p lies in the stack, and is remembered.
  bool address(uintptr_t p) {
    if (p - lo_ >= size_) return false;
    addresses_.push_back(p);
    return true;
  }
  template <class V>
  void visitReached(V& visit) {
    if (found_.empty()) return;
    std::sort(found_.begin(), found_.end(), [](const Object& a, const Object& b) { return a.lo < b.lo; });
    while (!addresses_.empty()) {
      auto* p = reinterpret_cast<Slot*>(addresses_.back());
      addresses_.pop_back();
      auto it = std::upper_bound(found_.begin(), found_.end(), p, [](Slot* a, const Object& o) { return a < o.lo; });
      if (it == found_.begin()) continue;
      Object& o = *--it;
      if (o.seen || p >= o.hi) continue;
      o.seen = true;
      for (size_t i = o.begin; i < o.end; i++)
        if (uintptr_t q = __atomic_load_n(&pointers_[i]->u, __ATOMIC_RELAXED); q && !address(q)) visit(q);
    }
  }

 private:
  struct Object {
    Slot *lo, *hi;
    size_t begin, end;  // in pointers_
    bool seen;
  };
  uintptr_t lo_, size_;
  std::vector<Object> found_;
  std::vector<Slot*> pointers_;
  std::vector<uintptr_t> addresses_;
};

// Bytes of stack in use.
template <class V>
uint64_t eachStackPointer(Runtime& rt, const G& g, V visit) {
  StackWalker walk(rt, g);
  Frame f;
  Slot* top = g.lo;
  StackObjects objects(g);
  auto value = [&](uintptr_t p) {
    if (p && !objects.address(p)) visit(p);
  };
  while (walk.next(f)) {
    top = std::max(top, f.end);
    bool has = f.fn && f.fn->nobjects;
    if (has) objects.frame(f);
    eachPointerSlot(rt, f, [&](Slot* s) {
      if (has && objects.slot(f, s)) return;
      value(__atomic_load_n(&s->u, __ATOMIC_RELAXED));
    });
  }
  eachRecordPointer(g, value);
  objects.visitReached(visit);
  return static_cast<uint64_t>(top - g.lo) * 8;
}
// A timer that fires or is moved needs no barrier: what it does shades what it uses, and who moves it holds it.
template <class V>
void eachTimer(P& pp, V visit) {
  LockGuard hold(pp.timersLock);
  for (Timer* t : pp.timers) {
    if (t->action == Timer::kReady) continue;  // a sleeper's: no heap in it
    for (void* p : {static_cast<void*>(t), t->arg, t->seq})
      if (p) visit(reinterpret_cast<uintptr_t>(p));
  }
}

constexpr uint32_t kGlobalsPerJob = 64, kStacksPerJob = 32;

void rootJob(Runtime& rt, gcWork& w, uint32_t job) {
  GCState& gc = *rt.gc;
  mheap& h = *rt.heap;
  auto visit = [&](uintptr_t p) { grey(rt, h, w, p); };
  if (job == 0) {
    markFinalizers(rt, w);
    return;
  }
  job--;
  if (job < gc.jobPs.size()) {
    eachTimer(*gc.jobPs[job], visit);
    return;
  }
  job -= static_cast<uint32_t>(gc.jobPs.size());
  if (job < gc.globalJobs) {
    size_t end = std::min<size_t>(gc.jobRoots.size(), (job + 1) * size_t{kGlobalsPerJob});
    for (size_t i = job * size_t{kGlobalsPerJob}; i < end; i++) {
      eachGlobal(gc.jobRoots[i], visit);
      w.scanWork += gc.jobRoots[i].size;
    }
    return;
  }
  job -= gc.globalJobs;
  size_t end = std::min<size_t>(gc.stacks, (job + 1) * size_t{kStacksPerJob});
  for (size_t i = job * size_t{kStacksPerJob}; i < end; i++) scanStack(rt, w, *rt.sched.allgs[static_cast<int64_t>(i)]);
}

}  // namespace

void greyobject(Runtime& rt, gcWork& w, uintptr_t p) {
  if (p) grey(rt, *rt.heap, w, p);
}

void greyContents(Runtime& rt, gcWork& w, uintptr_t obj) {
  uint32_t i;
  mheap& h = *rt.heap;
  mspan* s = objectAt(h, obj, &i);
  if (!s || s->noscan()) return;
  w.scanWork += scanObject(h, s->base + i * s->elemsize, [&](uintptr_t p) { grey(rt, h, w, p); }, [&](uintptr_t p) { put(rt, w, p); });
}

gcWork& workOf(M& m) {
  if (!m.p->gcw) m.p->gcw = new gcWork;
  return *m.p->gcw;
}

void shadeSlow(M& m, const void* p) { grey(*m.rt, *m.rt->heap, workOf(m), reinterpret_cast<uintptr_t>(p)); }

void flushWork(Runtime& rt, gcWork& w) {
  GCState& gc = *rt.gc;
  for (WorkBuf** b : {&w.cur, &w.spare}) {
    if (!*b) continue;
    if ((*b)->n) gc.pool.putFull(*b);
    else gc.pool.putEmpty(*b);
    *b = nullptr;
  }
  if (w.bytesMarked) gc.markedBytes.fetch_add(w.bytesMarked, std::memory_order_relaxed);
  if (w.scanWork) gc.scanWork.fetch_add(w.scanWork, std::memory_order_relaxed);
  w.bytesMarked = w.scanWork = 0;
}

void gcFlushP(Runtime& rt, P& p) {
  if (!p.gcw) return;
  flushWork(rt, *p.gcw);
  delete p.gcw;
  p.gcw = nullptr;
}

// A goroutine's gcScan is 2 * cycle when its stack is scanned, one less while somebody does it.
void scanStack(Runtime& rt, gcWork& w, G& g) {
  uint32_t done = rt.gc->cycle * 2;
  for (int spins = 0;; spins++) {
    uint32_t v = __atomic_load_n(&g.gcScan, __ATOMIC_ACQUIRE);
    if (v == done) return;
    if (v == done - 1) {
      if (spins > 100) sched_yield();
      else __builtin_ia32_pause();
      continue;
    }
    if (__atomic_compare_exchange_n(&g.gcScan, &v, done - 1, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) break;
  }
  if (statusOf(g) != GStatus::dead && statusOf(g) != GStatus::idle) {
    mheap& h = *rt.heap;
    uint64_t used = eachStackPointer(rt, g, [&](uintptr_t p) { grey(rt, h, w, p); });
    w.scanWork += used;
    rt.gc->stackBytes.fetch_add(used, std::memory_order_relaxed);
    if (static_cast<int64_t>(used) * 4 < (g.hi - g.lo) * 8 && (g.hi - g.lo) * 8 > kStackMin) g.shrinkWanted = true;
  }
  __atomic_store_n(&g.gcScan, done, __ATOMIC_RELEASE);
}

void scanBeforeRun(M& m, G& g) {
  scanStack(*m.rt, workOf(m), g);
  if (g.shrinkWanted) {
    g.shrinkWanted = false;
    // A select that has been woken still stands in other channels' queues, which know addresses in its frame.
    if (!g.waiting) shrinkstack(m, g);
  }
}

void gcNewG(M& m, G& g, const void* fn) {
  uint32_t done = m.rt->gc->cycle * 2;
  for (;;) {
    uint32_t v = __atomic_load_n(&g.gcScan, __ATOMIC_ACQUIRE);
    if (v == done - 1) {
      sched_yield();
      continue;
    }
    if (__atomic_compare_exchange_n(&g.gcScan, &v, done, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) break;
  }
  shade(m, fn);
}

void prepareRoots(Runtime& rt) {
  GCState& gc = *rt.gc;
  {
    LockGuard hold(gc.rootLock);
    gc.jobRoots = gc.roots;
  }
  gc.globalBytes = 0;
  for (const Root& r : gc.jobRoots) gc.globalBytes += r.size;
  gc.stacks = static_cast<size_t>(rt.sched.allgs.size());
  gc.globalJobs = static_cast<uint32_t>((gc.jobRoots.size() + kGlobalsPerJob - 1) / kGlobalsPerJob);
  gc.jobPs = rt.allp;
  gc.procsAtStart = rt.nproc;
  gc.rootJobs = 1 + static_cast<uint32_t>(gc.jobPs.size()) + gc.globalJobs + static_cast<uint32_t>((gc.stacks + kStacksPerJob - 1) / kStacksPerJob);
  gc.rootNext.store(0, std::memory_order_release);
}

void markTimers(Runtime& rt, gcWork& w) {
  mheap& h = *rt.heap;
  for (P* p : rt.allp) eachTimer(*p, [&](uintptr_t q) { grey(rt, h, w, q); });
}

void markPools(Runtime& rt, gcWork& w) {
  for (void* p : rt.oldPools) greyobject(rt, w, reinterpret_cast<uintptr_t>(p));
}

bool drain(Runtime& rt, gcWork& w, const std::atomic<bool>* stop, int64_t ns, int64_t bytes) {
  GCState& gc = *rt.gc;
  mheap& h = *rt.heap;
  int64_t until = ns >= 0 ? nanotime() + ns : INT64_MAX;
  uint64_t begin = w.scanWork;
  auto visit = [&](uintptr_t p) { grey(rt, h, w, p); };
  auto part = [&](uintptr_t p) { put(rt, w, p); };
  bool all = false;
  for (;;) {
    bool none = false;
    for (int k = 0; k < 32; k++) {
      uintptr_t obj = take(rt, w);
      if (!obj) {
        none = true;
        break;
      }
      w.scanWork += scanObject(h, obj, visit, part);
    }
    if (none) {
      if (gc.rootNext.load(std::memory_order_relaxed) >= gc.rootJobs) {
        all = true;
        break;
      }
      uint32_t job = gc.rootNext.fetch_add(1, std::memory_order_relaxed);
      if (job < gc.rootJobs) rootJob(rt, w, job);
    } else {
      share(rt, w);
    }
    if (stop && stop->load(std::memory_order_relaxed)) break;
    if (bytes >= 0 && w.scanWork - begin >= static_cast<uint64_t>(bytes)) break;
    if (ns >= 0 && nanotime() >= until) break;
  }
  gc.markedBytes.fetch_add(w.bytesMarked, std::memory_order_relaxed);
  gc.scanWork.fetch_add(w.scanWork, std::memory_order_relaxed);
  w.bytesMarked = w.scanWork = 0;
  return all;
}

// ---- gccheckmark -------------------------------------------------------------------------------------------------------------

void checkMarks(Runtime& rt) {
  mheap& h = *rt.heap;
  GCState& gc = *rt.gc;
  for (uintptr_t a : h.arenaList) {
    HeapArena* arena = h.arenas[a >> kArenaShift];
    if (arena->checkBits) {
      memset(arena->checkBits, 0, kArenaBytes / 64);
      continue;
    }
    void* p = mmap(nullptr, kArenaBytes / 64, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    VOLE_ASSERT(p != MAP_FAILED, "no memory for gccheckmark");
    arena->checkBits = static_cast<uint64_t*>(p);
  }
  std::vector<uintptr_t> todo;
  uintptr_t holder = 0;
  std::string where;
  auto visit = [&](uintptr_t p) {
    uint32_t i;
    mspan* s = p ? objectAt(h, p, &i) : nullptr;
    if (!s || s->isFree(i)) return;
    uintptr_t obj = s->base + i * s->elemsize;
    if (!s->isMarked(i)) {
      fprintf(stderr, "runtime: marking missed object %p of %llu bytes%s, found in %s%p\n", reinterpret_cast<void*>(obj),
              static_cast<unsigned long long>(s->elemsize), s->noscan() ? " (no pointers)" : "", where.c_str(),
              reinterpret_cast<void*>(holder));
      if (holder) {
        HeapObject o;
        uint32_t k;
        mspan* hs = objectAt(h, holder, &k);
        if (hs && findObject(rt, reinterpret_cast<void*>(holder), &o)) {
          fprintf(stderr, "runtime: its holder has %llu bytes, was %smarked; words:", static_cast<unsigned long long>(o.size), hs->isMarked(k) ? "" : "not ");
          for (uint64_t b = 0; b < o.size && b < 160; b += 8) fprintf(stderr, " %llx", *reinterpret_cast<unsigned long long*>(holder + b));
          fprintf(stderr, "\n");
        }
      }
      fprintf(stderr, "fatal error: checkmark found unmarked object\n");
      abort();
    }
    uint64_t bit = (obj & (kArenaBytes - 1)) / 8;
    uint64_t& word = h.arenas[obj >> kArenaShift]->checkBits[bit / 64];
    if (word >> (bit % 64) & 1) return;
    word |= uint64_t{1} << (bit % 64);
    if (!s->noscan()) todo.push_back(obj);
  };
  where = "a package variable at ";
  {
    LockGuard hold(gc.rootLock);
    for (const Root& r : gc.roots) {
      holder = 0;
      where = "package variables at " + std::to_string(r.base) + " ";
      eachGlobal(r, visit);
    }
  }
  where = "a timer ";
  for (P* p : rt.allp) eachTimer(*p, visit);
  for (G* g : rt.sched.allgs) {
    if (g->status == GStatus::dead || g->status == GStatus::idle) continue;
    const FuncInfo* f = rt.funcs.find(g->sched.mappc ? g->sched.mappc : g->sched.pc);
    where = "the stack of goroutine " + std::to_string(g->goid) + " in " + (f ? std::string(f->name.ptr, static_cast<size_t>(f->name.len)) : "?") + " ";
    std::string top = where;
    StackWalker walk(rt, *g);
    Frame fr;
    while (walk.next(fr)) {
      std::string frame = top + "(frame of " + (fr.fn ? std::string(fr.fn->name.ptr, static_cast<size_t>(fr.fn->name.len)) : "?") +
                          " at unit " + std::to_string(fr.fn ? (static_cast<const char*>(fr.pc) - static_cast<const char*>(fr.fn->code)) / 16 : -1) +
                          (fr.top ? ", top" : "") + (fr.faulted ? ", faulted" : "") + ", slot ";
      eachMappedSlot(rt, fr, [&](Slot* s) {
        if (fr.fn)
          for (uint32_t i = 0; i < fr.fn->nobjects; i++)
            if (static_cast<uint64_t>(s - fr.fp) - fr.fn->objects[i].slot < fr.fn->objects[i].n) return;
        where = frame + std::to_string(s - fr.fp) + ") ";
        visit(s->u);
      });
    }
    where = top + "(records) ";
    eachRecordPointer(*g, visit);
  }
  where = "object ";
  while (!todo.empty()) {
    holder = todo.back();
    todo.pop_back();
    scanObject(h, holder, visit, [&](uintptr_t p) { todo.push_back(p); });
  }
}

}  // namespace vole::rt
