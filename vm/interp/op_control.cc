// Jumps. Loop forms jump backwards and poll the guard on the taken side.
#include "runtime/data/gostring.h"
#include "vm/interp/handler.h"

namespace vole::vm {

VOLE_HANDLER(Jump) {
  pc += pc->o.imm32;
  VOLE_DISPATCH;
}
VOLE_HANDLER(JumpBack) {
  pc += pc->o.imm32;
  if (VOLE_UNLIKELY(fp > m.guard)) VOLE_TAIL(poll);
  VOLE_DISPATCH;
}

VOLE_COND(EqI64) { return v.a().i == v.b().i; }
VOLE_COND(NeI64) { return v.a().i != v.b().i; }
VOLE_COND(LtI64) { return v.a().i < v.b().i; }
VOLE_COND(LeI64) { return v.a().i <= v.b().i; }
VOLE_COND(LtU64) { return v.a().u < v.b().u; }
VOLE_COND(LeU64) { return v.a().u <= v.b().u; }
VOLE_COND(EqImm) { return v.a().i == v.ib(); }
VOLE_COND(NeImm) { return v.a().i != v.ib(); }
VOLE_COND(LtImm) { return v.a().i < v.ib(); }
VOLE_COND(LeImm) { return v.a().i <= v.ib(); }
VOLE_COND(GtImm) { return v.a().i > v.ib(); }
VOLE_COND(GeImm) { return v.a().i >= v.ib(); }
VOLE_COND(EqF64) { return v.a().f == v.b().f; }
VOLE_COND(NeF64) { return v.a().f != v.b().f; }
VOLE_COND(LtF64) { return v.a().f < v.b().f; }
VOLE_COND(LeF64) { return v.a().f <= v.b().f; }
VOLE_COND(NltF64) { return !(v.a().f < v.b().f); }
VOLE_COND(NleF64) { return !(v.a().f <= v.b().f); }
VOLE_COND(True) { return v.a().b != 0; }
VOLE_COND(False) { return v.a().b == 0; }

template <class V>
VOLE_INLINE bool condEqStr(V v) {
  return rt::stringEqual(str(v.a()), str(v.b()));
}
template <class V>
VOLE_INLINE bool condNeStr(V v) {
  return !rt::stringEqual(str(v.a()), str(v.b()));
}
template <class V>
VOLE_INLINE bool condTypeEq(V v) {
  return v.a().u == v.x();
}
template <class V>
VOLE_INLINE bool condTypeNe(V v) {
  return v.a().u != v.x();
}
template <class V>
VOLE_INLINE bool condForLt(V v) {
  int64_t b = v.b().i;  // read first: b may not be a, but the compiler cannot know
  int64_t i = v.a().i + 1;
  v.a().i = i;
  return i < b;
}
template <class V>
VOLE_INLINE bool condForLe(V v) {
  int64_t b = v.b().i;
  int64_t i = v.a().i + 1;
  v.a().i = i;
  return i <= b;
}
VOLE_JUMP(JEqStr, condEqStr)
VOLE_JUMP(JNeStr, condNeStr)
VOLE_JUMP(JTypeEq, condTypeEq)
VOLE_JUMP(JTypeNe, condTypeNe)
VOLE_LOOP(ForLtI64, condForLt)
VOLE_LOOP(ForLeI64, condForLe)

VOLE_HANDLER(JumpTable) {
  View v{pc, fp};
  auto* t = v.xp<const JumpTableDesc>();
  uint64_t i = v.a().u - static_cast<uint64_t>(t->lo);
  pc += i < t->n ? t->distance[i] : t->deflt;
  VOLE_DISPATCH;
}
VOLE_OP(Nop) {}

}  // namespace vole::vm
