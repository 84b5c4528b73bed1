// The leaves of internal/poll: the locks of a descriptor, the calls on it, and the way to the network poller.
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/runlimits.h"
#include "runtime/data/sema.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched.h"
#include "runtime/sched/timer.h"

namespace vole::rt {
namespace {

// ---- locks. One word: a bit for closed, for reading and for writing, then three counts of 20 bits: users (who holds a lock
// is one), waiting readers, waiting writers.
struct FD {  // the beginning of poll.FD
  uint64_t state;
  uint32_t rsema, wsema;
  int64_t sysfd;
  PollDesc* desc;
  uint32_t csema, isBlocking;
  bool isStream, zeroReadIsEOF, isStd, isFile;
  bool isSocket() const { return desc && !isFile && !isStd; }
};

constexpr uint64_t kClosed = 1, kOneUser = 1 << 3, kCount = (1 << 20) - 1, kUsers = kCount << 3;
constexpr int kReaderShift = 23, kWriterShift = 43;
enum LockAnswer : int { kLockGot, kLockClosed, kLockWait, kLockTooMany };

struct Way {
  uint64_t bit;  // 0: any use
  int shift;     // of the count of those waiting for it
};
Way wayOf(int64_t how) {
  if (how == 'r') return {2, kReaderShift};
  if (how == 'w') return {4, kWriterShift};
  return {0, 0};
}
uint64_t* stateOf(Slot* a) { return &static_cast<FD*>(a[0].p)->state; }

LockAnswer tryLock(uint64_t* word, Way way) {
  uint64_t old = __atomic_load_n(word, __ATOMIC_ACQUIRE);
  for (;;) {
    if (old & kClosed) return kLockClosed;
    bool wait = old & way.bit;
    if ((wait ? old >> way.shift & kCount : old >> 3 & kCount) == kCount) return kLockTooMany;
    uint64_t now = wait ? old + (uint64_t{1} << way.shift) : (old | way.bit) + kOneUser;
    if (__atomic_compare_exchange_n(word, &old, now, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return wait ? kLockWait : kLockGot;
  }
}

// func (fd *FD) tryLock(how int) int
Status fdTryLock(M&, Slot* a) {
  a[0].i = tryLock(stateOf(a), wayOf(a[1].i));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.(*FD).tryLock", fdTryLock);

// Passes the lock's chance on: one of those waiting is woken, and tries again.
Status release(M& m, FD* fd, Way way, Slot* last) {
  uint64_t old = __atomic_load_n(&fd->state, __ATOMIC_ACQUIRE), now;
  bool wake;
  do {
    if ((old & kUsers) == 0 || (old & way.bit) != way.bit) return panicPlain(m, "inconsistent poll.fdMutex");
    wake = way.bit && old >> way.shift & kCount;
    now = (old & ~way.bit) - kOneUser - (wake ? uint64_t{1} << way.shift : 0);
  } while (!__atomic_compare_exchange_n(&fd->state, &old, now, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
  last->u = (now & (kClosed | kUsers)) == kClosed;
  return wake ? semrelease(m, way.shift == kReaderShift ? &fd->rsema : &fd->wsema, false) : Status::ok;
}

// func (fd *FD) release(how int) (last bool)
Status fdRelease(M& m, Slot* a) { return release(m, static_cast<FD*>(a[0].p), wayOf(a[1].i), &a[0]); }
VOLE_NATIVE("internal/poll.(*FD).release", fdRelease);

// func (fd *FD) close() (readers, writers int)
Status fdClose(M& m, Slot* a) {
  uint64_t* word = stateOf(a);
  uint64_t old = __atomic_load_n(word, __ATOMIC_ACQUIRE), now;
  do {
    if (old & kClosed) {
      a[0].i = a[1].i = -1;
      return Status::ok;
    }
    now = (old | kClosed) + kOneUser;
    now &= ~(kCount << kReaderShift | kCount << kWriterShift);
  } while (!__atomic_compare_exchange_n(word, &old, now, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
  a[0].u = old >> kReaderShift & kCount;
  a[1].u = old >> kWriterShift & kCount;
  return Status::ok;
}
VOLE_NATIVE("internal/poll.(*FD).close", fdClose);

Status semAcquire(M& m, Slot* a) { return semacquire(m, static_cast<uint32_t*>(a[0].p), false, WaitReason::sema); }
Status semRelease(M& m, Slot* a) { return semrelease(m, static_cast<uint32_t*>(a[0].p), false); }
VOLE_NATIVE("internal/poll.runtime_Semacquire", semAcquire);
VOLE_NATIVE("internal/poll.runtime_Semrelease", semRelease);

// ---- calls

// A seeded schedule has one thread. Where that would block, the goroutine sleeps in small steps while others exist.
bool wouldHoldAll(M& m, int fd, short events) {
  if (!m.rt->debug.schedseed || (m.rt->sched.ngalive - m.rt->sched.ngsys <= 1 && m.p && !m.p->timer0When)) return false;
  pollfd p{fd, events, 0};
  return ::poll(&p, 1, 0) == 0;
}

// A write while output is limited: what is left of the limit is written, then the program ends.
ssize_t limitedWrite(RunLimits& limits, int fd, const void* p, size_t size) {
  uint64_t may = takeOutput(limits, size);
  if (may == 0 && size > 0) outputHit(limits);
  ssize_t n = ::write(fd, p, may);
  if (n < 0 || static_cast<uint64_t>(n) < may) giveBackOutput(limits, may - static_cast<uint64_t>(n < 0 ? 0 : n));
  else if (may < size) outputHit(limits);
  return n;
}

// One call; errno, or 0. A socket may have been made blocking behind our back, through a copy of its descriptor: the call
// itself says that it must not be.
template <bool write>
int once(M& m, int fd, GoSlice p, bool quick, bool socket, int64_t* n) {
  size_t size = static_cast<size_t>(p.len < 1 << 30 ? p.len : 1 << 30);
  if (!quick) entersyscall(m);
  ssize_t r;
  if (!write) r = socket ? ::recv(fd, p.ptr, size, MSG_DONTWAIT) : ::read(fd, p.ptr, size);
  else if (__builtin_expect(m.rt->limits && m.rt->limits->maxOutput, 0)) r = limitedWrite(*m.rt->limits, fd, p.ptr, size);
  else r = socket ? ::send(fd, p.ptr, size, MSG_DONTWAIT) : ::write(fd, p.ptr, size);
  int err = r < 0 ? errno : 0;
  if (!quick) exitsyscall(m);
  *n = r < 0 ? 0 : r;
  return err;
}

// func readFd(fd int, p []byte, quick, socket bool) (n, errno int), and writeFd
template <bool write>
Status transfer(M& m, Slot* a) {
  int fd = static_cast<int>(a[0].i);
  GoSlice p = argSlice(a, 1);
  bool quick = a[4].b;
  if (!quick && wouldHoldAll(m, fd, write ? POLLOUT : POLLIN)) {
    a[0].i = 0;
    a[1].i = EINTR;
    return timeSleep(m, 500000);
  }
  int64_t n;
  a[1].i = once<write>(m, fd, p, quick, a[5].b, &n);
  a[0].i = n;
  return Status::ok;
}
VOLE_NATIVE("internal/poll.readFd", transfer<false>);
VOLE_NATIVE("internal/poll.writeFd", transfer<true>);

// func (fd *FD) TryRead(p []byte) (n, errno int, last bool), and TryWrite
// The arguments stay in their slots until the end: the caller's stack map may name them.
template <bool write>
Status whole(M& m, Slot* a) {
  constexpr int kNotTried = -1;
  auto* fd = static_cast<FD*>(a[0].p);
  GoSlice p = argSlice(a, 1);
  constexpr char mode = write ? 'w' : 'r';
  Way way = wayOf(mode);
  bool quick = fd->desc && !fd->isBlocking;
  int64_t done = 0, n = 0;
  int err = kNotTried;
  bool locked = false;
  if ((write || p.len > 0) && (quick || !wouldHoldAll(m, static_cast<int>(fd->sysfd), write ? POLLOUT : POLLIN)))
    locked = tryLock(&fd->state, way) == kLockGot;
  if (locked && (!fd->desc || pollReset(fd->desc, mode) == kPollNoError)) {
    do {
      err = once<write>(m, static_cast<int>(fd->sysfd), {static_cast<char*>(p.ptr) + done, p.len - done, 0}, quick, quick && fd->isSocket(), &n);
      done += n;
    } while ((err == EINTR && !m.curg->stopWanted.load(std::memory_order_relaxed)) || (write && !err && n > 0 && done < p.len));
    if (write && !err && done < p.len) err = EAGAIN;
  }
  a[0].i = done;
  a[1].i = err;
  a[2].u = 0;
  return locked ? release(m, fd, way, &a[2]) : Status::ok;
}
VOLE_NATIVE("internal/poll.(*FD).TryRead", whole<false>);
VOLE_NATIVE("internal/poll.(*FD).TryWrite", whole<true>);

// ---- packets

// Inet is poll.Inet: an address of IP, one of IPv4 in the form of IPv6.
struct Inet {
  unsigned char ip[16];
  int64_t port;
  uint32_t zone;
};

int receive(int fd, GoSlice p, int64_t* n, Inet* from) {
  sockaddr_in6 sa{};
  socklen_t len = sizeof sa;
  ssize_t r = ::recvfrom(fd, p.ptr, static_cast<size_t>(p.len), MSG_DONTWAIT, reinterpret_cast<sockaddr*>(&sa), &len);
  if (r < 0) return errno;
  *n = r;
  if (sa.sin6_family == AF_INET6) {
    __builtin_memcpy(from->ip, &sa.sin6_addr, 16);
    from->zone = sa.sin6_scope_id;
  } else {
    from->ip[10] = from->ip[11] = 0xff;
    __builtin_memcpy(from->ip + 12, &reinterpret_cast<sockaddr_in&>(sa).sin_addr, 4);
  }
  from->port = ntohs(sa.sin6_port);  // at the same place in both
  return 0;
}

int send(int fd, GoSlice p, bool six, const Inet& to) {
  if (to.port < 0 || to.port > 0xffff) return EINVAL;
  sockaddr_in6 sa{};
  auto port = htons(static_cast<uint16_t>(to.port));
  socklen_t len = sizeof sa;
  if (six) {
    sa.sin6_family = AF_INET6;
    sa.sin6_port = port;
    sa.sin6_scope_id = to.zone;
    __builtin_memcpy(&sa.sin6_addr, to.ip, 16);
  } else {
    auto& sa4 = reinterpret_cast<sockaddr_in&>(sa);
    sa4.sin_family = AF_INET;
    sa4.sin_port = port;
    __builtin_memcpy(&sa4.sin_addr, to.ip + 12, 4);
    len = sizeof sa4;
  }
  return ::sendto(fd, p.ptr, static_cast<size_t>(p.len), MSG_DONTWAIT, reinterpret_cast<sockaddr*>(&sa), len) < 0 ? errno : 0;
}

Inet& inetAt(Slot* a) { return *reinterpret_cast<Inet*>(a); }

// func recvInet(fd int, p []byte) (n, errno int, from Inet)
Status recvInet(M&, Slot* a) {
  Inet from{};
  int64_t n = 0;
  a[1].i = receive(static_cast<int>(a[0].i), argSlice(a, 1), &n, &from);
  a[0].i = n;
  inetAt(a + 2) = from;
  return Status::ok;
}
VOLE_NATIVE("internal/poll.recvInet", recvInet);

// func sendInet(fd int, p []byte, six bool, to Inet) (errno int)
Status sendInet(M&, Slot* a) {
  a[0].i = send(static_cast<int>(a[0].i), argSlice(a, 1), a[4].b, inetAt(a + 5));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.sendInet", sendInet);

// func (fd *FD) tryRecvInet(p []byte) (n, errno int, last bool, from Inet)
Status tryRecvInet(M& m, Slot* a) {
  auto* fd = static_cast<FD*>(a[0].p);
  Way way = wayOf('r');
  Inet from{};
  int64_t n = 0;
  int err = -1;  // not tried
  bool locked = !fd->isBlocking && tryLock(&fd->state, way) == kLockGot;
  if (locked && fd->desc && pollReset(fd->desc, 'r') == kPollNoError) err = receive(static_cast<int>(fd->sysfd), argSlice(a, 1), &n, &from);
  a[0].i = n;
  a[1].i = err;
  a[2].u = 0;
  inetAt(a + 3) = from;
  return locked ? release(m, fd, way, &a[2]) : Status::ok;
}
VOLE_NATIVE("internal/poll.(*FD).tryRecvInet", tryRecvInet);

// func (fd *FD) trySendInet(p []byte, six bool, to Inet) (errno int, last bool)
Status trySendInet(M& m, Slot* a) {
  auto* fd = static_cast<FD*>(a[0].p);
  Way way = wayOf('w');
  int err = -1;
  bool locked = !fd->isBlocking && tryLock(&fd->state, way) == kLockGot;
  if (locked && fd->desc && pollReset(fd->desc, 'w') == kPollNoError)
    err = send(static_cast<int>(fd->sysfd), argSlice(a, 1), a[4].b, inetAt(a + 5));
  a[0].i = err;
  a[1].u = 0;
  return locked ? release(m, fd, way, &a[1]) : Status::ok;
}
VOLE_NATIVE("internal/poll.(*FD).trySendInet", trySendInet);

// ---- the poller

PollDesc* desc(Slot* a) { return reinterpret_cast<PollDesc*>(a[0].u); }

// func runtime_pollOpen(fd int) (desc uintptr, errno int)
// Files on disk are always ready: refused before a poller is made for them, as epoll would.
Status open(M& m, Slot* a) {
  int fd = static_cast<int>(a[0].i);
  struct stat st;
  a[0].u = 0;
  if (::fstat(fd, &st) < 0) {
    a[1].i = errno;
    return Status::ok;
  }
  if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) {
    a[1].i = EPERM;
    return Status::ok;
  }
  int err = 0;
  PollDesc* pd = pollOpen(m, fd, &err);
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

// func (fd *FD) trySetDeadline(d int64, mode int) (done, last bool)
Status trySetDeadline(M& m, Slot* a) {
  auto* fd = static_cast<FD*>(a[0].p);
  bool locked = tryLock(&fd->state, wayOf(0)) == kLockGot, done = locked && fd->desc;
  if (done) pollSetDeadline(m, fd->desc, a[1].i, static_cast<int>(a[2].i));
  a[0].u = done;
  a[1].u = 0;
  return locked ? release(m, fd, wayOf(0), &a[1]) : Status::ok;
}
VOLE_NATIVE("internal/poll.(*FD).trySetDeadline", trySetDeadline);

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

// func runtime_pollBlocking(fd int)
// From now on calls on fd may block although it is watched.
Status blocking(M& m, Slot* a) {
  netpollForget(*m.rt, static_cast<int>(a[0].i));
  return Status::ok;
}
VOLE_NATIVE("internal/poll.runtime_pollBlocking", blocking);

}  // namespace
}  // namespace vole::rt
