// This file decides when a cycle begins and how much those who allocate must mark: the goal from GOGC and the memory limit,
// the trigger far enough below it that marking should end there, the assists' ratio from what is left of both.
#include <algorithm>

#include "runtime/gc/gc_impl.h"

namespace vole::rt {

static constexpr int64_t kOverdraft = 1'000'000'000;

void setGoal(Runtime& rt) {
  mheap& h = *rt.heap;
  GCState& gc = *rt.gc;
  uint64_t live = gc.heapMarked, goal = ~uint64_t{0};
  bool limited = false;
  if (gc.percent >= 0) {
    uint64_t percent = static_cast<uint64_t>(gc.percent);
    unsigned __int128 g = live + static_cast<unsigned __int128>(live + gc.stackScanned) * percent / 100;
    goal = g > ~uint64_t{0} / 2 ? ~uint64_t{0} / 2 : static_cast<uint64_t>(g);
    goal = std::max(goal, (uint64_t{4} << 20) * percent / 100);
  }
  if (gc.memlimit >= 0) {
    // What the limit leaves for objects: not the stacks, not free memory below a page's grain, not our own tables.
    uint64_t limit = static_cast<uint64_t>(gc.memlimit), other = h.stackSys + h.bitsBytes + (1 << 20);
    uint64_t room = limit > other ? limit - other : 0;
    room -= room / 32;
    if (goal > room) {
      limited = true;
      goal = std::max(room, live + live / 16 + (1 << 20));
    }
  }
  // Go's bounds: marking begins in the last 30 to 5 per cent of the way from the live heap to the goal.
  uint64_t trigger = goal;
  if (goal != ~uint64_t{0} && goal > live) {
    uint64_t range = goal - live, runway = gc.lastRunway + gc.lastRunway / 4;
    trigger = std::clamp(goal > runway ? goal - runway : 0, live + range / 10 * 7, live + range / 20 * 19);
  }
  h.heapGoal.store(goal, std::memory_order_relaxed);
  h.gcTrigger.store(trigger, std::memory_order_relaxed);
  // Cycles that only the limit asks for may take half of the time in the long run: a limit below the live heap must not stop
  // the program. The bucket holds a second's worth of more than that.
  gc.notBefore = limited && gc.overdraft >= kOverdraft ? nanotime() + gc.lastCycleCpu : 0;
  uint64_t keep = static_cast<uint64_t>(h.heapInuse) + h.stackSys;
  if (goal != ~uint64_t{0}) keep = std::max(keep, std::min(goal, keep * 2));
  keep += keep / 10;
  if (gc.memlimit >= 0) keep = std::min(keep, static_cast<uint64_t>(gc.memlimit));
  gc.retain.store(keep);
}

void accountCycle(GCState& gc, int64_t cpu, int64_t now) {
  int64_t procs = gc.rt.gomaxprocs, all = (now - gc.lastEnd) * procs;
  gc.lastEnd = now;
  gc.lastCycleCpu = cpu / procs;
  gc.overdraft = std::clamp<int64_t>(gc.overdraft + (cpu - (all - cpu)) / procs, 0, kOverdraft);
}

int64_t assistWork(Runtime& rt, int64_t bytes) {
  mheap& h = *rt.heap;
  GCState& gc = *rt.gc;
  uint64_t done = gc.scanWork.load(std::memory_order_relaxed), expected = gc.expectedWork;
  // More than expected: then perhaps the whole heap.
  if (done > expected) expected = std::max(gc.liveAtStart, done + (done >> 3));
  double left = static_cast<double>(std::max<uint64_t>(expected - done, 4096));
  uint64_t live = h.heapLive, goal = h.heapGoal.load(std::memory_order_relaxed);
  double room = goal > live ? static_cast<double>(goal - live) : 1.0;
  double ratio = std::min(left / room, 64.0);
  return static_cast<int64_t>(ratio * static_cast<double>(bytes));
}

int64_t setGCPercent(Runtime& rt, int64_t percent) {
  int64_t old = rt.gc->percent;
  rt.gc->percent = percent < 0 ? -1 : percent;
  setGoal(rt);
  return old;
}

int64_t setMemoryLimit(Runtime& rt, int64_t limit) {
  GCState& gc = *rt.gc;
  int64_t old = gc.memlimit < 0 ? INT64_MAX : gc.memlimit;
  if (limit >= 0) gc.memlimit = limit == INT64_MAX ? -1 : limit;
  setGoal(rt);
  return old;
}

}  // namespace vole::rt
