// This file defines G, a goroutine, and what hangs off it: sudogs, defers, panics.
#pragma once
#include <atomic>
#include <cstdint>

#include "runtime/base/slot.h"
#include "runtime/sched/status.h"
#include "runtime/type/pseudo.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct M;
struct G;
struct hchan;
struct FuncInfo;
struct Timer;

enum class GStatus : uint8_t { idle, runnable, running, syscall, waiting, dead };

// WAIT(id, Go's text)
#define VOLE_WAIT_REASONS(WAIT)                                                                                       \
  WAIT(none, "") WAIT(gcAssist, "GC assist wait") WAIT(ioWait, "IO wait") WAIT(chanRecvNil, "chan receive (nil chan)") \
  WAIT(chanSendNil, "chan send (nil chan)") WAIT(selectWait, "select") WAIT(selectNoCases, "select (no cases)")       \
  WAIT(chanRecv, "chan receive") WAIT(chanSend, "chan send") WAIT(finalizer, "finalizer wait") WAIT(sema, "semacquire") \
  WAIT(sleep, "sleep") WAIT(condWait, "sync.Cond.Wait") WAIT(timerGoroutine, "timer goroutine (idle)")                \
  WAIT(forceGC, "force gc (idle)") WAIT(mutexLock, "sync.Mutex.Lock") WAIT(rwRLock, "sync.RWMutex.RLock")             \
  WAIT(rwLock, "sync.RWMutex.Lock") WAIT(waitGroup, "sync.WaitGroup.Wait") WAIT(preempted, "preempted") WAIT(debugCall, "debug call") \
  WAIT(gcCycle, "wait for GC cycle")
enum class WaitReason : uint8_t {
#define WAIT(id, text) id,
  VOLE_WAIT_REASONS(WAIT)
#undef WAIT
};
const char* waitReasonText(WaitReason r);

// A goroutine waiting on a channel or semaphore; a goroutine may have many (select), a channel may have many.
// elem can point into a stack: stack copies adjust it, so only the channel's lock holder may use it.
struct sudog {
  G* g;
  sudog *next, *prev;
  void* elem;
  int64_t acquiretime, releasetime;
  uint32_t ticket;
  uint16_t caseIndex;  // of the select case
  bool isSelect;
  bool success;  // woken by a value rather than by close
  sudog* parent;    // semaphore tree
  sudog* waitlink;  // g.waiting list, or the semaphore's
  sudog* waittail;
  hchan* c;
};

// A deferred call. Kept in run-time memory, a root through its G.
struct Defer {
  Defer* link;
  Slot* fp;          // the frame that deferred
  const void* pc;    // inside its function
  void* fn;          // closure; adjusted when it lies on the stack
  bool rangefunc;    // a DeferToken: head lists the calls that loop bodies deferred
  bool heap;
  Defer* head;
};

// A panic, or a Goexit, that runs deferred calls. Lives in run-time memory.
struct Panic {
  eface arg;
  Panic* link;
  Slot* gfp;          // the pseudo frame of gopanic pushed for it; deferred calls are called from there
  Panic* asking;      // while printing: whose Error or String method runs
  Slot* deferFp;      // the frame whose deferred call is under way: returned to when it recovers
  const void* deferPC;
  bool recovered;
  bool goexit;
  bool printing;      // nothing deferred is left: its value has been or is being turned into text
  bool textual;       // text stands for arg (Error or String was called)
  GoString text;
  uint64_t sigaddr;   // for a memory fault
  bool isSignal;
  uint64_t sigpc;
  const void* faultPC;
  PanicVia via;       // frames that Go has between gopanic's and the one that panicked
};

struct Gobuf {
  const void* pc;     // where to go on
  Slot* fp;
  const void* mappc;  // instruction whose stack map describes the frame while it waits; null: pc
};

using ResumeFn = Status (*)(M& m, G& g);

struct G {
  // stack.lo .. stack.hi; frames grow upwards. stackguard = limit a new frame pointer may not exceed.
  Slot* lo = nullptr;
  Slot* hi = nullptr;
  Slot* stackguard = nullptr;
  Panic* panics = nullptr;  // innermost first
  Defer* defers = nullptr;  // innermost first
  Gobuf sched{};
  std::atomic<GStatus> status{GStatus::idle};  // changed by casgstatus, but where nobody else can see the goroutine
  WaitReason waitreason = WaitReason::none;
  bool systemGoroutine = false;  // finalizers and the like: not counted, not printed
  std::atomic<bool> selectDone{false};   // a select has its winner
  int32_t lockedOS = 0;                  // LockOSThread calls
  std::atomic<int64_t> stopWanted{0};    // since when (nanotime) it shall end, running deferred calls (sched/stop.h); 0: no
  bool panicOnFault = false;  // debug.SetPanicOnFault
  bool success = false;
  bool shrinkWanted = false;  // the collector found the stack mostly unused
  uint32_t gcScan = 0;        // twice the cycle the stack has been scanned in (gc/mark.cc); atomic
  uint64_t goid = 0;
  int64_t waitsince = 0;
  // Set before parking: run by the scheduler when the goroutine is scheduled again, before it goes on at sched.pc. Answers
  // as a native does. Operands it needs after the wait are kept as offsets from lo, since the stack may have moved.
  ResumeFn resume = nullptr;
  uint32_t resumeOff[4] = {};
  int64_t resumeArg[2] = {};
  sudog* waiting = nullptr;  // in lock order
  void* param = nullptr;     // what the waker hands over: the sudog
  G* schedlink = nullptr;
  G* alllink = nullptr;
  int64_t allIndex = -1;
  const FuncInfo* startfn = nullptr;
  const FuncInfo* gopcfn = nullptr;  // creator
  const void* gopc = nullptr;        // the go statement
  bool byTimer = false;              // instead: a timer's function
  uint64_t parentGoid = 0;
  Timer* timer = nullptr;  // for Sleep
  std::atomic<M*> m{nullptr};        // while it runs or is in a system call
  std::atomic<M*> lockedm{nullptr};  // the only M that may run it
  // Words of a native in a system call, for the kernel or for itself afterwards: possible addresses of objects, kept alive
  // until it takes them back.
  const uintptr_t* pins = nullptr;
  uint32_t npins = 0;
  void* user = nullptr;

  static constexpr uint32_t kNoOff = ~0u;
  uint32_t offsetOf(const Slot* s) const { return s ? static_cast<uint32_t>(s - lo) : kNoOff; }
  Slot* slotAt(uint32_t off) const { return off == kNoOff ? nullptr : lo + off; }
};

// Without the scan bit.
inline GStatus statusOf(const G& g) { return g.status.load(); }

}  // namespace vole::rt
