// This file holds the run queues - a P's, which its owner fills and thieves empty without locks, and the global one - and the
// list of idle Ps.
#include <unistd.h>

#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {

// ---- global queue

void globrunqputBatch(Runtime& rt, G* head, G* tail, int32_t n) {
  Sched& s = rt.sched;
  tail->schedlink = nullptr;
  if (s.runqtail) s.runqtail->schedlink = head;
  else s.runqhead = head;
  s.runqtail = tail;
  s.runqsize += n;
}

void globrunqput(Runtime& rt, G* g) { globrunqputBatch(rt, g, g, 1); }

G* globrunqget(Runtime& rt) {
  Sched& s = rt.sched;
  G* g = s.runqhead;
  if (!g) return nullptr;
  s.runqhead = g->schedlink;
  if (!s.runqhead) s.runqtail = nullptr;
  s.runqsize--;
  g->schedlink = nullptr;
  return g;
}

G* globrunqgetShare(Runtime& rt, P& p) {
  int32_t n = rt.sched.runqsize / rt.nproc + 1;
  if (n > kRunqSize / 2) n = kRunqSize / 2;
  G* g = globrunqget(rt);
  // The queue of p is empty or nearly so: these fit.
  while (g && --n > 0) {
    G* more = globrunqget(rt);
    if (!more) break;
    runqput(p, more, false);
  }
  return g;
}

// ---- local queues

void runqput(P& p, G* g, bool next) {
  if (next) g = p.runnext.exchange(g);
  if (!g) return;
  for (;;) {
    uint32_t h = p.runqhead.load(std::memory_order_acquire), t = p.runqtail.load(std::memory_order_relaxed);
    if (t - h < kRunqSize) {
      p.runq[t % kRunqSize].store(g, std::memory_order_relaxed);
      p.runqtail.store(t + 1, std::memory_order_release);
      return;
    }
    // Full: half of the queue goes to the global one, so that others find work.
    uint32_t n = (t - h) / 2;
    G* batch[kRunqSize / 2 + 1];
    for (uint32_t i = 0; i < n; i++) batch[i] = p.runq[(h + i) % kRunqSize].load(std::memory_order_relaxed);
    if (!p.runqhead.compare_exchange_strong(h, h + n, std::memory_order_acq_rel)) continue;
    batch[n] = g;
    for (uint32_t i = 0; i < n; i++) batch[i]->schedlink = batch[i + 1];
    LockGuard guard(p.rt->sched.lock);
    globrunqputBatch(*p.rt, batch[0], batch[n], static_cast<int32_t>(n) + 1);
    return;
  }
}

G* runqget(P& p, bool* inherit) {
  if (inherit) *inherit = true;
  // Only the owner fills runnext; thieves may take it away.
  if (p.runnext.load(std::memory_order_relaxed))
    if (G* g = p.runnext.exchange(nullptr)) return g;
  if (inherit) *inherit = false;
  for (;;) {
    uint32_t h = p.runqhead.load(std::memory_order_acquire), t = p.runqtail.load(std::memory_order_relaxed);
    if (t == h) return nullptr;
    G* g = p.runq[h % kRunqSize].load(std::memory_order_relaxed);
    if (p.runqhead.compare_exchange_strong(h, h + 1, std::memory_order_acq_rel)) return g;
  }
}

bool runqempty(const P& p) {
  // runqput with next may move a goroutine from runnext to the queue between two looks.
  for (;;) {
    uint32_t h = p.runqhead.load(), t = p.runqtail.load();
    G* next = p.runnext.load();
    if (t == p.runqtail.load()) return h == t && !next;
  }
}

G* runqsteal(P& p, P& victim, bool stealNext) {
  for (;;) {
    uint32_t h = victim.runqhead.load(std::memory_order_acquire), t = victim.runqtail.load(std::memory_order_acquire);
    uint32_t n = t - h;
    n -= n / 2;
    if (n == 0) {
      if (!stealNext) return nullptr;
      G* next = victim.runnext.load();
      if (!next) return nullptr;
      // Its owner is about to run it, most likely: a goroutine that readied it is about to block. Taking it at once would
      // make the two chase each other over the processors.
      if (victim.status == PStatus::running) usleep(3);
      if (!victim.runnext.compare_exchange_strong(next, nullptr)) continue;
      return next;
    }
    if (n > kRunqSize / 2) continue;  // head and tail were read at different times
    G* batch[kRunqSize / 2 + 1];
    for (uint32_t i = 0; i < n; i++) batch[i] = victim.runq[(h + i) % kRunqSize].load(std::memory_order_relaxed);
    if (!victim.runqhead.compare_exchange_strong(h, h + n, std::memory_order_acq_rel)) continue;
    for (uint32_t i = 0; i + 1 < n; i++) runqput(p, batch[i], false);
    return batch[n - 1];
  }
}

// ---- idle Ps

void pidleput(Runtime& rt, P* p) {
  p->link = rt.sched.pidle;
  rt.sched.pidle = p;
  rt.sched.npidle++;
}

P* pidleget(Runtime& rt) {
  P* p = rt.sched.pidle;
  if (!p) return nullptr;
  rt.sched.pidle = p->link;
  p->link = nullptr;
  rt.sched.npidle--;
  wakeSysmon(rt);
  return p;
}

}  // namespace vole::rt
