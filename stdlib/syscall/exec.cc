// Starting processes: the child's side of syscall.ForkExec, and exec.
//
// The child shares our memory until it runs its program (CLONE_VM with CLONE_VFORK: the calling thread stands still that long),
// so a large heap costs nothing. Until then it may only make system calls: locks may be held by threads that it does not have.
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/base/runlimits.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/sched.h"

namespace vole::rt {
namespace {

enum : uint64_t { kSetsid = 1, kSetpgid = 2, kForeground = 4, kNoctty = 8, kSetctty = 16, kPtrace = 32, kCredential = 64, kSetgroups = 128 };

// type child of exec.go
struct Child {
  const char* argv0;
  char *const *argv, *const *env;
  const char *dir, *chroot;
  int64_t* files;
  int64_t nfiles;
  uint64_t flags;
  int64_t pgid, ctty, pdeathsig;
  uint64_t uid, gid;
  const uint32_t* groups;
  int64_t ngroups;
  uint64_t cloneflags, unshareflags;
  const uint64_t* caps;
  int64_t ncaps;
};

struct Start {
  Child* c;
  sigset_t mask;  // the parent's
  pid_t parent;
  int error = 0;
};

// Raw calls: the C library's wrappers of the set*id family would reach for the parent's threads.
bool becomes(const Child& c) {
  if (c.flags & kSetgroups && syscall(SYS_setgroups, c.ngroups, c.groups) < 0) return false;
  return syscall(SYS_setgid, c.gid) >= 0 && syscall(SYS_setuid, c.uid) >= 0;
}

bool raiseCaps(const Child& c) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2];
  if (syscall(SYS_capget, &header, data) < 0) return false;
  for (int64_t i = 0; i < c.ncaps; i++) {
    if (c.caps[i] >= 64) return errno = EINVAL, false;
    uint32_t bit = 1u << (c.caps[i] % 32);
    data[c.caps[i] / 32].permitted |= bit;
    data[c.caps[i] / 32].inheritable |= bit;
  }
  if (syscall(SYS_capset, &header, data) < 0) return false;
  for (int64_t i = 0; i < c.ncaps; i++)
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, c.caps[i], 0, 0) < 0) return false;
  return true;
}

// File i of the list becomes descriptor i. First those that lie where another shall go move out of the way.
bool arrangeFiles(const Child& c) {
  int64_t next = c.nfiles;
  for (int64_t i = 0; i < c.nfiles; i++)
    if (c.files[i] > next) next = c.files[i];
  next++;
  for (int64_t i = 0; i < c.nfiles; i++) {
    if (c.files[i] < 0 || c.files[i] >= i) continue;
    if (dup3(static_cast<int>(c.files[i]), static_cast<int>(next), O_CLOEXEC) < 0) return false;
    c.files[i] = next++;
  }
  for (int64_t i = 0; i < c.nfiles; i++) {
    int to = static_cast<int>(i), from = static_cast<int>(c.files[i]);
    if (from < 0) {
      close(to);
    } else if (from == to) {
      if (fcntl(to, F_SETFD, 0) < 0) return false;
    } else if (dup2(from, to) < 0) {
      return false;
    }
  }
  for (int64_t i = c.nfiles; i < 3; i++) close(static_cast<int>(i));
  return true;
}

bool prepare(Start& s) {
  const Child& c = *s.c;
  // Our handlers must not run here; exec makes them defaults anyway.
  for (int sig = 1; sig < 65; sig++) {
    struct sigaction sa;
    if (sigaction(sig, nullptr, &sa) == 0 && sa.sa_handler != SIG_IGN && sa.sa_handler != SIG_DFL) {
      sa.sa_handler = SIG_DFL;
      sa.sa_flags = 0;
      sigaction(sig, &sa, nullptr);
    }
  }
  if (c.unshareflags && unshare(static_cast<int>(c.unshareflags)) < 0) return false;
  if (c.flags & kSetsid && setsid() < 0) return false;
  if (c.flags & (kSetpgid | kForeground) && setpgid(0, static_cast<pid_t>(c.pgid)) < 0) return false;
  if (c.flags & kForeground) {
    pid_t group = c.pgid ? static_cast<pid_t>(c.pgid) : getpid();
    if (ioctl(static_cast<int>(c.ctty), TIOCSPGRP, &group) < 0) return false;
  }
  if (c.ncaps && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0) return false;
  if (c.chroot && chroot(c.chroot) < 0) return false;
  if (c.flags & kCredential && !becomes(c)) return false;
  if (c.ncaps && !raiseCaps(c)) return false;
  if (c.dir && chdir(c.dir) < 0) return false;
  if (c.pdeathsig) {
    if (prctl(PR_SET_PDEATHSIG, c.pdeathsig, 0, 0, 0) < 0) return false;
    // The parent may be gone already: then the signal will never come.
    if (syscall(SYS_getppid) != s.parent && !(c.cloneflags & CLONE_NEWPID)) kill(getpid(), static_cast<int>(c.pdeathsig));
  }
  if (!arrangeFiles(c)) return false;
  if (c.flags & kNoctty && ioctl(0, TIOCNOTTY, 0) < 0) return false;
  if (c.flags & kSetctty && ioctl(static_cast<int>(c.ctty), TIOCSCTTY, 1) < 0) return false;
  return !(c.flags & kPtrace) || ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) >= 0;
}

int runChild(void* arg) {
  Start& s = *static_cast<Start*>(arg);
  if (prepare(s)) {
    sigprocmask(SIG_SETMASK, &s.mask, nullptr);
    execve(s.c->argv0, s.c->argv, s.c->env);
  }
  s.error = errno;
  _exit(253);
}

Status startChild(M& m, Slot* a) {
  constexpr size_t kStack = 64 << 10;
  Start s{static_cast<Child*>(a[0].p), {}, getpid()};
  if (m.rt->limits && m.rt->limits->noExec) limitHit(std::string("exec=none: exec ") + s.c->argv0);
  void* stack = mmap(nullptr, kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) {
    a[0].i = 0;
    a[1].i = errno;
    return Status::ok;
  }
  sigset_t all;
  sigfillset(&all);
  entersyscall(m);
  pthread_sigmask(SIG_SETMASK, &all, &s.mask);
  int flags = CLONE_VM | CLONE_VFORK | SIGCHLD | static_cast<int>(s.c->cloneflags);
  pid_t pid = clone(runChild, static_cast<char*>(stack) + kStack, flags, &s);
  if (pid < 0) s.error = errno;
  pthread_sigmask(SIG_SETMASK, &s.mask, nullptr);
  if (pid > 0 && s.error)
    while (syscall(SYS_wait4, pid, nullptr, 0, nullptr) < 0 && errno == EINTR) {
    }
  exitsyscall(m);
  munmap(stack, kStack);
  a[0].i = s.error ? 0 : pid;
  a[1].i = s.error;
  return Status::ok;
}
VOLE_NATIVE("syscall.startChild", startChild);

Status execLeaf(M& m, Slot* a) {
  if (m.rt->limits && m.rt->limits->noExec) limitHit(std::string("exec=none: exec ") + static_cast<const char*>(a[0].p));
  execve(static_cast<const char*>(a[0].p), static_cast<char* const*>(a[1].p), static_cast<char* const*>(a[2].p));
  a[0].i = errno;
  return Status::ok;
}
VOLE_NATIVE("syscall.execve", execLeaf);

}  // namespace
}  // namespace vole::rt
