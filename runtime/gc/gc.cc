// This file leads a cycle through its phases: gcStart, the safepoints' share of marking, gcMarkDone, and what is told to those
// who wait for it.
#include "runtime/gc/gc.h"

#include <cstdio>
#include <ctime>
#include <string>
#include <unistd.h>

#include "runtime/base/assert.h"
#include "runtime/base/runlimits.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/stw.h"

namespace vole::rt {

void addRoot(Runtime& rt, void* base, uint64_t size, const Type* t) {
  if (!t->ptrdata) return;
  LockGuard hold(rt.gc->rootLock);
  rt.gc->roots.push_back({reinterpret_cast<uintptr_t>(base), size, t});
}

void stressAlloc(M& m, uint64_t size) {
  Runtime& rt = *m.rt;
  if (rt.onAlloc) rt.onAlloc(m, size);
  if (rt.debug.stackstress) m.guard = nullptr;
  if (rt.debug.gcstress && ++m.stressAllocs > rt.debug.gcstress) {
    m.stressAllocs = 1;
    rt.gc->stressWanted.store(true, std::memory_order_relaxed);
    m.gcWanted = true;
    m.guard = nullptr;
  }
}

GCState::~GCState() = default;

void wantSafepoint(Runtime& rt) {
  bool found = false;
  for (int32_t i = 0; i < rt.nproc; i++) {
    P& p = *rt.allp[static_cast<size_t>(i)];
    M* m = p.m.load();
    if (!m || p.status != PStatus::running) continue;
    found = true;
    __atomic_store_n(&m->gcWanted, true, __ATOMIC_SEQ_CST);
    __atomic_store_n(&m->guard, static_cast<Slot*>(nullptr), __ATOMIC_SEQ_CST);
  }
  if (!found && rt.sched.mainStarted) wakep(rt);
}

namespace {

void setBarrier(Runtime& rt, bool on) {
  rt.wbEnabled = on;
  LockGuard hold(rt.sched.lock);
  for (M* m = rt.sched.allm; m; m = m->alllink) {
    m->wbEnabled = on;
    m->gcDebt = 0;
  }
}

// Times as Go prints them in milliseconds: two digits that count.
std::string ms(uint64_t ns) {
  char buf[32];
  if (ns >= 10'000'000) {
    snprintf(buf, sizeof buf, "%llu", static_cast<unsigned long long>(ns / 1'000'000));
    return buf;
  }
  uint64_t x = ns / 1000;
  if (x == 0) return "0";
  int dec = 3;
  for (; x >= 100; dec--) x /= 10;
  double scale = dec == 3 ? 1000 : dec == 2 ? 100 : dec == 1 ? 10 : 1;
  snprintf(buf, sizeof buf, "%.*f", dec, static_cast<double>(x) / scale);
  return buf;
}

void printTrace(Runtime& rt, const CycleTimes& t) {
  GCState& gc = *rt.gc;
  auto u = [](auto n) { return std::to_string(n); };
  uint64_t procs = static_cast<uint64_t>(rt.gomaxprocs);
  uint64_t sincems = static_cast<uint64_t>(t.stopped1 - rt.startTime) / 1'000'000;
  char at[32];
  snprintf(at, sizeof at, "%llu.%03llu", static_cast<unsigned long long>(sincems / 1000), static_cast<unsigned long long>(sincems % 1000));
  uint64_t stw1 = static_cast<uint64_t>(t.started1 - t.stopped1), conc = static_cast<uint64_t>(t.stopped2 - t.started1);
  uint64_t stw2 = static_cast<uint64_t>(t.started2 - t.stopped2);
  double all = static_cast<double>(t.started2 - rt.startTime) * static_cast<double>(procs);
  std::string s = "gc " + u(gc.numGC) + " @" + at + "s " + u(static_cast<int>(100.0 * static_cast<double>(gc.cpuNs) / (all + 1))) + "%: " +
                  ms(stw1) + "+" + ms(conc) + "+" + ms(stw2) + " ms clock, " + ms(stw1 * procs) + "+" + ms(static_cast<uint64_t>(t.assist)) +
                  "/" + ms(static_cast<uint64_t>(t.bg)) + "/" + ms(static_cast<uint64_t>(t.idle)) + "+" + ms(stw2 * procs) + " ms cpu, " +
                  u(gc.liveAtStart >> 20) + "->" + u(t.liveAtEnd >> 20) + "->" + u(gc.heapMarked >> 20) + " MB, " + u(gc.goalAtStart >> 20) +
                  " MB goal, " + u(gc.stackScanned >> 20) + " MB stacks, " + u(gc.globalBytes >> 20) + " MB globals, " + u(procs) + " P" +
                  (gc.forcedCycle ? " (forced)" : "") + "\n";
  if (write(2, s.data(), s.size()) < 0) return;
}

// World stopped, everything swept: the barrier goes on and the roots become jobs.
void beginMarking(M& m, bool forced) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  mheap& h = *rt.heap;
  gc.cycle++;
  gc.forcedCycle = forced;
  gc.markedBytes = 0;
  gc.newBytes = 0;
  gc.scanWork = 0;
  gc.bgCredit = 0;
  gc.assistNs = gc.bgNs = gc.idleNs = 0;
  gc.stackBytes = 0;
  gc.liveAtStart = h.heapLive;
  gc.goalAtStart = h.heapGoal;
  gc.expectedWork = gc.lastScanWork ? gc.lastScanWork : gc.liveAtStart / 2;
  gc.markDoneWanted = false;
  if (rt.makeVictims) rt.makeVictims(rt);
  // A block begun before may be white: new small objects are not to be born in it.
  for (P* p : rt.allp) p->cache->tiny = p->cache->tinyoffset = 0;
  prepareRoots(rt);
  gc.phase.store(GCPhase::mark, std::memory_order_release);
  setBarrier(rt, true);
  gcWork& w = workOf(m);
  markPools(rt, w);
  flushWork(rt, w);
  gc.stopMarkers = false;
}

// World stopped. False: there is more to mark than a pause allows, the world goes on.
bool endMarking(M& m, int64_t ns) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  mheap& h = *rt.heap;
  waitMarkersIdle(rt);
  for (P* p : rt.allp)
    if (p->gcw) flushWork(rt, *p->gcw);
  gcWork& w = workOf(m);
  // GOMAXPROCS may have moved timers from a P not yet looked at to one that was.
  if (gc.procsAtStart != rt.nproc) markTimers(rt, w);
  if (!drain(rt, w, nullptr, ns, -1)) {
    flushWork(rt, w);
    gc.markDoneWanted = false;
    gc.stopMarkers = false;
    return false;
  }
  queueFinalizers(rt, w);
  drain(rt, w, nullptr, -1, -1);
  flushWork(rt, w);
  if (__builtin_expect(rt.debug.gccheckmark != 0, 0)) checkMarks(rt);
  setBarrier(rt, false);
  gc.phase.store(GCPhase::off, std::memory_order_release);
  gc.markDoneWanted = false;
  for (P* p : rt.allp) flushMcache(h, p->cache);
  makeUnswept(rt);
  gc.times.liveAtEnd = h.heapLive;
  gc.heapMarked = gc.markedBytes + gc.newBytes;
  gc.lastRunway = gc.times.liveAtEnd > gc.liveAtStart ? gc.times.liveAtEnd - gc.liveAtStart : 0;
  gc.lastScanWork = gc.scanWork;
  gc.stackScanned = gc.stackBytes;
  h.heapLive = gc.heapMarked;
  gc.numGC++;
  gc.completed++;
  if (gc.forcedCycle) gc.numForced++;
  gc.stopMarkers = false;
  return true;
}

// World started again.
void cycleEnded(M& m) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  CycleTimes& t = gc.times;
  t.started2 = rt.sched.startedAt;
  t.assist = gc.assistNs;
  t.bg = gc.bgNs;
  t.idle = gc.idleNs;
  uint64_t pause = static_cast<uint64_t>((t.started1 - t.stopped1) + (t.started2 - t.stopped2));
  int32_t ns;
  int64_t sec = walltime(&ns);
  gc.lastUnix = static_cast<uint64_t>(sec) * 1000000000u + static_cast<uint64_t>(ns);
  gc.pauseNs[(gc.numGC + 255) % 256] = pause;
  gc.pauseEnd[(gc.numGC + 255) % 256] = gc.lastUnix;
  gc.pauseTotal += pause;
  uint64_t cpu = pause * static_cast<uint64_t>(rt.gomaxprocs) + static_cast<uint64_t>(t.assist + t.bg);
  gc.cpuNs += cpu;
  accountCycle(gc, static_cast<int64_t>(cpu), t.started2);
  setGoal(rt);
  if (rt.debug.gctrace) printTrace(rt, t);
  std::vector<G*> ready;
  {
    LockGuard hold(gc.waitLock);
    uint64_t done = gc.completed.load();
    size_t k = 0;
    for (const GCWaiter& w : gc.waiters) {
      if (w.cycle <= done) ready.push_back(w.g);
      else gc.waiters[k++] = w;
    }
    gc.waiters.resize(k);
    gc.forceWanted = k != 0;
  }
  if (gc.forceWanted) wantSafepoint(rt);
  // First the finalizers: whoever asked for the collection likes to see them run.
  startFinalizers(m);
  for (G* g : ready) goready(m, g, false);
}

// Stops the world, unless somebody else is about to: then m passes here again once that one is done. Waiting instead would
// hand our P to another M, which would come here too.
bool stopOrRetry(M& m) {
  if (tryStopTheWorld(m, "GC")) return true;
  // The world stops or starts this moment; who does that may need our processor.
  if (!m.rt->sched.gcwaiting) {
    timespec ts{0, 10'000};
    nanosleep(&ts, nullptr);
  }
  __atomic_store_n(&m.gcWanted, true, __ATOMIC_SEQ_CST);
  __atomic_store_n(&m.guard, static_cast<Slot*>(nullptr), __ATOMIC_SEQ_CST);
  return false;
}

enum class Why { due, forced, stress };

void gcStart(M& m, Why why) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  if (gc.starting.exchange(true)) return;
  sweepAll(rt);
  int64_t t0 = nanotime();
  if (!stopOrRetry(m)) {
    gc.starting = false;
    return;
  }
  // Somebody else may have been quicker, a whole cycle even.
  bool still = why == Why::stress || (why == Why::forced ? gc.forceWanted.load() : rt.heap->heapLive >= rt.heap->gcTrigger);
  if (gc.phase.load() != GCPhase::off || !still || rt.heap->unswept.load() != 0) {
    startTheWorld(m);
    gc.starting = false;
    return;
  }
  gc.times.stopped1 = t0;
  beginMarking(m, why == Why::forced);
  startTheWorld(m);
  gc.times.started1 = rt.sched.startedAt;
  gc.starting = false;
  wakeWorker(rt);
}

void gcMarkDone(M& m) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  flushWork(rt, workOf(m));
  // The flag first: whoever finishes after this look sets it again.
  gc.markDoneWanted = false;
  if (!gc.pool.empty() || gc.rootNext < gc.rootJobs || !gc.workerIdle) {
    wakeWorker(rt);
    return;
  }
  int64_t t0 = nanotime();
  if (!stopOrRetry(m)) {
    gc.markDoneWanted = true;
    return;
  }
  if (gc.phase.load() != GCPhase::mark) {
    startTheWorld(m);
    return;
  }
  gc.times.stopped2 = t0;
  bool ended = endMarking(m, 150'000);
  startTheWorld(m);
  if (ended) cycleEnded(m);
  wakeWorker(rt);
}

// Pays for what m has allocated since marking began, by marking; what the background has marked counts first.
void assist(M& m) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  int64_t debt = m.gcDebt;
  m.gcDebt = 0;
  int64_t work = assistWork(rt, debt);
  int64_t credit = gc.bgCredit.load(std::memory_order_relaxed);
  if (credit > 0) {
    int64_t part = credit < work ? credit : work;
    gc.bgCredit.fetch_sub(part, std::memory_order_relaxed);
    work -= part;
  }
  if (work <= 0) return;
  int64_t start = nanotime();
  if (drain(rt, workOf(m), nullptr, 300'000, work)) {
    flushWork(rt, workOf(m));
    // Others hold the last of it. Past the goal, let them finish before more is allocated.
    uint64_t goal = rt.heap->heapGoal;
    for (int i = 0; i < 200 && rt.heap->heapLive > goal + goal / 16 && !gc.workerIdle && gc.pool.empty() && !rt.sched.gcwaiting; i++) {
      timespec ts{0, 20'000};
      nanosleep(&ts, nullptr);
    }
    if (gc.workerIdle && gc.pool.empty()) gc.markDoneWanted = true;
  }
  gc.assistNs.fetch_add(nanotime() - start, std::memory_order_relaxed);
}

Status gcResumed(M& m, G& g) {
  Runtime& rt = *m.rt;
  sweepAll(rt);
  if (g.resumeArg[0]) rt.heap->scavenge();
  return Status::ok;
}

// The goroutine that asked has left.
bool waitForCycle(M& m, G* g, void*) {
  GCState& gc = *m.rt->gc;
  {
    LockGuard hold(gc.waitLock);
    // A cycle under way may have passed over what has died since.
    uint64_t need = gc.completed.load() + 1 + (gc.phase.load() == GCPhase::mark);
    gc.waiters.push_back({g, need});
    gc.forceWanted = true;
  }
  if (gc.phase.load() == GCPhase::off) gcStart(m, Why::forced);
  return true;
}

}  // namespace

// Whole cycles at once: when asked for, and when a seed is to repeat a run, which must not depend on the background thread.
static bool atOnce(const Runtime& rt) { return rt.debug.gcstoptheworld || rt.debug.schedseed; }

void gcSafepoint(M& m) {
  Runtime& rt = *m.rt;
  if (__builtin_expect(rt.limits != nullptr, 0) && rt.limits->memOver.load()) judgeMemory(m);
  GCState& gc = *rt.gc;
  if (gc.phase.load(std::memory_order_acquire) == GCPhase::off) {
    bool stress = gc.stressWanted.load(std::memory_order_relaxed) && gc.stressWanted.exchange(false);
    bool forced = gc.forceWanted.load(std::memory_order_relaxed);
    bool due = rt.heap->heapLive >= rt.heap->gcTrigger && (gc.notBefore == 0 || nanotime() >= gc.notBefore);
    if (forced || stress || due) {
      if (atOnce(rt)) gcCollect(m, forced);
      else gcStart(m, forced ? Why::forced : due ? Why::due : Why::stress);
    }
  } else {
    gc.stressWanted.store(false, std::memory_order_relaxed);
    if (m.gcDebt > 0) assist(m);
    if (gc.markDoneWanted.load(std::memory_order_acquire)) gcMarkDone(m);
  }
  if (m.wbEnabled && m.curg) scanBeforeRun(m, *m.curg);
}

bool gcIdle(M& m) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  if (gc.phase.load(std::memory_order_acquire) != GCPhase::mark) {
    if (!gc.forceWanted.load()) return false;
    gcStart(m, Why::forced);
    return true;
  }
  if (gc.stopMarkers.load()) return false;
  // The background thread has a processor of its own; more than Ps help only to be in each other's way.
  bool more = !gc.pool.empty() || gc.rootNext < gc.rootJobs;
  gcWork& w = workOf(m);
  if ((more || !w.empty()) && (gc.noWorker || gc.idlers.fetch_add(1) < rt.nproc - 2)) {
    int64_t start = nanotime();
    bool all = drain(rt, w, nullptr, 100'000, -1);
    gc.idleNs.fetch_add(nanotime() - start, std::memory_order_relaxed);
    if (!gc.noWorker) gc.idlers--;
    if (!all) return true;
  } else if ((more || !w.empty()) && !gc.noWorker) {
    gc.idlers--;
  }
  flushWork(rt, w);
  if (gc.workerIdle.load() && gc.pool.empty() && gc.rootNext >= gc.rootJobs) {
    gcMarkDone(m);
    return true;
  }
  // The background thread asks for a safepoint when it has no more.
  if (gc.workerIdle.load()) wakeWorker(rt);
  return gc.noWorker;
}

bool gcNeedsM(const Runtime& rt) {
  const GCState& gc = *rt.gc;
  return gc.phase.load() == GCPhase::mark ? gc.markDoneWanted.load() : gc.forceWanted.load();
}

bool gcActive(const Runtime& rt) { return rt.gc->phase.load() != GCPhase::off || rt.gc->forceWanted.load(); }

Status gcRun(M& m, bool release) {
  Runtime& rt = *m.rt;
  G& g = *m.curg;
  if (atOnce(rt)) {
    gcCollect(m, true);
    if (release) rt.heap->scavenge();
    return gosched(m);
  }
  g.resume = gcResumed;
  g.resumeArg[0] = release;
  g.resumeArg[1] = 0;
  return gopark(m, waitForCycle, nullptr, WaitReason::gcCycle);
}

uint32_t gcCycles(const Runtime& rt) { return rt.gc->numGC; }

void gcCollect(M& m, bool forced) {
  Runtime& rt = *m.rt;
  GCState& gc = *rt.gc;
  sweepAll(rt);
  int64_t t0 = nanotime();
  stopTheWorld(m, "GC");
  if (gc.phase.load() == GCPhase::mark) {
    endMarking(m, -1);
  }
  sweepAll(rt);  // a cycle of somebody else's may have ended before the world stood still
  gc.times.stopped1 = gc.times.started1 = t0;
  beginMarking(m, forced);
  gc.times.stopped2 = t0;
  endMarking(m, -1);
  for (G* g : rt.sched.allgs) {
    if (!g->shrinkWanted) continue;
    g->shrinkWanted = false;
    if (g->status == GStatus::waiting || g->status == GStatus::runnable || g == m.curg) shrinkstack(m, *g);
  }
  startTheWorld(m);
  sweepAll(rt);
  cycleEnded(m);
}

}  // namespace vole::rt
