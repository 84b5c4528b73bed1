// This file defines M, an operating-system thread that runs Go code. Handlers and natives get a reference to it; everything
// else of the run time is reached from here.
#pragma once
#include <cstdint>

#include "runtime/sched/g.h"

namespace vole::rt {

class Runtime;
struct P;
struct mcache;

struct M {
  // The limit for new frame pointers: g.stackguard, or null when something wants the goroutine at its next safepoint
  // (preemption, collection, stress). Calls compare the new fp, backward branches their own: fp > guard leaves.
  Slot* guard = nullptr;
  G* curg = nullptr;
  P* p = nullptr;
  mcache* cache = nullptr;  // p's
  Runtime* rt = nullptr;
  bool wbEnabled = false;  // the write barrier is on: marking goes on. Changes only while the world is stopped
  bool gcWanted = false;   // set with guard = null: the collector wants the safepoint (gcSafepoint)
  int64_t gcDebt = 0;      // bytes allocated during marking and not yet paid for with marking
  bool exiting = false;
  bool mainReturned = false;  // the program ended by the return of main.main
  int32_t exitCode = 0;
  int64_t stressAllocs = 0;
  uint64_t* randState = nullptr;
  int64_t printlock = 0;
  uint64_t faultAddr = 0;     // of a memory fault that becomes a panic
  void* faultJump = nullptr;  // sigjmp_buf of the scheduler loop
  // Interpreter's spare room: the portable loop keeps what a fault needs here.
  uint64_t scratch[8] = {};

  // Where the interpreter stands, to be stored before anything that can park, panic, collect, grow the stack or trace it.
  // next: where to go on when the instruction is done; at: the instruction itself (key of its stack map, line in traces).
  void save(const void* next, Slot* fp, const void* at) {
    curg->sched.pc = next;
    curg->sched.fp = fp;
    curg->sched.mappc = at;
  }
  // For an instruction that is executed again, or a branch target: it is its own map key.
  void saveAt(const void* pc, Slot* fp) { save(pc, fp, nullptr); }
};

// xorshift64*: fast, good enough for map seeds, select order, random starts.
uint64_t fastrand64(M& m);
inline uint32_t fastrand(M& m) { return static_cast<uint32_t>(fastrand64(m) >> 32); }
inline uint32_t fastrandn(M& m, uint32_t n) { return static_cast<uint32_t>((uint64_t{fastrand(m)} * n) >> 32); }

}  // namespace vole::rt
