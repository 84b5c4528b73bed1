// This file declares what the scheduler's files share; private to the run time.
#pragma once
#include "runtime/sched/sched.h"

namespace vole::rt {

// ---- runq.cc. Global queue and idle lists: Sched::lock is held.
void globrunqput(Runtime& rt, G* g);
void globrunqputBatch(Runtime& rt, G* head, G* tail, int32_t n);
G* globrunqget(Runtime& rt);
// A fair share of the global queue: the first is answered, the rest goes to p.
G* globrunqgetShare(Runtime& rt, P& p);
void pidleput(Runtime& rt, P* p);
P* pidleget(Runtime& rt);

// ---- proc.cc
void casgstatus(G* g, GStatus from, GStatus to);
// After execute() or a continuation has left with m.leave set: does to the goroutine what it asked for.
void left(M& m);
// Sets m.guard for the running goroutine, unless something wants it at a safepoint.
void armGuard(M& m);
// Makes the goroutines of a list (schedlink, waiting) runnable from anywhere; p null: no P is held.
void injectglist(Runtime& rt, P* p, G* list);
// Code of a function, compiled first when it is lazy.
const void* entryOf(M& m, const FuncInfo* f);

// ---- loop.cc
void acquirep(M& m, P* p);
P* releasep(M& m);
void stopm(M& m);
void startm(Runtime& rt, P* p, bool spinning);
void handoffp(Runtime& rt, P* p);
void wakep(Runtime& rt);
void stoplockedm(M& m);
void incidlelocked(Runtime& rt, int32_t v);
// Looks whether all goroutines wait for ever. Sched::lock is held.
void checkdead(Runtime& rt, M& m);
void wakeNetPoller(Runtime& rt, int64_t when);
// The program ends with m.exitCode.
void exitProgram(M& m);
// Ends the threads of all Ms but m0. False: some are in system calls and cannot.
bool endThreads(Runtime& rt);
// Registers m with the thread that runs on it (signal stack). signals.cc
void minit(M& m);
// The same thread gives m up: its signal stack is again the one it had before (a sanitizer's).
void unminit(M& m);
void installSignals(Runtime& rt);
void forgetSignals(Runtime& rt);
// After SIGQUIT: prints all goroutines and ends the process; sysmon calls it, or m0 while it is the only thread.
bool quitWanted();
[[noreturn]] void dumpForQuit(Runtime& rt, M* me);

// ---- stw.cc
void gcstopm(M& m);
void preemptone(P& p);
void preemptall(Runtime& rt);
// n Ps instead of what there are; the world is stopped. Answers those with work, linked.
P* procresize(M& m, int32_t n);
// The program dies: stops others as far as that goes in a few milliseconds. Second caller: never returns.
void freezeTheWorld(M& m);
void freezeForQuit(Runtime& rt, M* me);  // me: null on a thread without one

// ---- sysmon.cc
// Starts the thread that watches, once there is something to watch.
void startSysmon(Runtime& rt);
inline void wakeSysmon(Runtime& rt);
void stopSysmon(Runtime& rt);

}  // namespace vole::rt

#include "runtime/runtime.h"
namespace vole::rt {
inline void wakeSysmon(Runtime& rt) {
  if (__builtin_expect(rt.sched.sysmonwait.load(std::memory_order_relaxed), 0) && rt.sched.sysmonwait.exchange(false))
    notewakeup(rt.sched.sysmonnote);
}
}  // namespace vole::rt
