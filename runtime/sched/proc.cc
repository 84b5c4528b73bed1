// This file makes, parks, readies and ends goroutines, and holds the safepoints.
//
// A goroutine that parks or yields does not change its status itself: while it is still inside execute() another M could pick
// it up and run it on the same stack. It records in the M what it wants (m.leave) and leaves; left() then does it.
#include "runtime/sched/sched.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <sched.h>

#include "runtime/base/assert.h"
#include "runtime/base/runlimits.h"
#include "runtime/base/throw.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/stop.h"

namespace vole::rt {

const char* waitReasonText(WaitReason r) {
  static const char* const texts[] = {
#define WAIT(id, text) text,
      VOLE_WAIT_REASONS(WAIT)
#undef WAIT
  };
  return texts[static_cast<int>(r)];
}

int64_t nanotime() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return int64_t{ts.tv_sec} * 1000000000 + ts.tv_nsec;
}

int64_t walltime(int32_t* nsec) {
  timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  *nsec = static_cast<int32_t>(ts.tv_nsec);
  return ts.tv_sec;
}

uint64_t fastrand64(M& m) {
  uint64_t x = *m.randState;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  *m.randState = x;
  return x * 0x2545F4914F6CDD1Du;
}

void casgstatus(G* g, GStatus from, GStatus to) {
  GStatus old = g->status.exchange(to);
  VOLE_ASSERT(old == from, "a goroutine changed its status unexpectedly");
}

// ---- making and ending ------------------------------------------------------------------------------------------------------

const void* entryOf(M& m, const FuncInfo* f) {
  if (__atomic_load_n(&f->flags, __ATOMIC_ACQUIRE) & kFuncLazy && m.rt->hooks.compile) m.rt->hooks.compile(m, const_cast<FuncInfo*>(f));
  return f->code;
}

static constexpr int32_t kMaxFreeGs = 64;  // a P keeps

static G* gget(M& m) {
  P& p = *m.p;
  Runtime& rt = *m.rt;
  if (!p.gfree && rt.sched.gfree) {
    LockGuard guard(rt.sched.lock);
    while (rt.sched.gfree && p.ngfree < kMaxFreeGs / 2) {
      G* g = rt.sched.gfree;
      rt.sched.gfree = g->schedlink;
      rt.sched.ngfree--;
      g->schedlink = p.gfree;
      p.gfree = g;
      p.ngfree++;
    }
  }
  G* g = p.gfree;
  if (g) {
    p.gfree = g->schedlink;
    p.ngfree--;
    g->schedlink = nullptr;
    if (!g->lo) stackalloc(m, *g, kStackMin);
    return g;
  }
  g = new G;
  stackalloc(m, *g, kStackMin);
  LockGuard guard(rt.sched.lock);
  g->allIndex = rt.sched.allgs.size();
  rt.sched.allgs.push(g);
  return g;
}

static void gput(M& m, G* g) {
  P& p = *m.p;
  g->schedlink = p.gfree;
  p.gfree = g;
  if (++p.ngfree < kMaxFreeGs) return;
  Sched& s = m.rt->sched;
  LockGuard guard(s.lock);
  while (p.ngfree > kMaxFreeGs / 2) {
    G* x = p.gfree;
    p.gfree = x->schedlink;
    p.ngfree--;
    x->schedlink = s.gfree;
    s.gfree = x;
    s.ngfree++;
  }
}

static G* makeG(M& m, void* fn, bool system, bool byTimer) {
  Runtime& rt = *m.rt;
  const FuncInfo* f = *static_cast<const FuncInfo**>(fn);
  const void* entry = entryOf(m, f);
  G* g = gget(m);
  if (m.wbEnabled) gcNewG(m, *g, fn);
  __atomic_store_n(&g->goid, ++rt.sched.goidgen, __ATOMIC_RELAXED);  // initHolderLives looks
  g->systemGoroutine = system;
  g->startfn = f;
  g->byTimer = byTimer;
  if (m.curg && !byTimer && !(rt.hooks.ended && m.curg->systemGoroutine)) {
    g->gopc = m.curg->sched.mappc ? m.curg->sched.mappc : m.curg->sched.pc;
    g->gopcfn = rt.funcs.find(g->gopc);
    g->parentGoid = m.curg->goid;
  }
  Slot* fp = g->lo + kHeaderSlots;
  fp[-2].cp = rt.hooks.goexitPC;
  fp[-1].p = nullptr;
  fp[f->paramSlots].p = fn;
  g->sched = {entry, fp, nullptr};
  rt.sched.ngalive++;
  if (system) rt.sched.ngsys++;
  g->status.store(GStatus::runnable);
  return g;
}

// Limits are looked at before a goroutine is made, not in makeG: those of the run time do not count.
static void checkGoroutines(M& m) {
  const RunLimits& l = *m.rt->limits;
  Sched& s = m.rt->sched;
  if (l.maxGoroutines && s.ngalive - s.ngsys >= l.maxGoroutines)
    limitHit("program has more goroutines than -max-goroutines " + std::to_string(l.maxGoroutines));
}

G* newproc(M& m, void* fn, bool byTimer) {
  if (__builtin_expect(m.rt->limits != nullptr, 0)) checkGoroutines(m);
  G* g = makeG(m, fn, false, byTimer);
  runqput(*m.p, g, true);
  if (m.rt->sched.mainStarted) {
    startSysmon(*m.rt);
    wakep(*m.rt);
  }
  return g;
}

G* newSystemproc(M& m, void* fn) {
  G* g = makeG(m, fn, true, false);
  runqput(*m.p, g, false);
  if (m.rt->sched.mainStarted) wakep(*m.rt);
  return g;
}

static void unlockOSThreadWholly(M& m, G* g) {
  g->lockedOS = 0;
  g->lockedm = nullptr;
  m.lockedg = nullptr;
}

// A goroutine has left for good.
static void gdestroy(M& m, G* g) {
  Runtime& rt = *m.rt;
  casgstatus(g, GStatus::running, GStatus::dead);
  g->m = nullptr;
  rt.sched.ngalive--;
  if (g->systemGoroutine) rt.sched.ngsys--;
  g->resume = nullptr;
  g->waiting = nullptr;
  g->param = nullptr;
  g->gopcfn = nullptr;
  g->gopc = nullptr;
  g->waitreason = WaitReason::none;
  if (g->lockedm.load() == &m) unlockOSThreadWholly(m, g);
  if (rt.hooks.ended) rt.hooks.ended(rt, *g);
  g->stopWanted = 0;
  g->panicOnFault = false;
  g->sched = {};
  if ((g->hi - g->lo) * 8 > kStackMin) {
    stackfree(m, g->lo, (g->hi - g->lo) * 8);
    g->lo = g->hi = nullptr;
  }
  if (g != rt.sched.maing) gput(m, g);
}

Status goexit0(M& m) {
  m.leave = Leave::dead;
  return Status::exit;
}

// ---- parking and waking -----------------------------------------------------------------------------------------------------

Status gopark(M& m, UnlockFn unlockf, void* lock, WaitReason why) {
  m.curg->waitreason = why;
  m.curg->waitsince = 0;
  m.waitunlockf = unlockf;
  m.waitlock = lock;
  m.leave = Leave::park;
  return Status::parked;
}

Status gopark(M& m, WaitReason why) { return gopark(m, nullptr, nullptr, why); }

bool parkUnlock(M&, G*, void* lock) {
  unlock(static_cast<uint32_t*>(lock));
  return true;
}

void goready(M& m, G* g, bool next) {
  casgstatus(g, GStatus::waiting, GStatus::runnable);
  runqput(*m.p, g, next);
  wakep(*m.rt);
}

Status gosched(M& m) {
  m.leave = Leave::yield;
  return Status::yield;
}

Status goyield(M& m) {
  m.leave = Leave::yieldLocal;
  return Status::yield;
}

void left(M& m) {
  G* g = m.curg;
  Leave what = m.leave;
  m.leave = Leave::none;
  m.curg = nullptr;
  if (__builtin_expect(m.exiting, 0)) {
    // The goroutine ends with the program; if it is main's, others may be run again later (the interactive mode).
    casgstatus(g, GStatus::running, GStatus::dead);
    g->m = nullptr;
    m.rt->sched.ngalive--;
    return;
  }
  switch (what) {
    case Leave::park: {
      UnlockFn f = m.waitunlockf;
      g->m = nullptr;
      casgstatus(g, GStatus::running, GStatus::waiting);
      if (f && !f(m, g, m.waitlock)) {
        casgstatus(g, GStatus::waiting, GStatus::runnable);
        runqput(*m.p, g, true);
      }
      break;
    }
    case Leave::yield: {
      g->m = nullptr;
      casgstatus(g, GStatus::running, GStatus::runnable);
      m.p->yielded = g;
      LockGuard guard(m.rt->sched.lock);
      globrunqput(*m.rt, g);
      break;
    }
    case Leave::yieldLocal:
      g->m = nullptr;
      casgstatus(g, GStatus::running, GStatus::runnable);
      runqput(*m.p, g, false);
      break;
    case Leave::dead: gdestroy(m, g); break;
    case Leave::none: VOLE_UNREACHABLE("a goroutine left the interpreter without saying why");
  }
}

void injectglist(Runtime& rt, P* p, G* list) {
  if (!list) return;
  int32_t n = 0;
  G *head = list, *tail = nullptr;
  for (G* g = list; g; g = g->schedlink) {
    casgstatus(g, GStatus::waiting, GStatus::runnable);
    tail = g;
    n++;
  }
  if (p) {
    while (head) {
      G* g = head;
      head = g->schedlink;
      runqput(*p, g, false);
    }
  } else {
    LockGuard guard(rt.sched.lock);
    globrunqputBatch(rt, head, tail, n);
  }
  for (int32_t i = 0; i < n && rt.sched.npidle.load() != 0; i++) {
    rt.sched.lock.lock();
    P* idle = pidleget(rt);
    rt.sched.lock.unlock();
    if (!idle) break;
    startm(rt, idle, false);
  }
}

// ---- initialisers

// A G serves many goroutines, one after the other: its place among all, and the low bits of the goroutine's number.
constexpr int kIndexBits = 27;
constexpr uint64_t kGoidMask = (uint64_t{1} << (62 - kIndexBits)) - 1;

int64_t initHolder(const M& m) {
  const G& g = *m.curg;
  return static_cast<int64_t>((g.goid & kGoidMask) << kIndexBits | static_cast<uint64_t>(g.allIndex)) + kInitDone + 1;
}

bool initHolderLives(const M& m, int64_t holder) {
  uint64_t bits = static_cast<uint64_t>(holder - kInitDone - 1);
  const G* g = m.rt->sched.allgs[static_cast<int64_t>(bits & ((uint64_t{1} << kIndexBits) - 1))];
  // The status before the number: a G whose goroutine ended in between tells either.
  return statusOf(*g) != GStatus::dead && (__atomic_load_n(&g->goid, __ATOMIC_ACQUIRE) & kGoidMask) == bits >> kIndexBits;
}

// ---- LockOSThread

void lockOSThread(M& m) {
  G* g = m.curg;
  g->lockedOS++;
  g->lockedm = &m;
  m.lockedg = g;
}

void unlockOSThread(M& m) {
  G* g = m.curg;
  if (g->lockedOS == 0) return;
  if (--g->lockedOS == 0) unlockOSThreadWholly(m, g);
}

// ---- safepoints -------------------------------------------------------------------------------------------------------------

void armGuard(M& m) {
  // The exchange orders the guard before the look at the reasons: whoever trips it stores the reason first.
  __atomic_exchange_n(&m.guard, m.curg->stackguard, __ATOMIC_SEQ_CST);
  Runtime& rt = *m.rt;
  if (__builtin_expect(m.preemptWanted.load(std::memory_order_relaxed) || __atomic_load_n(&m.gcWanted, __ATOMIC_RELAXED) || rt.debug.stackstress ||
                           rt.sched.gcwaiting.load(std::memory_order_relaxed) ||
                           m.curg->stopWanted.load(std::memory_order_relaxed) != 0,
                       0))
    __atomic_store_n(&m.guard, static_cast<Slot*>(nullptr), __ATOMIC_RELAXED);
}

Status safepoint(M& m, Slot* need) {
  G& g = *m.curg;
  Runtime& rt = *m.rt;
  uint32_t needOff = static_cast<uint32_t>(need - g.lo);
  bool tripped = __atomic_exchange_n(&m.guard, g.stackguard, __ATOMIC_SEQ_CST) == nullptr;
  bool yieldNow = false;
  if (tripped) {
    if (__builtin_expect(quitWanted() && !rt.sysmonStarted(), 0)) dumpForQuit(rt, &m);
    if (__atomic_exchange_n(&m.gcWanted, false, __ATOMIC_ACQ_REL)) gcSafepoint(m);
    // Moving deep stacks at every call would make recursion quadratic: they move the more rarely the larger they are.
    if (rt.debug.stackstress && fastrandn(m, static_cast<uint32_t>((g.hi - g.lo) / 2048 + 1)) == 0) copystack(m, g, (g.hi - g.lo) * 8);
  }
  if (g.lo + needOff > g.stackguard) newstack(m, g.lo + needOff);
  if (tripped) {
    if (m.exiting) return Status::exit;
    if (&m == &rt.m0 && rt.exiting) yieldNow = true;
    yieldNow |= m.preemptWanted.exchange(false) && (rt.sched.runqsize || !runqempty(*m.p) || m.p->timer0When || rt.sched.npidle);
    if (rt.debug.preemptstress && static_cast<int64_t>(fastrandn(m, static_cast<uint32_t>(rt.debug.preemptstress))) == 0) yieldNow = true;
    yieldNow |= rt.sched.gcwaiting;
    if (__builtin_expect(g.stopWanted.load(std::memory_order_relaxed) != 0, 0) && stopsHere(m, g)) {
      g.stopWanted = 0;
      armGuard(m);
      return goexit(m);
    }
    // Stress: the interpreter makes this call without looking again, the next one trips.
    if (!yieldNow) armGuard(m);
    if (yieldNow) return gosched(m);
  }
  return Status::reload;
}

void requestPreempt(M& m) {
  m.preemptWanted.store(true);
  __atomic_store_n(&m.guard, static_cast<Slot*>(nullptr), __ATOMIC_SEQ_CST);
}

}  // namespace vole::rt
