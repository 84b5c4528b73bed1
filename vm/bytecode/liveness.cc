// Backward dataflow over basic blocks: in = use | (out & ~def).
#include "vm/bytecode/liveness.h"

#include <algorithm>

#include "vm/bytecode/operands.h"

namespace vole::vm {
namespace {

using Bits = std::vector<uint64_t>;

void setRange(Bits& b, uint32_t slot, uint32_t n, uint32_t limit) {
  for (uint32_t s = slot; s < slot + n && s < limit; s++) b[s / 64] |= uint64_t{1} << (s % 64);
}
void clearRange(Bits& b, uint32_t slot, uint32_t n, uint32_t limit) {
  for (uint32_t s = slot; s < slot + n && s < limit; s++) b[s / 64] &= ~(uint64_t{1} << (s % 64));
}

struct Block {
  uint32_t begin, end;          // units
  std::vector<uint32_t> succ;   // blocks
  Bits in;
};

class Solver {
 public:
  explicit Solver(const LivenessInput& in) : in_(in), words_((in.slots + 63) / 64) {}

  std::vector<Bits> run(const std::vector<uint32_t>& pcs) {
    split();
    bool changed = true;
    while (changed) {
      changed = false;
      for (size_t b = blocks_.size(); b-- > 0;) {
        Bits live = out(blocks_[b]);
        walk(blocks_[b], live, nullptr);
        if (live != blocks_[b].in) {
          blocks_[b].in = live;
          changed = true;
        }
      }
    }
    std::vector<Bits> at(in_.n + 1, Bits());
    std::vector<bool> want(in_.n + 1);
    for (uint32_t pc : pcs) want[pc] = true;
    for (Block& b : blocks_) {
      Bits live = out(b);
      walk(b, live, [&](uint32_t pc, const Bits& l) {
        if (want[pc]) at[pc] = l;
      });
    }
    std::vector<Bits> res;
    for (uint32_t pc : pcs) {
      res.push_back(at[pc].empty() ? Bits(words_) : at[pc]);
      for (uint32_t s : in_.always) setRange(res.back(), s, 1, in_.slots);
    }
    return res;
  }

 private:
  template <class F>
  void targets(uint32_t pc, Op op, F fn) {
    if (op == Op::JumpTable) {
      auto* t = reinterpret_cast<const JumpTableDesc*>(in_.code[pc + 1].x);
      fn(pc + static_cast<uint32_t>(t->deflt));
      for (uint32_t i = 0; i < t->n; i++) fn(pc + static_cast<uint32_t>(t->distance[i]));
    } else if (opHas(op, kOpJump)) {
      fn(pc + static_cast<uint32_t>(in_.code[pc].o.imm32));
    }
  }

  void split() {
    std::vector<bool> leader(in_.n + 1);
    leader[0] = true;
    for (uint32_t pc = 0; pc < in_.n;) {
      Op op = opcodeOf(in_.code[pc]);
      uint32_t next = pc + static_cast<uint32_t>(opUnits(op));
      bool ends = opHas(op, kOpEnd) || opHas(op, kOpJump);
      targets(pc, op, [&](uint32_t t) { leader[t] = true; });
      if (ends) leader[next] = true;
      pc = next;
    }
    if (in_.recoverPC >= 0) leader[static_cast<size_t>(in_.recoverPC)] = true;
    std::vector<uint32_t> blockAt(in_.n + 1, 0);
    for (uint32_t pc = 0; pc < in_.n; pc++)
      if (leader[pc]) {
        if (!blocks_.empty()) blocks_.back().end = pc;
        blockAt[pc] = static_cast<uint32_t>(blocks_.size());
        blocks_.push_back({pc, static_cast<uint32_t>(in_.n), {}, Bits(words_)});
      }
    for (Block& b : blocks_) {
      uint32_t pc = b.begin, last = pc;
      Op op = Op::Nop;
      while (pc < b.end) {
        last = pc;
        op = opcodeOf(in_.code[pc]);
        pc += static_cast<uint32_t>(opUnits(op));
      }
      targets(last, op, [&](uint32_t t) { b.succ.push_back(blockAt[t]); });
      if (!opHas(op, kOpEnd) && b.end < in_.n) b.succ.push_back(blockAt[b.end]);
    }
    if (in_.recoverPC >= 0) recover_ = static_cast<int64_t>(blockAt[static_cast<size_t>(in_.recoverPC)]);
  }

  Bits out(const Block& b) {
    Bits live(words_);
    for (uint32_t s : b.succ)
      for (size_t w = 0; w < words_; w++) live[w] |= blocks_[s].in[w];
    return live;
  }

  template <class F>
  void walk(const Block& b, Bits& live, F visit) {
    std::vector<uint32_t> starts;
    for (uint32_t pc = b.begin; pc < b.end; pc += static_cast<uint32_t>(opUnits(opcodeOf(in_.code[pc])))) starts.push_back(pc);
    for (size_t i = starts.size(); i-- > 0;) {
      const Instr* insn = &in_.code[starts[i]];
      Op op = opcodeOf(*insn);
      Window w = window(insn, op);
      // A call leaves nothing of its window alive but the results.
      if (w.present) clearRange(live, w.slot, in_.slots, in_.slots);
      eachWrite(insn, op, [&](uint32_t s, uint32_t n) { clearRange(live, s, n, in_.slots); });
      if (recover_ >= 0 && (opHas(op, kOpFault) || opHas(op, kOpSafepoint)))
        for (size_t k = 0; k < words_; k++) live[k] |= blocks_[static_cast<size_t>(recover_)].in[k];
      eachRead(insn, op, [&](uint32_t s, uint32_t n) { setRange(live, s, n, in_.slots); });
      if (w.present) setRange(live, w.slot, w.args < 0 ? in_.slots : static_cast<uint32_t>(w.args), in_.slots);
      if (op == Op::Ret) setRange(live, 0, in_.resultSlots, in_.slots);
      if (op == Op::ReflectRet) setRange(live, insn->o.a, in_.slots, in_.slots);
      if constexpr (!std::is_same_v<F, std::nullptr_t>) visit(starts[i], live);
    }
  }

  const LivenessInput& in_;
  size_t words_;
  std::vector<Block> blocks_;
  int64_t recover_ = -1;
};

}  // namespace

std::vector<std::vector<uint64_t>> liveness(const LivenessInput& in, const std::vector<uint32_t>& pcs) {
  return Solver(in).run(pcs);
}

}  // namespace vole::vm
