// This file makes and ends a Runtime, and runs programs on it.
#include "runtime/runtime.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <thread>
#include <unistd.h>

#include "runtime/base/throw.h"
#include "runtime/data/sema_impl.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/panic/traceback.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/stw.h"
#include "runtime/sched/timer.h"
#include "runtime/type/itab_impl.h"
#include "runtime/type/pseudo.h"

namespace vole::rt {

Runtime::Runtime() {
  readDebugVars(debug);
  startTime = nanotime();
  heap = new mheap(*this);
  gc = new GCState(*this);
  gc->percent = debug.gogc;
  gc->memlimit = debug.memlimit;
  if (gc->percent < 0) heap->gcTrigger = heap->heapGoal = ~uint64_t{0};
  else heap->gcTrigger = heap->heapGoal = (uint64_t{4} << 20) * static_cast<uint64_t>(gc->percent) / 100;
  if (gc->memlimit >= 0) setGoal(*this);
  semas = newSemaTable();
  itabs = newItabTable();
  addPseudoFuncs(*this);
  gomaxprocs = debug.gomaxprocs ? debug.gomaxprocs : static_cast<int>(std::thread::hardware_concurrency());
  allp.reserve(1025);
  P* p = new P;
  p->rt = this;
  p->m = &m0;
  p->status = PStatus::running;
  sched.mcount = 1;
  sched.allm = &m0;
  p->cache = newMcache(*heap);
  if (debug.schedseed) {
    p->rand = static_cast<uint64_t>(debug.schedseed) * 0x9E3779B97F4A7C15u | 1;
  } else {
    std::random_device rd;
    p->rand = (uint64_t{rd()} << 32 | rd()) | 1;
  }
  allp.push_back(p);
  m0.rt = this;
  m0.p = p;
  m0.cache = p->cache;
  m0.randState = &p->rand;
  // mallocgc looks at one word; anything but 0 sends it to stressAlloc.
  m0.stressAllocs = debug.gcstress || debug.stackstress ? 1 : 0;
}

Runtime::~Runtime() {
  stopWorker(*this);
  stopSysmon(*this);
  if (!endThreads(*this)) {
    // Threads that do not come back from system calls will: they must find what they left.
    for (P* p : allp) p->status = PStatus::gcstop;
    return;
  }
  auto drop = [](auto* list, auto next) {
    while (list) {
      auto* rest = list->*next;
      delete list;
      list = rest;
    }
  };
  for (G* g : sched.allgs) {
    for (Defer* d = g->defers; d; d = d->link) drop(d->head, &Defer::link);
    drop(g->defers, &Defer::link);
    drop(g->panics, &Panic::link);
    drop(g->waiting, &sudog::waitlink);
    delete g->timer;
    delete g;
  }
  for (P* p : allp) {
    freeMcache(*heap, p->cache);
    gcFlushP(*this, *p);
    drop(p->deferfree, &Defer::link);
    drop(p->panicfree, &Panic::link);
    drop(p->sudogfree, &sudog::next);
    delete p;
  }
  forgetSignals(*this);
  freeNetpoll(*this);
  freeSemaTable(semas);
  freeItabTable(itabs);
  delete gc;
  delete heap;
}

int Runtime::run(void* mainfn) {
  minit(m0);
  installSignals(*this);
  if (debug.badMemlimit) {
    printFlush(std::string("GOMEMLIMIT=") + getenv("GOMEMLIMIT") + "\n");
    throw_(m0, "malformed GOMEMLIMIT; see `go doc runtime/debug.SetMemoryLimit`");
  }
  if (sched.mainStarted && !exitProcess) startTheWorld(m0);  // stopped when the last run ended
  exiting = m0.exiting = m0.mainReturned = false;
  G* g = newproc(m0, mainfn);
  // The bottom of main's stack leads out of the program, not out of the goroutine.
  if (hooks.mainReturnPC) g->lo[0].cp = hooks.mainReturnPC;
  sched.maing = g;
  if (!sched.mainStarted) {
    sched.mainStarted = true;
    int n = debug.schedseed ? 1 : std::min(gomaxprocs, 256);
    LockGuard guard(sched.lock);
    procresize(m0, n);
  }
  if (debug.schedtrace > 0) startSysmon(*this);
  int code = schedule(m0);
  while (exitProcess) pause();  // another thread is ending the process
  // Whoever wants to run something else later, or to look, finds everything at rest.
  {
    if (m0.spinning) {
      m0.spinning = false;
      sched.nmspinning--;
    }
    while (!tryStopTheWorld(m0, "end")) {
      if (m0.p && sched.gcwaiting) gcstopm(m0);
      else usleep(50);
    }
  }
  unminit(m0);
  return code;
}

}  // namespace vole::rt
