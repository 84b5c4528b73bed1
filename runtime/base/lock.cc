// This file holds the sleeping halves of locks and notes.
#include "runtime/base/lock.h"

#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace vole::rt {
namespace {

int64_t now() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return int64_t{ts.tv_sec} * 1000000000 + ts.tv_nsec;
}

void futexWait(uint32_t* addr, uint32_t expected, int64_t ns) {
  timespec ts{ns / 1000000000, ns % 1000000000};
  syscall(SYS_futex, addr, FUTEX_WAIT_PRIVATE, expected, ns < 0 ? nullptr : &ts, nullptr, 0);
}
void futexWake(uint32_t* addr, int n) { syscall(SYS_futex, addr, FUTEX_WAKE_PRIVATE, n, nullptr, nullptr, 0); }

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

void lockSlow(uint32_t* l) {
  // 2: locked, and somebody may sleep. Spinning pays only while the holder runs on another processor.
  for (int i = 0; i < 4; i++) {
    for (int k = 0; k < 30; k++) {
      uint32_t v = __atomic_load_n(l, __ATOMIC_RELAXED);
      if (v == 0 && trylock(l)) return;
      if (v == 2) break;
      pause();
    }
  }
  sched_yield();
  while (__atomic_exchange_n(l, 2u, __ATOMIC_ACQUIRE) != 0) futexWait(l, 2, -1);
}

void unlockSlow(uint32_t* l) { futexWake(l, 1); }

void noteclear(Note& n) { __atomic_store_n(&n.key, 0u, __ATOMIC_RELAXED); }

void notewakeup(Note& n) {
  if (__atomic_exchange_n(&n.key, 1u, __ATOMIC_RELEASE) == 0) futexWake(&n.key, INT_MAX);
}

void notesleep(Note& n) {
  while (__atomic_load_n(&n.key, __ATOMIC_ACQUIRE) == 0) futexWait(&n.key, 0, -1);
}

bool notetsleep(Note& n, int64_t ns) {
  int64_t end = now() + ns;
  while (__atomic_load_n(&n.key, __ATOMIC_ACQUIRE) == 0) {
    int64_t left = end - now();
    if (left <= 0) return false;
    futexWait(&n.key, 0, left);
  }
  return true;
}

}  // namespace vole::rt
