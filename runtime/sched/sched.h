// This file declares the scheduler: making goroutines, parking and readying them, the loop that chooses, safepoints.
#pragma once
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"
#include "runtime/sched/p.h"

namespace vole::rt {

class Runtime;

// The go statement: a new goroutine that runs closure fn (no parameters, no results); m.save must have been done: the
// creator's pc is recorded for traces. fn is not nil.
G* newproc(M& m, void* fn, bool byTimer = false);
// As newproc, for the run time's own goroutines (finalizers).
G* newSystemproc(M& m, void* fn);

// Parks the running goroutine; always Status::parked, to be returned to the interpreter. Everything it must do when woken is
// in g.resume. The caller has put the goroutine where a waker finds it, under a lock that the waker takes too; the lock stays
// held until the goroutine has left the interpreter: then unlockf(m, g, lock) is called, by default parkUnlock.
Status gopark(M& m, UnlockFn unlockf, void* lock, WaitReason why);
Status gopark(M& m, WaitReason why);  // nobody can wake it yet, or ever
bool parkUnlock(M& m, G* g, void* lock);  // lock is a word of base/lock.h
// Makes a parked goroutine runnable; it runs next on this P (next = true, as Go's goready) or from the queue's tail.
void goready(M& m, G* g, bool next = true);
// runtime.Gosched: to the global queue's tail. Returns Status::yield.
Status gosched(M& m);
// To this P's tail.
Status goyield(M& m);
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
// Others may run on this P meanwhile; the goroutine's stack may be read but stays where it is. In between nothing of the run
// time may be used but what takes no M. errno survives. Calls do not nest.
void entersyscall(M& m);
// The same, for calls that are sure to block: gives the P away at once.
void entersyscallblock(M& m);
void exitsyscall(M& m);

// runtime.LockOSThread: this goroutine runs on this M, and nothing else does. Calls nest.
void lockOSThread(M& m);
void unlockOSThread(M& m);
// runtime.GOMAXPROCS: the old value; n <= 0 only asks.
int64_t setGomaxprocs(M& m, int64_t n);

// The run time's own way with SIGPIPE: the write that raised it fails with EPIPE, nothing else.
void handleSigpipe();
void handleSigquit();  // a dump of all goroutines, and the end

// Who initialises a package variable: a number above kInitDone for the running goroutine, and whether that of another one may
// still be at it. A goroutine that was ended from outside is not; initialisers may begin anew then.
int64_t initHolder(const M& m);
bool initHolderLives(const M& m, int64_t holder);

int64_t nanotime();  // monotonic
int64_t walltime(int32_t* nsec);  // seconds since 1970

}  // namespace vole::rt
