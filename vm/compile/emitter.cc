// This file builds instruction sequences: operands, labels and their fix-ups, safepoint records.
#include "vm/compile/emitter.h"

#include "frontend/base/assert.h"

namespace vole::vm {

uint32_t Emitter::emit(Op op, int a, int b, int c, int d) {
  uint32_t at = here();
  if (lines.empty() || lines.back().second != pos_) lines.push_back({at, pos_});
  if (inlined != (inlines.empty() ? -1 : inlines.back().second)) inlines.push_back({at, inlined});
  Instr i{};
  i.op = static_cast<uint64_t>(op);
  i.o.a = static_cast<uint16_t>(a);
  i.o.b = static_cast<uint16_t>(b);
  i.o.c = static_cast<uint16_t>(c);
  i.o.d = static_cast<uint16_t>(d);
  code.push_back(i);
  if (kOpInfo[static_cast<size_t>(op)].has(kOpEnd)) reachable_ = false;
  return at;
}

uint32_t Emitter::emitImm(Op op, int a, int b, int32_t imm32) {
  uint32_t at = emit(op, a, b);
  code[at].o.imm32 = imm32;
  return at;
}

void Emitter::ext(uint64_t x, uint64_t y) {
  Instr i{};
  i.x = x;
  i.y = y;
  code.push_back(i);
}

Label Emitter::newLabel() {
  labels_.push_back(-1);
  used_.push_back(false);
  return Label{static_cast<int>(labels_.size()) - 1};
}

void Emitter::bind(Label l) {
  VOLE_ASSERT(labels_[l.id] < 0, "a label is bound once");
  labels_[l.id] = here();
  reachable_ = true;
}

void Emitter::jump(Op op, int a, int b, Label l) {
  fixups_.push_back({emitImm(op, a, b, 0), l.id});
  used_[l.id] = true;
}

void Emitter::jumpX(Op op, int a, int b, Label l, uint64_t x) {
  fixups_.push_back({emitImm(op, a, b, 0), l.id});
  used_[l.id] = true;
  ext(x, 0);
}

void Emitter::recordSafepoint(uint32_t pc, const SlotSet& live) {
  // Neighbouring safepoints mostly share their map; a short look back finds nearly all repeats.
  size_t n = maps.size();
  for (size_t k = n; k > 0 && n - k < 8; k--) {
    if (maps[k - 1] == live) {
      safepoints.push_back({pc, static_cast<uint32_t>(k - 1)});
      return;
    }
  }
  maps.push_back(live);
  safepoints.push_back({pc, static_cast<uint32_t>(n)});
}

void Emitter::finish() {
  for (const Fixup& f : fixups_) {
    int64_t target = labels_[f.label];
    VOLE_ASSERT(target >= 0, "a jump goes to a label that was never bound");
    code[f.at].o.imm32 = static_cast<int32_t>(target - static_cast<int64_t>(f.at));
  }
}

}  // namespace vole::vm
