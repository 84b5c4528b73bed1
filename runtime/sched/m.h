// This file defines M, an operating-system thread that runs Go code. Handlers and natives get a reference to it; everything
// else of the run time is reached from here.
#pragma once
#include <signal.h>

#include <atomic>
#include <cstdint>

#include "runtime/base/lock.h"
#include "runtime/sched/g.h"

namespace vole::rt {

class Runtime;
struct P;
struct mcache;

// Called by the scheduler once the goroutine that parks has left execute(): lets go of the lock under which it was queued.
// False: it shall not wait after all and goes on at once.
using UnlockFn = bool (*)(M& m, G* g, void* lock);

// Why a goroutine left execute(), for the scheduler: what is to be done with it now that its stack is at rest.
enum class Leave : uint8_t { none, park, yield, yieldLocal, dead };

struct M {
  // The limit for new frame pointers: g.stackguard, or null when something wants the goroutine at its next safepoint
  // (preemption, collection, stress). Calls compare the new fp, backward branches their own: fp > guard leaves.
  // Anybody may set it to null, after setting the reason; only armGuard sets it back, and looks at the reasons afterwards.
  Slot* guard = nullptr;
  G* curg = nullptr;
  P* p = nullptr;
  mcache* cache = nullptr;  // p's
  Runtime* rt = nullptr;
  bool wbEnabled = false;   // copy of Runtime::wbEnabled: marking goes on. Changes only while the world is stopped
  bool gcWanted = false;    // set with guard = null: the collector wants the safepoint (gcSafepoint); atomic
  int64_t gcDebt = 0;       // bytes allocated during marking and not yet paid for with marking
  bool exiting = false;     // set by a native: the program ends with exitCode
  bool mainReturned = false;  // the program ended by the return of main.main
  bool spinning = false;    // looks for work, counted in Sched::nmspinning
  Leave leave = Leave::none;
  std::atomic<bool> preemptWanted{false};  // set with guard = null: give way at the safepoint
  int32_t exitCode = 0;
  int64_t stressAllocs = 0;
  uint64_t* randState = nullptr;
  int64_t printlock = 0;
  uint64_t faultAddr = 0;     // of a memory fault that becomes a panic
  void* faultJump = nullptr;  // sigjmp_buf of the scheduler loop
  UnlockFn waitunlockf = nullptr;
  void* waitlock = nullptr;
  P* oldp = nullptr;   // in a system call: the P it had
  P* nextp = nullptr;  // handed over by whoever wakes it
  G* lockedg = nullptr;
  Note park;
  M* schedlink = nullptr;
  M* alllink = nullptr;
  int64_t id = 0;
  std::atomic<int> tid{0};  // the thread, as the kernel numbers it
  char* altstack = nullptr;
  stack_t oldAltstack{};  // the thread's signal stack before
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
