// Functions of Go's run time that programs reach by //go:linkname, though no package exports them.
#include <cstring>

#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/sched/m.h"
#include "runtime/sched/sched.h"
#include "runtime/type/alg.h"

namespace vole::rt {
namespace {

Status nanotimeLeaf(M&, Slot* a) {
  a[0].i = nanotime();
  return Status::ok;
}
VOLE_NATIVE("runtime.nanotime", nanotimeLeaf);
VOLE_NATIVE("runtime.cputicks", nanotimeLeaf);

Status fastrandLeaf(M& m, Slot* a) {
  a[0].u = fastrand(m);
  return Status::ok;
}
VOLE_NATIVE("runtime.fastrand", fastrandLeaf);
VOLE_NATIVE("runtime.cheaprand", fastrandLeaf);

Status fastrandnLeaf(M& m, Slot* a) {
  a[0].u = fastrandn(m, static_cast<uint32_t>(a[0].u));
  return Status::ok;
}
VOLE_NATIVE("runtime.fastrandn", fastrandnLeaf);
VOLE_NATIVE("runtime.cheaprandn", fastrandnLeaf);

Status fastrand64Leaf(M& m, Slot* a) {
  a[0].u = fastrand64(m);
  return Status::ok;
}
VOLE_NATIVE("runtime.fastrand64", fastrand64Leaf);
VOLE_NATIVE("runtime.rand", fastrand64Leaf);

// func memhash(p unsafe.Pointer, seed, n uintptr) uintptr
Status memhashLeaf(M&, Slot* a) {
  a[0].u = memhash(a[0].p, a[1].u, a[2].u);
  return Status::ok;
}
VOLE_NATIVE("runtime.memhash", memhashLeaf);

// func strhash(p *string, seed uintptr) uintptr
Status strhashLeaf(M&, Slot* a) {
  a[0].u = strhash(*static_cast<GoString*>(a[0].p), a[1].u);
  return Status::ok;
}
VOLE_NATIVE("runtime.strhash", strhashLeaf);

// func memmove(to, from unsafe.Pointer, n uintptr), of memory without pointers
Status memmoveLeaf(M&, Slot* a) {
  memmove(a[0].p, a[1].p, a[2].u);
  return Status::ok;
}
VOLE_NATIVE("runtime.memmove", memmoveLeaf);

// func memequal(p, q unsafe.Pointer, n uintptr) bool
Status memequalLeaf(M&, Slot* a) {
  a[0].u = memcmp(a[0].p, a[1].p, a[2].u) == 0;
  return Status::ok;
}
VOLE_NATIVE("runtime.memequal", memequalLeaf);

}  // namespace
}  // namespace vole::rt
