// This file declares what channels, select and semaphores share; private to the run time.
#pragma once
#include "runtime/base/lock.h"
#include "runtime/data/chan.h"

namespace vole::rt {

// Sends without waiting if there is room or a receiver, and the channel is open: for timers.
void chanoffer(M& m, hchan* c, const void* elem);
sudog* acquireSudog(M& m);
void releaseSudog(M& m, sudog* s);
// Queues belong to their lock's holder.
void enqueue(waitq& q, sudog* s);
sudog* dequeue(waitq& q);
void dequeueSudog(waitq& q, sudog* s);
void wakeSudog(M& m, sudog* s, bool success);
// c is locked, and unlocked again when something could be done. False: the operation would block. trySend: c is open.
bool trySend(M& m, hchan* c, const void* elem);
bool tryRecv(M& m, hchan* c, void* elem, bool* ok);

}  // namespace vole::rt
