// This file turns memory faults of the interpreted program into panics or Go's fatal text, and SIGQUIT into a dump of all
// goroutines.
#include <atomic>
#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <ucontext.h>
#include <unistd.h>
#include <vector>

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
    crashExit(*m->rt);
  }
  _exit(2);
}

// ---- SIGQUIT. A handler may do next to nothing: it notes what it sees, and sysmon's thread, or m0 at its next safepoint
// while there is no other thread yet, prints.
struct Quit {
  std::atomic<Runtime*> rt{nullptr};  // the program that runs
  std::atomic<bool> wanted{false};
  M* m = nullptr;  // of the thread that got the signal, if any
  int code = 0;
  greg_t regs[NGREG] = {};
};
Quit quit;

void onQuit(int, siginfo_t* info, void* context) {
  Runtime* rt = quit.rt;
  if (!rt) {
    ::signal(SIGQUIT, SIG_DFL);
    ::raise(SIGQUIT);
    return;
  }
  if (quit.wanted.exchange(true)) return;
  int err = errno;
  quit.m = signalM;
  quit.code = info->si_code;
  memcpy(quit.regs, static_cast<ucontext_t*>(context)->uc_mcontext.gregs, sizeof quit.regs);
  if (rt->sysmonStarted()) {
    notewakeup(rt->sched.sysmonnote);
  } else if (rt->m0.oldp) {
    dumpForQuit(*rt, nullptr);  // it is in a system call: nothing of ours is half done
  } else {
    requestPreempt(rt->m0);
  }
  errno = err;
}

void printRegisters(std::string& out) {
#ifdef __x86_64__
  static constexpr struct {
    const char* name;
    int reg;
  } kRegs[] = {{"rax", REG_RAX}, {"rbx", REG_RBX}, {"rcx", REG_RCX}, {"rdx", REG_RDX}, {"rdi", REG_RDI}, {"rsi", REG_RSI},
               {"rbp", REG_RBP}, {"rsp", REG_RSP}, {"r8", REG_R8}, {"r9", REG_R9}, {"r10", REG_R10}, {"r11", REG_R11},
               {"r12", REG_R12}, {"r13", REG_R13}, {"r14", REG_R14}, {"r15", REG_R15}, {"rip", REG_RIP}, {"rflags", REG_EFL}};
  char buf[64];
  for (const auto& r : kRegs) {
    snprintf(buf, sizeof buf, "%-6s 0x%llx\n", r.name, static_cast<unsigned long long>(quit.regs[r.reg]));
    out += buf;
  }
  auto segments = static_cast<unsigned long long>(quit.regs[REG_CSGSFS]);
  snprintf(buf, sizeof buf, "cs     0x%llx\nfs     0x%llx\ngs     0x%llx\n", segments & 0xFFFF, segments >> 32 & 0xFFFF, segments >> 16 & 0xFFFF);
  out += buf;
#endif
}

}  // namespace

void forgetSignals(Runtime& rt) {
  Runtime* mine = &rt;
  quit.rt.compare_exchange_strong(mine, nullptr);
}

bool quitWanted() { return quit.wanted.load(std::memory_order_relaxed); }

void dumpForQuit(Runtime& rt, M* me) {
  unsigned long long pc = 0;
#ifdef __x86_64__
  pc = static_cast<unsigned long long>(quit.regs[REG_RIP]);
#endif
  char buf[128];
  snprintf(buf, sizeof buf, "SIGQUIT: quit\nPC=0x%llx m=%lld sigcode=%d\n", pc, static_cast<long long>(quit.m ? quit.m->id : 0), quit.code);
  std::string out = buf;
  // Those running now; they shall be shown as such although they have to stop for it.
  std::vector<G*> running;
  auto isRunning = [](G* g) { return g && statusOf(*g) == GStatus::running; };
  G* first = quit.m ? __atomic_load_n(&quit.m->curg, __ATOMIC_RELAXED) : nullptr;
  if (first && (isRunning(first) || statusOf(*first) == GStatus::syscall)) running.push_back(first);
  else first = nullptr;
  for (int32_t i = 0; i < rt.nproc; i++)
    if (M* m = rt.allp[static_cast<size_t>(i)]->m.load())
      if (G* g = __atomic_load_n(&m->curg, __ATOMIC_RELAXED); g != first && isRunning(g)) running.push_back(g);
  freezeForQuit(rt, me);
  if (rt.debug.traceback > 0) {
    if (running.empty()) out += "\ngoroutine 0 [idle]:\n";
    for (G* g : running) {
      out += "\n";
      tracebackG(rt, *g, out, !me || g != me->curg, "running");
    }
    tracebackOthers(rt, running, out);
    out += "\n";
    printRegisters(out);
  }
  printFlush(out);
  if (rt.atExit) rt.atExit(rt);
  crashExit(rt);
}

// Each thread needs a signal stack of its own: the kernel knows it by thread.
void minit(M& m) {
  signalM = &m;
  m.tid = gettid();
  constexpr size_t kAltStack = 64 << 10;
  if (!m.altstack) m.altstack = new char[kAltStack];
  stack_t ss{};
  ss.ss_sp = m.altstack;
  ss.ss_size = kAltStack;
  sigaltstack(&ss, &m.oldAltstack);
}

void unminit(M& m) {
  if (!m.altstack) return;
  sigaltstack(&m.oldAltstack, nullptr);
  signalM = nullptr;
  delete[] m.altstack;
  m.altstack = nullptr;
}

// Writing where nobody reads is an error of the call; package os ends the process by the signal where that is due. A handler
// rather than SIG_IGN, which programs started by us would inherit.
void handleSigpipe() {
  struct sigaction sa {};
  sa.sa_handler = [](int) {};
  sa.sa_flags = SA_RESTART | SA_ONSTACK;
  sigaction(SIGPIPE, &sa, nullptr);
}

void handleSigquit() {
  struct sigaction sa {};
  sa.sa_sigaction = onQuit;
  sa.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
  sigaction(SIGQUIT, &sa, nullptr);
}

void installSignals(Runtime& rt) {
  handleSigpipe();
  // Who started us with SIGQUIT ignored wants it so.
  struct sigaction old {};
  quit.rt = &rt;
  if (sigaction(SIGQUIT, nullptr, &old) == 0 && old.sa_handler != SIG_IGN) handleSigquit();
  struct sigaction sa {};
  sa.sa_sigaction = onFault;
  sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (int s : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigaction(s, &sa, nullptr);
}

}  // namespace vole::rt
