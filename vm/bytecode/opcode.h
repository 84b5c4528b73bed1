// Opcodes, their names, operand roles and flags, all derived from opcodes.def. Nothing here knows handlers: the numbers
// stand in Instr::op until load() replaces them by addresses.
#pragma once
#include <cstddef>
#include <cstdint>

#include "vm/bytecode/insn.h"

namespace vole::vm {

enum class Op : uint16_t {
#define OP(group, name, a, b, c, d, flags, text) name,
#include "vm/bytecode/opcodes.def"
#undef OP
};

inline constexpr size_t kNumOps = 0
#define OP(group, name, a, b, c, d, flags, text) +1
#include "vm/bytecode/opcodes.def"
#undef OP
    ;

// What one of the four operand fields means; the letters are those of opcodes.def.
struct Role {
  char kind = '-';    // '-' '=' '.' '~' 'i' 'u' 'J' 'I' 'U' 'W'
  uint8_t width = 0;  // slots of '=' '.' '~'; 0 = given by the operation ('n')
  constexpr bool reads() const { return kind == '.' || kind == '~'; }
  constexpr bool writes() const { return kind == '=' || kind == '~'; }
  constexpr bool slot() const { return reads() || writes() || kind == 'W'; }
  constexpr bool variable() const { return (reads() || writes()) && width == 0; }
};

enum OpFlag : uint16_t {
  kOpExt = 1,         // X: an extension unit follows
  kOpJump = 2,        // J
  kOpEnd = 4,         // T: no fall-through
  kOpFault = 8,       // F
  kOpSafepoint = 16,  // S
  kOpPoll = 32,       // P
  kOpCall = 64,       // C
  kOpPure = 128,      // R
};

struct OpInfo {
  const char* name;
  const char* group;
  const char* text;
  Role role[4];
  uint16_t flags;
  constexpr bool has(OpFlag f) const { return flags & f; }
  constexpr int units() const { return flags & kOpExt ? 2 : 1; }
};

namespace detail {
constexpr Role parseRole(const char* s) {
  Role r;
  r.kind = s[0];
  if (s[0] == '=' || s[0] == '.' || s[0] == '~') r.width = s[1] >= '1' && s[1] <= '9' ? static_cast<uint8_t>(s[1] - '0') : 0;
  return r;
}
constexpr uint16_t parseFlags(const char* s) {
  uint16_t f = 0;
  for (; *s; s++) {
    switch (*s) {
      case 'X': f |= kOpExt; break;
      case 'J': f |= kOpJump; break;
      case 'T': f |= kOpEnd; break;
      case 'F': f |= kOpFault; break;
      case 'S': f |= kOpSafepoint; break;
      case 'P': f |= kOpPoll; break;
      case 'C': f |= kOpCall; break;
      case 'R': f |= kOpPure; break;
    }
  }
  return f;
}
}  // namespace detail

inline constexpr OpInfo kOpInfo[kNumOps] = {
#define OP(group, name, a, b, c, d, flags, text)                                                                \
  {#name, #group, text, {detail::parseRole(a), detail::parseRole(b), detail::parseRole(c), detail::parseRole(d)}, \
   detail::parseFlags(flags)},
#include "vm/bytecode/opcodes.def"
#undef OP
};

constexpr const OpInfo& opInfo(Op op) { return kOpInfo[static_cast<size_t>(op)]; }
constexpr const char* opName(Op op) { return opInfo(op).name; }
constexpr int opUnits(Op op) { return opInfo(op).units(); }
constexpr bool opHas(Op op, OpFlag f) { return opInfo(op).flags & f; }

// ---- building instructions -------------------------------------------------------------------------------------
inline Instr makeABC(Op op, unsigned a = 0, unsigned b = 0, unsigned c = 0, unsigned d = 0) {
  Instr i;
  i.op = static_cast<uint64_t>(op);
  i.o.a = static_cast<uint16_t>(a);
  i.o.b = static_cast<uint16_t>(b);
  i.o.c = static_cast<uint16_t>(c);
  i.o.d = static_cast<uint16_t>(d);
  return i;
}
inline Instr makeABI(Op op, unsigned a, unsigned b, int32_t imm32) {
  Instr i = makeABC(op, a, b);
  i.o.imm32 = imm32;
  return i;
}
inline Instr makeExt(uint64_t x, uint64_t y = 0) {
  Instr i;
  i.x = x;
  i.y = y;
  return i;
}
inline Instr makeExtPtr(const void* x, const void* y = nullptr) {
  return makeExt(reinterpret_cast<uint64_t>(x), reinterpret_cast<uint64_t>(y));
}

// ---- loaded code: supplied by the interpreter, which alone knows its handlers ----------------------------------
// Replaces the opcode numbers of n units by handler addresses, extension units left alone. Once per code block.
void load(Instr* code, size_t n);

// The opcode of an instruction, loaded or not. Not for extension units.
Op opcodeOf(const Instr& insn);

}  // namespace vole::vm
