// The leaves of package hash/maphash.
#include "runtime/native.h"
#include "runtime/type/alg.h"

namespace vole::rt {
namespace {

Status memhashLeaf(M&, Slot* a) {
  a[0].u = memhash(a[0].p, a[2].u, static_cast<size_t>(a[1].i));
  return Status::ok;
}
VOLE_NATIVE("hash/maphash.memhash", memhashLeaf);

Status freshLeaf(M& m, Slot* a) {
  a[0].u = fastrand64(m) | 1;
  return Status::ok;
}
VOLE_NATIVE("hash/maphash.fresh", freshLeaf);

}  // namespace
}  // namespace vole::rt
