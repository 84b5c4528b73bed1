// The leaves of Go's internal/poll, which package net comes with: its descriptors wait in our network poller.
#include "runtime/data/sema.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched.h"

namespace vole::rt {
namespace {

PollDesc* desc(Slot* a) { return reinterpret_cast<PollDesc*>(a[0].u); }

Status semAcquire(M& m, Slot* a) { return semacquire(m, static_cast<uint32_t*>(a[0].p), false, WaitReason::sema); }
Status semRelease(M& m, Slot* a) { return semrelease(m, static_cast<uint32_t*>(a[0].p), false); }
VOLE_NATIVE("internal/poll.runtime_Semacquire", semAcquire);
VOLE_NATIVE("internal/poll.runtime_Semrelease", semRelease);

Status nano(M&, Slot* a) {
  a[0].i = nanotime();
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtimeNano", nano);

// A failure to make the poller is reported by the first pollOpen.
Status serverInit(M& m, Slot*) {
  netpollInit(*m.rt);
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_pollServerInit", serverInit);

// func runtime_pollOpen(fd uintptr) (uintptr, int)
Status open(M& m, Slot* a) {
  int err = 0;
  PollDesc* pd = pollOpen(m, static_cast<int>(a[0].i), &err);
  a[0].u = reinterpret_cast<uint64_t>(pd);
  a[1].i = err;
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_pollOpen", open);

Status close(M& m, Slot* a) {
  pollClose(m, desc(a));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_pollClose", close);

Status wait(M& m, Slot* a) { return pollWait(m, desc(a), static_cast<int>(a[1].i), a); }
VOLE_NATIVE("internal/poll.runtime_pollWait", wait);

// After a connect that was called off: waits until the poller lets go, whatever the deadline says.
Status waitCanceled(M& m, Slot* a) { return pollWaitCanceled(m, desc(a), static_cast<int>(a[1].i)); }
VOLE_NATIVE("internal/poll.runtime_pollWaitCanceled", waitCanceled);

Status reset(M&, Slot* a) {
  a[0].i = pollReset(desc(a), static_cast<int>(a[1].i));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_pollReset", reset);

Status setDeadline(M& m, Slot* a) {
  pollSetDeadline(m, desc(a), a[1].i, static_cast<int>(a[2].i));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_pollSetDeadline", setDeadline);

Status unblock(M& m, Slot* a) {
  pollUnblock(m, desc(a));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_pollUnblock", unblock);

Status isPoller(M& m, Slot* a) {
  a[0].u = isNetpollDescriptor(*m.rt, static_cast<int>(a[0].i));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_isPollServerDescriptor", isPoller);

Status random(M& m, Slot* a) {
  a[0].u = fastrand64(m);
  return Status::ok;
}
VOLE_NATIVE("net.fastrandu", random);

}  // namespace
}  // namespace vole::rt
