// This file binds what github.com/modern-go/reflect2 (of json-iterator) reaches by //go:linkname in gc's package reflect. The run
// time's iterator has the layout of gc's, and types are pointers to their descriptors in both.
#include "runtime/data/map.h"
#include "runtime/native.h"
#include "runtime/runtime.h"
#include "runtime/type/itab.h"

namespace vole::rt {
namespace {

// The name there is the name in package reflect, whose native has the same arguments.
template <const char* kName>
Status same(M& m, Slot* a) {
  static const NativeFn fn = findNative(kName);
  return fn(m, a);
}

// func typelinks2() (sections []unsafe.Pointer, offset [][]int32): types are not laid out in sections
Status typelinks(M&, Slot* a) {
  for (int i = 0; i < 6; i++) a[i].u = 0;
  return Status::ok;
}

// func typedslicecopy(elem unsafe.Pointer, dst, src sliceHeader) int
Status sliceCopy(M& m, Slot* a) {
  int64_t n = a[2].i < a[5].i ? a[2].i : a[5].i;
  if (n > 0) typedslicecopy(m, static_cast<Type*>(a[0].p), a[1].p, a[4].p, n);
  a[0].i = n;
  return Status::ok;
}

#define VOLE_SAME(name) \
  constexpr char k_##name[] = "reflect." #name; \
  VOLE_NATIVE("github.com/modern-go/reflect2." #name, same<k_##name>)

VOLE_SAME(unsafe_New);
VOLE_SAME(unsafe_NewArray);
VOLE_SAME(typedmemmove);
VOLE_SAME(mapassign);
VOLE_SAME(mapaccess);
VOLE_SAME(makemap);
VOLE_SAME(mapiterinit);
VOLE_SAME(mapiternext);
VOLE_SAME(ifaceE2I);
VOLE_NATIVE("github.com/modern-go/reflect2.typelinks2", typelinks);
VOLE_NATIVE("github.com/modern-go/reflect2.typedslicecopy", sliceCopy);

}  // namespace
}  // namespace vole::rt
