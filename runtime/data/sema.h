// This file declares the sleeping half of sync: semaphores by address, and the ticketed list behind sync.Cond.
#pragma once
#include "runtime/sched/g.h"
#include "runtime/sched/m.h"

namespace vole::rt {

// sync.runtime_Semacquire and friends: waits until *addr > 0 and takes one. lifo: to the queue's head (mutex starvation).
Status semacquire(M& m, uint32_t* addr, bool lifo, WaitReason why);
// Adds one and wakes a waiter; handoff: it runs at once, in the rest of this goroutine's time (Status::yield).
Status semrelease(M& m, uint32_t* addr, bool handoff);

// sync.notifyList: {wait uint32; notify uint32; lock uintptr; head, tail unsafe.Pointer}.
struct notifyList {
  uint32_t wait;
  uint32_t notify;
  uint64_t lock;
  sudog* head;
  sudog* tail;
};
uint32_t notifyListAdd(notifyList* l);
Status notifyListWait(M& m, notifyList* l, uint32_t t);
void notifyListNotifyAll(M& m, notifyList* l);
void notifyListNotifyOne(M& m, notifyList* l);

// Takes the waiter of a goroutine that is to end off its queue; false: it is not there. The world is stopped.
bool semaForget(M& m, sudog* s);
bool notifyListForget(sudog* s);

}  // namespace vole::rt
