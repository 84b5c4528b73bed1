// This file defines P, the right to run Go code, with the resources that need no lock because only its holder uses them.
#pragma once
#include <atomic>
#include <cstdint>
#include <vector>

#include "runtime/base/limits.h"
#include "runtime/base/lock.h"
#include "runtime/sched/g.h"

namespace vole::rt {

class Runtime;
struct mcache;
struct gcWork;

// syscall: its M is in a system call and takes it back unless somebody was quicker. gcstop: held by who stopped the world.
enum class PStatus : uint32_t { idle, running, syscall, gcstop, dead };

struct P {
  int32_t id = 0;
  std::atomic<PStatus> status{PStatus::idle};
  Runtime* rt = nullptr;
  std::atomic<M*> m{nullptr};  // null: idle or in a system call
  P* link = nullptr;           // idle list
  std::atomic<uint32_t> schedtick{0};    // time slices begun
  std::atomic<uint32_t> syscalltick{0};  // system calls ended
  G* yielded = nullptr;                  // gave way to others just now
  mcache* cache = nullptr;
  // Local run queue: the owner writes runqtail, thieves advance runqhead.
  std::atomic<uint32_t> runqhead{0};
  std::atomic<uint32_t> runqtail{0};
  std::atomic<G*> runq[kRunqSize] = {};
  std::atomic<G*> runnext{nullptr};  // runs before the queue: the goroutine readied last, in what is left of the time slice
  // Free lists, of bounded length.
  G* gfree = nullptr;
  int32_t ngfree = 0;
  int32_t nsudogfree = 0, ndeferfree = 0, npanicfree = 0;
  sudog* sudogfree = nullptr;
  Defer* deferfree = nullptr;
  Panic* panicfree = nullptr;
  void* stackfree[4] = {};  // 2, 4, 8, 16 KB stacks
  int32_t nstackfree[4] = {};
  // Timers: others look at timer0When first, and take the lock to run them or to remove one.
  Lock timersLock;
  std::vector<Timer*> timers;             // 4-ary heap by when
  std::atomic<int64_t> timer0When{0};     // when of the first; 0: none
  gcWork* gcw = nullptr;  // grey objects the barrier found, made when first needed
  uint64_t rand = 0x9E3779B97F4A7C15u;
  // What sysmon saw last.
  uint32_t monSchedtick = 0, monSyscalltick = 0;
  int64_t monSchedwhen = 0, monSyscallwhen = 0;
};

// Queue operations of the owner. next: into runnext, kicking the old one to the tail. Overflow moves half to the global queue.
void runqput(P& p, G* g, bool next);
// *inherit (may be null): g takes over the time slice of whoever readied it.
G* runqget(P& p, bool* inherit = nullptr);
bool runqempty(const P& p);
// Moves half of victim's queue to p and returns one of them; null when there was nothing. stealNext: also what is in runnext.
G* runqsteal(P& p, P& victim, bool stealNext = false);

}  // namespace vole::rt
