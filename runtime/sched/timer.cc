// This file keeps timers in a binary heap per P, ordered by time, each timer knowing its place.
#include "runtime/sched/timer.h"

#include <cstring>

#include "runtime/data/chan.h"
#include "runtime/runtime.h"

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
void sendTime(M& m, Timer* t) {
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
  now.loc = t->seq;
  bool done;
  auto* c = static_cast<hchan*>(t->arg);
  if (c && !c->closed) chansendNonblocking(m, c, &now, &done);
}

int64_t resumeTime(int64_t now, int64_t ns) {
  int64_t when;
  if (__builtin_add_overflow(now, ns, &when)) when = INT64_MAX;
  return when;
}

}  // namespace

void addtimer(M& m, Timer* t) {
  if (t->index) deltimer(m, t);
  if (t->when < 0) t->when = INT64_MAX;
  Heap& h = m.p->timers;
  h.push_back(t);
  siftUp(h, h.size() - 1);
}

bool deltimer(M& m, Timer* t) {
  if (!t->index) return false;
  removeAt(m.p->timers, static_cast<size_t>(t->index - 1));
  return true;
}

bool modtimer(M& m, Timer* t, int64_t when, int64_t period) {
  bool pending = deltimer(m, t);
  t->when = when;
  t->period = period;
  addtimer(m, t);
  return pending;
}

int64_t runtimers(M& m, int64_t now) {
  Heap& h = m.p->timers;
  while (!h.empty() && h[0]->when <= now) {
    Timer* t = h[0];
    if (t->period > 0) {
      t->when += t->period * (1 + (now - t->when) / t->period);
      siftDown(h, 0);
    } else {
      removeAt(h, 0);
    }
    switch (t->action) {
      case Timer::kReady: {
        G* g = static_cast<G*>(t->arg);
        goready(m, g);
        break;
      }
      case Timer::kSendTime: sendTime(m, t); break;
      case Timer::kGoFunc: newproc(m, t->arg); break;
      case Timer::kNative: reinterpret_cast<void (*)(M&, Timer*)>(t->arg)(m, t); break;
    }
  }
  return h.empty() ? 0 : h[0]->when;
}

Status timeSleep(M& m, int64_t ns) {
  if (ns <= 0) return Status::ok;
  G* g = m.curg;
  if (!g->timer) g->timer = new Timer{};
  *g->timer = Timer{resumeTime(nanotime(), ns), 0, Timer::kReady, g, nullptr, 0};
  addtimer(m, g->timer);
  return gopark(m, WaitReason::sleep);
}

}  // namespace vole::rt
