// Comparisons that give a bool.
#include "runtime/data/gostring.h"
#include "runtime/type/alg.h"
#include "vm/interp/handler.h"

namespace vole::vm {

VOLE_OP(EqI64) { v.a().u = v.b().i == v.c().i; }
VOLE_OP(NeI64) { v.a().u = v.b().i != v.c().i; }
VOLE_OP(LtI64) { v.a().u = v.b().i < v.c().i; }
VOLE_OP(LeI64) { v.a().u = v.b().i <= v.c().i; }
VOLE_OP(LtU64) { v.a().u = v.b().u < v.c().u; }
VOLE_OP(LeU64) { v.a().u = v.b().u <= v.c().u; }
VOLE_OP(EqImm) { v.a().u = v.b().i == v.ic(); }
VOLE_OP(NeImm) { v.a().u = v.b().i != v.ic(); }
VOLE_OP(EqF64) { v.a().u = v.b().f == v.c().f; }
VOLE_OP(NeF64) { v.a().u = v.b().f != v.c().f; }
VOLE_OP(LtF64) { v.a().u = v.b().f < v.c().f; }
VOLE_OP(LeF64) { v.a().u = v.b().f <= v.c().f; }
VOLE_OP(EqF32) { v.a().u = f32(v.b()) == f32(v.c()); }
VOLE_OP(NeF32) { v.a().u = f32(v.b()) != f32(v.c()); }
VOLE_OP(LtF32) { v.a().u = f32(v.b()) < f32(v.c()); }
VOLE_OP(LeF32) { v.a().u = f32(v.b()) <= f32(v.c()); }
VOLE_OP(EqC128) {
  Slot *b = &v.b(), *c = &v.c();
  v.a().u = b[0].f == c[0].f && b[1].f == c[1].f;
}
VOLE_OP(EqC64) {
  uint64_t b = v.b().u, c = v.c().u;
  auto part = [](uint64_t w) { return std::bit_cast<float>(static_cast<uint32_t>(w)); };
  v.a().u = part(b) == part(c) && part(b >> 32) == part(c >> 32);
}
VOLE_OP(EqStr) { v.a().u = rt::stringEqual(str(v.b()), str(v.c())); }
VOLE_OP(LtStr) { v.a().u = rt::compareStrings(str(v.b()), str(v.c())) < 0; }
VOLE_OP(LeStr) { v.a().u = rt::compareStrings(str(v.b()), str(v.c())) <= 0; }

VOLE_CALL(EqIface) {
  const rt::Type* bad = nullptr;
  Slot *b = &v.b(), *c = &v.c();
  bool eq = b[0].u == c[0].u && rt::ifaceEqual(&b[0].cp, &c[0].cp, &bad);
  if (VOLE_UNLIKELY(bad != nullptr)) return rt::panicUncomparable(m, bad);
  v.a().u = eq;
  return Status::ok;
}
VOLE_CALL(EqEface) {
  const rt::Type* bad = nullptr;
  Slot *b = &v.b(), *c = &v.c();
  bool eq = b[0].u == c[0].u && rt::efaceEqual({static_cast<const rt::Type*>(b[0].cp), b[1].p},
                                               {static_cast<const rt::Type*>(c[0].cp), c[1].p}, &bad);
  if (VOLE_UNLIKELY(bad != nullptr)) return rt::panicUncomparable(m, bad);
  v.a().u = eq;
  return Status::ok;
}
VOLE_CALL(EqVal) {
  const rt::Type* bad = nullptr;
  bool eq = rt::typeEqual(v.template xp<const rt::Type>(), &v.b(), &v.c(), &bad);
  if (VOLE_UNLIKELY(bad != nullptr)) return rt::panicUncomparable(m, bad);
  v.a().u = eq;
  return Status::ok;
}
VOLE_CALL(EqPtr) {
  const rt::Type* bad = nullptr;
  void *b = v.b().p, *c = v.c().p;
  if (!b || !c) return rt::panicNilDeref(m);
  bool eq = rt::typeEqual(v.template xp<const rt::Type>(), b, c, &bad);
  if (VOLE_UNLIKELY(bad != nullptr)) return rt::panicUncomparable(m, bad);
  v.a().u = eq;
  return Status::ok;
}

}  // namespace vole::vm
