// Allocation.
#include "runtime/mem/malloc.h"
#include "vm/interp/handler.h"

namespace vole::vm {

VOLE_CALL(New) {
  v.a().p = rt::newobject(m, v.template xp<const rt::Type>());
  return Status::ok;
}
VOLE_CALL(MakeClosure) {
  auto** p = static_cast<void**>(rt::newobject(m, v.template yp<const rt::Type>()));
  p[0] = v.template xp<void>();
  v.a().p = p;
  return Status::ok;
}

}  // namespace vole::vm
