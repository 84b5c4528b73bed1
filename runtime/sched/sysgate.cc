// This file knows what system calls do: which touch files by name or change them, which reach the network, which start or
// disturb processes, which write bytes.
#include <arpa/inet.h>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "runtime/base/runlimits.h"

namespace vole::rt {
namespace {

[[noreturn]] void refuse(const char* what, const std::string& did) { limitHit(std::string(what) + ": " + did); }

[[noreturn]] void refuseFile(const RunLimits& l, const std::string& did) {
  refuse(l.files == FileAccess::none ? "fs=none" : "fs=ro", did);
}

// The program's own pointer; a wrong one is the kernel's business, which says EFAULT, so look no further than it would.
std::string path(uint64_t p) {
  if (p < 4096) return "(no name)";
  const char* s = reinterpret_cast<const char*>(p);
  return std::string(s, strnlen(s, 4096));
}

// Files that say or keep nothing; a copy of the name goes to the kernel, so that it cannot change in between.
const char* harmless(const std::string& name, bool write) {
  static const char* const both[] = {"/dev/null", "/dev/zero"};
  static const char* const readable[] = {"/etc/localtime", "/dev/urandom", "/dev/random"};
  for (const char* s : both)
    if (name == s) return s;
  for (const char* s : readable)
    if (!write && name == s) return s;
  return nullptr;
}

// An open of *name with these flags.
void gateOpen(const RunLimits& l, uint64_t* name, uint64_t flags) {
  if (l.files == FileAccess::rw) return;
  bool write = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE;
  if (!write && l.files == FileAccess::ro) return;
  std::string file = path(*name);
  if (const char* copy = harmless(file, write)) {
    *name = reinterpret_cast<uint64_t>(copy);
    return;
  }
  refuseFile(l, "open " + file + (write ? " for writing" : ""));
}

struct Call {
  long number;
  const char* name;
  int path;  // the argument that is a file's name; 0: none
};

// Change files, directories or their attributes, by name or by descriptor.
constexpr Call kChanges[] = {
    {SYS_mkdir, "mkdir", 1}, {SYS_mkdirat, "mkdir", 2}, {SYS_rmdir, "rmdir", 1}, {SYS_unlink, "unlink", 1},
    {SYS_unlinkat, "unlink", 2}, {SYS_rename, "rename", 1}, {SYS_renameat, "rename", 2}, {SYS_renameat2, "rename", 2},
    {SYS_link, "link", 2}, {SYS_linkat, "link", 4}, {SYS_symlink, "symlink", 2}, {SYS_symlinkat, "symlink", 3},
    {SYS_chmod, "chmod", 1}, {SYS_fchmod, "fchmod", 0}, {SYS_fchmodat, "chmod", 2}, {SYS_chown, "chown", 1},
    {SYS_lchown, "lchown", 1}, {SYS_fchown, "fchown", 0}, {SYS_fchownat, "chown", 2}, {SYS_truncate, "truncate", 1},
    {SYS_utime, "chtimes", 1}, {SYS_utimes, "chtimes", 1}, {SYS_utimensat, "chtimes", 2}, {SYS_futimesat, "chtimes", 2},
    {SYS_mknod, "mknod", 1}, {SYS_mknodat, "mknod", 2}, {SYS_setxattr, "setxattr", 1}, {SYS_lsetxattr, "setxattr", 1},
    {SYS_fsetxattr, "setxattr", 0}, {SYS_removexattr, "removexattr", 1}, {SYS_lremovexattr, "removexattr", 1},
    {SYS_fremovexattr, "removexattr", 0}, {SYS_mount, "mount", 2}, {SYS_umount2, "umount", 1}, {SYS_chroot, "chroot", 1},
    {SYS_pivot_root, "pivot_root", 1}, {SYS_swapon, "swapon", 1}, {SYS_swapoff, "swapoff", 1}, {SYS_acct, "acct", 1},
    {SYS_fallocate, "fallocate", 0}, {SYS_openat2, "openat2", 2}, {SYS_open_by_handle_at, "open_by_handle_at", 0},
    {SYS_move_mount, "move_mount", 0}, {SYS_fsopen, "fsopen", 0}, {SYS_open_tree, "open_tree", 2}, {SYS_quotactl, "quotactl", 0},
    {SYS_fsconfig, "fsconfig", 0}, {SYS_fsmount, "fsmount", 0}, {SYS_fspick, "fspick", 2}, {442 /* mount_setattr */, "mount_setattr", 2},
    {SYS_unshare, "unshare", 0}, {SYS_setns, "setns", 0}, {SYS_sethostname, "sethostname", 0},
};

// Look files up without opening or changing them.
constexpr Call kLooks[] = {
    {SYS_stat, "stat", 1}, {SYS_lstat, "lstat", 1}, {SYS_newfstatat, "stat", 2}, {SYS_statx, "stat", 2},
    {SYS_access, "access", 1}, {SYS_faccessat, "access", 2}, {439 /* faccessat2 */, "access", 2},
    {SYS_readlink, "readlink", 1}, {SYS_readlinkat, "readlink", 2}, {SYS_chdir, "chdir", 1}, {SYS_statfs, "statfs", 1},
    {SYS_getxattr, "getxattr", 1}, {SYS_lgetxattr, "getxattr", 1}, {SYS_listxattr, "listxattr", 1},
    {SYS_llistxattr, "listxattr", 1}, {SYS_name_to_handle_at, "name_to_handle_at", 2}, {SYS_inotify_add_watch, "inotify", 2},
    {SYS_fanotify_mark, "fanotify", 5},
};

constexpr Call kProcesses[] = {
    {SYS_execve, "exec", 1}, {SYS_execveat, "exec", 2}, {SYS_fork, "fork", 0}, {SYS_vfork, "vfork", 0},
    {SYS_clone, "clone", 0}, {SYS_clone3, "clone3", 0}, {SYS_ptrace, "ptrace", 0},
    {SYS_process_vm_writev, "process_vm_writev", 0}, {SYS_process_vm_readv, "process_vm_readv", 0},
    {SYS_pidfd_open, "pidfd_open", 0}, {SYS_pidfd_send_signal, "pidfd_send_signal", 0}, {SYS_pidfd_getfd, "pidfd_getfd", 0},
    {440 /* process_madvise */, "process_madvise", 0}, {SYS_rt_tgsigqueueinfo, "rt_tgsigqueueinfo", 0}, {SYS_tkill, "tkill", 0},
    {SYS_reboot, "reboot", 0}, {SYS_kexec_load, "kexec_load", 0}, {SYS_init_module, "init_module", 0},
    {SYS_finit_module, "finit_module", 0}, {SYS_delete_module, "delete_module", 0},
};

// Ways around the calls that are looked at; refused as soon as any class is forbidden.
constexpr Call kBackDoors[] = {
    {SYS_io_uring_setup, "io_uring_setup", 0}, {SYS_io_uring_enter, "io_uring_enter", 0},
    {SYS_io_uring_register, "io_uring_register", 0}, {SYS_bpf, "bpf", 0}, {SYS_perf_event_open, "perf_event_open", 0},
    {SYS_userfaultfd, "userfaultfd", 0}, {SYS_io_submit, "io_submit", 0}, {SYS_modify_ldt, "modify_ldt", 0},
};

// The newest call that was looked at for these lists. Later ones are refused, and with them the second numbering of the calls
// that some kernels have from 1 << 30 on.
constexpr uint64_t kNewest = 450;

template <size_t N>
const Call* among(const Call (&list)[N], uint64_t number) {
  for (const Call& c : list)
    if (static_cast<uint64_t>(c.number) == number) return &c;
  return nullptr;
}

std::string said(const Call& c, const uint64_t* w) { return c.path ? std::string(c.name) + " " + path(w[c.path]) : std::string(c.name); }

std::string address(uint64_t p, uint64_t len) {
  auto* a = reinterpret_cast<const sockaddr*>(p);
  if (p < 4096 || len < sizeof(sa_family_t)) return "";
  char buf[INET6_ADDRSTRLEN] = "";
  if (a->sa_family == AF_INET && len >= sizeof(sockaddr_in)) {
    auto* in = reinterpret_cast<const sockaddr_in*>(p);
    inet_ntop(AF_INET, &in->sin_addr, buf, sizeof buf);
    return std::string(" ") + buf + ":" + std::to_string(ntohs(in->sin_port));
  }
  if (a->sa_family == AF_INET6 && len >= sizeof(sockaddr_in6)) {
    auto* in = reinterpret_cast<const sockaddr_in6*>(p);
    inet_ntop(AF_INET6, &in->sin6_addr, buf, sizeof buf);
    return std::string(" [") + buf + "]:" + std::to_string(ntohs(in->sin6_port));
  }
  if (a->sa_family == AF_UNIX) {
    auto* un = reinterpret_cast<const sockaddr_un*>(p);
    return " " + std::string(un->sun_path, strnlen(un->sun_path, std::min<uint64_t>(len - sizeof(sa_family_t), sizeof un->sun_path)));
  }
  return " address family " + std::to_string(a->sa_family);
}

int typeOf(uint64_t fd) {
  int type = 0;
  socklen_t n = sizeof type;
  return getsockopt(static_cast<int>(fd), SOL_SOCKET, SO_TYPE, &type, &n) == 0 ? type : 0;
}

bool isUnixPath(uint64_t p, uint64_t len) {
  auto* un = reinterpret_cast<const sockaddr_un*>(p);
  return p >= 4096 && len > sizeof(sa_family_t) && un->sun_family == AF_UNIX && un->sun_path[0];
}

// What descriptors are told: terminals may be asked and set, but nothing be typed into them for another program to read;
// files opened for reading keep their attributes.
void gateIoctl(const RunLimits& l, const uint64_t* w) {
  uint64_t request = w[2] & 0xffffffff, type = request >> 8 & 0xff;
  constexpr uint64_t kTypeInto = 0x5412, kConsole = 0x541c;  // TIOCSTI, TIOCLINUX
  if (l.noExec && (request == kTypeInto || request == kConsole)) refuse("exec=none", "ioctl TIOCSTI");
  if (l.noNet && type == 0x89) refuse("net=none", "ioctl of a network interface");
  if (l.files != FileAccess::rw && type != 'T' && type != 0x89) refuseFile(l, "ioctl " + std::to_string(request));
}

// Making a stream socket and giving it an address reach nobody, and package net does both to find out what the system can;
// so the call is refused that says where to.
void gateNet(uint64_t* w) {
  constexpr const char* kClass = "net=none";
  switch (w[0]) {
    case SYS_socket: {
      int type = static_cast<int>(w[2]) & 0xf;
      bool usual = (w[1] == AF_INET || w[1] == AF_INET6 || w[1] == AF_UNIX) && (type == SOCK_STREAM || type == SOCK_DGRAM);
      if (!usual) refuse(kClass, "socket of family " + std::to_string(w[1]));
      return;
    }
    case SYS_connect: refuse(kClass, "connect" + address(w[2], w[3]));
    case SYS_bind:
      if (typeOf(w[1]) != SOCK_STREAM || (w[2] >= 4096 && reinterpret_cast<const sockaddr*>(w[2])->sa_family == AF_UNIX))
        refuse(kClass, "bind" + address(w[2], w[3]));
      return;
    case SYS_listen: {
      sockaddr_storage a{};
      socklen_t n = sizeof a;
      getsockname(static_cast<int>(w[1]), reinterpret_cast<sockaddr*>(&a), &n);
      refuse(kClass, "listen" + address(reinterpret_cast<uint64_t>(&a), n));
    }
    case SYS_sendto:
      if (w[5]) refuse(kClass, "send to" + address(w[5], w[6]));
      return;
    case SYS_sendmsg: {
      auto* h = reinterpret_cast<const msghdr*>(w[2]);
      if (w[2] >= 4096 && h->msg_name) refuse(kClass, "send to" + address(reinterpret_cast<uint64_t>(h->msg_name), h->msg_namelen));
      return;
    }
    case SYS_sendmmsg: refuse(kClass, "sendmmsg");
    default: return;
  }
}

void gateFiles(const RunLimits& l, uint64_t* w) {
  if (w[0] == SYS_open) return gateOpen(l, &w[1], w[2]);
  if (w[0] == SYS_openat) return gateOpen(l, &w[2], w[3]);
  if (w[0] == SYS_creat) return gateOpen(l, &w[1], O_CREAT | O_WRONLY);
  if (const Call* c = among(kChanges, w[0])) refuseFile(l, said(*c, w));
  if (w[0] == SYS_bind && isUnixPath(w[2], w[3])) refuseFile(l, "bind" + address(w[2], w[3]));
  if (l.files != FileAccess::none) return;
  const Call* c = among(kLooks, w[0]);
  if (!c) return;
  if (const char* copy = harmless(path(w[c->path]), false)) w[c->path] = reinterpret_cast<uint64_t>(copy);
  // fstatat of a descriptor itself.
  else if (!(w[0] == SYS_newfstatat && w[4] & AT_EMPTY_PATH)) refuseFile(l, said(*c, w));
}

uint64_t bytesOf(uint64_t vec, uint64_t n) {
  auto* v = reinterpret_cast<const iovec*>(vec);
  uint64_t sum = 0;
  if (vec < 4096) return 0;
  for (uint64_t i = 0; i < n && i < 1024; i++) sum += v[i].iov_len;
  return sum;
}

}  // namespace

void gateSyscall(const RunLimits& l, uint64_t* w) {
  if (!l.gatesCalls()) return;
  if (l.files != FileAccess::rw) gateFiles(l, w);
  if (l.noNet) gateNet(w);
  if (l.noExec) {
    if (const Call* c = among(kProcesses, w[0])) refuse("exec=none", said(*c, w));
    bool kills = w[0] == SYS_kill || w[0] == SYS_tgkill || w[0] == SYS_rt_sigqueueinfo;
    if (kills && static_cast<pid_t>(w[1]) != getpid()) refuse("exec=none", "kill of process " + std::to_string(static_cast<pid_t>(w[1])));
    bool limits = w[0] == SYS_prlimit64 && w[1] != 0 && static_cast<pid_t>(w[1]) != getpid();
    if (limits) refuse("exec=none", "prlimit of process " + std::to_string(static_cast<pid_t>(w[1])));
  }
  if (w[0] == SYS_ioctl) gateIoctl(l, w);
  const Call* c = among(kBackDoors, w[0]);
  if (!c && w[0] <= kNewest) return;
  const char* kClass = l.files == FileAccess::none ? "fs=none" : l.files == FileAccess::ro ? "fs=ro" : l.noNet ? "net=none" : l.noExec ? "exec=none" : "c=none";
  refuse(kClass, c ? c->name : "system call " + std::to_string(w[0]));
}

uint64_t outputOf(const uint64_t* w) {
  switch (w[0]) {
    case SYS_write: case SYS_pwrite64: case SYS_sendto: return w[3];
    case SYS_writev: case SYS_pwritev: case SYS_pwritev2: case SYS_vmsplice: return bytesOf(w[2], w[3]);
    case SYS_sendmsg: {
      auto* h = reinterpret_cast<const msghdr*>(w[2]);
      return w[2] < 4096 ? 0 : bytesOf(reinterpret_cast<uint64_t>(h->msg_iov), h->msg_iovlen);
    }
    case SYS_sendfile: return w[4];
    case SYS_copy_file_range: case SYS_splice: return w[5];
    case SYS_tee: return w[3];
    default: return 0;
  }
}

}  // namespace vole::rt
