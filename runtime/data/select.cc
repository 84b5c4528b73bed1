// This file implements select: one pass in random order for a case that is ready; else wait on all, and when woken leave
// the queues of the others.
#include "runtime/data/select.h"

#include "runtime/data/chan_impl.h"
#include "runtime/panic/error.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"

namespace vole::rt {

static Status selectResumed(M& m, G& g) {
  auto* fired = static_cast<sudog*>(g.param);
  g.param = nullptr;
  sudog* s = g.waiting;
  g.waiting = nullptr;
  g.selectDone = false;
  int chosen = -1;
  bool success = false, wasSend = false;
  while (s) {
    sudog* next = s->waitlink;
    bool send = s->ticket != 0;
    if (s == fired) {
      chosen = s->caseIndex;
      success = s->success;
      wasSend = send;
    } else {
      dequeueSudog(send ? s->c->sendq : s->c->recvq, s);
    }
    releaseSudog(m, s);
    s = next;
  }
  g.slotAt(g.resumeOff[0])->i = chosen;
  if (Slot* ok = g.slotAt(g.resumeOff[1])) ok->u = success && !wasSend;
  if (wasSend && !success) return panicPlain(m, "send on closed channel");
  return Status::ok;
}

Status selectgo(M& m, const scase* cases, int n, bool block, Slot* chosen, Slot* recvOK) {
  G& g = *m.curg;
  // A random permutation, grown by insertion at a random place; nil channels never are ready.
  uint16_t inlineOrder[64];
  uint16_t* order = n <= 64 ? inlineOrder : new uint16_t[static_cast<size_t>(n)];
  int k = 0;
  for (int i = 0; i < n; i++) {
    if (!cases[i].c) continue;
    uint32_t j = fastrandn(m, static_cast<uint32_t>(k + 1));
    order[k] = order[j];
    order[j] = static_cast<uint16_t>(i);
    k++;
  }
  auto done = [&](int i, bool ok) {
    chosen->i = i;
    if (recvOK) recvOK->u = ok;
    if (order != inlineOrder) delete[] order;
    return Status::ok;
  };
  for (int x = 0; x < k; x++) {
    const scase& c = cases[order[x]];
    if (c.send) {
      if (c.c->closed) {
        if (order != inlineOrder) delete[] order;
        return panicPlain(m, "send on closed channel");
      }
      if (trySend(m, c.c, c.elem)) return done(order[x], false);
    } else {
      bool ok;
      if (tryRecv(m, c.c, c.elem, &ok)) return done(order[x], ok);
    }
  }
  if (!block) return done(-1, false);
  if (k == 0) {
    done(-1, false);
    return gopark(m, n == 0 ? WaitReason::selectNoCases : WaitReason::selectWait);
  }
  sudog** tail = &g.waiting;
  for (int x = 0; x < k; x++) {
    const scase& c = cases[order[x]];
    sudog* s = acquireSudog(m);
    s->g = &g;
    s->isSelect = true;
    s->elem = c.elem;
    s->c = c.c;
    s->caseIndex = order[x];
    s->ticket = c.send;  // the direction, for leaving the right queue
    *tail = s;
    tail = &s->waitlink;
    enqueue(c.send ? c.c->sendq : c.c->recvq, s);
  }
  *tail = nullptr;
  g.param = nullptr;
  g.selectDone = false;
  g.resumeOff[0] = g.offsetOf(chosen);
  g.resumeOff[1] = g.offsetOf(recvOK);
  g.resume = selectResumed;
  if (order != inlineOrder) delete[] order;
  return gopark(m, WaitReason::selectWait);
}

}  // namespace vole::rt
