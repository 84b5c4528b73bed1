// This file defines what all Ms share.
#pragma once
#include <atomic>
#include <cstdint>

#include "runtime/base/lock.h"
#include "runtime/sched/allgs.h"
#include "runtime/sched/p.h"

namespace vole::rt {

struct Sched {
  Lock lock;  // of everything here that is not atomic
  // Ms
  M* midle = nullptr;
  int32_t nmidle = 0;
  int32_t nmidlelocked = 0;  // wait for the goroutine locked to them to be scheduled
  int64_t mcount = 0;
  M* allm = nullptr;
  std::atomic<int32_t> nmspinning{0};
  // Ps
  P* pidle = nullptr;
  std::atomic<int32_t> npidle{0};
  // Goroutines
  G* runqhead = nullptr;  // global queue
  G* runqtail = nullptr;
  std::atomic<int32_t> runqsize{0};
  std::atomic<uint64_t> goidgen{0};
  AllGs allgs;
  G* gfree = nullptr;  // dead ones that no P keeps
  int32_t ngfree = 0;
  std::atomic<int64_t> ngsys{0};  // system goroutines alive
  std::atomic<int64_t> ngalive{0};
  G* maing = nullptr;
  bool mainStarted = false;
  uint64_t seed = 0;  // VOLE_SCHED
  void* stackpool[4] = {};  // stacks that no P keeps
  // Stopping the world
  Lock worldsema;  // whoever holds it may stop the world
  std::atomic<bool> gcwaiting{false};
  int32_t stopwait = 0;
  Note stopnote;
  int64_t stopStart = 0;
  int64_t startedAt = 0;  // when the world was last started
  const char* stopReason = "";
  std::atomic<bool> freezing{false};  // the program dies: nothing is started any more
  // sysmon
  std::atomic<bool> sysmonwait{false};
  Note sysmonnote;
  // The M that waits for timers and descriptors. lastpoll 0: one does; then pollUntil is when it wakes (0: for a descriptor only).
  std::atomic<int64_t> lastpoll{1};
  std::atomic<int64_t> pollUntil{0};
  Note pollnote;
};

}  // namespace vole::rt
