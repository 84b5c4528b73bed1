// The code of one function while it is being built: instructions, labels, the line table, and the slots in use
// at each safepoint. It knows instructions, not Go.
#pragma once

#include <cstdint>
#include <vector>

#include "frontend/base/pos.h"
#include "vm/bytecode/insn.h"
#include "vm/bytecode/opcode.h"
#include "vm/compile/alloc_site.h"

namespace vole::vm {

/// A place in the code that jumps go to; bound once.
struct Label {
  int id = -1;
};

/// The slots that hold pointers, by slot number, in 64-bit words.
using SlotSet = std::vector<uint64_t>;

/// One recorded safepoint: at this pc these slots may hold pointers. Two entries per call: the call's own pc (its
/// arguments still belong to the caller) and the return pc.
struct SafepointRecord {
  uint32_t pc;
  uint32_t map;  // index into Emitter::maps
};

class Emitter {
 public:
  std::vector<Instr> code;
  std::vector<std::pair<uint32_t, Pos>> lines;  // pc from which the position holds
  std::vector<AllocMark> allocs;
  std::vector<std::pair<uint32_t, int>> inlines;  // pc from which code belongs to this inlined call
  int inlined = -1;                               // what is being compiled now
  std::vector<std::pair<uint32_t, uint8_t>> unsignedIndices;  // by pc, which of the instruction's indices are unsigned
  std::vector<SafepointRecord> safepoints;
  std::vector<SlotSet> maps;

  uint32_t here() const { return static_cast<uint32_t>(code.size()); }
  void setPos(Pos p) {
    if (p.isKnown()) pos_ = p;
  }
  Pos pos() const { return pos_; }
  /// The next instruction allocates for this.
  void allocates(const AllocSite& s) {
    if (s.kind != AllocSite::kNone) allocs.push_back({here(), s.pos, s.kind});
  }

  /// Bit k: the k-th index of the next instruction is of an unsigned 64-bit type.
  void indexTypes(uint8_t isUnsigned) {
    if (isUnsigned) unsignedIndices.push_back({here(), isUnsigned});
  }

  uint32_t emit(Op op, int a = 0, int b = 0, int c = 0, int d = 0);
  uint32_t emitImm(Op op, int a, int b, int32_t imm32);
  void ext(uint64_t x, uint64_t y = 0);
  void extP(const void* x, const void* y = nullptr) {
    ext(reinterpret_cast<uint64_t>(x), reinterpret_cast<uint64_t>(y));
  }
  uint32_t emitX(Op op, int a, int b, int c, int d, uint64_t x, uint64_t y = 0) {
    uint32_t at = emit(op, a, b, c, d);
    ext(x, y);
    return at;
  }

  Label newLabel();
  void bind(Label l);
  bool bound(Label l) const { return labels_[l.id] >= 0; }
  uint32_t labelPc(Label l) const { return static_cast<uint32_t>(labels_[l.id]); }
  /// A jump (role J in operand c) to l.
  void jump(Op op, int a, int b, Label l);
  /// A jump whose extension unit is x (JTypeEq).
  void jumpX(Op op, int a, int b, Label l, uint64_t x);
  bool used(Label l) const { return used_[l.id]; }
  void markUsed(Label l) { used_[l.id] = true; }

  /// Can control reach the next instruction? False right after a jump or return, until a label is bound.
  bool reachable() const { return reachable_; }
  void setReachable(bool r) { reachable_ = r; }

  void recordSafepoint(uint32_t pc, const SlotSet& live);
  /// Fills in the jump distances. All labels used must be bound.
  void finish();

 private:
  struct Fixup {
    uint32_t at;
    int label;
  };
  std::vector<int64_t> labels_;
  std::vector<bool> used_;
  std::vector<Fixup> fixups_;
  Pos pos_;
  bool reachable_ = true;
};

}  // namespace vole::vm
