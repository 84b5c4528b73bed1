// This file implements channels. A value goes from the sender's memory to the receiver's directly when one of them waits;
// the waiter then finds in g.param the sudog whose success says whether it was served or the channel was closed.
#include "runtime/data/chan.h"

#include <cstring>

#include "runtime/base/assert.h"
#include "runtime/data/chan_impl.h"
#include "runtime/mem/malloc.h"
#include "runtime/panic/error.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"

namespace vole::rt {

// A P keeps so many; a goroutine may take its sudog on one P and give it back on another.
constexpr int32_t kMaxFreeSudogs = 128;

sudog* acquireSudog(M& m) {
  P& p = *m.p;
  sudog* s = p.sudogfree;
  if (!s) return new sudog{};
  p.sudogfree = s->next;
  p.nsudogfree--;
  *s = sudog{};
  return s;
}

void releaseSudog(M& m, sudog* s) {
  P& p = *m.p;
  if (p.nsudogfree >= kMaxFreeSudogs) {
    delete s;
    return;
  }
  s->next = p.sudogfree;
  p.sudogfree = s;
  p.nsudogfree++;
}

void enqueue(waitq& q, sudog* s) {
  s->next = nullptr;
  s->prev = q.last;
  if (q.last) q.last->next = s;
  else q.first = s;
  q.last = s;
}

sudog* dequeue(waitq& q) {
  for (;;) {
    sudog* s = q.first;
    if (!s) return nullptr;
    q.first = s->next;
    if (q.first) q.first->prev = nullptr;
    else q.last = nullptr;
    s->next = s->prev = nullptr;
    // A select waits on several channels: the first to wake it wins, its other sudogs are stale.
    if (s->isSelect && s->g->selectDone.exchange(true)) continue;
    return s;
  }
}

void dequeueSudog(waitq& q, sudog* s) {
  if (!s->prev && !s->next && q.first != s) return;  // taken off already
  if (s->prev) s->prev->next = s->next;
  else q.first = s->next;
  if (s->next) s->next->prev = s->prev;
  else q.last = s->prev;
  s->next = s->prev = nullptr;
}

static const Type* hchanType(Runtime& rt) {
  static_assert(sizeof(hchan) == 96 && offsetof(hchan, buf) == 16);
  if (!rt.hchanType) rt.hchanType = rt.types.memoryType(sizeof(hchan), 8, {false, false, true}, "runtime.hchan");
  return rt.hchanType;
}

hchan* makechan(M& m, const ChanType* t, int64_t size) {
  const Type* e = t->elem;
  if (size < 0 || (e->size && static_cast<uint64_t>(size) > (static_cast<uint64_t>(kMaxAlloc) - sizeof(hchan)) / e->size)) {
    panicPlain(m, "makechan: size out of range");
    return nullptr;
  }
  uint64_t bytes = e->size * static_cast<uint64_t>(size);
  hchan* c;
  if (bytes == 0 || !e->ptrdata) {
    // Nothing in it for the collector: the buffer follows the header. (Queues hold sudogs, which are not collected.)
    c = static_cast<hchan*>(mallocgc(m, sizeof(hchan) + bytes, nullptr, true));
    c->buf = c + 1;
  } else {
    c = static_cast<hchan*>(newobject(m, hchanType(*m.rt)));
    c->buf = newarray(m, e, size);
  }
  c->elemsize = static_cast<uint16_t>(e->size);
  c->elemtype = e;
  c->dataqsiz = static_cast<uint64_t>(size);
  return c;
}

char* chanbuf(hchan* c, uint64_t i) { return static_cast<char*>(c->buf) + i * c->elemtype->size; }

static void copyElem(M& m, hchan* c, void* dst, const void* src) { typedmemmove(m, c->elemtype, dst, src); }

void wakeSudog(M& m, sudog* s, bool success) {
  G* g = s->g;
  s->success = success;
  g->param = s;
  goready(m, g);
}

bool trySend(M& m, hchan* c, const void* elem) {
  if (sudog* r = dequeue(c->recvq)) {
    if (r->elem) {
      copyElem(m, c, r->elem, elem);
      r->elem = nullptr;
    }
    unlock(&c->lock);
    wakeSudog(m, r, true);
    return true;
  }
  if (c->qcount < c->dataqsiz) {
    copyElem(m, c, chanbuf(c, c->sendx), elem);
    if (++c->sendx == c->dataqsiz) c->sendx = 0;
    __atomic_store_n(&c->qcount, c->qcount + 1, __ATOMIC_RELAXED);
    unlock(&c->lock);
    return true;
  }
  return false;
}

bool tryRecv(M& m, hchan* c, void* elem, bool* ok) {
  if (c->closed && c->qcount == 0) {
    unlock(&c->lock);
    if (elem) typedmemclr(m, c->elemtype, elem);
    *ok = false;
    return true;
  }
  if (sudog* s = dequeue(c->sendq)) {
    if (c->dataqsiz == 0) {
      if (elem) copyElem(m, c, elem, s->elem);
    } else {
      // Full: take the oldest, and let the sender's value have its cell, which is the queue's tail too.
      char* cell = chanbuf(c, c->recvx);
      if (elem) copyElem(m, c, elem, cell);
      copyElem(m, c, cell, s->elem);
      if (++c->recvx == c->dataqsiz) c->recvx = 0;
      c->sendx = c->recvx;
    }
    s->elem = nullptr;
    unlock(&c->lock);
    wakeSudog(m, s, true);
    *ok = true;
    return true;
  }
  if (c->qcount > 0) {
    char* cell = chanbuf(c, c->recvx);
    if (elem) copyElem(m, c, elem, cell);
    typedmemclr(m, c->elemtype, cell);
    if (++c->recvx == c->dataqsiz) c->recvx = 0;
    __atomic_store_n(&c->qcount, c->qcount - 1, __ATOMIC_RELAXED);
    unlock(&c->lock);
    *ok = true;
    return true;
  }
  return false;
}

static sudog* waitOn(M& m, hchan* c, waitq& q, void* elem) {
  sudog* s = acquireSudog(m);
  G* g = m.curg;
  s->g = g;
  s->c = c;
  s->elem = elem;
  g->waiting = s;
  g->param = nullptr;
  enqueue(q, s);
  return s;
}

// Ends a wait on one channel: whether it was served.
static bool endWait(M& m, G& g) {
  sudog* s = g.waiting;
  g.waiting = nullptr;
  bool success = s->success;
  g.param = nullptr;
  releaseSudog(m, s);
  return success;
}

static Status sendResumed(M& m, G& g) { return endWait(m, g) ? Status::ok : panicPlain(m, "send on closed channel"); }

static Status recvResumed(M& m, G& g) {
  bool ok = endWait(m, g);
  if (Slot* s = g.slotAt(g.resumeOff[0])) s->u = ok;
  return Status::ok;
}

Status chansend(M& m, hchan* c, const void* elem) {
  if (!c) return gopark(m, WaitReason::chanSendNil);
  lock(&c->lock);
  if (c->closed) {
    unlock(&c->lock);
    return panicPlain(m, "send on closed channel");
  }
  if (trySend(m, c, elem)) return Status::ok;
  waitOn(m, c, c->sendq, const_cast<void*>(elem));
  m.curg->resume = sendResumed;
  return gopark(m, parkUnlock, &c->lock, WaitReason::chanSend);
}

Status chanrecv(M& m, hchan* c, void* elem, Slot* ok) {
  if (!c) return gopark(m, WaitReason::chanRecvNil);
  lock(&c->lock);
  bool got;
  if (tryRecv(m, c, elem, &got)) {
    if (ok) ok->u = got;
    return Status::ok;
  }
  waitOn(m, c, c->recvq, elem);
  m.curg->resumeOff[0] = m.curg->offsetOf(ok);
  m.curg->resume = recvResumed;
  return gopark(m, parkUnlock, &c->lock, WaitReason::chanRecv);
}

Status chansendNonblocking(M& m, hchan* c, const void* elem, bool* done) {
  *done = false;
  if (!c) return Status::ok;
  lock(&c->lock);
  if (c->closed) {
    unlock(&c->lock);
    return panicPlain(m, "send on closed channel");
  }
  *done = trySend(m, c, elem);
  if (!*done) unlock(&c->lock);
  return Status::ok;
}

Status chanrecvNonblocking(M& m, hchan* c, void* elem, Slot* ok, bool* done) {
  bool got = false;
  *done = false;
  if (c) {
    lock(&c->lock);
    *done = tryRecv(m, c, elem, &got);
    if (!*done) unlock(&c->lock);
  }
  if (ok) ok->u = got;
  return Status::ok;
}

void chanoffer(M& m, hchan* c, const void* elem) {
  lock(&c->lock);
  if (c->closed || !trySend(m, c, elem)) unlock(&c->lock);
}

Status closechan(M& m, hchan* c) {
  if (!c) return panicPlain(m, "close of nil channel");
  lock(&c->lock);
  if (c->closed) {
    unlock(&c->lock);
    return panicPlain(m, "close of closed channel");
  }
  c->closed = 1;
  // Readers first, then writers (which will panic), in the order they came; each goes to the queue's front as goready does,
  // so the list is readied after it is complete.
  sudog *list = nullptr, **tail = &list;
  while (sudog* s = dequeue(c->recvq)) {
    if (s->elem) {
      typedmemclr(m, c->elemtype, s->elem);
      s->elem = nullptr;
    }
    *tail = s;
    tail = &s->next;
  }
  while (sudog* s = dequeue(c->sendq)) {
    s->elem = nullptr;
    *tail = s;
    tail = &s->next;
  }
  *tail = nullptr;
  unlock(&c->lock);
  while (list) {
    sudog* s = list;
    list = s->next;
    s->next = nullptr;
    wakeSudog(m, s, false);
  }
  return Status::ok;
}

}  // namespace vole::rt
