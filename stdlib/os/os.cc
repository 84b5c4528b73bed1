// The leaves of package os.
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <unistd.h>
#include <vector>

#include "runtime/base/runlimits.h"
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

// func readFd(fd int, p []byte) (n, errno int)
Status readFd(M& m, Slot* a) {
  GoSlice p = argSlice(a, 1);
  size_t want = static_cast<size_t>(p.len < 1 << 30 ? p.len : 1 << 30);
  ssize_t n;
  entersyscall(m);
  do n = ::read(static_cast<int>(a[0].i), p.ptr, want);
  while (n < 0 && errno == EINTR);
  exitsyscall(m);
  a[0].i = n < 0 ? 0 : n;
  a[1].i = n < 0 ? errno : 0;
  return Status::ok;
}
VOLE_NATIVE("os.readFd", readFd);

// func writeFd(fd int, p []byte) (n, errno int)
Status writeFd(M& m, Slot* a) {
  int fd = static_cast<int>(a[0].i);
  GoSlice p = argSlice(a, 1);
  const char* at = static_cast<const char*>(p.ptr);
  int64_t done = 0;
  int err = 0;
  RunLimits* limits = m.rt->limits && m.rt->limits->maxOutput ? m.rt->limits : nullptr;
  int64_t wanted = p.len;
  if (__builtin_expect(limits != nullptr, 0)) p.len = static_cast<int64_t>(takeOutput(*limits, static_cast<uint64_t>(wanted)));
  entersyscall(m);
  if (p.len < wanted && p.len == 0) outputHit(*limits);
  do {
    size_t left = static_cast<size_t>(p.len - done);
    ssize_t n = ::write(fd, at + done, left < 1u << 30 ? left : 1u << 30);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      err = errno;
      break;
    }
    done += n;
  } while (done < p.len);
  if (p.len < wanted) outputHit(*limits);
  if (__builtin_expect(limits != nullptr, 0)) giveBackOutput(*limits, static_cast<uint64_t>(p.len - done));
  exitsyscall(m);
  a[0].i = done;
  a[1].i = err;
  return Status::ok;
}
VOLE_NATIVE("os.writeFd", writeFd);

// func waitFd(fd int, write bool) (ready bool)
// Costs a thread until the scheduler polls descriptors itself. A seeded schedule has but one: there the goroutine sleeps in
// small steps while others exist.
Status waitFd(M& m, Slot* a) {
  pollfd p{static_cast<int>(a[0].i), static_cast<short>(a[1].b ? POLLOUT : POLLIN), 0};
  bool wait = !m.rt->debug.schedseed || (m.rt->sched.ngalive - m.rt->sched.ngsys <= 1 && m.p && !m.p->timer0When);
  int n;
  entersyscall(m);
  do n = ::poll(&p, 1, wait ? -1 : 0);
  while (n < 0 && errno == EINTR);
  exitsyscall(m);
  a[0].u = n != 0;
  if (n != 0) return Status::ok;
  return timeSleep(m, 500000);
}
VOLE_NATIVE("os.waitFd", waitFd);

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
