// This file defines how a run-time function tells the interpreter to go on.
#pragma once
#include <cstdint>

namespace vole::rt {

enum class Status : uint8_t {
  ok,      // go on after the instruction
  panic,   // a panic has begun: go on at g.sched (a deferred call's frame stands there)
  parked,  // the goroutine waits: leave execute(); it goes on at g.sched after g.resume, if any
  yield,   // the goroutine is runnable again: leave execute()
  exit,    // the goroutine or the program has ended: leave execute()
  reload,  // go on at g.sched, whose fp and pc may have changed (stack moved, frame pushed)
};

}  // namespace vole::rt
