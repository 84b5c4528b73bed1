// This file is the scheduler's loop: an M with a P looks for a goroutine, runs it, and does what it wanted when it left. An M
// that finds nothing gives its P up and sleeps; whoever makes work wakes one, which first looks around ("spins") for more, so
// that there is always one M looking while there are idle Ps and work may exist, and not more than half as many as are busy.
//
// The race to exclude: a goroutine is made runnable while the last spinning M is going to sleep. The maker first queues the
// goroutine, then looks for spinning Ms; the M first stops counting as spinning, then looks at all queues once more.
#include <algorithm>
#include <cerrno>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runtime/base/assert.h"
#include "runtime/base/throw.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/panic/error.h"
#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/timer.h"

namespace vole::rt {

// ---- Ps and Ms

void acquirep(M& m, P* p) {
  VOLE_ASSERT(!m.p && p, "an M takes a P while it has one");
  m.p = p;
  p->m = &m;
  m.cache = p->cache;
  m.randState = &p->rand;
  m.wbEnabled = m.rt->wbEnabled;
  p->status = PStatus::running;
}

P* releasep(M& m) {
  P* p = m.p;
  m.p = nullptr;
  p->m = nullptr;
  p->status = PStatus::idle;
  return p;
}

static int mloop(M& m);

static void* mstart(void* arg) {
  M& m = *static_cast<M*>(arg);
  minit(m);
  if (m.nextp) {
    acquirep(m, m.nextp);
    m.nextp = nullptr;
  }
  mloop(m);
  // The Runtime is being destroyed.
  Sched& s = m.rt->sched;
  unminit(m);
  LockGuard guard(s.lock);
  for (M** at = &s.allm; *at; at = &(*at)->alllink)
    if (*at == &m) {
      *at = m.alllink;
      break;
    }
  delete &m;
  s.mcount--;
  return nullptr;
}

// Values nest (an interface in an interface) and hashing and comparing recurse over them: address space is all this costs.
static size_t threadStack() {
  size_t size = size_t{256} << 20;
  rlimit lim;
  if (getrlimit(RLIMIT_AS, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY) size = std::min<size_t>(size, lim.rlim_cur / 4096);
  return std::max<size_t>(size, size_t{1} << 20);
}

static bool newm(Runtime& rt, P* p, bool spinning) {
  static const size_t stackSize = threadStack();
  M* m = new M;
  m->rt = &rt;
  m->spinning = spinning;
  m->nextp = p;
  m->stressAllocs = rt.m0.stressAllocs;
  Sched& s = rt.sched;
  s.lock.lock();
  m->id = s.mcount++;
  m->alllink = s.allm;
  s.allm = m;
  s.lock.unlock();
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  bool ok = false;
  for (size_t size = stackSize; !ok && size >= (size_t{64} << 10); size /= 4) {
    pthread_attr_setstacksize(&attr, size);
    ok = pthread_create(&thread, &attr, mstart, m) == 0;
  }
  pthread_attr_destroy(&attr);
  if (ok) return true;
  s.lock.lock();
  for (M** at = &s.allm; *at; at = &(*at)->alllink)
    if (*at == m) {
      *at = m->alllink;
      break;
    }
  s.mcount--;
  s.lock.unlock();
  delete m;
  return false;
}

void startm(Runtime& rt, P* p, bool spinning) {
  Sched& s = rt.sched;
  s.lock.lock();
  if (!p && !(p = pidleget(rt))) {
    s.lock.unlock();
    if (spinning) s.nmspinning--;
    return;
  }
  M* m = s.midle;
  if (m) {
    s.midle = m->schedlink;
    s.nmidle--;
    s.lock.unlock();
    m->spinning = spinning;
    m->nextp = p;
    notewakeup(m->park);
    return;
  }
  s.lock.unlock();
  for (int i = 0; i < 20; i++) {
    if (newm(rt, p, spinning)) return;
    usleep(1000);
  }
  // As in Go: if those there are all block, nobody would be left to run what is ready.
  char buf[160];
  int n = snprintf(buf, sizeof buf, "runtime: failed to create new OS thread (have %lld already; errno=%d)\n"
                   "runtime: may need to increase max user processes (ulimit -u)\n", static_cast<long long>(s.mcount), EAGAIN);
  if (write(2, buf, static_cast<size_t>(n)) < 0) _exit(2);
  throw_(rt.m0, "newosproc");
}

void wakep(Runtime& rt) {
  Sched& s = rt.sched;
  if (s.npidle.load() == 0 || s.nmspinning.load() != 0) return;
  int32_t none = 0;
  if (s.nmspinning.compare_exchange_strong(none, 1)) startm(rt, nullptr, true);
}

static void mpark(M& m) {
  notesleep(m.park);
  noteclear(m.park);
}

// Sleeps until somebody hands a P over; without one only when the program ends.
void stopm(M& m) {
  Runtime& rt = *m.rt;
  Sched& s = rt.sched;
  VOLE_ASSERT(!m.p && !m.spinning, "an M goes to sleep with a P or while it counts as looking");
  s.lock.lock();
  if (rt.exiting && &m == &rt.m0) {
    s.lock.unlock();
    return;
  }
  m.schedlink = s.midle;
  s.midle = &m;
  s.nmidle++;
  checkdead(rt, m);
  s.lock.unlock();
  mpark(m);
  if (P* p = m.nextp) {
    m.nextp = nullptr;
    acquirep(m, p);
  }
}

// A P whose M is about to block: another M takes it when there is something to do.
void handoffp(Runtime& rt, P* p) {
  Sched& s = rt.sched;
  if (!runqempty(*p) || s.runqsize) return startm(rt, p, false);
  // A collection goes on by idle Ms too: the goroutine that waits for it may be locked to the M that gives the P up.
  if (gcActive(rt)) return startm(rt, p, false);
  // Nobody looks for work: somebody should.
  int32_t none = 0;
  if (s.nmspinning + s.npidle == 0 && s.nmspinning.compare_exchange_strong(none, 1)) return startm(rt, p, true);
  s.lock.lock();
  if (s.gcwaiting) {
    p->status = PStatus::gcstop;
    if (--s.stopwait == 0) notewakeup(s.stopnote);
    s.lock.unlock();
    return;
  }
  // The last P must not go idle while nobody waits for descriptors.
  if (s.runqsize || (s.npidle == rt.nproc - 1 && s.lastpoll != 0 && netpollInited(rt) && netpollHasWaiters(rt))) {
    s.lock.unlock();
    return startm(rt, p, false);
  }
  int64_t when = p->timer0When;
  pidleput(rt, p);
  s.lock.unlock();
  if (when) wakeNetPoller(rt, when);
}

// ---- goroutines locked to threads

// m may only run m.lockedg: sleeps until that is scheduled.
void stoplockedm(M& m) {
  if (m.p) handoffp(*m.rt, releasep(m));
  incidlelocked(*m.rt, 1);
  mpark(m);
  P* p = m.nextp;
  m.nextp = nullptr;
  if (p) acquirep(m, p);
}

static void startlockedm(M& m, G* g) {
  M* to = g->lockedm;
  VOLE_ASSERT(to && to != &m, "a goroutine locked to this thread is scheduled by it");
  incidlelocked(*m.rt, -1);
  to->nextp = releasep(m);
  notewakeup(to->park);
  stopm(m);
}

void incidlelocked(Runtime& rt, int32_t v) {
  LockGuard guard(rt.sched.lock);
  rt.sched.nmidlelocked += v;
  if (v > 0) checkdead(rt, rt.m0);
}

// ---- deadlock

void checkdead(Runtime& rt, M& m) {
  Sched& s = rt.sched;
  if (rt.exiting || s.freezing || s.gcwaiting || !s.mainStarted || gcActive(rt)) return;
  if (s.mcount - s.nmidle - s.nmidlelocked > 0) return;
  int64_t waiting = 0;
  for (G* g : s.allgs) {
    if (g->systemGoroutine) continue;
    switch (statusOf(*g)) {
      case GStatus::waiting: waiting++; break;
      case GStatus::runnable:
      case GStatus::running:
      case GStatus::syscall: return;
      default: break;
    }
  }
  for (int32_t i = 0; i < rt.nproc; i++)
    if (rt.allp[static_cast<size_t>(i)]->timer0When) return;
  if (rt.hooks.asleep) return rt.hooks.asleep(rt);
  s.freezing = true;
  s.lock.unlock();
  if (waiting == 0) fatal(m, "no goroutines (main called runtime.Goexit) - deadlock!");
  fatal(m, "all goroutines are asleep - deadlock!");
}

// ---- finding work

// Waits until delay ns have passed (< 0: without end) or a descriptor is ready or somebody breaks it.
static G* pollBlock(Runtime& rt, int64_t delay) {
  if (netpollInited(rt)) return netpoll(rt, delay);
  if (delay < 0) notesleep(rt.sched.pollnote);
  else notetsleep(rt.sched.pollnote, delay);
  noteclear(rt.sched.pollnote);
  return nullptr;
}

static void pollBreak(Runtime& rt) {
  if (netpollInited(rt)) netpollBreak(rt);
  notewakeup(rt.sched.pollnote);
}

void wakeNetPoller(Runtime& rt, int64_t when) {
  Sched& s = rt.sched;
  if (!s.mainStarted) return;
  if (s.lastpoll.load() == 0) {
    int64_t until = s.pollUntil.load();
    if (until == 0 || until > when) pollBreak(rt);
  } else {
    wakep(rt);
  }
}

// VOLE_SCHED=seed:N: bring a queue element chosen by the generator to the front.
static void shuffleQueue(M& m) {
  P& p = *m.p;
  if (G* g = p.runnext.exchange(nullptr)) runqput(p, g, false);
  uint32_t h = p.runqhead.load(), n = p.runqtail.load() - h;
  if (n < 2) return;
  auto &a = p.runq[h % kRunqSize], &b = p.runq[(h + fastrandn(m, n)) % kRunqSize];
  G* x = a.load();
  a = b.load();
  b = x;
}

static void stopSpinning(M& m) {
  m.spinning = false;
  int32_t n = --m.rt->sched.nmspinning;
  VOLE_ASSERT(n >= 0, "more Ms stopped looking for work than began to");
}

// The M found work: it is not looking any more, so somebody else should when there may be more.
static void resetSpinning(M& m) {
  stopSpinning(m);
  wakep(*m.rt);
}

static G* stealWork(M& m, bool* ranTimer) {
  Runtime& rt = *m.rt;
  P& p = *m.p;
  int32_t n = rt.nproc;
  for (int round = 0; round < 4; round++) {
    bool last = round == 3;
    int32_t start = static_cast<int32_t>(fastrandn(m, static_cast<uint32_t>(n)));
    for (int32_t i = 0; i < n; i++) {
      if (rt.sched.gcwaiting) return nullptr;
      P& victim = *rt.allp[static_cast<size_t>((start + i) % n)];
      if (&victim == &p) continue;
      // Others' timers: their Ps may be idle, or busy with something long.
      if (last && victim.timer0When.load()) {
        if (checkTimers(m, victim, nanotime())) {
          if (G* g = runqget(p)) return g;
          *ranTimer = true;
        }
      }
      if (victim.status.load() != PStatus::idle)
        if (G* g = runqsteal(p, victim, last)) return g;
    }
  }
  return nullptr;
}

static int64_t earliestTimer(Runtime& rt) {
  int64_t first = 0;
  for (int32_t i = 0; i < rt.nproc; i++)
    if (int64_t w = rt.allp[static_cast<size_t>(i)]->timer0When.load(); w && (!first || w < first)) first = w;
  return first;
}

// Null: the program ends, and m is m0.
static G* findRunnable(M& m, bool* inherit) {
  Runtime& rt = *m.rt;
  Sched& s = rt.sched;
  *inherit = false;
  for (;;) {
    if (rt.exiting && &m == &rt.m0) return nullptr;
    if (!m.p) return nullptr;
    P& p = *m.p;
    if (s.gcwaiting) {
      gcstopm(m);
      continue;
    }
    if (p.timer0When.load(std::memory_order_relaxed)) checkTimers(m, p, nanotime());
    if (__atomic_exchange_n(&m.gcWanted, false, __ATOMIC_ACQ_REL)) {
      gcSafepoint(m);
      continue;
    }
    if (p.schedtick.load(std::memory_order_relaxed) % 61 == 0 && s.runqsize.load(std::memory_order_relaxed)) {
      LockGuard guard(s.lock);
      // Who has just had its slice is not the one that would starve.
      if (s.runqhead != p.yielded)
        if (G* g = globrunqget(rt)) return g;
    }
    p.yielded = nullptr;
    if (__builtin_expect(rt.debug.schedseed != 0, 0)) shuffleQueue(m);
    if (G* g = runqget(p, inherit)) return g;
    if (s.runqsize.load()) {
      LockGuard guard(s.lock);
      if (G* g = globrunqgetShare(rt, p)) return g;
    }
    if (netpollInited(rt) && netpollHasWaiters(rt) && s.lastpoll != 0) {
      if (G* g = netpoll(rt, 0)) {
        G* rest = g->schedlink;
        g->schedlink = nullptr;
        injectglist(rt, &p, rest);
        casgstatus(g, GStatus::waiting, GStatus::runnable);
        return g;
      }
    }
    if (m.spinning || 2 * s.nmspinning.load() < rt.nproc - s.npidle.load()) {
      if (!m.spinning) {
        m.spinning = true;
        s.nmspinning++;
      }
      bool ranTimer = false;
      if (G* g = stealWork(m, &ranTimer)) return g;
      if (ranTimer) continue;
    }

    if (gcActive(rt)) {
      if (m.spinning) stopSpinning(m);
      if (gcIdle(m)) continue;
    }

    // Nothing: give the P up.
    s.lock.lock();
    if (s.gcwaiting) {
      s.lock.unlock();
      continue;
    }
    if (s.runqsize) {
      G* g = globrunqgetShare(rt, p);
      s.lock.unlock();
      return g;
    }
    pidleput(rt, releasep(m));
    s.lock.unlock();
    // The marking may have come to its end at this moment, when we still counted as running.
    if (rt.gc->phase.load() == GCPhase::mark && rt.gc->markDoneWanted.load()) {
      s.lock.lock();
      P* again = pidleget(rt);
      s.lock.unlock();
      if (again) {
        acquirep(m, again);
        continue;
      }
    }
    bool wasSpinning = m.spinning;
    if (wasSpinning) {
      stopSpinning(m);
      // Once more over all queues, see above.
      bool found = s.runqsize.load() != 0;
      for (int32_t i = 0; i < rt.nproc && !found; i++) found = !runqempty(*rt.allp[static_cast<size_t>(i)]);
      if (found) {
        s.lock.lock();
        P* again = pidleget(rt);
        s.lock.unlock();
        if (again) {
          acquirep(m, again);
          m.spinning = true;
          s.nmspinning++;
          continue;
        }
      }
    }
    // The collector looks for running Ms after it has said what it wants; we looked after we had stopped being one.
    if (gcNeedsM(rt)) {
      s.lock.lock();
      P* again = pidleget(rt);
      s.lock.unlock();
      if (again) {
        acquirep(m, again);
        __atomic_store_n(&m.gcWanted, true, __ATOMIC_RELAXED);
        continue;
      }
    }
    // Without a P: one M waits for the next timer and for descriptors.
    int64_t until = earliestTimer(rt);
    bool fds = netpollInited(rt) && netpollHasWaiters(rt);
    if ((until || fds) && s.lastpoll.exchange(0) != 0) {
      s.pollUntil = until;
      // Timers added before lastpoll was 0 have not broken the wait.
      until = earliestTimer(rt);
      s.pollUntil = until;
      G* list = nullptr;
      if (!(rt.exiting && &m == &rt.m0) && (until || fds))
        list = pollBlock(rt, until ? std::max<int64_t>(0, until - nanotime()) : -1);
      s.pollUntil = 0;
      s.lastpoll = nanotime();
      s.lock.lock();
      P* again = pidleget(rt);
      s.lock.unlock();
      if (!again) {
        injectglist(rt, nullptr, list);
      } else {
        acquirep(m, again);
        if (list) {
          G* rest = list->schedlink;
          list->schedlink = nullptr;
          injectglist(rt, again, rest);
          casgstatus(list, GStatus::waiting, GStatus::runnable);
          return list;
        }
        if (wasSpinning) {
          m.spinning = true;
          s.nmspinning++;
        }
        continue;
      }
    } else if (until) {
      int64_t other = s.pollUntil.load();
      if (s.lastpoll.load() == 0 && (other == 0 || other > until)) pollBreak(rt);
    }
    stopm(m);
  }
}

// ---- the loop

static void run(M& m, G* g, bool inherit) {
  Runtime& rt = *m.rt;
  casgstatus(g, GStatus::runnable, GStatus::running);
  m.curg = g;
  g->m = &m;
  if (!inherit) m.p->schedtick.store(m.p->schedtick.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  m.preemptWanted.store(false, std::memory_order_relaxed);
  armGuard(m);
  if (m.wbEnabled) scanBeforeRun(m, *g);
  if (ResumeFn f = g->resume) {
    g->resume = nullptr;
    Status s = f(m, *g);
    if (s == Status::parked || s == Status::yield || s == Status::exit) return left(m);
  }
  g->sched.mappc = nullptr;
  rt.hooks.execute(m, *g);
  left(m);
}

static int mloop(M& m) {
  Runtime& rt = *m.rt;
  // A memory fault in a handler comes back here (signals.cc): the goroutine panics and goes on. What the handler had on the
  // native stack is plain data.
  sigjmp_buf jump;
  m.faultJump = &jump;
  if (int why = sigsetjmp(jump, 1); why == 2) {
    dropDeferred(m);
    goexit0(m);
    left(m);
  } else if (why) {
    G& g = *m.curg;
    Status s = m.faultAddr < 4096 ? panicNilDeref(m) : panicMemoryFault(m, m.faultAddr);
    if (s == Status::panic || s == Status::reload) rt.hooks.execute(m, g);
    left(m);
  }
  for (;;) {
    if (__builtin_expect(m.exiting, 0)) exitProgram(m);
    if (m.lockedg) {
      G* g = m.lockedg;
      stoplockedm(m);
      if (!m.p) return rt.exitCode;
      run(m, g, false);
      continue;
    }
    bool inherit;
    G* g = findRunnable(m, &inherit);
    if (!g) return rt.exitCode;
    if (m.spinning) resetSpinning(m);
    if (g->lockedm.load(std::memory_order_relaxed)) {
      startlockedm(m, g);
      continue;
    }
    run(m, g, inherit);
  }
}

int schedule(M& m) { return mloop(m); }

// ---- the end

void exitProgram(M& m) {
  Runtime& rt = *m.rt;
  Sched& s = rt.sched;
  if (!rt.exiting.exchange(true)) rt.exitCode = m.exitCode;
  else if (&m != &rt.m0) m.exitCode = rt.exitCode;
  if (m.mainReturned) rt.m0.mainReturned = true;
  m.exiting = false;
  if (rt.atExit) rt.atExit(rt);
  if (rt.exitProcess) rt.exitProcess(rt, rt.exitCode);
  if (&m == &rt.m0) return;
  // m0 has to return from run: out of its sleep, its wait for timers, or its goroutine.
  s.lock.lock();
  for (M** at = &s.midle; *at; at = &(*at)->schedlink)
    if (*at == &rt.m0) {
      *at = rt.m0.schedlink;
      s.nmidle--;
      notewakeup(rt.m0.park);
      break;
    }
  s.lock.unlock();
  if (rt.m0.lockedg) notewakeup(rt.m0.park);
  requestPreempt(rt.m0);
  pollBreak(rt);
}

bool endThreads(Runtime& rt) {
  Sched& s = rt.sched;
  // The world is stopped: whoever is not asleep is in a system call, and does not come back from exitsyscall.
  s.lock.lock();
  M* list = s.midle;
  s.midle = nullptr;
  s.nmidle = 0;
  s.lock.unlock();
  while (list) {
    M* m = list;
    list = m->schedlink;
    if (m != &rt.m0) notewakeup(m->park);
  }
  for (int i = 0; i < 1000; i++) {
    s.lock.lock();
    bool gone = s.mcount == 1;
    s.lock.unlock();
    if (gone) return true;
    usleep(100);
  }
  return false;
}

}  // namespace vole::rt
