// The leaf of net: numbers that others cannot guess.
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

}  // namespace
}  // namespace vole::stdlib
