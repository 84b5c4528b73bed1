// This file is the scheduler: run queues, goroutine creation and end, parking, the loop, safepoints. One M runs at present;
// the queues are those of the parallel scheduler.
#include "runtime/sched/sched.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <unistd.h>

#include "runtime/base/assert.h"
#include "runtime/base/throw.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/panic/error.h"
#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/timer.h"

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

// ---- run queues ------------------------------------------------------------------------------------------------------------

void globrunqput(Runtime& rt, G* g) {
  Sched& s = rt.sched;
  g->schedlink = nullptr;
  if (s.runqtail) s.runqtail->schedlink = g;
  else s.runqhead = g;
  s.runqtail = g;
  s.runqsize++;
}

G* globrunqget(Runtime& rt) {
  Sched& s = rt.sched;
  G* g = s.runqhead;
  if (!g) return nullptr;
  s.runqhead = g->schedlink;
  if (!s.runqhead) s.runqtail = nullptr;
  s.runqsize--;
  g->schedlink = nullptr;
  return g;
}

void runqput(P& p, G* g, bool next) {
  if (next) std::swap(g, p.runnext);
  if (!g) return;
  for (;;) {
    uint32_t h = p.runqhead.load(std::memory_order_acquire), t = p.runqtail.load(std::memory_order_relaxed);
    if (t - h < kRunqSize) {
      p.runq[t % kRunqSize] = g;
      p.runqtail.store(t + 1, std::memory_order_release);
      return;
    }
    // Full: half of the queue goes to the global one, so that others find work.
    uint32_t n = (t - h) / 2;
    G* batch[kRunqSize / 2 + 1];
    for (uint32_t i = 0; i < n; i++) batch[i] = p.runq[(h + i) % kRunqSize];
    if (!p.runqhead.compare_exchange_strong(h, h + n, std::memory_order_acq_rel)) continue;
    for (uint32_t i = 0; i < n; i++) globrunqput(*p.rt, batch[i]);
    globrunqput(*p.rt, g);
    return;
  }
}

G* runqget(P& p) {
  if (G* g = p.runnext) {
    p.runnext = nullptr;
    return g;
  }
  for (;;) {
    uint32_t h = p.runqhead.load(std::memory_order_acquire), t = p.runqtail.load(std::memory_order_relaxed);
    if (t == h) return nullptr;
    G* g = p.runq[h % kRunqSize];
    if (p.runqhead.compare_exchange_strong(h, h + 1, std::memory_order_acq_rel)) return g;
  }
}

bool runqempty(const P& p) { return !p.runnext && p.runqhead.load() == p.runqtail.load(); }

G* runqsteal(P& p, P& victim) {
  for (;;) {
    uint32_t h = victim.runqhead.load(std::memory_order_acquire), t = victim.runqtail.load(std::memory_order_acquire);
    uint32_t n = t - h;
    n -= n / 2;
    if (n == 0) return nullptr;
    if (n > kRunqSize / 2) continue;  // head and tail were read at different times
    G* batch[kRunqSize / 2 + 1];
    for (uint32_t i = 0; i < n; i++) batch[i] = victim.runq[(h + i) % kRunqSize];
    if (!victim.runqhead.compare_exchange_strong(h, h + n, std::memory_order_acq_rel)) continue;
    for (uint32_t i = 0; i + 1 < n; i++) runqput(p, batch[i], false);
    return batch[n - 1];
  }
}

// ---- goroutines --------------------------------------------------------------------------------------------------------------

const void* entryOf(M& m, const FuncInfo* f) {
  if (f->flags & kFuncLazy && m.rt->hooks.compile) m.rt->hooks.compile(m, const_cast<FuncInfo*>(f));
  return f->code;
}

static G* gget(M& m) {
  P& p = *m.p;
  Runtime& rt = *m.rt;
  G* g = p.gfree;
  if (g) {
    p.gfree = g->schedlink;
    p.ngfree--;
    g->schedlink = nullptr;
  } else {
    g = new G;
    g->allIndex = rt.sched.allgs.size();
    rt.sched.allgs.push(g);
  }
  if (!g->lo) stackalloc(m, *g, kStackMin);
  return g;
}

static G* makeG(M& m, void* fn, bool system) {
  Runtime& rt = *m.rt;
  const FuncInfo* f = *static_cast<const FuncInfo**>(fn);
  const void* entry = entryOf(m, f);
  G* g = gget(m);
  if (m.wbEnabled) gcNewG(m, *g, fn);
  g->goid = ++rt.sched.goidgen;
  g->systemGoroutine = system;
  g->startfn = f;
  if (m.curg) {
    g->gopc = m.curg->sched.mappc ? m.curg->sched.mappc : m.curg->sched.pc;
    g->gopcfn = rt.funcs.find(g->gopc);
    g->parentGoid = m.curg->goid;
  }
  Slot* fp = g->lo + kHeaderSlots;
  fp[-2].cp = rt.hooks.goexitPC;
  fp[-1].p = nullptr;
  fp[f->paramSlots].p = fn;
  g->sched = {entry, fp, nullptr};
  g->status = GStatus::runnable;
  rt.sched.ngalive++;
  if (system) rt.sched.ngsys++;
  return g;
}

G* newproc(M& m, void* fn) {
  G* g = makeG(m, fn, false);
  runqput(*m.p, g, true);
  if (m.curg) startSysmon(*m.rt);
  return g;
}

G* newSystemproc(M& m, void* fn) {
  G* g = makeG(m, fn, true);
  runqput(*m.p, g, false);
  return g;
}

Status gopark(M& m, WaitReason why) {
  G& g = *m.curg;
  g.status = GStatus::waiting;
  g.waitreason = why;
  g.waitsince = 0;
  return Status::parked;
}

void goready(M& m, G* g, bool next) {
  VOLE_ASSERT(g->status == GStatus::waiting, "goready of a goroutine that does not wait");
  g->status = GStatus::runnable;
  runqput(*m.p, g, next);
}

Status gosched(M& m) {
  m.curg->status = GStatus::runnable;
  globrunqput(*m.rt, m.curg);
  return Status::yield;
}

Status goexit0(M& m) {
  Runtime& rt = *m.rt;
  G* g = m.curg;
  g->status = GStatus::dead;
  rt.sched.ngalive--;
  if (g->systemGoroutine) rt.sched.ngsys--;
  g->resume = nullptr;
  g->waiting = nullptr;
  g->param = nullptr;
  g->gopcfn = nullptr;
  g->gopc = nullptr;
  g->waitreason = WaitReason::none;
  g->lockedOS = false;
  g->panicOnFault = false;
  g->sched = {};
  if ((g->hi - g->lo) * 8 > kStackMin) {
    stackfree(m, g->lo, (g->hi - g->lo) * 8);
    g->lo = g->hi = nullptr;
  }
  P& p = *m.p;
  if (g != rt.sched.maing) {
    g->schedlink = p.gfree;
    p.gfree = g;
    p.ngfree++;
  }
  return Status::exit;
}

// ---- safepoints ----------------------------------------------------------------------------------------------------------------

Status safepoint(M& m, Slot* need) {
  G& g = *m.curg;
  Runtime& rt = *m.rt;
  uint32_t needOff = static_cast<uint32_t>(need - g.lo);
  bool tripped = __atomic_load_n(&m.guard, __ATOMIC_RELAXED) == nullptr;
  __atomic_store_n(&m.guard, g.stackguard, __ATOMIC_RELAXED);
  if (tripped) {
    if (__atomic_exchange_n(&m.gcWanted, false, __ATOMIC_ACQ_REL)) gcSafepoint(m);
    // Moving deep stacks at every call would make recursion quadratic: they move the more rarely the larger they are.
    if (rt.debug.stackstress && fastrandn(m, static_cast<uint32_t>((g.hi - g.lo) / 2048 + 1)) == 0) copystack(m, g, (g.hi - g.lo) * 8);
  }
  if (g.lo + needOff > g.stackguard) newstack(m, g.lo + needOff);
  if (tripped) {
    if (m.exiting) return Status::exit;
    // Stress: the interpreter makes this call without looking again, the next one trips.
    if (rt.debug.stackstress) m.guard = nullptr;
    bool yieldNow = __atomic_exchange_n(&rt.m0PreemptWanted, false, __ATOMIC_RELAXED);
    if (rt.debug.preemptstress && static_cast<int64_t>(fastrandn(m, static_cast<uint32_t>(rt.debug.preemptstress))) == 0) yieldNow = true;
    if (yieldNow && (rt.sched.runqsize || !runqempty(*m.p) || !m.p->timers.empty())) return gosched(m);
  }
  return Status::reload;
}

void requestPreempt(M& m) {
  __atomic_store_n(&m.rt->m0PreemptWanted, true, __ATOMIC_RELAXED);
  __atomic_store_n(&m.guard, static_cast<Slot*>(nullptr), __ATOMIC_RELAXED);
}

// ---- the loop ---------------------------------------------------------------------------------------------------------------------

// VOLE_SCHED=seed:N: bring a queue element chosen by the generator to the front.
static void shuffleQueue(M& m) {
  P& p = *m.p;
  if (p.runnext) {
    G* g = p.runnext;
    p.runnext = nullptr;
    runqput(p, g, false);
  }
  uint32_t h = p.runqhead.load(), n = p.runqtail.load() - h;
  if (n > 1) std::swap(p.runq[h % kRunqSize], p.runq[(h + fastrandn(m, n)) % kRunqSize]);
}

[[noreturn]] static void checkdead(M& m) {
  Runtime& rt = *m.rt;
  if (rt.sched.ngalive - rt.sched.ngsys == 0) fatal(m, "no goroutines (main called runtime.Goexit) - deadlock!");
  fatal(m, "all goroutines are asleep - deadlock!");
}

static G* findRunnable(M& m) {
  Runtime& rt = *m.rt;
  P& p = *m.p;
  for (;;) {
    int64_t next = p.timers.empty() ? 0 : runtimers(m, nanotime());
    if (__atomic_exchange_n(&m.gcWanted, false, __ATOMIC_ACQ_REL)) gcSafepoint(m);
    if (++p.schedtick % 61 == 0)
      if (G* g = globrunqget(rt)) return g;
    if (__builtin_expect(rt.debug.schedseed != 0, 0)) shuffleQueue(m);
    if (G* g = runqget(p)) return g;
    if (rt.sched.runqsize) {
      // Take a share of the global queue along.
      G* g = globrunqget(rt);
      for (int32_t n = std::min<int32_t>(rt.sched.runqsize, kRunqSize / 2); n > 0; n--) runqput(p, globrunqget(rt), false);
      return g;
    }
    if (gcIdle(m)) continue;
    if (!next) checkdead(m);
    int64_t wait = next - nanotime();
    if (wait <= 0) continue;
    timespec ts{wait / 1000000000, wait % 1000000000};
    nanosleep(&ts, nullptr);
  }
}

int schedule(M& m) {
  Runtime& rt = *m.rt;
  // A memory fault in a handler comes back here (sched/runtime.cc): the goroutine panics and goes on. What the handler had
  // on the native stack is plain data.
  sigjmp_buf jump;
  m.faultJump = &jump;
  if (sigsetjmp(jump, 1)) {
    G& g = *m.curg;
    Status s = m.faultAddr < 4096 ? panicNilDeref(m) : panicMemoryFault(m, m.faultAddr);
    if (s == Status::panic || s == Status::reload) rt.hooks.execute(m, g);
    m.curg = nullptr;
  }
  while (!m.exiting) {
    G* g = findRunnable(m);
    g->status = GStatus::running;
    g->m = &m;
    m.curg = g;
    rt.schedTicks++;
    bool stress = rt.debug.stackstress != 0;
    __atomic_store_n(&m.guard, stress ? nullptr : g->stackguard, __ATOMIC_RELAXED);
    if (m.wbEnabled) scanBeforeRun(m, *g);
    if (__atomic_load_n(&m.gcWanted, __ATOMIC_ACQUIRE)) __atomic_store_n(&m.guard, static_cast<Slot*>(nullptr), __ATOMIC_RELAXED);
    if (ResumeFn f = g->resume) {
      g->resume = nullptr;
      Status s = f(m, *g);
      if (s == Status::parked || s == Status::yield || s == Status::exit) {
        m.curg = nullptr;
        continue;
      }
    }
    g->sched.mappc = nullptr;
    rt.hooks.execute(m, *g);
    m.curg = nullptr;
  }
  return m.exitCode;
}

void entersyscall(M&) {}
void exitsyscall(M&) {}

}  // namespace vole::rt
