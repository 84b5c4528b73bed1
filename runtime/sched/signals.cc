// This file turns memory faults of the interpreted program into panics or Go's fatal text.
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <string>
#include <ucontext.h>
#include <unistd.h>

#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {

namespace {

// The thread's M, for the signal handler, which gets no argument of ours.
thread_local M* signalM;

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

}  // namespace

// Each thread needs a signal stack of its own: the kernel knows it by thread.
void minit(M& m) {
#ifndef __SANITIZE_ADDRESS__
  signalM = &m;
  constexpr size_t kAltStack = 64 << 10;
  if (!m.altstack) m.altstack = new char[kAltStack];
  stack_t ss{};
  ss.ss_sp = m.altstack;
  ss.ss_size = kAltStack;
  sigaltstack(&ss, nullptr);
#endif
}

// Writing where nobody reads is an error of the call; package os ends the process by the signal where that is due. A handler
// rather than SIG_IGN, which programs started by us would inherit.
void handleSigpipe() {
  struct sigaction sa {};
  sa.sa_handler = [](int) {};
  sa.sa_flags = SA_RESTART | SA_ONSTACK;
  sigaction(SIGPIPE, &sa, nullptr);
}

void installSignals() {
  handleSigpipe();
#ifndef __SANITIZE_ADDRESS__
  struct sigaction sa {};
  sa.sa_sigaction = onFault;
  sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (int s : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigaction(s, &sa, nullptr);
#endif
}

}  // namespace vole::rt
