// Integer arithmetic. Slots hold narrow integers extended to 64 bits; each form extends its result again.
#include "vm/interp/handler.h"

namespace vole::vm {

#define ARITH(T, ctype)                                                                              \
  VOLE_OP(Add##T) { v.a().i = static_cast<int64_t>(static_cast<ctype>(v.b().u + v.c().u)); }         \
  VOLE_OP(Sub##T) { v.a().i = static_cast<int64_t>(static_cast<ctype>(v.b().u - v.c().u)); }         \
  VOLE_OP(Mul##T) { v.a().i = static_cast<int64_t>(static_cast<ctype>(v.b().u * v.c().u)); }         \
  VOLE_OP(AddImm##T) { v.a().i = static_cast<int64_t>(static_cast<ctype>(v.b().i + v.ic())); }
ARITH(I64, int64_t)
ARITH(I32, int32_t)
ARITH(I16, int16_t)
ARITH(I8, int8_t)
ARITH(U32, uint32_t)
ARITH(U16, uint16_t)
ARITH(U8, uint8_t)

VOLE_OP(MulImmI64) { v.a().i = v.b().i * v.ic(); }
VOLE_OP(RsubImmI64) { v.a().i = v.ic() - v.b().i; }
VOLE_OP(MulAddI64) { v.a().i = v.b().i * v.c().i + v.d().i; }
VOLE_OP(NegI64) { v.a().i = -v.b().i; }

// The machine traps on -2^63 / -1, Go wraps. Narrower operands cannot overflow 64 bits: their quotient is cut afterwards.
VOLE_TRY_OR(DivI64, faultDivide) {
  int64_t c = v.c().i;
  if (VOLE_UNLIKELY(c == 0)) return false;
  v.a().i = VOLE_UNLIKELY(c == -1) ? -v.b().i : v.b().i / c;
  return true;
}
VOLE_TRY_OR(RemI64, faultDivide) {
  int64_t c = v.c().i;
  if (VOLE_UNLIKELY(c == 0)) return false;
  v.a().i = VOLE_UNLIKELY(c == -1) ? 0 : v.b().i % c;
  return true;
}
#define DIV(N, op, field, ctype)                                       \
  VOLE_TRY_OR(N, faultDivide) {                                        \
    auto c = v.c().field;                                              \
    if (VOLE_UNLIKELY(c == 0)) return false;                           \
    v.a().i = static_cast<int64_t>(static_cast<ctype>(v.b().field op c)); \
    return true;                                                       \
  }
DIV(DivU64, /, u, uint64_t)
DIV(RemU64, %, u, uint64_t)
DIV(DivI32, /, i, int32_t)
DIV(RemI32, %, i, int32_t)
DIV(DivU32, /, u32, uint32_t)
DIV(RemU32, %, u32, uint32_t)
VOLE_OP(DivImmI64) { v.a().i = v.b().i / v.ic(); }
VOLE_OP(RemImmI64) { v.a().i = v.b().i % v.ic(); }

VOLE_OP(And64) { v.a().u = v.b().u & v.c().u; }
VOLE_OP(Or64) { v.a().u = v.b().u | v.c().u; }
VOLE_OP(Xor64) { v.a().u = v.b().u ^ v.c().u; }
VOLE_OP(AndNot64) { v.a().u = v.b().u & ~v.c().u; }
VOLE_OP(AndImm) { v.a().i = v.b().i & v.ic(); }
VOLE_OP(OrImm) { v.a().i = v.b().i | v.ic(); }
VOLE_OP(XorImm) { v.a().i = v.b().i ^ v.ic(); }
VOLE_OP(Not64) { v.a().u = ~v.b().u; }
VOLE_OP(Shl64) {
  uint64_t c = v.c().u, b = v.b().u;
  v.a().u = c < 64 ? b << (c & 63) : 0;
}
VOLE_OP(ShrI64) {
  uint64_t c = v.c().u;
  v.a().i = v.b().i >> (c < 63 ? c : 63);
}
VOLE_OP(ShrU64) {
  uint64_t c = v.c().u, b = v.b().u;
  v.a().u = c < 64 ? b >> (c & 63) : 0;
}
VOLE_OP(ShlImm) { v.a().u = v.b().u << (v.uc() & 63); }
VOLE_OP(ShrImmI64) { v.a().i = v.b().i >> (v.uc() & 63); }
VOLE_OP(ShrImmU64) { v.a().u = v.b().u >> (v.uc() & 63); }
VOLE_TRY(CheckShift) { return v.b().i >= 0; }
VOLE_SLOW(CheckShift) { return rt::panicShift(m); }

VOLE_OP(ExtI8) { v.a().i = static_cast<int8_t>(v.b().i); }
VOLE_OP(ExtI16) { v.a().i = static_cast<int16_t>(v.b().i); }
VOLE_OP(ExtI32) { v.a().i = static_cast<int32_t>(v.b().i); }
VOLE_OP(ExtU8) { v.a().u = static_cast<uint8_t>(v.b().u); }
VOLE_OP(ExtU16) { v.a().u = static_cast<uint16_t>(v.b().u); }
VOLE_OP(ExtU32) { v.a().u = static_cast<uint32_t>(v.b().u); }
VOLE_OP(NotBool) { v.a().u = v.b().u ^ 1; }

}  // namespace vole::vm
