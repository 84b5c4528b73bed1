// Constants and moves.
#include "vm/interp/handler.h"

namespace vole::vm {

VOLE_OP(LoadImm) { v.a().i = v.imm(); }
VOLE_OP(LoadConst) { v.a().u = v.x(); }
VOLE_OP(LoadConst2) {
  Slot* a = &v.a();
  uint64_t x = v.x(), y = v.y();
  a[0].u = x;
  a[1].u = y;
}
VOLE_OP(Mov) { v.a().u = v.b().u; }
VOLE_OP(Mov2) {
  Slot *a = &v.a(), *b = &v.b();
  Slot s0 = b[0], s1 = b[1];
  a[0] = s0;
  a[1] = s1;
}
VOLE_OP(Mov3) {
  Slot *a = &v.a(), *b = &v.b();
  Slot s0 = b[0], s1 = b[1], s2 = b[2];
  a[0] = s0;
  a[1] = s1;
  a[2] = s2;
}
VOLE_OP(MovN) { memmove(&v.a(), &v.b(), size_t{v.uc()} * 8); }
VOLE_OP(Zero) { v.a().u = 0; }
VOLE_OP(ZeroN) { memset(&v.a(), 0, v.uimm() * 8); }

}  // namespace vole::vm
