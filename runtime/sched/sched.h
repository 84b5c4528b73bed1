// This file declares the scheduler: making goroutines, parking and readying them, the loop that chooses, safepoints.
#pragma once
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"
#include "runtime/sched/p.h"

namespace vole::rt {

class Runtime;

// The go statement: a new goroutine that runs closure fn (no parameters, no results); m.save must have been done: the
// creator's pc is recorded for traces. fn is not nil.
G* newproc(M& m, void* fn);
// As newproc, for the run time's own goroutines (finalizers).
G* newSystemproc(M& m, void* fn);

// Parks the running goroutine; always Status::parked, to be returned to the interpreter. Everything it must do when woken is
// in g.resume. The caller has published the goroutine where a waker finds it.
Status gopark(M& m, WaitReason why);
// Makes a parked goroutine runnable; it runs next on this P (next = true, as Go's goready) or from the queue's tail.
void goready(M& m, G* g, bool next = true);
// runtime.Gosched: to the global queue's tail. Returns Status::yield.
Status gosched(M& m);
// End of the goroutine's function (handler GoExit). Returns Status::exit.
Status goexit0(M& m);

// The slow half of every guard comparison (calls, StackCheck, backward branches). need: the highest slot the frame to come
// must reach (new fp plus its own need, at least fp + red zone is checked); m.save or saveAt has been done, sched.pc is the
// instruction to execute again or the branch target. Collects, grows the stack, yields. Status::reload: take pc and fp from
// g.sched and complete the call without comparing again (under VOLE_STACKSTRESS the guard stays tripped); Status::yield: leave execute(); Status::panic, exit as ever.
Status safepoint(M& m, Slot* need);

// Asks the goroutine running on m to pass a safepoint soon.
void requestPreempt(M& m);

// One M's loop: runs goroutines until the program ends; returns the exit status.
int schedule(M& m);

// ---- system calls: around a blocking call of a native that holds no heap pointer ----
void entersyscall(M& m);
void exitsyscall(M& m);

int64_t nanotime();  // monotonic
int64_t walltime(int32_t* nsec);  // seconds since 1970

}  // namespace vole::rt
