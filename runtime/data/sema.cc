// This file implements semaphores: waiters queue by the address they wait on.
#include "runtime/data/sema.h"

#include <unordered_map>

#include "runtime/data/chan_impl.h"
#include "runtime/data/sema_impl.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {

// Waiters by address, in buckets with a lock each. nwait is looked at without the lock: it is raised before the waiter looks
// at the count for the last time, and the releaser looks at it after raising the count, so that one of them sees the other.
struct alignas(64) SemaRoot {
  Lock lock;
  std::atomic<uint32_t> nwait{0};
  std::unordered_map<uint32_t*, waitq> queues;
};
struct SemaTable {
  static constexpr size_t kRoots = 251;
  SemaRoot roots[kRoots];
  SemaRoot& of(const uint32_t* addr) { return roots[(reinterpret_cast<uintptr_t>(addr) >> 3) % kRoots]; }
};
SemaTable* newSemaTable() { return new SemaTable; }
void freeSemaTable(SemaTable* t) { delete t; }

static bool cansemacquire(uint32_t* addr) {
  uint32_t v = __atomic_load_n(addr, __ATOMIC_ACQUIRE);
  while (v > 0)
    if (__atomic_compare_exchange_n(addr, &v, v - 1, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return true;
  return false;
}

static Status semaResumed(M& m, G& g);

// Queues s, or takes the count after all.
static Status semaWait(M& m, G& g, sudog* s, uint32_t* addr, bool lifo, WaitReason why) {
  SemaRoot& root = m.rt->semas->of(addr);
  root.lock.lock();
  root.nwait++;
  if (cansemacquire(addr)) {
    root.nwait--;
    root.lock.unlock();
    g.waiting = nullptr;
    releaseSudog(m, s);
    return Status::ok;
  }
  waitq& q = root.queues[addr];
  if (lifo && q.first) {
    s->prev = nullptr;
    s->next = q.first;
    q.first->prev = s;
    q.first = s;
  } else {
    enqueue(q, s);
  }
  g.waiting = s;
  g.resume = semaResumed;
  g.resumeArg[0] = lifo;
  return gopark(m, parkUnlock, root.lock.word(), why);
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
  return semaWait(m, g, s, addr, g.resumeArg[0] != 0, g.waitreason);
}

Status semacquire(M& m, uint32_t* addr, bool lifo, WaitReason why) {
  if (cansemacquire(addr)) return Status::ok;
  G& g = *m.curg;
  sudog* s = acquireSudog(m);
  s->g = &g;
  s->elem = addr;  // an object of the heap or a package variable, never a stack: sync's types escape when they block
  return semaWait(m, g, s, addr, lifo, why);
}

Status semrelease(M& m, uint32_t* addr, bool handoff) {
  __atomic_fetch_add(addr, 1, __ATOMIC_SEQ_CST);
  SemaRoot& root = m.rt->semas->of(addr);
  if (root.nwait == 0) return Status::ok;
  root.lock.lock();
  auto it = root.queues.find(addr);
  sudog* s = nullptr;
  if (it != root.queues.end()) {
    s = dequeue(it->second);
    if (!it->second.first) root.queues.erase(it);
  }
  if (s) root.nwait--;
  root.lock.unlock();
  if (!s) return Status::ok;
  bool mine = handoff && cansemacquire(addr);
  if (mine) s->ticket = 1;
  goready(m, s->g);
  // Direct hand-off: the waiter runs now, in what is left of our time slice.
  return mine ? goyield(m) : Status::ok;
}

bool semaForget(M& m, sudog* s) {
  auto* addr = static_cast<uint32_t*>(s->elem);
  SemaRoot& root = m.rt->semas->of(addr);
  LockGuard guard(root.lock);
  auto it = root.queues.find(addr);
  if (it == root.queues.end() || (!s->prev && !s->next && it->second.first != s)) return false;
  dequeueSudog(it->second, s);
  if (!it->second.first) root.queues.erase(it);
  root.nwait--;
  return true;
}

bool notifyListForget(sudog* s) {
  auto* l = static_cast<notifyList*>(s->elem);
  for (sudog *p = nullptr, *x = l->head; x; p = x, x = x->next) {
    if (x != s) continue;
    if (p) p->next = s->next;
    else l->head = s->next;
    if (l->tail == s) l->tail = p;
    s->next = nullptr;
    return true;
  }
  return false;
}

uint32_t notifyListAdd(notifyList* l) { return __atomic_fetch_add(&l->wait, 1, __ATOMIC_ACQ_REL); }

static uint32_t* lockOf(notifyList* l) { return reinterpret_cast<uint32_t*>(&l->lock); }

static Status notifyResumed(M& m, G& g) {
  sudog* s = g.waiting;
  g.waiting = nullptr;
  releaseSudog(m, s);
  return Status::ok;
}

Status notifyListWait(M& m, notifyList* l, uint32_t t) {
  lock(lockOf(l));
  if (static_cast<int32_t>(t - l->notify) < 0) {  // notified between Add and here
    unlock(lockOf(l));
    return Status::ok;
  }
  G& g = *m.curg;
  sudog* s = acquireSudog(m);
  s->g = &g;
  s->ticket = t;
  s->elem = l;
  if (l->tail) l->tail->next = s;
  else l->head = s;
  l->tail = s;
  g.waiting = s;
  g.resume = notifyResumed;
  return gopark(m, parkUnlock, lockOf(l), WaitReason::condWait);
}

void notifyListNotifyAll(M& m, notifyList* l) {
  if (__atomic_load_n(&l->wait, __ATOMIC_ACQUIRE) == __atomic_load_n(&l->notify, __ATOMIC_ACQUIRE)) return;
  lock(lockOf(l));
  sudog* s = l->head;
  l->head = l->tail = nullptr;
  __atomic_store_n(&l->notify, __atomic_load_n(&l->wait, __ATOMIC_ACQUIRE), __ATOMIC_RELEASE);
  unlock(lockOf(l));
  while (s) {
    sudog* next = s->next;
    s->next = nullptr;
    goready(m, s->g);
    s = next;
  }
}

void notifyListNotifyOne(M& m, notifyList* l) {
  if (__atomic_load_n(&l->wait, __ATOMIC_ACQUIRE) == __atomic_load_n(&l->notify, __ATOMIC_ACQUIRE)) return;
  lock(lockOf(l));
  uint32_t t = l->notify;
  if (t == __atomic_load_n(&l->wait, __ATOMIC_ACQUIRE)) {
    unlock(lockOf(l));
    return;
  }
  __atomic_store_n(&l->notify, t + 1, __ATOMIC_RELEASE);
  // Waiters may have queued in another order than they took tickets.
  for (sudog *p = nullptr, *s = l->head; s; p = s, s = s->next) {
    if (s->ticket != t) continue;
    if (p) p->next = s->next;
    else l->head = s->next;
    if (l->tail == s) l->tail = p;
    s->next = nullptr;
    unlock(lockOf(l));
    goready(m, s->g);
    return;
  }
  unlock(lockOf(l));
}

}  // namespace vole::rt
