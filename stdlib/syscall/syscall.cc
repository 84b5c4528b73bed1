// The leaves of package syscall.
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <string>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/base/runlimits.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/sched.h"

extern char** environ;

namespace vole::rt {
namespace {

Status answer(Slot* a, long r) {
  a[0].i = r;
  a[1].u = 0;
  a[2].i = r == -1 ? errno : 0;
  return Status::ok;
}

long call(const uint64_t* w) { return ::syscall(static_cast<long>(w[0]), w[1], w[2], w[3], w[4], w[5], w[6]); }

// A call that writes, while output is limited: what is left of the limit is written, where that can be told.
long limitedCall(RunLimits& l, uint64_t* w) {
  uint64_t want = l.maxOutput ? outputOf(w) : 0;
  if (!want) return call(w);
  uint64_t may = takeOutput(l, want);
  if (may < want) {
    if (w[0] == SYS_write && may) {
      w[3] = may;
      (void)!call(w);
    }
    outputHit(l);
  }
  long r = call(w);
  uint64_t done = r < 0 ? 0 : static_cast<uint64_t>(r);
  if (done < want) giveBackOutput(l, want - done);
  return r;
}

long make(M& m, uint64_t* w) { return __builtin_expect(m.rt->limits != nullptr, 0) ? limitedCall(*m.rt->limits, w) : call(w); }
void gate(M& m, uint64_t* w) {
  if (__builtin_expect(m.rt->limits != nullptr, 0)) gateSyscall(*m.rt->limits, w);
}

template <int kArgs>
void words(const Slot* a, uint64_t* w) {
  for (int i = 0; i <= kArgs; i++) w[i] = a[i].u;
}

template <int kArgs>
Status rawSyscall(M& m, Slot* a) {
  uint64_t w[7] = {};
  words<kArgs>(a, w);
  gate(m, w);
  return answer(a, make(m, w));
}
VOLE_NATIVE("syscall.RawSyscall", rawSyscall<3>);
VOLE_NATIVE("syscall.RawSyscall6", rawSyscall<6>);

// Calls that return at once: those on a descriptor that the poller watches, and what only asks or tells the kernel. They keep
// their P, else a busy server would have a thread for every call under way.
bool returnsAtOnce(M& m, const uint64_t* w) {
  switch (w[0]) {
    case SYS_read: case SYS_write: case SYS_readv: case SYS_writev: case SYS_recvfrom: case SYS_sendto:
    case SYS_recvmsg: case SYS_sendmsg: case SYS_accept4: return netpollWatches(*m.rt, w[1]);
    // Comes before the descriptor is watched.
    case SYS_connect: return ::fcntl(static_cast<int>(w[1]), F_GETFL) & O_NONBLOCK;
    case SYS_close: {  // a socket without SO_LINGER
      linger l{};
      socklen_t n = sizeof l;
      return ::getsockopt(static_cast<int>(w[1]), SOL_SOCKET, SO_LINGER, &l, &n) == 0 && !l.l_onoff;
    }
    case SYS_setsockopt: case SYS_getsockopt: case SYS_bind: case SYS_listen: case SYS_shutdown: return true;
    default: return false;
  }
}

// The others may block. The kernel then uses memory that only these words refer to: the caller turned pointers into integers.
template <int kArgs>
Status blockingSyscall(M& m, Slot* a) {
  uint64_t w[7] = {};
  words<kArgs>(a, w);
  gate(m, w);
  if (returnsAtOnce(m, w)) return answer(a, make(m, w));
  G& g = *m.curg;
  g.pins = w + 1;
  g.npins = kArgs;
  entersyscall(m);
  long r = make(m, w);
  exitsyscall(m);
  g.npins = 0;
  return answer(a, r);
}
VOLE_NATIVE("syscall.Syscall", blockingSyscall<3>);
VOLE_NATIVE("syscall.Syscall6", blockingSyscall<6>);

// The assembly of golang.org/x/sys/unix, which leads to package syscall.
VOLE_NATIVE("golang.org/x/sys/unix.Syscall", blockingSyscall<3>);
VOLE_NATIVE("golang.org/x/sys/unix.Syscall6", blockingSyscall<6>);
VOLE_NATIVE("golang.org/x/sys/unix.SyscallNoError", blockingSyscall<3>);
VOLE_NATIVE("golang.org/x/sys/unix.RawSyscall", rawSyscall<3>);
VOLE_NATIVE("golang.org/x/sys/unix.RawSyscall6", rawSyscall<6>);
VOLE_NATIVE("golang.org/x/sys/unix.RawSyscallNoError", rawSyscall<3>);

// The C library tells all threads; the bare system calls would change one.
Status setids(M&, Slot* a) {
  auto id = [&](int i) { return static_cast<id_t>(a[i].i); };
  int r = -1;
  switch (a[0].i) {
    case 0: r = ::setuid(id(1)); break;
    case 1: r = ::setgid(id(1)); break;
    case 2: r = ::seteuid(id(1)); break;
    case 3: r = ::setegid(id(1)); break;
    case 4: r = ::setreuid(id(1), id(2)); break;
    case 5: r = ::setregid(id(1), id(2)); break;
    case 6: r = ::setresuid(id(1), id(2), id(3)); break;
    case 7: r = ::setresgid(id(1), id(2), id(3)); break;
    case 8: r = ::setgroups(static_cast<size_t>(a[1].i), static_cast<const gid_t*>(a[4].p)); break;
  }
  a[0].i = r ? errno : 0;
  return Status::ok;
}
VOLE_NATIVE("syscall.setids", setids);

// Go's texts are the C library's with a small first letter, unless a word in capitals begins them.
std::string lowered(const char* text) {
  std::string s = text;
  if (s.size() > 1 && std::islower(static_cast<unsigned char>(s[1]))) s[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(s[0])));
  return s;
}

Status errnoText(M& m, Slot* a) {
  int64_t e = a[0].i;
  const char* name = e > 0 && e < 134 ? strerrordesc_np(static_cast<int>(e)) : nullptr;
  setNewString(m, a, 0, name ? lowered(name) : "errno " + std::to_string(e));
  return Status::ok;
}
VOLE_NATIVE("syscall.errnoText", errnoText);

Status signalText(M& m, Slot* a) {
  int64_t s = a[0].i;
  const char* name = s > 0 && s < 32 ? sigdescr_np(static_cast<int>(s)) : nullptr;
  setNewString(m, a, 0, name ? lowered(name) : "signal " + std::to_string(s));
  return Status::ok;
}
VOLE_NATIVE("syscall.signalText", signalText);

Status getenvLeaf(M& m, Slot* a) {
  const char* v = ::getenv(std::string(argView(a, 0)).c_str());
  setNewString(m, a, 0, v ? v : "");
  a[2].u = v != nullptr;
  return Status::ok;
}
VOLE_NATIVE("syscall.getenv", getenvLeaf);

Status setenvLeaf(M&, Slot* a) {
  a[0].u = ::setenv(std::string(argView(a, 0)).c_str(), std::string(argView(a, 2)).c_str(), 1) == 0;
  return Status::ok;
}
VOLE_NATIVE("syscall.setenv", setenvLeaf);

Status unsetenvLeaf(M&, Slot* a) {
  ::unsetenv(std::string(argView(a, 0)).c_str());
  return Status::ok;
}
VOLE_NATIVE("syscall.unsetenv", unsetenvLeaf);

Status clearenvLeaf(M&, Slot*) {
  ::clearenv();
  return Status::ok;
}
VOLE_NATIVE("syscall.clearenv", clearenvLeaf);

Status environLeaf(M& m, Slot* a) {
  int64_t n = 0;
  while (environ && environ[n]) n++;
  GoString* list = static_cast<GoString*>(newarray(m, m.rt->types.basic(kString), n));
  for (int64_t i = 0; i < n; i++) list[i] = newString(m, environ[i]);
  setSlice(a, 0, {list, n, n});
  return Status::ok;
}
VOLE_NATIVE("syscall.environ", environLeaf);

// The scheduler's loop ends with this status; what is buffered by C++ is none of Go's business.
Status exitLeaf(M& m, Slot* a) {
  m.exiting = true;
  m.exitCode = static_cast<int32_t>(a[0].i);
  return Status::exit;
}
VOLE_NATIVE("syscall.Exit", exitLeaf);

}  // namespace
}  // namespace vole::rt
