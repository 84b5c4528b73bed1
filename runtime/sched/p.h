// This file defines P, the right to run Go code, with the resources that need no lock because only its holder uses them.
#pragma once
#include <atomic>
#include <cstdint>
#include <vector>

#include "runtime/base/limits.h"
#include "runtime/sched/g.h"

namespace vole::rt {

class Runtime;
struct mcache;
struct gcWork;

struct P {
  int32_t id = 0;
  Runtime* rt = nullptr;
  M* m = nullptr;
  uint32_t schedtick = 0;
  mcache* cache = nullptr;
  // Local run queue: the owner writes runqtail, thieves advance runqhead.
  std::atomic<uint32_t> runqhead{0};
  std::atomic<uint32_t> runqtail{0};
  G* runq[kRunqSize] = {};
  G* runnext = nullptr;  // runs before the queue: the goroutine readied last
  // Free lists.
  G* gfree = nullptr;
  int32_t ngfree = 0;
  sudog* sudogfree = nullptr;
  Defer* deferfree = nullptr;
  Panic* panicfree = nullptr;
  void* stackfree[4] = {};  // 2, 4, 8, 16 KB stacks
  int32_t nstackfree[4] = {};
  std::vector<Timer*> timers;  // 4-ary heap by when
  gcWork* gcw = nullptr;  // grey objects the barrier found, made when first needed
  uint64_t rand = 0x9E3779B97F4A7C15u;
};

// Queue operations of the owner. next: into runnext, kicking the old one to the tail. Overflow moves half to the global queue.
void runqput(P& p, G* g, bool next);
G* runqget(P& p);
bool runqempty(const P& p);
// Moves half of victim's queue to p and returns one of them; null when there was nothing.
G* runqsteal(P& p, P& victim);

}  // namespace vole::rt
