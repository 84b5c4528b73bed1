// This file defines the run time's lock: one word, free = 0, so that it can stand inside objects of the collected heap
// (channels, notify lists). It spins a little, then sleeps on a futex. A holder never parks a goroutine, reaches a safepoint
// or runs Go code; whoever waits keeps its P. What takes longer uses std::recursive_mutex (Runtime::compileLock).
//
// Order, outermost first: compileLock, type table, worldsema, channels by address, semaphore bucket, a P's timers, Sched::lock,
// GCState's lock, mheap::lock. No lock of this list is taken while one to its right is held.
#pragma once
#include <cstdint>

namespace vole::rt {

void lockSlow(uint32_t* l);
void unlockSlow(uint32_t* l);  // wakes a sleeper

inline void lock(uint32_t* l) {
  uint32_t free = 0;
  if (__builtin_expect(!__atomic_compare_exchange_n(l, &free, 1u, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED), 0)) lockSlow(l);
}
inline bool trylock(uint32_t* l) {
  uint32_t free = 0;
  return __atomic_compare_exchange_n(l, &free, 1u, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
inline void unlock(uint32_t* l) {
  if (__builtin_expect(__atomic_exchange_n(l, 0u, __ATOMIC_RELEASE) == 2, 0)) unlockSlow(l);
}

class Lock {
 public:
  void lock() { rt::lock(&word_); }
  void unlock() { rt::unlock(&word_); }
  bool tryLock() { return rt::trylock(&word_); }
  uint32_t* word() { return &word_; }

 private:
  uint32_t word_ = 0;
};

template <class L>
class Guard {
 public:
  explicit Guard(L& l) : l_(l) { l_.lock(); }
  ~Guard() { l_.unlock(); }
  Guard(const Guard&) = delete;

 private:
  L& l_;
};
using LockGuard = Guard<Lock>;

// One-shot sleep and wake-up between threads, as Go's note. Waiting is for the one owner; waking may come first.
struct Note {
  uint32_t key = 0;
};
void noteclear(Note& n);
void notewakeup(Note& n);
void notesleep(Note& n);
// False: ns (>= 0) passed without a wake-up.
bool notetsleep(Note& n, int64_t ns);

}  // namespace vole::rt
