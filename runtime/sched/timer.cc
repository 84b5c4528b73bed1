// This file keeps timers in a binary heap per P, ordered by time, each timer knowing its place.
#include "runtime/sched/timer.h"

#include <algorithm>
#include <cstring>

#include "runtime/data/chan.h"
#include "runtime/data/chan_impl.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {
namespace {

using Heap = std::vector<Timer*>;

void place(Heap& h, size_t i, Timer* t) {
  h[i] = t;
  t->index = static_cast<int64_t>(i) + 1;
}

void siftUp(Heap& h, size_t i) {
  Timer* t = h[i];
  while (i > 0) {
    size_t p = (i - 1) / 4;
    if (h[p]->when <= t->when) break;
    place(h, i, h[p]);
    i = p;
  }
  place(h, i, t);
}

void siftDown(Heap& h, size_t i) {
  Timer* t = h[i];
  for (;;) {
    size_t c = 4 * i + 1, best = c;
    if (c >= h.size()) break;
    for (size_t k = c + 1; k < c + 4 && k < h.size(); k++)
      if (h[k]->when < h[best]->when) best = k;
    if (h[best]->when >= t->when) break;
    place(h, i, h[best]);
    i = best;
  }
  place(h, i, t);
}

void removeAt(Heap& h, size_t i) {
  h[i]->index = 0;
  Timer* last = h.back();
  h.pop_back();
  if (i < h.size()) {
    place(h, i, last);
    siftDown(h, i);
    siftUp(h, static_cast<size_t>(last->index - 1));
  }
}

// time.Time as the library lays it out: wall, ext, loc; with the monotonic reading.
void sendTime(M& m, hchan* c, void* loc) {
  struct {
    uint64_t wall;
    int64_t ext;
    void* loc;
  } now;
  int32_t ns;
  int64_t sec = walltime(&ns);
  constexpr int64_t kUnixToWall = 62135596800 - 59453308800;  // seconds 1885 - 1970, from year 1
  now.wall = uint64_t{1} << 63 | static_cast<uint64_t>(sec + kUnixToWall) << 30 | static_cast<uint64_t>(ns);
  now.ext = nanotime() - m.rt->startTime + 1;
  now.loc = loc;
  if (c) chanoffer(m, c, &now);
}

int64_t resumeTime(int64_t now, int64_t ns) {
  int64_t when;
  if (__builtin_add_overflow(now, ns, &when)) when = INT64_MAX;
  return when;
}

}  // namespace

namespace {

uint32_t* lockOf(Timer* t) { return reinterpret_cast<uint32_t*>(&t->lock); }

void publishFirst(P& p) { p.timer0When.store(p.timers.empty() ? 0 : std::max<int64_t>(p.timers[0]->when, 1)); }

// t is locked. When the P has a new first timer, who waits for timers must hear of it.
void add(M& m, Timer* t) {
  if (t->when < 0) t->when = INT64_MAX;
  P& p = *m.p;
  p.timersLock.lock();
  __atomic_store_n(&t->pp, &p, __ATOMIC_RELEASE);
  p.timers.push_back(t);
  siftUp(p.timers, p.timers.size() - 1);
  bool first = t->index == 1;
  publishFirst(p);
  p.timersLock.unlock();
  if (first) wakeNetPoller(*m.rt, t->when);
  if (m.rt->sched.mainStarted) startSysmon(*m.rt);
}

// t is locked.
bool remove(Timer* t) {
  for (;;) {
    P* p = __atomic_load_n(&t->pp, __ATOMIC_ACQUIRE);
    if (!p) return false;
    LockGuard guard(p->timersLock);
    if (t->pp != p) continue;
    removeAt(p->timers, static_cast<size_t>(t->index - 1));
    t->pp = nullptr;
    publishFirst(*p);
    return true;
  }
}

}  // namespace

void moveTimers(P& to, P& from) {
  for (Timer* t : from.timers) {
    t->pp = &to;
    to.timers.push_back(t);
    siftUp(to.timers, to.timers.size() - 1);
  }
  from.timers.clear();
  publishFirst(from);
  publishFirst(to);
}

void addtimer(M& m, Timer* t) {
  lock(lockOf(t));
  remove(t);
  add(m, t);
  unlock(lockOf(t));
}

bool deltimer(M&, Timer* t) {
  if (!__atomic_load_n(&t->pp, __ATOMIC_ACQUIRE)) return false;
  lock(lockOf(t));
  bool pending = remove(t);
  unlock(lockOf(t));
  return pending;
}

bool modtimer(M& m, Timer* t, int64_t when, int64_t period) {
  lock(lockOf(t));
  bool pending = remove(t);
  t->when = when;
  t->period = period;
  add(m, t);
  unlock(lockOf(t));
  return pending;
}

bool checkTimers(M& m, P& p, int64_t now) {
  bool ran = false;
  for (;;) {
    int64_t first = p.timer0When.load();
    if (!first || first > now) return ran;
    p.timersLock.lock();
    if (p.timers.empty() || p.timers[0]->when > now) {
      p.timersLock.unlock();
      return ran;
    }
    Timer* t = p.timers[0];
    if (t->period > 0) {
      t->when += t->period * (1 + (now - t->when) / t->period);
      siftDown(p.timers, 0);
    } else {
      removeAt(p.timers, 0);
      __atomic_store_n(&t->pp, static_cast<P*>(nullptr), __ATOMIC_RELEASE);
    }
    // From here on it may be changed, or be garbage.
    int64_t action = t->action;
    void *arg = t->arg, *seq = t->seq;
    publishFirst(p);
    p.timersLock.unlock();
    ran = true;
    switch (action) {
      case Timer::kReady: goready(m, static_cast<G*>(arg)); break;
      case Timer::kSendTime: sendTime(m, static_cast<hchan*>(arg), seq); break;
      case Timer::kGoFunc: newproc(m, arg, true); break;
      case Timer::kNative: reinterpret_cast<void (*)(M&, Timer*)>(arg)(m, t); break;
    }
  }
}

// The goroutine has left: only now may the timer wake it.
static bool sleepCommit(M& m, G*, void* timer) {
  addtimer(m, static_cast<Timer*>(timer));
  return true;
}

Status timeSleep(M& m, int64_t ns) {
  if (ns <= 0) return Status::ok;
  G* g = m.curg;
  if (!g->timer) g->timer = new Timer{};
  *g->timer = Timer{resumeTime(nanotime(), ns), 0, Timer::kReady, g, nullptr, 0, nullptr, 0};
  return gopark(m, sleepCommit, g->timer, WaitReason::sleep);
}

}  // namespace vole::rt
