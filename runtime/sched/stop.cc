// This file ends goroutines from outside, and holds the goroutine that does so on behalf of a session's thread.
#include "runtime/sched/stop.h"

#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "runtime/data/chan_impl.h"
#include "runtime/data/sema.h"
#include "runtime/gc/gc.h"
#include "runtime/panic/panic.h"
#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched_impl.h"
#include "runtime/sched/stw.h"
#include "runtime/sched/timer.h"

namespace vole::rt {

namespace {

// How long package code may go on before the goroutine ends in the middle of it. Half of what a function of a library does
// is worse than a goroutine that goes on for a moment: a sync.Once would count as done, a lock stay taken.
constexpr int64_t kLibraryTime = 100'000'000;

// Ends a system call that waits: its handler does nothing, but the call fails with EINTR.
constexpr int kNudge = SIGURG;

// What a waiting goroutine runs instead of what it was to do when woken.
Status stopResumed(M& m, G& g) {
  sudog* s = g.waiting;
  g.waiting = nullptr;
  g.param = nullptr;
  g.selectDone = false;
  while (s) {
    sudog* next = s->waitlink;
    releaseSudog(m, s);
    s = next;
  }
  g.stopWanted = 0;
  return goexit(m);
}

bool queued(const waitq& q, const sudog* s) { return s->prev || s->next || q.first == s; }

// Takes g off what it waits on. False: somebody is waking it already, or it cannot be found there.
bool leaveQueues(M& m, G* g) {
  switch (g->waitreason) {
    case WaitReason::chanRecvNil:
    case WaitReason::chanSendNil:
    case WaitReason::selectNoCases: return true;
    case WaitReason::chanRecv:
    case WaitReason::chanSend: {
      sudog* s = g->waiting;
      if (!s) return false;
      waitq& q = g->waitreason == WaitReason::chanRecv ? s->c->recvq : s->c->sendq;
      if (!queued(q, s)) return false;
      dequeueSudog(q, s);
      return true;
    }
    case WaitReason::selectWait:
      if (g->selectDone.exchange(true)) return false;
      for (sudog* s = g->waiting; s; s = s->waitlink) dequeueSudog(s->ticket ? s->c->sendq : s->c->recvq, s);
      return true;
    case WaitReason::sleep: return g->timer && deltimer(m, g->timer);
    case WaitReason::sema:
    case WaitReason::mutexLock:
    case WaitReason::rwRLock:
    case WaitReason::rwLock:
    case WaitReason::waitGroup: return g->waiting && semaForget(m, g->waiting);
    case WaitReason::condWait: return g->waiting && notifyListForget(g->waiting);
    case WaitReason::ioWait: return pollForget(*m.rt, g);
    default: return false;
  }
}

struct Desk {
  std::mutex mu;
  std::condition_variable served;
  SessionRequest* request = nullptr;
  G* server = nullptr;  // parked, waiting for a request
};
Desk& desk() {
  static auto* d = new Desk;
  return *d;
}

bool serverParked(M& m, G* g, void*) {
  Desk& d = desk();
  std::lock_guard<std::mutex> guard(d.mu);
  if (d.request) return false;
  d.server = g;
  d.served.notify_all();
  return true;
}

// Does g wait while no other goroutine can run, now or when a time has come? While a collection is under way nobody knows:
// who waits for that is woken, and when all sleep again afterwards, checkdead tells once more.
bool stuck(Runtime& rt, const G& g) {
  if (statusOf(g) != GStatus::waiting || gcActive(rt)) return false;
  for (G* x : rt.sched.allgs) {
    if (x->systemGoroutine) continue;
    GStatus s = statusOf(*x);
    if (s != GStatus::waiting && s != GStatus::dead && s != GStatus::idle) return false;
    if (s == GStatus::waiting && x->waitreason == WaitReason::ioWait) return false;
  }
  for (int32_t i = 0; i < rt.nproc; i++)
    if (rt.allp[static_cast<size_t>(i)]->timer0When) return false;
  return true;
}

void serve(M& m, SessionRequest& r) {
  if (r.kind == SessionRequest::kRun) {
    if (r.system) newSystemproc(m, r.closure);
    else newproc(m, r.closure);
    return;
  }
  stopTheWorld(m, "session");
  if (r.kind == SessionRequest::kLook) {
    r.look(m, r.arg);
  } else {
    for (G* g : m.rt->sched.allgs) {
      GStatus s = statusOf(*g);
      if (g->startfn != r.start || s == GStatus::dead || s == GStatus::idle) continue;
      if (r.onlyStuck && !stuck(*m.rt, *g)) break;
      if (r.again && !g->stopWanted) break;
      r.found = true;
      if (r.trace) tracebackG(*m.rt, *g, r.text, true);
      stopGoroutine(m, g);
    }
  }
  startTheWorld(m);
}

Status serverResumed(M& m, G& g) {
  Desk& d = desk();
  SessionRequest* r;
  {
    std::lock_guard<std::mutex> guard(d.mu);
    r = d.request;
  }
  if (r) {
    serve(m, *r);
    std::lock_guard<std::mutex> guard(d.mu);
    r->done = true;
    d.request = nullptr;
    d.served.notify_all();
  }
  g.resume = serverResumed;
  return gopark(m, serverParked, nullptr, WaitReason::selectNoCases);
}

}  // namespace

bool stopsHere(M& m, const G& g) {
  if (nanotime() - g.stopWanted.load(std::memory_order_relaxed) > kLibraryTime) return true;
  const FuncInfo* f = m.rt->funcs.find(g.sched.pc);
  if (f) f = funcAt(f, g.sched.pc);
  // What starts an input initialises packages first.
  if (f && f->flags & kFuncPseudo) return false;
  return !f || std::string_view(f->pkg.ptr, static_cast<size_t>(f->pkg.len)) == "main";
}

void stopGoroutine(M& m, G* g) {
  if (!g->stopWanted) g->stopWanted = nanotime();
  if (statusOf(*g) == GStatus::waiting) {
    if (!leaveQueues(m, g)) return;
    g->resume = stopResumed;
    g->schedlink = nullptr;
    casgstatus(g, GStatus::waiting, GStatus::runnable);
    runqput(*m.p, g, false);
    return;
  }
  M* other = g->m;
  if (!other) return;
  if (statusOf(*g) == GStatus::syscall) tgkill(getpid(), other->tid.load(std::memory_order_relaxed), kNudge);
  else requestPreempt(*other);
}

Status serveSession(M& m) {
  struct sigaction nudge {};
  nudge.sa_handler = [](int) {};
  nudge.sa_flags = SA_ONSTACK;
  sigaction(kNudge, &nudge, nullptr);
  G& g = *m.curg;
  g.systemGoroutine = true;
  m.rt->sched.ngsys++;
  g.resume = serverResumed;
  return gopark(m, serverParked, nullptr, WaitReason::selectNoCases);
}

void askSession(Runtime& rt, SessionRequest& r) {
  Desk& d = desk();
  std::unique_lock<std::mutex> guard(d.mu);
  d.served.wait(guard, [&] { return d.server && !d.request; });
  d.request = &r;
  r.done = false;
  G* g = d.server;
  d.server = nullptr;
  guard.unlock();
  g->schedlink = nullptr;
  injectglist(rt, nullptr, g);
  guard.lock();
  d.served.wait(guard, [&] { return r.done; });
}

}  // namespace vole::rt
