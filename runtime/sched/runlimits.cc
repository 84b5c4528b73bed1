// This file enforces limits on time, memory and output, and ends the process when one is hit.
#include "runtime/base/runlimits.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/time.h>
#include <unistd.h>

#include "runtime/gc/gc.h"
#include "runtime/gc/gc_impl.h"
#include "runtime/mem/mheap.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched_impl.h"

namespace vole::rt {
namespace {

// Beyond -max-mem, until a collection has shown what of it is garbage. A request that alone goes further ends the program.
uint64_t slack(uint64_t max) { return std::clamp<uint64_t>(max / 4, 1 << 20, 64 << 20); }

std::string memoryText(const RunLimits& l) { return "program needs more memory than -max-mem " + l.maxMemText; }

// Bytes of memory this process has, in pages of 4 KB; 0 if that cannot be told.
uint64_t residentBytes(int fd) {
  char buf[128];
  ssize_t n = pread(fd, buf, sizeof buf - 1, 0);
  if (n <= 0) return 0;
  buf[n] = 0;
  char* end;
  strtoull(buf, &end, 10);
  return strtoull(end, nullptr, 10) * 4096;
}

constexpr int64_t kMemoryTick = 10'000'000;  // ns between two looks at the memory of the process

// The heap counts exactly but knows nothing of what the front end and C libraries take. Their share is found by looking at
// the whole process, with room for what Vole itself needs.
struct Watch {
  RunLimits* limits;
  int64_t deadline;
};

void* watch(void* arg) {
  Watch w = *static_cast<Watch*>(arg);
  delete static_cast<Watch*>(arg);
  RunLimits& l = *w.limits;
  int fd = l.maxMem ? open("/proc/self/statm", O_RDONLY | O_CLOEXEC) : -1;
  uint64_t most = fd < 0 ? ~uint64_t{0} : l.maxMem + slack(l.maxMem) + residentBytes(fd) + (uint64_t{64} << 20);
  for (;;) {
    int64_t now = nanotime();
    if (l.timeout && now >= w.deadline) limitHit("program ran longer than -timeout " + l.timeoutText);
    if (fd >= 0 && residentBytes(fd) > most) limitHit(memoryText(l));
    int64_t wake = l.timeout ? w.deadline : INT64_MAX;
    if (fd >= 0) wake = std::min(wake, now + kMemoryTick);
    timespec ts{wake / 1'000'000'000, wake % 1'000'000'000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, nullptr);
  }
  return nullptr;
}

std::atomic<bool> hit{false};

void giveUp(int) { _exit(kExitLimit); }

}  // namespace

void limitHit(const std::string& what) {
  if (hit.exchange(true)) {
    for (;;) pause();  // another thread is ending the process
  }
  // Whoever reads stderr may be slow, or not read at all: then the status has to do.
  struct sigaction sa {};
  sa.sa_handler = giveUp;
  sigaction(SIGALRM, &sa, nullptr);
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  pthread_sigmask(SIG_UNBLOCK, &alarm, nullptr);
  itimerval soon{{0, 0}, {0, 50'000}};
  setitimer(ITIMER_REAL, &soon, nullptr);
  std::string line = "vole: limit: " + what + "\n";
  pollfd p{2, POLLOUT, 0};
  if (poll(&p, 1, 40) > 0 && write(2, line.data(), line.size()) < 0) _exit(kExitLimit);
  _exit(kExitLimit);
}

bool startLimits(RunLimits& limits) {
  if (!limits.timeout && !limits.maxMem) return true;
  auto* w = new Watch{&limits, nanotime() + limits.timeout};
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setstacksize(&attr, 64 << 10);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  pthread_t id;
  int err = pthread_create(&id, &attr, watch, w);
  pthread_attr_destroy(&attr);
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
  return err == 0;
}

// ---- memory

// What the program holds: objects and stacks in whole pages, and the tables that grow with them.
static uint64_t usedBytes(const mheap& h) { return h.heapInuse + h.stackSys + h.bitsBytes; }

void checkMemory(Runtime& rt, uint64_t bytes) {
  RunLimits& l = *rt.limits;
  mheap& h = *rt.heap;
  if (!l.maxMem) return;
  uint64_t want = usedBytes(h) + bytes;
  if (bytes > l.maxMem || want > l.maxMem + slack(l.maxMem)) limitHit(memoryText(l));
  // What the last collection found alive, without what was allocated meanwhile, leaves no room: another need not be waited for.
  if (want > l.maxMem && rt.gc->markedBytes + h.stackSys > l.maxMem - l.maxMem / 16) limitHit(memoryText(l));
  if (want > l.maxMem) {
    l.memOver.store(true);
    wantSafepoint(rt);
  } else if (h.retained() + bytes > l.maxMem) {
    h.scavenge(l.maxMem - bytes);
  }
}

void judgeMemory(M& m) {
  RunLimits& l = *m.rt->limits;
  if (!l.memOver.exchange(false)) return;  // another M is at it
  gcCollect(m, true);
  // A program that lives just below the limit would do nothing but collect.
  if (usedBytes(*m.rt->heap) > l.maxMem - l.maxMem / 32) limitHit(memoryText(l));
  m.rt->heap->scavenge(l.maxMem);
}

// ---- output

uint64_t takeOutput(RunLimits& l, uint64_t n) {
  uint64_t had = l.output.load();
  uint64_t take;
  do take = std::min(n, l.maxOutput - std::min(had, l.maxOutput));
  while (!l.output.compare_exchange_weak(had, had + take));
  return take;
}

void giveBackOutput(RunLimits& l, uint64_t n) { l.output.fetch_sub(n); }

void outputHit(const RunLimits& l) { limitHit("program wrote more than -max-output " + l.maxOutputText); }

}  // namespace vole::rt
