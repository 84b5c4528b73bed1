// The leaves of package os.
#include <cerrno>
#include <csignal>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "runtime/sched/timer.h"

extern char** environ;

namespace vole::rt {
namespace {

Status programArgs(M& m, Slot* a) {
  const std::vector<std::string>& args = m.rt->args;
  int64_t n = static_cast<int64_t>(args.size());
  GoString* list = static_cast<GoString*>(newarray(m, m.rt->types.basic(kString), n));
  for (int64_t i = 0; i < n; i++) list[i] = newString(m, args[static_cast<size_t>(i)]);
  setSlice(a, 0, {list, n, n});
  return Status::ok;
}
VOLE_NATIVE("os.programArgs", programArgs);

Status ownProgram(M& m, Slot* a) {
  setString(a, 0, newString(m, m.rt->executable));
  return Status::ok;
}
VOLE_NATIVE("os.ownProgram", ownProgram);

// func waitChild(pid int) (again bool)
// Waits until the child has ended, and leaves it to wait4. A seeded schedule has one thread: there the goroutine sleeps, and
// asks again. Also again: the goroutine is to end, and may do so between the calls.
Status waitChild(M& m, Slot* a) {
  siginfo_t info{};
  bool seeded = m.rt->debug.schedseed;
  auto pid = static_cast<id_t>(a[0].i);
  int r;
  entersyscall(m);
  do r = ::waitid(P_PID, pid, &info, WEXITED | WNOWAIT | (seeded ? WNOHANG : 0));
  while (r < 0 && errno == EINTR && !m.curg->stopWanted.load(std::memory_order_relaxed));
  exitsyscall(m);
  if (r < 0 && errno == EINTR) {
    a[0].u = 1;
    return Status::ok;
  }
  a[0].u = r == 0 && info.si_pid == 0;
  return a[0].u ? timeSleep(m, 500000) : Status::ok;
}
VOLE_NATIVE("os.waitChild", waitChild);

Status brokenPipe(M&, Slot*) {
  ::signal(SIGPIPE, SIG_DFL);
  ::raise(SIGPIPE);
  return Status::ok;
}
VOLE_NATIVE("os.brokenPipe", brokenPipe);

Status randomLeaf(M& m, Slot* a) {
  a[0].u = fastrand(m);
  return Status::ok;
}
VOLE_NATIVE("os.random", randomLeaf);

}  // namespace
}  // namespace vole::rt
