// The leaves of net: numbers that others cannot guess, and the options of a new connection in one go.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "runtime/sched/sched.h"
#include "stdlib/native_util.h"

namespace vole::stdlib {
namespace {

// func fastrandu() uint
Status random(M& m, Slot* a) {
  a[0].u = rt::fastrand64(m);
  return Status::ok;
}
VOLE_NATIVE("net.fastrandu", random);

// func tune(fd int, seconds int)
Status tune(M&, Slot* a) {
  int fd = static_cast<int>(a[0].i), seconds = static_cast<int>(a[1].i), on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (seconds > 0) {
    ::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &seconds, sizeof seconds);
    ::setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, sizeof seconds);
  }
  return Status::ok;
}
VOLE_NATIVE("net.tune", tune);

}  // namespace
}  // namespace vole::stdlib
