// The leaves of package time: clocks, timers, zone files.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"
#include "runtime/sched/timer.h"

namespace vole::rt {
namespace {

// func now() (sec int64, nsec int32, mono int64)
Status now(M&, Slot* a) {
  int32_t nsec = 0;
  a[0].i = walltime(&nsec);
  a[1].i = nsec;
  a[2].i = nanotime();
  return Status::ok;
}
VOLE_NATIVE("time.now", now);

// Monotonic readings count from here; the run time's timers (runtime/sched/timer.cc) use the same origin.
Status startNano(M& m, Slot* a) {
  a[0].i = m.rt->startTime - 1;
  return Status::ok;
}
VOLE_NATIVE("time.startNano", startNano);

Status runtimeNano(M&, Slot* a) {
  a[0].i = nanotime();
  return Status::ok;
}
VOLE_NATIVE("time.runtimeNano", runtimeNano);

Timer* argTimer(Slot* a) { return static_cast<Timer*>(a[0].p); }

Status startTimer(M& m, Slot* a) {
  addtimer(m, argTimer(a));
  return Status::ok;
}
VOLE_NATIVE("time.startTimer", startTimer);

Status stopTimer(M& m, Slot* a) {
  a[0].u = deltimer(m, argTimer(a));
  return Status::ok;
}
VOLE_NATIVE("time.stopTimer", stopTimer);

Status resetTimer(M& m, Slot* a) {
  a[0].u = modtimer(m, argTimer(a), a[1].i, a[2].i);
  return Status::ok;
}
VOLE_NATIVE("time.resetTimer", resetTimer);

Status sleepLeaf(M& m, Slot* a) { return timeSleep(m, a[0].i); }
VOLE_NATIVE("time.Sleep", sleepLeaf);

// func readZoneFile(name string) (data []byte, errno int)
Status readZoneFile(M& m, Slot* a) {
  std::string name(argView(a, 0)), data;
  int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  int err = fd < 0 ? errno : 0;
  struct stat st;
  if (!err && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) err = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
  char buf[4096];
  while (!err && data.size() < (10u << 20)) {
    ssize_t n = read(fd, buf, sizeof buf);
    if (n < 0) err = errno;
    if (n <= 0) break;
    data.append(buf, static_cast<size_t>(n));
  }
  if (fd >= 0) close(fd);
  setSlice(a, 0, err ? GoSlice{} : newBytes(m, data.data(), static_cast<int64_t>(data.size())));
  a[3].i = err;
  return Status::ok;
}
VOLE_NATIVE("time.readZoneFile", readZoneFile);

}  // namespace
}  // namespace vole::rt
