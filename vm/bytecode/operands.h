// Which slots an instruction reads and writes: the roles of opcodes.def with the widths that the table leaves to the
// operation ("n") worked out from operands and extension words. Listing, verifier and liveness all stand on this.
#pragma once
#include <cstdint>
#include <string>

#include "vm/bytecode/opcode.h"

namespace vole::vm {

// Calls fn(firstSlot, slots) for every run of slots the instruction reads or writes. Call windows are not included: see
// window(). The results of Call operations count as written by nobody; they lie in the window.
template <class F>
void eachRead(const Instr* insn, Op op, F fn);
template <class F>
void eachWrite(const Instr* insn, Op op, F fn);

// Slots of operand i (0..3 = a..d) of an instruction whose role has a slot; 0 when nothing of it is touched.
uint32_t operandWidth(const Instr* insn, Op op, int i);

struct Window {
  bool present = false;
  uint32_t slot = 0;
  int32_t args = -1;  // slots of arguments, -1: unknown here
};
Window window(const Instr* insn, Op op);

// What the words of the extension unit are, for people and for checks.
enum class ExtKind : uint8_t { none, number, address, func, type, text, native, select, table };
struct ExtKinds {
  ExtKind x = ExtKind::none, y = ExtKind::none;
};
ExtKinds extKinds(Op op);

inline uint16_t operandField(const Instr* insn, int i) {
  switch (i) {
    case 0: return insn->o.a;
    case 1: return insn->o.b;
    case 2: return insn->o.c;
  }
  return insn->o.d;
}

// ---- implementation of the templates ----
namespace detail {
// Select and slicing touch slots that no single role describes.
struct Touched {
  uint32_t slot, n;
};
int extraReads(const Instr* insn, Op op, int k, Touched* t);   // 0: no k-th one
int extraWrites(const Instr* insn, Op op, int k, Touched* t);
}  // namespace detail

template <class F>
void eachRead(const Instr* insn, Op op, F fn) {
  const OpInfo& info = opInfo(op);
  for (int i = 0; i < 4; i++)
    if (info.role[i].reads())
      if (uint32_t n = operandWidth(insn, op, i)) fn(uint32_t{operandField(insn, i)}, n);
  detail::Touched t;
  for (int k = 0; detail::extraReads(insn, op, k, &t); k++) fn(t.slot, t.n);
}
template <class F>
void eachWrite(const Instr* insn, Op op, F fn) {
  const OpInfo& info = opInfo(op);
  for (int i = 0; i < 4; i++)
    if (info.role[i].writes())
      if (uint32_t n = operandWidth(insn, op, i)) fn(uint32_t{operandField(insn, i)}, n);
  detail::Touched t;
  for (int k = 0; detail::extraWrites(insn, op, k, &t); k++) fn(t.slot, t.n);
}

}  // namespace vole::vm
