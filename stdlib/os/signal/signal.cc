// The leaves of package os/signal. The handler counts and wakes; Go text asks for the counts.
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "runtime/native.h"
#include "runtime/sched/sched.h"

namespace vole::rt {
namespace {

std::atomic<uint32_t> counts[65];

std::atomic<int> wake{-1};  // lives as long as the process

void count(int sig) {
  counts[sig].fetch_add(1, std::memory_order_release);
  int saved = errno;
  uint64_t one = 1;
  if (write(wake.load(), &one, sizeof one) < 0) one = 0;  // full: the reader is awake
  errno = saved;
}

void act(int64_t sig, void (*handler)(int)) {
  if (sig < 1 || sig > 64) return;
  struct sigaction sa {};
  sa.sa_handler = handler;
  sa.sa_flags = SA_RESTART | SA_ONSTACK;
  sigaction(static_cast<int>(sig), &sa, nullptr);
}

// The faults of the process itself stay with the run time.
bool isFault(int64_t sig) { return sig == SIGSEGV || sig == SIGBUS || sig == SIGFPE || sig == SIGILL; }

Status watchLeaf(M&, Slot* a) {
  if (!isFault(a[0].i)) act(a[0].i, count);
  return Status::ok;
}
Status ignoreLeaf(M&, Slot* a) {
  if (!isFault(a[0].i)) act(a[0].i, SIG_IGN);
  return Status::ok;
}
Status resetLeaf(M&, Slot* a) {
  if (a[0].i == SIGPIPE) handleSigpipe();
  else if (a[0].i == SIGQUIT) handleSigquit();
  else if (!isFault(a[0].i)) act(a[0].i, SIG_DFL);
  return Status::ok;
}
VOLE_NATIVE("os/signal.watch", watchLeaf);
VOLE_NATIVE("os/signal.ignore", ignoreLeaf);
VOLE_NATIVE("os/signal.reset", resetLeaf);

Status ignoredLeaf(M&, Slot* a) {
  struct sigaction sa {};
  a[0].u = sigaction(static_cast<int>(a[0].i), nullptr, &sa) == 0 && sa.sa_handler == SIG_IGN;
  return Status::ok;
}
VOLE_NATIVE("os/signal.ignored", ignoredLeaf);

Status pendingLeaf(M&, Slot* a) {
  a[0].i = -1;
  for (int s = 1; s <= 64; s++) {
    if (!counts[s].load(std::memory_order_acquire)) continue;
    counts[s].fetch_sub(1, std::memory_order_relaxed);
    a[0].i = s;
    break;
  }
  return Status::ok;
}
VOLE_NATIVE("os/signal.pending", pendingLeaf);

// Called under the lock of package signal's table.
Status wakeFDLeaf(M&, Slot* a) {
  if (wake < 0) wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  a[0].i = wake;
  return Status::ok;
}
VOLE_NATIVE("os/signal.wakeFD", wakeFDLeaf);

}  // namespace
}  // namespace vole::rt
