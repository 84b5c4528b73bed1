// This file brackets system calls. The M keeps running, without its P: sysmon or whoever stops the world may take that. On the
// way back it takes the same P again, or an idle one, or waits for one.
//
// The native that made the call stands on this thread's stack, so the goroutine cannot go on elsewhere: while it waits for a P
// it is locked to its M as by LockOSThread.
#include <cerrno>

#include "runtime/base/assert.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {

void entersyscall(M& m) {
  Runtime& rt = *m.rt;
  Sched& s = rt.sched;
  // A seeded schedule depends on nothing outside; a unit test has no other M.
  if (!m.curg || !m.p || rt.debug.schedseed || !s.mainStarted) return;
  P* p = m.p;
  casgstatus(m.curg, GStatus::running, GStatus::syscall);
  m.oldp = p;
  m.p = nullptr;
  p->m = nullptr;
  p->status = PStatus::syscall;
  if (s.gcwaiting) {
    LockGuard guard(s.lock);
    PStatus was = PStatus::syscall;
    if (s.stopwait > 0 && p->status.compare_exchange_strong(was, PStatus::gcstop)) {
      p->syscalltick++;
      if (--s.stopwait == 0) notewakeup(s.stopnote);
    }
  }
  wakeSysmon(rt);
}

void entersyscallblock(M& m) {
  Runtime& rt = *m.rt;
  if (!m.curg || !m.p || rt.debug.schedseed || !rt.sched.mainStarted) return;
  casgstatus(m.curg, GStatus::running, GStatus::syscall);
  m.oldp = m.p;
  m.p->syscalltick++;
  handoffp(rt, releasep(m));
}

void exitsyscall(M& m) {
  P* p = m.oldp;
  if (!p) return;
  int err = errno;
  Runtime& rt = *m.rt;
  Sched& s = rt.sched;
  G* g = m.curg;
  m.oldp = nullptr;
  PStatus was = PStatus::syscall;
  if (p->status.compare_exchange_strong(was, PStatus::idle)) {
    p->syscalltick++;
    acquirep(m, p);
  } else {
    s.lock.lock();
    P* idle = s.freezing ? nullptr : pidleget(rt);
    if (idle) {
      s.lock.unlock();
      acquirep(m, idle);
    } else {
      bool locked = g->lockedm.load() != nullptr;
      g->lockedm = &m;
      g->m = nullptr;
      casgstatus(g, GStatus::syscall, GStatus::runnable);
      globrunqput(rt, g);
      s.lock.unlock();
      do stoplockedm(m);
      while (!m.p);
      casgstatus(g, GStatus::runnable, GStatus::syscall);
      g->m = &m;
      if (!locked) g->lockedm = nullptr;
    }
  }
  casgstatus(g, GStatus::syscall, GStatus::running);
  armGuard(m);
  // As scanBeforeRun; but the native still has addresses in the stack.
  if (m.wbEnabled) scanStack(rt, workOf(m), *g);
  errno = err;
}

}  // namespace vole::rt
