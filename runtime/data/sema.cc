// This file implements semaphores: waiters queue by the address they wait on.
#include "runtime/data/sema.h"

#include <unordered_map>

#include "runtime/data/chan_impl.h"
#include "runtime/data/sema_impl.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {

struct SemaTable {
  std::unordered_map<uint32_t*, waitq> queues;
};
SemaTable* newSemaTable() { return new SemaTable; }
void freeSemaTable(SemaTable* t) { delete t; }

static bool cansemacquire(uint32_t* addr) {
  uint32_t v = __atomic_load_n(addr, __ATOMIC_ACQUIRE);
  while (v > 0)
    if (__atomic_compare_exchange_n(addr, &v, v - 1, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return true;
  return false;
}

static Status semaResumed(M& m, G& g) {
  sudog* s = g.waiting;
  auto* addr = static_cast<uint32_t*>(s->elem);
  // ticket: the releaser took the count on our behalf. Otherwise somebody else may have been quicker: wait again.
  if (s->ticket || cansemacquire(addr)) {
    g.waiting = nullptr;
    releaseSudog(m, s);
    return Status::ok;
  }
  waitq& q = m.rt->semas->queues[addr];
  enqueue(q, s);
  g.resume = semaResumed;
  return gopark(m, g.waitreason);
}

Status semacquire(M& m, uint32_t* addr, bool lifo, WaitReason why) {
  if (cansemacquire(addr)) return Status::ok;
  G& g = *m.curg;
  sudog* s = acquireSudog(m);
  s->g = &g;
  s->elem = addr;  // an object of the heap or a package variable, never a stack: sync's types escape when they block
  waitq& q = m.rt->semas->queues[addr];
  if (lifo && q.first) {
    s->next = q.first;
    q.first->prev = s;
    q.first = s;
  } else {
    enqueue(q, s);
  }
  g.waiting = s;
  g.resume = semaResumed;
  return gopark(m, why);
}

Status semrelease(M& m, uint32_t* addr, bool handoff) {
  __atomic_fetch_add(addr, 1, __ATOMIC_ACQ_REL);
  auto& queues = m.rt->semas->queues;
  if (queues.empty()) return Status::ok;
  auto it = queues.find(addr);
  if (it == queues.end()) return Status::ok;
  sudog* s = dequeue(it->second);
  if (!it->second.first) queues.erase(it);
  if (!s) return Status::ok;
  if (handoff && cansemacquire(addr)) s->ticket = 1;
  goready(m, s->g);
  if (s->ticket) {
    // Direct hand-off: the waiter runs now, in what is left of our time slice.
    m.curg->status = GStatus::runnable;
    runqput(*m.p, m.curg, false);
    return Status::yield;
  }
  return Status::ok;
}

uint32_t notifyListAdd(notifyList* l) { return __atomic_fetch_add(&l->wait, 1, __ATOMIC_ACQ_REL); }

static Status notifyResumed(M& m, G& g) {
  sudog* s = g.waiting;
  g.waiting = nullptr;
  releaseSudog(m, s);
  return Status::ok;
}

Status notifyListWait(M& m, notifyList* l, uint32_t t) {
  if (static_cast<int32_t>(t - l->notify) < 0) return Status::ok;  // notified between Add and here
  G& g = *m.curg;
  sudog* s = acquireSudog(m);
  s->g = &g;
  s->ticket = t;
  if (l->tail) l->tail->next = s;
  else l->head = s;
  l->tail = s;
  g.waiting = s;
  g.resume = notifyResumed;
  return gopark(m, WaitReason::condWait);
}

void notifyListNotifyAll(M& m, notifyList* l) {
  sudog* s = l->head;
  l->head = l->tail = nullptr;
  l->notify = l->wait;
  while (s) {
    sudog* next = s->next;
    s->next = nullptr;
    goready(m, s->g);
    s = next;
  }
}

void notifyListNotifyOne(M& m, notifyList* l) {
  if (l->wait == l->notify) return;
  uint32_t t = l->notify++;
  // Waiters may have queued in another order than they took tickets.
  for (sudog *p = nullptr, *s = l->head; s; p = s, s = s->next) {
    if (s->ticket != t) continue;
    if (p) p->next = s->next;
    else l->head = s->next;
    if (l->tail == s) l->tail = p;
    s->next = nullptr;
    goready(m, s->g);
    return;
  }
}

}  // namespace vole::rt
