// This file declares the network poller: a goroutine that waits for a descriptor parks here and costs no thread. epoll tells
// edges (what has become readable or writable since the last report); a PollDesc keeps an edge until somebody asks for it.
//
// A user tries the system call first, and on EAGAIN: pollReset, which forgets an old edge, happens *before* the call, pollWait
// after it. An edge in between is kept in rg or wg, so that the wait ends at once.
//
// rg and wg are binary semaphores for the reader and for the writer (there is at most one of each: fdMutex sees to that):
//   kPollNil    nobody waits, nothing has happened
//   kPollReady  an edge has come; the next wait takes it and goes on
//   kPollWait   a goroutine is about to park and may still change its mind
//   a G         it is parked
// All transitions are atomic, so that the poller, timers, pollUnblock and the goroutine itself need no lock to meet.
#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>

#include "runtime/sched/m.h"
#include "runtime/sched/status.h"
#include "runtime/sched/timer.h"

namespace vole::rt {

inline constexpr uintptr_t kPollNil = 0, kPollReady = 1, kPollWait = 2;

// What pollReset and pollWait answer (stdlib/internal/poll knows them).
enum PollError : int { kPollNoError = 0, kPollErrClosing = 1, kPollErrTimeout = 2, kPollErrNotPollable = 3 };

// One descriptor's state. Run-time memory that is never given back, only reused, since epoll and timers may still name an old
// one; tag tells generations apart.
struct PollDesc {
  PollDesc* link = nullptr;  // free list
  int fd = -1;
  std::atomic<uint32_t> tag{0};
  std::atomic<uintptr_t> rg{kPollNil}, wg{kPollNil};
  // Copies of what lock guards, to be read without it: see publish().
  enum : uint32_t { kClosing = 1, kReadExpired = 2, kWriteExpired = 4, kEventErr = 8 };
  std::atomic<uint32_t> info{0};
  std::mutex lock;  // guards what follows
  bool closing = false;
  int64_t rd = 0, wd = 0;  // deadlines (nanotime); 0 none, -1 past
  Timer rt{}, wt{};
};

// Makes the poller when it is first needed. 0, or errno: no descriptors left.
int netpollInit(Runtime& rt);
bool netpollInited(Runtime& rt);
// Goroutines parked in pollWait: while there are any, nothing is a deadlock.
bool netpollHasWaiters(Runtime& rt);

// The goroutines whose descriptors are ready, linked by schedlink, status still waiting. delayNs < 0 blocks, 0 polls, > 0
// blocks so long. Any thread, with or without a P.
G* netpoll(Runtime& rt, int64_t delayNs);
// Makes a blocked netpoll return.
void netpollBreak(Runtime& rt);
// Whether the poller watches fd: then calls on it do not block.
bool netpollWatches(Runtime& rt, uint64_t fd);
// Its calls may block from now on: netpollWatches shall say no.
void netpollForget(Runtime& rt, int fd);
bool isNetpollDescriptor(Runtime& rt, int fd);
void freeNetpoll(Runtime& rt);

// What internal/poll's natives call. mode is 'r' or 'w'; pollSetDeadline takes 'r' + 'w' as well.
PollDesc* pollOpen(M& m, int fd, int* err);
void pollClose(M& m, PollDesc* pd);
PollError pollReset(PollDesc* pd, int mode);
// Waits for an edge; the PollError is in *result at the end, which lies on the goroutine's stack.
Status pollWait(M& m, PollDesc* pd, int mode, Slot* result);
// d: nanoseconds from now, 0: none, < 0: in the past.
void pollSetDeadline(M& m, PollDesc* pd, int64_t d, int mode);
// Takes the parked g off the descriptor it waits for, as nothing has happened. False: somebody is waking it already.
bool pollForget(Runtime& rt, G* g);
// Before the descriptor is closed: whoever waits goes on with kPollErrClosing.
void pollUnblock(M& m, PollDesc* pd);

}  // namespace vole::rt
