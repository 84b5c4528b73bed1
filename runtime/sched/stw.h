// This file declares how the collector and GOMAXPROCS stop goroutines: all of them, or one at a time.
#pragma once
#include "runtime/sched/m.h"

namespace vole::rt {

class Runtime;
struct G;
struct P;

// Stops every other M at a safepoint, in the scheduler or in a system call it cannot return from before the world starts.
// The caller is at a safepoint itself: m.save has been done, or m.curg is null. Then every g.sched is valid, no P's cache or
// lists are in use, no run-time lock is held by anybody else. Calls do not nest; another M's stop is waited for, during which
// the goroutine's stack may be scanned but not moved. Must not be called with a lock held.
void stopTheWorld(M& m, const char* why);
void startTheWorld(M& m);
// As stopTheWorld, but false at once when somebody else has stopped or is stopping the world: the caller goes to a safepoint.
bool tryStopTheWorld(M& m, const char* why);

// Stops goroutine g (not the caller's) without stopping others: its stack and g.sched hold still until resumeG. False: g is
// dead. A goroutine in a system call stays in it, and waits on its way out.
bool suspendG(M& m, G* g);
void resumeG(M& m, G* g);

// Calls fn(g) for every goroutine ever made, dead ones included. Goroutines made meanwhile may or may not be seen; they are
// never freed. Safe at any time.
template <class F>
void forEachG(Runtime& rt, F fn);

// Calls fn for each P when its owner is at a safepoint, or by the caller when nobody owns it. Returns when all are done.
// The caller is at a safepoint. fn takes no lock to the left of Sched::lock (base/lock.h).
void forEachP(M& m, void (*fn)(M& m, P& p, void* arg), void* arg);

}  // namespace vole::rt

#include "runtime/sched/stw_impl.h"
