// This file declares timers: a heap per P, run by the scheduler. time.Sleep, time.Timer and time.Ticker are made of them.
#pragma once
#include "runtime/sched/m.h"

namespace vole::rt {

// Embedded in Go memory (stdlib/time's runtimeTimer mirrors it: all fields are 8 bytes).
struct Timer {
  enum Action : int64_t {
    kReady = 0,     // arg is a G: make it runnable
    kSendTime = 1,  // arg is a chan time.Time (buffer 1): send the time without blocking; seq = address of time.localLoc
    kGoFunc = 2,    // arg is a closure: start a goroutine on it
    kNative = 3,    // arg is a void (*)(M&, Timer*)
  };
  int64_t when;    // nanotime
  int64_t period;  // > 0: again after so long
  int64_t action;
  void* arg;
  void* seq;
  int64_t index;   // place in the heap + 1; 0 = not in it
  P* pp;           // whose heap it is in; changed under that P's timersLock
  uint64_t lock;   // (its lower half) one adds, removes or changes it at a time; taken before a P's timersLock
};

void addtimer(M& m, Timer* t);
bool deltimer(M& m, Timer* t);  // whether it was pending
bool modtimer(M& m, Timer* t, int64_t when, int64_t period);
// Runs what is due of p's; m has a P. Whether anything was.
bool checkTimers(M& m, P& p, int64_t now);

// All of from's timers, whose P goes away, become to's. The world is stopped.
void moveTimers(P& to, P& from);

// time.Sleep(ns): parks.
Status timeSleep(M& m, int64_t ns);

}  // namespace vole::rt
