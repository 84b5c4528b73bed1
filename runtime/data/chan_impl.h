// This file declares what channels, select and semaphores share; private to the run time.
#pragma once
#include "runtime/data/chan.h"

namespace vole::rt {

sudog* acquireSudog(M& m);
void releaseSudog(M& m, sudog* s);
void enqueue(waitq& q, sudog* s);
sudog* dequeue(waitq& q);
void dequeueSudog(waitq& q, sudog* s);
void wakeSudog(M& m, sudog* s, bool success);
// Without waiting: false when the operation would block. trySend: c is open.
bool trySend(M& m, hchan* c, const void* elem);
bool tryRecv(M& m, hchan* c, void* elem, bool* ok);

}  // namespace vole::rt
