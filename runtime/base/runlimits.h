// This file declares the limits a command line puts on a run: time, memory, goroutines, output, and the classes of system
// calls (files, network, processes, C). Enforced where the program would pass them: at page allocation and the safepoint
// after it, where goroutines are made, in the natives that make system calls, and by a thread that looks at the clock.
//
// A limit is hit once, on whichever thread: one line on stderr, then the process ends with status 3. Ending the process is
// what stops goroutines that compute, hang in system calls or in C, all alike.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>

namespace vole::rt {

struct M;
class Runtime;

inline constexpr int kExitLimit = 3;  // also tools/vole/flags.h

enum class FileAccess : uint8_t { rw, ro, none };

struct RunLimits {
  // 0: no limit. The texts are what the user wrote, for messages.
  int64_t timeout = 0;  // ns, from startLimits
  uint64_t maxMem = 0, maxOutput = 0;
  int64_t maxGoroutines = 0;
  std::string timeoutText, maxMemText, maxOutputText;
  FileAccess files = FileAccess::rw;
  bool noNet = false, noExec = false;
  bool noC = false;

  bool gatesCalls() const { return files != FileAccess::rw || noNet || noExec || noC; }
  bool any() const { return timeout || maxMem || maxOutput || maxGoroutines || gatesCalls(); }

  std::atomic<uint64_t> output{0};     // bytes written so far, or about to be
  std::atomic<bool> memOver{false};    // more than maxMem in use: the next safepoint collects, then judges
};

// Prints "vole: limit: what" and ends the process. Waits for nobody: not for a lock, not for a full pipe on stderr.
[[noreturn]] void limitHit(const std::string& what);

// Starts the thread that watches clock and memory; call once, as early as possible. False: there are no threads to be had.
bool startLimits(RunLimits& limits);

// bytes more are wanted from the heap's pages. Returns if they may be had; no lock is held.
void checkMemory(Runtime& rt, uint64_t bytes);
// At a safepoint, after memOver: collects and judges.
void judgeMemory(M& m);

// How many of n bytes may still be written; fewer than n: write those, then call outputHit. giveBack returns what was not.
uint64_t takeOutput(RunLimits& limits, uint64_t n);
void giveBackOutput(RunLimits& limits, uint64_t n);
[[noreturn]] void outputHit(const RunLimits& limits);

// The system call w[0] with arguments w[1..6] is about to be made: ends the process if its class is forbidden. May replace
// an argument by an equal one that the program cannot change meanwhile.
void gateSyscall(const RunLimits& limits, uint64_t* w);
// Bytes that the call will write at most; 0 if it writes none.
uint64_t outputOf(const uint64_t* w);

}  // namespace vole::rt
