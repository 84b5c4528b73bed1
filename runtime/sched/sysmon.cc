// This file is the thread that watches, without a P: it takes Ps away from Ms that stay in system calls, asks goroutines that
// run for long to give way, polls the network when nobody else does, and prints the scheduler's state when asked to. It looks
// every 20 µs while there is something to do, ever more rarely otherwise, and sleeps while nothing runs.
#include <algorithm>
#include <cstdio>
#include <string>
#include <thread>
#include <unistd.h>

#include "runtime/panic/traceback.h"
#include "runtime/runtime.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {
namespace {

constexpr int64_t kSlice = 10'000'000;  // ns a goroutine may run
// The same while one that slept on its P should be awake. In Go it waits for the whole slice.
constexpr int64_t kSliceWhileTimerDue = 5'000'000;
// The longest sleep, in µs. Go's is the long one always, so that what shares a P with a computing goroutine there waits two
// slices: one until a look notices that the computing one runs, one until the next look.
constexpr int64_t kRest = 10'000, kRestWhileSomeWait = 1'000;

// Is there a goroutine that wants a P, or will within a slice because its timer ends?
bool someWait(Runtime& rt) {
  if (rt.sched.runqsize.load() > 0) return true;
  int64_t soon = nanotime() + kSlice;
  for (int32_t i = 0; i < rt.nproc; i++) {
    P& p = *rt.allp[static_cast<size_t>(i)];
    if (!runqempty(p)) return true;
    if (int64_t when = p.timer0When; when && when < soon) return true;
  }
  return false;
}

int64_t sliceOf(P& p, int64_t now) {
  int64_t when = p.timer0When;
  return when && when <= now ? kSliceWhileTimerDue : kSlice;
}

int retake(Runtime& rt, int64_t now) {
  Sched& s = rt.sched;
  int n = 0;
  for (int32_t i = 0; i < rt.nproc; i++) {
    P& p = *rt.allp[static_cast<size_t>(i)];
    PStatus st = p.status;
    if (st != PStatus::running && st != PStatus::syscall) continue;
    uint32_t tick = p.schedtick;
    bool long_ = false;
    if (p.monSchedtick != tick) {
      p.monSchedtick = tick;
      p.monSchedwhen = now;
    } else if (p.monSchedwhen + sliceOf(p, now) <= now) {
      preemptone(p);
      p.monSchedwhen = now;
      long_ = true;
    }
    if (st != PStatus::syscall) continue;
    tick = p.syscalltick;
    if (p.monSyscalltick != tick && !long_) {
      p.monSyscalltick = tick;
      p.monSyscallwhen = now;
      continue;
    }
    // Nothing to be gained while it has no work and others look for some; but do not keep it for ever.
    if (runqempty(p) && s.nmspinning + s.npidle > 0 && p.monSyscallwhen + kSlice > now) continue;
    PStatus was = PStatus::syscall;
    if (p.status.compare_exchange_strong(was, PStatus::idle)) {
      n++;
      p.syscalltick++;
      handoffp(rt, &p);
    }
  }
  return n;
}

void schedtrace(Runtime& rt) {
  Sched& s = rt.sched;
  LockGuard guard(s.lock);
  char buf[256];
  snprintf(buf, sizeof buf, "SCHED %lldms: gomaxprocs=%d idleprocs=%d threads=%lld spinningthreads=%d idlethreads=%d runqueue=%d",
           static_cast<long long>((nanotime() - rt.startTime) / 1000000), rt.gomaxprocs, s.npidle.load(),
           static_cast<long long>(s.mcount + 1), s.nmspinning.load(), s.nmidle, s.runqsize.load());
  std::string out = buf;
  for (int32_t i = 0; i < rt.nproc; i++) {
    P& p = *rt.allp[static_cast<size_t>(i)];
    out += i ? " " : " [";
    out += std::to_string(p.runqtail.load() - p.runqhead.load());
  }
  out += "]\n";
  printFlush(out);
}

void watch(Runtime& rt) {
  Sched& s = rt.sched;
  int idle = 0;
  int64_t delay = 20, lasttrace = 0;
  int64_t trace = rt.debug.schedtrace;
  while (!rt.stopSysmon_) {
    if (idle == 0) delay = 20;
    else if (idle > 50) delay *= 2;
    delay = std::min(delay, someWait(rt) ? kRestWhileSomeWait : kRest);
    usleep(static_cast<useconds_t>(delay));
    if (quitWanted()) dumpForQuit(rt, nullptr);
    int64_t now = nanotime();
    if (trace <= 0 && (s.gcwaiting || s.npidle == rt.nproc)) {
      s.lock.lock();
      if ((s.gcwaiting || s.npidle == rt.nproc) && !rt.stopSysmon_) {
        noteclear(s.sysmonnote);
        s.sysmonwait = true;
        s.lock.unlock();
        notetsleep(s.sysmonnote, int64_t{60} * 1'000'000'000);
        s.sysmonwait = false;
        idle = 0;
        continue;
      }
      s.lock.unlock();
    }
    int64_t last = s.lastpoll;
    if (netpollInited(rt) && last != 0 && last + kSlice < now && s.lastpoll.compare_exchange_strong(last, now))
      injectglist(rt, nullptr, netpoll(rt, 0));
    if (retake(rt, now)) idle = 0;
    else idle++;
    if (trace > 0 && lasttrace + trace * 1'000'000 <= now) {
      lasttrace = now;
      schedtrace(rt);
    }
  }
}

}  // namespace

void startSysmon(Runtime& rt) {
  if (__builtin_expect(rt.sysmonStarted_.load(std::memory_order_relaxed), 1)) return;
  if (rt.sysmonStarted_.exchange(true)) return;
  rt.sysmon_ = new std::thread([&rt] { watch(rt); });
}

void stopSysmon(Runtime& rt) {
  auto* t = static_cast<std::thread*>(rt.sysmon_);
  if (!t) return;
  rt.sched.lock.lock();
  rt.stopSysmon_ = true;
  rt.sched.lock.unlock();
  notewakeup(rt.sched.sysmonnote);
  t->join();
  delete t;
  rt.sysmon_ = nullptr;
}

}  // namespace vole::rt
