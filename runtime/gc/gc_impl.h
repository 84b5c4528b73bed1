// This file declares the collector's state; private to the run time.
//
// One cycle: gcStart stops the world, switches the barrier on and lets it go on. Now objects reachable at that moment are
// marked, by the marker threads, by goroutines that pay for what they allocate, and by Ms with nothing to run. When nothing
// grey is left gcMarkDone stops the world again, looks once more, switches the barrier off and makes all spans unswept.
//
// The snapshot holds because (1) the barrier shades what is overwritten, (2) new objects are born black, (3) no goroutine runs
// before its stack has been scanned in this cycle (scanBeforeRun), (4) what passes from one stack to another is shaded.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <sys/mman.h>
#include <unordered_map>
#include <vector>

#include "runtime/base/lock.h"
#include "runtime/gc/gc.h"
#include "runtime/mem/mheap.h"
#include "runtime/runtime.h"
#include "runtime/type/type.h"

namespace vole::rt {

struct Finalizer {
  void* fn;
  const Type* argType;
  const FuncType* fnType;
};

struct Root {
  uintptr_t base;
  uint64_t size;
  const Type* type;
};

// A piece of the set of grey objects. An address inside a large object stands for the part that begins there.
struct WorkBuf {
  static constexpr uint32_t kCap = 254;
  WorkBuf* next = nullptr;
  uint32_t n = 0;
  uintptr_t obj[kCap];
};

// The grey objects that wait for anybody.
class WorkPool {
 public:
  ~WorkPool();
  WorkBuf* getEmpty();
  void putEmpty(WorkBuf* b);
  void putFull(WorkBuf* b);
  WorkBuf* getFull();  // null: none
  bool empty() const { return nfull_.load(std::memory_order_acquire) == 0; }

 private:
  Lock lock_;
  WorkBuf *full_ = nullptr, *empty_ = nullptr;
  std::atomic<int64_t> nfull_{0};
};

// Somebody's own grey objects: a P's (the barrier puts there) or a marker thread's.
struct gcWork {
  WorkBuf *cur = nullptr, *spare = nullptr;
  uint64_t bytesMarked = 0;  // not yet added to the state's
  uint64_t scanWork = 0;
  bool empty() const { return (!cur || cur->n == 0) && (!spare || spare->n == 0); }
};

enum class GCPhase : uint32_t { off, mark };

// When the phases of a cycle began and ended (the world stopped, started, stopped, started), who spent how long.
struct CycleTimes {
  int64_t stopped1 = 0, started1 = 0, stopped2 = 0, started2 = 0;
  int64_t assist = 0, bg = 0, idle = 0;
  uint64_t liveAtEnd = 0;
};

struct GCWaiter {
  G* g;
  uint64_t cycle;  // wake when so many cycles are complete
};

struct GCState {
  explicit GCState(Runtime& r) : rt(r) {}
  ~GCState();
  Runtime& rt;

  // ---- the cycle ----
  std::atomic<GCPhase> phase{GCPhase::off};
  uint32_t cycle = 0;                  // of the marking under way, or the last; changes with the world stopped
  std::atomic<uint64_t> completed{0};  // cycles whose marking is done
  std::atomic<bool> starting{false};
  bool forcedCycle = false;
  std::atomic<bool> forceWanted{false};  // a cycle is to begin as soon as none is under way
  std::atomic<bool> stressWanted{false};  // VOLE_GCSTRESS
  Lock waitLock;
  std::vector<GCWaiter> waiters;  // runtime.GC

  // ---- marking ----
  WorkPool pool;
  std::atomic<uint32_t> rootNext{0};
  uint32_t rootJobs = 0, globalJobs = 0;
  std::vector<Root> jobRoots;  // as they were when the cycle began
  std::vector<P*> jobPs;       // likewise
  int32_t procsAtStart = 0;
  size_t stacks = 0;           // goroutines there were then
  std::atomic<bool> stopMarkers{false};  // the background thread is to let go of everything
  std::atomic<bool> markDoneWanted{false};
  std::atomic<uint64_t> markedBytes{0};
  std::atomic<uint64_t> newBytes{0};  // allocated black
  std::atomic<uint64_t> scanWork{0};
  std::atomic<int64_t> bgCredit{0};   // bytes scanned by the background, which assists may take
  uint64_t expectedWork = 0;
  std::vector<Root> roots;
  Lock rootLock;

  // ---- the background thread ----
  bool worker = false;    // it runs
  bool noWorker = false;  // none could be started
  pthread_t workerId{};
  std::mutex workerLock;
  std::condition_variable workerCV;
  bool workerExit = false;
  std::atomic<bool> workerIdle{true};
  std::atomic<int32_t> idlers{0};  // Ms that mark for want of anything else
  uint64_t sweepSignal = 0;  // increased when there is something to sweep

  // ---- finalizers ----
  Lock finLock;
  std::unordered_map<uintptr_t, Finalizer> finalizers;  // by object address
  std::deque<FinalizerCall> finq;
  bool fingRunning = false;  // the finalizer goroutine exists

  // ---- pacing and statistics ----
  int64_t percent = 100;
  int64_t memlimit = -1;
  uint64_t heapMarked = 0;       // bytes the last marking found alive
  uint64_t lastScanWork = 0;
  uint64_t lastRunway = 0;       // bytes allocated during the last marking
  std::atomic<uint64_t> stackBytes{0};  // of stacks scanned in this cycle
  uint64_t stackScanned = 0;            // in the last
  uint64_t globalBytes = 0;
  uint64_t liveAtStart = 0, goalAtStart = 0;
  int64_t lastCycleCpu = 0;      // what the last cycle took of each processor's time, ns
  int64_t lastEnd = 0;
  int64_t overdraft = 0;         // time beyond half of all that cycles took, ns of each processor
  std::atomic<int64_t> notBefore{0};         // no cycle for the memory limit's sake earlier (Go's limit on the collector's share)
  std::atomic<uint64_t> retain{0};  // bytes of memory the scavenger leaves
  uint32_t numGC = 0, numForced = 0;
  uint64_t pauseTotal = 0, lastUnix = 0;
  uint64_t pauseNs[256] = {}, pauseEnd[256] = {};
  std::atomic<int64_t> assistNs{0}, bgNs{0}, idleNs{0};
  uint64_t cpuNs = 0;
  CycleTimes times;
};

// ---- marking (gc/mark.cc) ----
// Makes the object p points into grey, if it is one and is white.
void greyobject(Runtime& rt, gcWork& w, uintptr_t p);
void greyContents(Runtime& rt, gcWork& w, uintptr_t obj);  // all that the object at obj points to
void shadeSlow(M& m, const void* p);
inline void shade(M& m, const void* p) {
  if (p) shadeSlow(m, p);
}
// Scans g's stack unless that has been done in this cycle; every M does so before it runs a goroutine while the barrier is on.
void scanStack(Runtime& rt, gcWork& w, G& g);
void prepareRoots(Runtime& rt);
// Of all Ps at once, world stopped; needed when their number has changed since the jobs were made.
void markTimers(Runtime& rt, gcWork& w);
void markPools(Runtime& rt, gcWork& w);  // those with victims, which the next cycle will look at; world stopped
// Marks until nothing is left, or *stop, or about ns have passed, or so many bytes have been scanned (either < 0: no limit).
// True: nothing was left at some moment.
bool drain(Runtime& rt, gcWork& w, const std::atomic<bool>* stop, int64_t ns, int64_t bytes);
void flushWork(Runtime& rt, gcWork& w);  // everything to the pool
gcWork& workOf(M& m);
void checkMarks(Runtime& rt);  // gccheckmark

// ---- sweeping (gc/sweep.cc) ----
uint32_t sweepSpan(Runtime& rt, mspan* s);  // objects that live
void putFull(mheap& h, mspan* s);
bool sweepOne(Runtime& rt);                  // false: nothing left to take
void sweepAll(Runtime& rt);                  // and waits for those that others are sweeping
void makeUnswept(Runtime& rt);               // world stopped
// Before npages are taken from the system: sweeps as much.
void sweepCredit(M& m, uint64_t npages);

// ---- the background thread (gc/worker.cc) ----
void wakeWorker(Runtime& rt);
void stopWorker(Runtime& rt);
void waitMarkersIdle(Runtime& rt);

// ---- finalizers (gc/finalizer.cc) ----
void markFinalizers(Runtime& rt, gcWork& w);
void queueFinalizers(Runtime& rt, gcWork& w);  // world stopped, marking complete
void startFinalizers(M& m);

// ---- pacing (gc/pacer.cc) ----
void setGoal(Runtime& rt);
void accountCycle(GCState& gc, int64_t cpu, int64_t now);
int64_t assistWork(Runtime& rt, int64_t bytes);  // bytes to scan for so many allocated

// Makes some M come to gcSafepoint soon.
void wantSafepoint(Runtime& rt);
// VOLE_GCSTRESS and VOLE_STACKSTRESS count here, and whoever set Runtime::onAlloc.
void stressAlloc(M& m, uint64_t size);
inline void madvise_zero(void* p, uint64_t n) { madvise(p, n, MADV_DONTNEED); }

}  // namespace vole::rt
