// This file stops and starts the world, and changes the number of Ps.
//
// Every M that runs Go code is asked through its guard; it gives its P away in the scheduler (gcstopm). Ps in system calls and
// idle ones are simply taken. A request may be overwritten by an M that switches goroutines at the same moment, although it
// looks for requests afterwards (armGuard); waiting therefore repeats it now and then.
#include "runtime/sched/stw.h"

#include <algorithm>
#include <unistd.h>

#include "runtime/gc/gc.h"
#include "runtime/mem/mheap.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/timer.h"

namespace vole::rt {

void preemptone(P& p) {
  if (M* m = p.m.load()) requestPreempt(*m);
}

void preemptall(Runtime& rt) {
  for (int32_t i = 0; i < rt.nproc; i++) {
    P& p = *rt.allp[static_cast<size_t>(i)];
    if (p.status == PStatus::running) preemptone(p);
  }
}

// This M gives its P to who stops the world, and sleeps until it gets one again.
void gcstopm(M& m) {
  Sched& s = m.rt->sched;
  if (m.spinning) {
    m.spinning = false;
    s.nmspinning--;
  }
  s.lock.lock();
  if (!s.gcwaiting) {
    s.lock.unlock();
    return;
  }
  P* p = releasep(m);
  p->status = PStatus::gcstop;
  if (--s.stopwait == 0) notewakeup(s.stopnote);
  s.lock.unlock();
  stopm(m);
}

// The caller holds worldsema.
static void stop(M& m, const char* why) {
  Runtime& rt = *m.rt;
  Sched& s = rt.sched;
  s.lock.lock();
  s.stopStart = nanotime();
  s.stopReason = why;
  s.stopwait = rt.nproc;
  noteclear(s.stopnote);
  s.gcwaiting = true;
  if (m.p) {
    m.p->status = PStatus::gcstop;
    s.stopwait--;
  }
  preemptall(rt);
  for (int32_t i = 0; i < rt.nproc; i++) {
    P& p = *rt.allp[static_cast<size_t>(i)];
    PStatus was = PStatus::syscall;
    if (p.status.compare_exchange_strong(was, PStatus::gcstop)) {
      p.syscalltick++;
      s.stopwait--;
    }
  }
  while (P* p = pidleget(rt)) {
    p->status = PStatus::gcstop;
    s.stopwait--;
  }
  bool wait = s.stopwait > 0;
  s.lock.unlock();
  while (wait && !notetsleep(s.stopnote, 100'000)) preemptall(rt);
  noteclear(s.stopnote);
  if (!m.p) acquirep(m, rt.allp[0]);
}

static void start(M& m, int32_t n) {
  Runtime& rt = *m.rt;
  Sched& s = rt.sched;
  s.lock.lock();
  P* work = procresize(m, n);
  s.gcwaiting = false;
  s.startedAt = nanotime();
  if (s.sysmonwait.exchange(false)) notewakeup(s.sysmonnote);
  s.lock.unlock();
  while (work) {
    P* p = work;
    work = p->link;
    p->link = nullptr;
    startm(rt, p, false);
  }
  if (s.mainStarted) wakep(rt);
}

void stopTheWorld(M& m, const char* why) {
  Sched& s = m.rt->sched;
  if (!s.worldsema.tryLock()) {
    // Somebody else stops or has stopped the world: do not hold that up.
    if (m.curg) {
      entersyscallblock(m);
      s.worldsema.lock();
      exitsyscall(m);
    } else {
      if (m.spinning) {
        m.spinning = false;
        s.nmspinning--;
      }
      handoffp(*m.rt, releasep(m));
      s.worldsema.lock();
    }
  }
  stop(m, why);
}

bool tryStopTheWorld(M& m, const char* why) {
  if (!m.rt->sched.worldsema.tryLock()) return false;
  stop(m, why);
  return true;
}

void startTheWorld(M& m) {
  Runtime& rt = *m.rt;
  start(m, rt.nproc);
  rt.sched.worldsema.unlock();
}

static P* newP(Runtime& rt, int32_t id) {
  P* p = new P;
  p->id = id;
  p->rt = &rt;
  p->cache = newMcache(*rt.heap);
  p->rand = (rt.allp[0]->rand + static_cast<uint64_t>(id)) * 0x9E3779B97F4A7C15u | 1;
  return p;
}

P* procresize(M& m, int32_t n) {
  Runtime& rt = *m.rt;
  int32_t old = rt.nproc;
  for (int32_t i = 0; i < n; i++) {
    if (static_cast<size_t>(i) == rt.allp.size()) rt.allp.push_back(newP(rt, i));
    P& p = *rt.allp[static_cast<size_t>(i)];
    if (p.status == PStatus::dead || i >= old) p.status = PStatus::gcstop;
  }
  if (!m.p) {
    acquirep(m, rt.allp[0]);
  } else if (m.p->id >= n) {
    releasep(m)->status = PStatus::gcstop;
    acquirep(m, rt.allp[0]);
  } else {
    m.p->status = PStatus::running;
    m.wbEnabled = rt.wbEnabled;
  }
  for (int32_t i = n; i < old; i++) {
    P& p = *rt.allp[static_cast<size_t>(i)];
    while (G* g = runqget(p)) globrunqput(rt, g);
    moveTimers(*m.p, p);
    flushMcache(*rt.heap, p.cache);
    gcFlushP(rt, p);
    p.status = PStatus::dead;
  }
  rt.nproc = n;
  P* work = nullptr;
  for (int32_t i = n - 1; i >= 0; i--) {
    P* p = rt.allp[static_cast<size_t>(i)];
    if (p == m.p) continue;
    p->status = PStatus::idle;
    if (runqempty(*p)) {
      pidleput(rt, p);
    } else {
      p->link = work;
      work = p;
    }
  }
  return work;
}

// More Ps than anybody has processors for cost memory and time in every search for work: the number is remembered, not made.
static int32_t realProcs(int64_t n) { return static_cast<int32_t>(std::min<int64_t>(n, 256)); }

int64_t setGomaxprocs(M& m, int64_t n) {
  Runtime& rt = *m.rt;
  int64_t old = rt.gomaxprocs;
  if (n <= 0 || n == old) return old;
  if (n > INT32_MAX) n = INT32_MAX;
  stopTheWorld(m, "GOMAXPROCS");
  rt.gomaxprocs = static_cast<int>(n);
  start(m, rt.debug.schedseed ? 1 : realProcs(n));
  rt.sched.worldsema.unlock();
  return old;
}

// me: whose P need not stop; null on a thread without an M.
static void freeze(Runtime& rt, M* me, int tries) {
  Sched& s = rt.sched;
  // The first one prints; checkdead has set freezing itself.
  static std::atomic<void*> dying{nullptr};
  void *none = nullptr, *who = me ? static_cast<void*>(me) : &s;
  if (!dying.compare_exchange_strong(none, who) && none != who)
    for (;;) pause();
  s.freezing = true;
  if (!s.mainStarted) return;
  for (int i = 0; i < tries; i++) {
    s.stopwait = 1 << 30;
    s.gcwaiting = true;
    preemptall(rt);
    bool busy = false;
    for (int32_t k = 0; k < rt.nproc; k++) {
      P& p = *rt.allp[static_cast<size_t>(k)];
      busy |= !(me && &p == me->p) && p.status == PStatus::running;
    }
    if (!busy) break;
    usleep(200);
  }
}

void freezeTheWorld(M& m) { freeze(*m.rt, &m, 20); }
void freezeForQuit(Runtime& rt, M* me) { freeze(rt, me, 5000); }

}  // namespace vole::rt
