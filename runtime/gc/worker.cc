// This file is the background thread: it marks while a marking is under way, then sweeps, then gives memory back. It holds no
// P and runs no Go code; while the world is stopped at the end of a marking it holds no grey object.
#include <csignal>
#include <ctime>
#include <pthread.h>

#include "runtime/gc/gc_impl.h"

namespace vole::rt {
namespace {

bool mayMark(GCState& gc) {
  return gc.phase.load(std::memory_order_acquire) == GCPhase::mark && !gc.stopMarkers.load() &&
         (!gc.pool.empty() || gc.rootNext.load(std::memory_order_relaxed) < gc.rootJobs);
}

// We are idle again. Who found us at work while there was nothing left to mark has gone to sleep, trusting that we say so:
// also if our work was sweeping.
void sayIdle(Runtime& rt) {
  GCState& gc = *rt.gc;
  gc.workerIdle.store(true);
  if (gc.phase.load() != GCPhase::mark || gc.stopMarkers.load() || !gc.pool.empty() || gc.rootNext.load() < gc.rootJobs) return;
  gc.markDoneWanted.store(true);
  wantSafepoint(rt);
}

void mark(Runtime& rt, gcWork& w) {
  GCState& gc = *rt.gc;
  gc.workerIdle.store(false);
  if (!gc.stopMarkers.load() && gc.phase.load() == GCPhase::mark) {
    int64_t start = nanotime();
    // In portions, so that assists can live on what we have done meanwhile.
    while (!gc.stopMarkers.load(std::memory_order_relaxed)) {
      uint64_t before = gc.scanWork.load(std::memory_order_relaxed);
      bool all = drain(rt, w, &gc.stopMarkers, 200'000, -1);
      gc.bgCredit.fetch_add(static_cast<int64_t>(gc.scanWork.load(std::memory_order_relaxed) - before), std::memory_order_relaxed);
      if (all) break;
    }
    flushWork(rt, w);
    gc.bgNs.fetch_add(nanotime() - start, std::memory_order_relaxed);
  }
  sayIdle(rt);
}

void workerMain(Runtime& rt) {
  GCState& gc = *rt.gc;
  gcWork w;
  uint64_t swept = 0;
  bool scavenging = false;
  std::unique_lock<std::mutex> lock(gc.workerLock);
  for (;;) {
    auto due = [&] { return gc.workerExit || mayMark(gc) || gc.sweepSignal != swept; };
    if (scavenging) gc.workerCV.wait_for(lock, std::chrono::milliseconds(10), due);
    else gc.workerCV.wait(lock, due);
    if (gc.workerExit) break;
    if (mayMark(gc)) {
      lock.unlock();
      mark(rt, w);
      lock.lock();
      continue;
    }
    if (gc.sweepSignal != swept) {
      swept = gc.sweepSignal;
      lock.unlock();
      int64_t start = nanotime();
      // As in marking: the end of a marking, which makes new lists of unswept spans, waits for us.
      gc.workerIdle.store(false);
      while (!gc.stopMarkers.load() && gc.phase.load() == GCPhase::off && sweepOne(rt)) {
      }
      sayIdle(rt);
      gc.bgNs.fetch_add(nanotime() - start, std::memory_order_relaxed);
      lock.lock();
      scavenging = true;
      continue;
    }
    // Slowly: memory given back too soon is faulted in again.
    uint64_t keep = gc.retain.load();
    lock.unlock();
    scavenging = rt.heap->scavenge(keep, 1 << 20) > 0;
    lock.lock();
  }
}

void startWorker(Runtime& rt) {
  GCState& gc = *rt.gc;
  if (gc.worker || gc.noWorker) return;
  auto* arg = &rt;
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setstacksize(&attr, 256 << 10);
  pthread_t id;
  int err = pthread_create(
      &id, &attr,
      [](void* p) -> void* {
        workerMain(*static_cast<Runtime*>(p));
        return nullptr;
      },
      arg);
  pthread_attr_destroy(&attr);
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
  if (err) {
    gc.noWorker = true;  // then those who allocate mark alone
    return;
  }
  gc.worker = true;
  gc.workerId = id;
}

}  // namespace

void wakeWorker(Runtime& rt) {
  GCState& gc = *rt.gc;
  std::lock_guard<std::mutex> hold(gc.workerLock);
  startWorker(rt);
  if (gc.phase.load(std::memory_order_relaxed) == GCPhase::off) gc.sweepSignal++;
  gc.workerCV.notify_one();
}

void stopWorker(Runtime& rt) {
  GCState& gc = *rt.gc;
  {
    std::lock_guard<std::mutex> hold(gc.workerLock);
    if (!gc.worker) return;
    gc.workerExit = true;
    gc.stopMarkers.store(true);
    gc.workerCV.notify_one();
  }
  pthread_join(gc.workerId, nullptr);
  gc.worker = false;
}

void waitMarkersIdle(Runtime& rt) {
  GCState& gc = *rt.gc;
  gc.stopMarkers.store(true);
  for (int i = 0; !gc.workerIdle.load(); i++) {
    if (i > 1000) sched_yield();
    else __builtin_ia32_pause();
  }
}

}  // namespace vole::rt
