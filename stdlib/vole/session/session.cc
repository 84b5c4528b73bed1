// Natives of package vole/session.
#include <cerrno>
#include <unistd.h>

#include "runtime/sched/sched.h"
#include "runtime/sched/stop.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

using namespace rt;

// func Serve()
Status serve(M& m, Slot*) { return serveSession(m); }
VOLE_NATIVE("vole/session.Serve", serve);

// func write(s string): to standard output
Status writeText(M& m, Slot* a) {
  std::string text(argView(a, 0));
  entersyscall(m);
  for (size_t done = 0; done < text.size();) {
    ssize_t n = ::write(1, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += static_cast<size_t>(n);
  }
  exitsyscall(m);
  return Status::ok;
}
VOLE_NATIVE("vole/session.write", writeText);

}  // namespace
}  // namespace vole::stdlib
