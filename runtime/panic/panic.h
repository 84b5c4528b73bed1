// This file declares defer, panic, recover and Goexit. Deferred calls run as ordinary frames on the goroutine's own stack:
// nothing here recurses. A panic pushes the pseudo frame of gopanic above the frame that panicked and calls deferred
// closures from there; they return to Hooks::panicReturnPC, whose handler calls panicReturn.
#pragma once
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"

namespace vole::rt {

// defer fn, for the frame fp at pc (inside its function). fn may be nil: the panic comes when it runs.
void deferproc(M& m, Slot* fp, const void* pc, void* fn);
// A token for range-over-func bodies: calls pushed on it run when the frame fp returns, in the order of all its defers.
void* deferToken(M& m, Slot* fp, const void* pc);
void deferprocAt(M& m, void* token, void* fn);
// Pops this frame's next deferred call; false when there is none. *fn is the closure, may be nil (then panicNilDeref).
bool deferpop(M& m, Slot* fp, void** fn);

// panic(v). m.save has been done. Returns Status::panic. via: for the run time's own panics.
Status gopanic(M& m, eface v, PanicVia via = {});
// recover() executed in frame fp. For `defer recover()`, which runs in a thunk of the compiler, fp is the thunk's caller's
// frame (fp[-1]): recover is then called by whoever deferred it, and does nothing when it is itself the deferred function.
eface gorecover(M& m, Slot* fp);
// A deferred call made by a panic has returned: next one, or back to the recovered frame. Status::reload or exit.
Status panicReturn(M& m);
// runtime.Goexit.
Status goexit(M& m);
// main.main has returned.
Status mainReturn(M& m);

// Forgets the goroutine's panics and deferred calls: it ends without them.
void dropDeferred(M& m);

}  // namespace vole::rt
