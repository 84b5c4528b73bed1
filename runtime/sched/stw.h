// This file declares how the collector and GOMAXPROCS stop all goroutines.
#pragma once
#include "runtime/sched/m.h"

namespace vole::rt {

class Runtime;

// Stops every other M at a safepoint, in the scheduler or in a system call it cannot return from before the world starts.
// The caller is at a safepoint itself: m.save has been done, or m.curg is null. Then every g.sched is valid, no P's cache or
// lists are in use, no run-time lock is held by anybody else. Calls do not nest; another M's stop is waited for, during which
// the goroutine's stack may be scanned but not moved. Must not be called with a lock held.
void stopTheWorld(M& m, const char* why);
void startTheWorld(M& m);
// As stopTheWorld, but false at once when somebody else has stopped or is stopping the world: the caller goes to a safepoint.
bool tryStopTheWorld(M& m, const char* why);

}  // namespace vole::rt
