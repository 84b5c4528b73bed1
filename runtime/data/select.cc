// This file implements select: with all channels locked one pass in random order for a case that is ready; else it waits on
// all, and when woken leaves the queues of the others.
#include "runtime/data/select.h"

#include <algorithm>

#include "runtime/data/chan_impl.h"
#include "runtime/panic/error.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"

namespace vole::rt {
namespace {

// The channels of a waiting select in the order of their addresses, which is that of g.waiting; the same channel may stand
// there more than once, one after the other.
void lockWaiting(sudog* list) {
  hchan* last = nullptr;
  for (sudog* s = list; s; s = s->waitlink) {
    if (s->c != last) lock(&s->c->lock);
    last = s->c;
  }
}
void unlockWaiting(sudog* list) {
  for (sudog* s = list; s;) {
    // Once the last lock is gone the list may be, too.
    hchan* c = s->c;
    while (s && s->c == c) s = s->waitlink;
    unlock(&c->lock);
  }
}

bool selectCommit(M&, G* g, void*) {
  unlockWaiting(g->waiting);
  return true;
}

Status selectResumed(M& m, G& g) {
  sudog* list = g.waiting;
  lockWaiting(list);
  g.selectDone = false;
  auto* fired = static_cast<sudog*>(g.param);
  g.param = nullptr;
  int chosen = -1;
  bool success = false, wasSend = false;
  for (sudog* s = list; s; s = s->waitlink) {
    bool send = s->ticket != 0;
    if (s == fired) {
      chosen = s->caseIndex;
      success = s->success;
      wasSend = send;
    } else {
      dequeueSudog(send ? s->c->sendq : s->c->recvq, s);
    }
  }
  g.waiting = nullptr;
  unlockWaiting(list);
  while (sudog* s = list) {
    list = s->waitlink;
    releaseSudog(m, s);
  }
  g.slotAt(g.resumeOff[0])->i = chosen;
  if (Slot* ok = g.slotAt(g.resumeOff[1])) ok->u = success && !wasSend;
  if (wasSend && !success) return panicPlain(m, "send on closed channel");
  return Status::ok;
}

}  // namespace

Status selectgo(M& m, const scase* cases, int n, bool block, Slot* chosen, Slot* recvOK) {
  G& g = *m.curg;
  // A random permutation, grown by insertion at a random place, and the order of locking; nil channels never are ready.
  uint16_t inlineOrder[64];
  uint16_t* order = n <= 32 ? inlineOrder : new uint16_t[static_cast<size_t>(n) * 2];
  uint16_t* lockOrder = order + n;
  int k = 0;
  for (int i = 0; i < n; i++) {
    if (!cases[i].c) continue;
    uint32_t j = fastrandn(m, static_cast<uint32_t>(k + 1));
    order[k] = order[j];
    order[j] = static_cast<uint16_t>(i);
    k++;
  }
  std::copy(order, order + k, lockOrder);
  auto before = [&](uint16_t a, uint16_t b) { return cases[a].c < cases[b].c; };
  if (k == 2) {
    if (before(lockOrder[1], lockOrder[0])) std::swap(lockOrder[0], lockOrder[1]);
  } else if (k > 2) {
    std::sort(lockOrder, lockOrder + k, before);
  }
  for (int x = 0; x < k; x++)
    if (x == 0 || cases[lockOrder[x]].c != cases[lockOrder[x - 1]].c) lock(&cases[lockOrder[x]].c->lock);
  // but: a channel that has been unlocked already.
  auto unlockAll = [&](const hchan* but) {
    for (int x = k - 1; x >= 0; x--) {
      hchan* c = cases[lockOrder[x]].c;
      if ((x == 0 || c != cases[lockOrder[x - 1]].c) && c != but) unlock(&c->lock);
    }
  };
  auto done = [&](int i, bool ok) {
    chosen->i = i;
    if (recvOK) recvOK->u = ok;
    if (order != inlineOrder) delete[] order;
    return Status::ok;
  };
  for (int x = 0; x < k; x++) {
    const scase& c = cases[order[x]];
    bool ok = false, did;
    if (c.send && c.c->closed) {
      unlockAll(nullptr);
      if (order != inlineOrder) delete[] order;
      return panicPlain(m, "send on closed channel");
    }
    if (c.send) did = trySend(m, c.c, c.elem);
    else did = tryRecv(m, c.c, c.elem, &ok);
    if (!did) continue;
    unlockAll(c.c);
    return done(order[x], ok);
  }
  if (!block) {
    unlockAll(nullptr);
    return done(-1, false);
  }
  if (k == 0) {
    done(-1, false);
    return gopark(m, n == 0 ? WaitReason::selectNoCases : WaitReason::selectWait);
  }
  g.param = nullptr;
  g.selectDone = false;
  sudog** tail = &g.waiting;
  for (int x = 0; x < k; x++) {
    const scase& c = cases[lockOrder[x]];
    sudog* s = acquireSudog(m);
    s->g = &g;
    s->isSelect = true;
    s->elem = c.elem;
    s->c = c.c;
    s->caseIndex = lockOrder[x];
    s->ticket = c.send;  // the direction, for leaving the right queue
    *tail = s;
    tail = &s->waitlink;
    enqueue(c.send ? c.c->sendq : c.c->recvq, s);
  }
  *tail = nullptr;
  g.resumeOff[0] = g.offsetOf(chosen);
  g.resumeOff[1] = g.offsetOf(recvOK);
  g.resume = selectResumed;
  if (order != inlineOrder) delete[] order;
  return gopark(m, selectCommit, nullptr, WaitReason::selectWait);
}

}  // namespace vole::rt
