// This file makes and ends a Runtime, starts the program, and watches it (sysmon).
#include "runtime/runtime.h"

#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <random>
#include <thread>
#include <ucontext.h>
#include <unistd.h>

#include "runtime/data/sema_impl.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/panic/traceback.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stack.h"
#include "runtime/sched/timer.h"
#include "runtime/type/itab_impl.h"

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
  stopWorker(*this);
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
    gcFlushP(*this, *p);
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

// The one M, for the signal handler, which gets no argument of ours.
M* signalM;

// A fault of the interpreted program that can be laid to an instruction: its position, from the registers that carry pc, fp
// and m through all handlers (clang's preserve_none: r12, r13, r14), or null.
const void* faultingInstruction(M& m, void* context, Slot** fp) {
#if VOLE_TAILCALLS && defined(__x86_64__)
  auto* regs = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  if (!m.curg || reinterpret_cast<M*>(regs[REG_R14]) != &m) return nullptr;
  *fp = reinterpret_cast<Slot*>(regs[REG_R13]);
  if (*fp < m.curg->lo || *fp >= m.curg->hi) return nullptr;
  const void* pc = reinterpret_cast<const void*>(regs[REG_R12]);
  return m.rt->funcs.find(pc) ? pc : nullptr;
#else
  return nullptr;
#endif
}

// Page zero is met by unsafe code with a nil base: a nil dereference. Elsewhere, debug.SetPanicOnFault decides; without it
// Go's fatal text, and no core.
void onFault(int sig, siginfo_t* info, void* context) {
  uint64_t addr = reinterpret_cast<uint64_t>(info->si_addr);
  M* m = signalM;
  Slot* fp = nullptr;
  const void* pc = m && (sig == SIGSEGV || sig == SIGBUS) ? faultingInstruction(*m, context, &fp) : nullptr;
  if (pc && (addr < 4096 || m->curg->panicOnFault)) {
    m->save(pc, fp, pc);
    m->faultAddr = addr;
    siglongjmp(*static_cast<sigjmp_buf*>(m->faultJump), 1);
  }
  char buf[256];
  const char* name = sig == SIGBUS ? "SIGBUS: bus error" : sig == SIGFPE ? "SIGFPE: floating-point exception"
                     : sig == SIGILL ? "SIGILL: illegal instruction" : "SIGSEGV: segmentation violation";
  int n = snprintf(buf, sizeof buf, "unexpected fault address %p\nfatal error: fault\n[signal %s code=0x%x addr=%p pc=%p]\n",
                   info->si_addr, name, info->si_code, info->si_addr, pc);
  if (write(2, buf, static_cast<size_t>(n)) < 0) _exit(2);
  if (pc) {
    m->save(pc, fp, pc);
    std::string out;
    tracebackForFatal(*m->rt, m->curg, out, true);
    printFlush(out);
  }
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
  signalM = &m0;
  installSignals();
#endif
  G* g = newproc(m0, mainfn);
  // The bottom of main's stack leads out of the program, not out of the goroutine.
  if (hooks.mainReturnPC) g->lo[0].cp = hooks.mainReturnPC;
  sched.maing = g;
  return schedule(m0);
}

}  // namespace vole::rt
