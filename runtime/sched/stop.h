// This file declares how a session ends one goroutine from outside: Ctrl-C, an input that waits for ever.
#pragma once
#include <string>

#include "runtime/sched/g.h"
#include "runtime/sched/m.h"

namespace vole::rt {

// Makes g end as if it called runtime.Goexit where it stands: its deferred calls run, nobody else notices. One that waits is
// taken off what it waits on; one that runs ends at its next safepoint in package main, after 100 ms at any; a system call that
// waits ends first, with EINTR, as often as its user repeats it. One that begins to wait before it came to such a place must be asked again. The world is stopped.
void stopGoroutine(M& m, G* g);
// At a safepoint of g, which runs and is wanted to stop: is this the place?
bool stopsHere(M& m, const G& g);

// A request of another thread to the session's own goroutine, which serves them one after the other.
struct SessionRequest {
  enum Kind { kRun, kStop, kLook } kind = kRun;
  void* closure = nullptr;               // kRun: what the new goroutine runs
  bool system = false;                   // kRun: it is the session's own: not counted, not listed
  const FuncInfo* start = nullptr;       // kStop: the goroutine that began with this function, if it lives
  bool onlyStuck = false;                // kStop: only if it waits and nothing else can run
  bool again = false;                    // kStop: only if it has not ended since the last request
  bool trace = false;                    // kStop: its trace goes to *text first
  void (*look)(M& m, void* arg) = nullptr;  // kLook: called while the world is stopped
  void* arg = nullptr;
  std::string text;
  bool found = false;
  bool done = false;                     // kStop, kLook: served
};

// The session's own goroutine calls this once, from a native; it never returns to Go.
Status serveSession(M& m);
// From a thread that is no M: hands a request over. Waits until it is served, kRun until the goroutine is made.
void askSession(Runtime& rt, SessionRequest& r);

}  // namespace vole::rt
