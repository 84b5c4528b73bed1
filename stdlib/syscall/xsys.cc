// What golang.org/x/sys does in assembly, beside the system calls of syscall.cc.
#include <cerrno>
#include <cpuid.h>
#include <immintrin.h>
#include <sys/time.h>

#include "runtime/native.h"

namespace vole::rt {
namespace {

// func gettimeofday(timeval *Timeval) (err syscall.Errno)
Status timeOfDay(M&, Slot* a) {
  a[0].i = ::gettimeofday(static_cast<timeval*>(a[0].p), nullptr) ? errno : 0;
  return Status::ok;
}
VOLE_NATIVE("golang.org/x/sys/unix.gettimeofday", timeOfDay);

// func cpuid(eaxArg, ecxArg uint32) (eax, ebx, ecx, edx uint32)
Status cpuidLeaf(M&, Slot* a) {
  unsigned r[4] = {};
  __cpuid_count(static_cast<unsigned>(a[0].u), static_cast<unsigned>(a[1].u), r[0], r[1], r[2], r[3]);
  for (int i = 0; i < 4; i++) a[i].u = r[i];
  return Status::ok;
}
VOLE_NATIVE("golang.org/x/sys/cpu.cpuid", cpuidLeaf);

// func xgetbv() (eax, edx uint32); asked only where cpuid says that there is one
[[gnu::target("xsave")]] Status xgetbvLeaf(M&, Slot* a) {
  uint64_t v = _xgetbv(0);
  a[0].u = v & 0xffffffff;
  a[1].u = v >> 32;
  return Status::ok;
}
VOLE_NATIVE("golang.org/x/sys/cpu.xgetbv", xgetbvLeaf);

}  // namespace
}  // namespace vole::rt
