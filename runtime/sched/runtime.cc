// This file makes and ends a Runtime, starts the program, and watches it (sysmon).
#include "runtime/runtime.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <random>
#include <thread>
#include <unistd.h>

#include "runtime/data/sema_impl.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/timer.h"
#include "runtime/type/itab_impl.h"

namespace vole::rt {

Runtime::Runtime() {
  readDebugVars(debug);
  startTime = nanotime();
  heap = new mheap(*this);
  gc = new GCState;
  gc->percent = debug.gogc;
  gc->memlimit = debug.memlimit;
  if (gc->percent < 0) heap->gcTrigger = heap->heapGoal = ~uint64_t{0};
  else heap->gcTrigger = heap->heapGoal = (uint64_t{4} << 20) * static_cast<uint64_t>(gc->percent) / 100;
  semas = newSemaTable();
  itabs = newItabTable();
  gomaxprocs = debug.gomaxprocs ? debug.gomaxprocs : static_cast<int>(std::thread::hardware_concurrency());
  P* p = new P;
  p->rt = this;
  p->m = &m0;
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
  if (sysmon_) {
    stopSysmon_ = true;
    static_cast<std::thread*>(sysmon_)->join();
    delete static_cast<std::thread*>(sysmon_);
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
    drop(p->deferfree, &Defer::link);
    drop(p->panicfree, &Panic::link);
    drop(p->sudogfree, &sudog::next);
    delete p;
  }
  freeSemaTable(semas);
  freeItabTable(itabs);
  delete gc;
  delete heap;
}

void startSysmon(Runtime& rt) {
  if (rt.sysmon_ || rt.debug.schedseed) return;
  rt.sysmon_ = new std::thread([&rt] {
    // Every 10 ms: a goroutine that has run since the last look is asked to give way.
    uint64_t last = 0;
    while (!rt.stopSysmon_) {
      timespec ts{0, 10'000'000};
      nanosleep(&ts, nullptr);
      uint64_t now = __atomic_load_n(&rt.schedTicks, __ATOMIC_RELAXED);
      if (now == last) requestPreempt(rt.m0);
      last = now;
    }
  });
}

namespace {

// A real memory fault can only come from unsafe code (or a bug): Go's text, and no core.
void onFault(int sig, siginfo_t* info, void*) {
  char buf[256];
  const char* name = sig == SIGBUS ? "SIGBUS: bus error" : sig == SIGFPE ? "SIGFPE: floating-point exception"
                     : sig == SIGILL ? "SIGILL: illegal instruction" : "SIGSEGV: segmentation violation";
  int n = snprintf(buf, sizeof buf, "unexpected fault address %p\nfatal error: fault\n[signal %s code=0x%x addr=%p]\n",
                   info->si_addr, name, info->si_code, info->si_addr);
  if (write(2, buf, static_cast<size_t>(n)) < 0) _exit(2);
  _exit(2);
}

void installSignals() {
  static char altstack[64 << 10];
  stack_t ss{};
  ss.ss_sp = altstack;
  ss.ss_size = sizeof altstack;
  sigaltstack(&ss, nullptr);
  struct sigaction sa {};
  sa.sa_sigaction = onFault;
  sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (int s : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigaction(s, &sa, nullptr);
}

}  // namespace

int Runtime::run(void* mainfn) {
#ifndef __SANITIZE_ADDRESS__
  installSignals();
#endif
  G* g = newproc(m0, mainfn);
  // The bottom of main's stack leads out of the program, not out of the goroutine.
  if (hooks.mainReturnPC) g->lo[0].cp = hooks.mainReturnPC;
  sched.maing = g;
  return schedule(m0);
}

}  // namespace vole::rt
