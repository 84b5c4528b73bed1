// The leaves of package syscall.
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

#include "runtime/native.h"
#include "runtime/runtime.h"
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

Status rawSyscall3(M&, Slot* a) { return answer(a, ::syscall(a[0].i, a[1].u, a[2].u, a[3].u)); }
Status rawSyscall6(M&, Slot* a) {
  return answer(a, ::syscall(a[0].i, a[1].u, a[2].u, a[3].u, a[4].u, a[5].u, a[6].u));
}
VOLE_NATIVE("syscall.RawSyscall", rawSyscall3);
VOLE_NATIVE("syscall.RawSyscall6", rawSyscall6);

// The others may block. The kernel then uses memory that only these words refer to: the caller turned pointers into integers.
template <int kArgs>
Status blockingSyscall(M& m, Slot* a) {
  uint64_t w[7] = {};
  for (int i = 0; i <= kArgs; i++) w[i] = a[i].u;
  for (int i = 0; i < kArgs; i++) m.curg->pins[i] = w[i + 1];
  entersyscall(m);
  long r = ::syscall(static_cast<long>(w[0]), w[1], w[2], w[3], w[4], w[5], w[6]);
  exitsyscall(m);
  for (uintptr_t& p : m.curg->pins) p = 0;
  return answer(a, r);
}
VOLE_NATIVE("syscall.Syscall", blockingSyscall<3>);
VOLE_NATIVE("syscall.Syscall6", blockingSyscall<6>);

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
