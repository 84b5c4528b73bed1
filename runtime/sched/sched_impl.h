// This file declares what the scheduler's files share; private to the run time.
#pragma once
#include "runtime/sched/sched.h"

namespace vole::rt {

void globrunqput(Runtime& rt, G* g);
G* globrunqget(Runtime& rt);
// Starts the thread that preempts long-running goroutines, once there is more than one.
void startSysmon(Runtime& rt);
// Code of a function, compiled first when it is lazy.
const void* entryOf(M& m, const FuncInfo* f);

}  // namespace vole::rt
