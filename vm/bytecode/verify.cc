// Checks of compiled code.
#include "vm/bytecode/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "vm/bytecode/listing.h"
#include "vm/bytecode/operands.h"

namespace vole::vm {
namespace {

using Bits = std::vector<uint64_t>;

class Verifier {
 public:
  explicit Verifier(const rt::FuncInfo& f)
      : f_(f), code_(static_cast<const Instr*>(f.code)), n_(static_cast<int64_t>(f.codeBytes / sizeof(Instr))) {}

  std::string run() {
    starts_.assign(static_cast<size_t>(n_) + 1, false);
    int64_t last = -1;
    for (int64_t pc = 0; pc < n_;) {
      starts_[static_cast<size_t>(pc)] = true;
      last = pc;
      pc += opUnits(opcodeOf(code_[pc]));
      if (pc > n_) return at(last, "its extension unit is missing");
    }
    if (last < 0) return "no code";
    if (!opHas(opcodeOf(code_[last]), kOpEnd)) return at(last, "control falls off the end");
    for (int64_t pc = 0; pc < n_; pc += opUnits(opcodeOf(code_[pc]))) {
      check(pc);
      if (!error_.empty()) return error_;
    }
    assigned();
    return error_;
  }

 private:
  std::string at(int64_t pc, const std::string& what) {
    std::string s = fmt::format("{}: {}: ", std::string_view(f_.name.ptr, static_cast<size_t>(f_.name.len)), pc);
    listInstr(&code_[pc], pc, s);
    return s + ": " + what;
  }
  void fail(int64_t pc, const std::string& what) {
    if (error_.empty()) error_ = at(pc, what);
  }

  template <class F>
  void targets(int64_t pc, Op op, F fn) {
    if (op == Op::JumpTable) {
      auto* t = reinterpret_cast<const JumpTableDesc*>(code_[pc + 1].x);
      fn(pc + t->deflt);
      for (uint32_t i = 0; i < t->n; i++) fn(pc + t->distance[i]);
    } else if (opHas(op, kOpJump)) {
      fn(pc + code_[pc].o.imm32);
    }
  }

  void needMap(int64_t pc, int64_t key, const char* what) {
    if (!f_.maps.npcs) return;
    auto off = static_cast<uint32_t>(key * static_cast<int64_t>(sizeof(Instr)));
    if (!std::binary_search(f_.maps.pcs, f_.maps.pcs + f_.maps.npcs, off)) fail(pc, fmt::format("no stack map {}", what));
  }

  void check(int64_t pc) {
    const Instr* insn = &code_[pc];
    Op op = opcodeOf(*insn);
    auto inFrame = [&](uint32_t s, uint32_t n) {
      if (s + n > f_.frameSlots) fail(pc, fmt::format("slot {} is outside the frame", s + n - 1));
    };
    eachRead(insn, op, inFrame);
    eachWrite(insn, op, inFrame);
    Window w = window(insn, op);
    if (w.present && op != Op::CallNative) {
      if (w.slot < 2) fail(pc, "a call window needs two slots in front");
      if (w.slot > f_.frameSlots + 2) fail(pc, "the call window begins outside the frame");
    }
    targets(pc, op, [&](int64_t t) {
      if (t < 0 || t >= n_ || !starts_[static_cast<size_t>(t)]) return fail(pc, fmt::format("jump to {} is not to an instruction", t));
      if (t <= pc && !opHas(op, kOpPoll)) fail(pc, "a backward jump must poll");
      if (opHas(op, kOpPoll)) needMap(pc, t, "at the target of a polling jump");
    });
    if (opHas(op, kOpCall) && op != Op::NativeBody && op != Op::CallNative) {
      needMap(pc, pc, "at the call");
      if (op != Op::RunDefers) needMap(pc, pc + opUnits(op), "behind the call");
    }
  }

  // Forward: the slots certainly written when an instruction is reached.
  void assigned() {
    size_t words = (f_.frameSlots + 63) / 64 + 1;
    std::vector<Bits> in(static_cast<size_t>(n_));
    std::vector<int64_t> work;
    auto reach = [&](int64_t pc, const Bits& b) {
      Bits& x = in[static_cast<size_t>(pc)];
      if (x.empty()) {
        x = b;
        work.push_back(pc);
        return;
      }
      bool changed = false;
      for (size_t w = 0; w < words; w++) {
        uint64_t v = x[w] & b[w];
        changed |= v != x[w];
        x[w] = v;
      }
      if (changed) work.push_back(pc);
    };
    Bits entry(words);
    auto set = [&](Bits& b, uint32_t s, uint32_t n) {
      for (; n > 0 && s < f_.frameSlots; s++, n--) b[s / 64] |= uint64_t{1} << (s % 64);
    };
    set(entry, 0, f_.paramSlots + 1);
    reach(0, entry);
    while (!work.empty() && error_.empty()) {
      int64_t pc = work.back();
      work.pop_back();
      Bits b = in[static_cast<size_t>(pc)];
      const Instr* insn = &code_[pc];
      Op op = opcodeOf(*insn);
      eachRead(insn, op, [&](uint32_t s, uint32_t n) {
        for (uint32_t k = s; k < s + n; k++)
          if (!(b[k / 64] >> (k % 64) & 1)) fail(pc, fmt::format("slot {} is read before it is written", k));
      });
      eachWrite(insn, op, [&](uint32_t s, uint32_t n) { set(b, s, n); });
      // Writes the roles do not tell: parts of slots, results of calls, values received, memory behind FAddr.
      if (op == Op::FAddr) set(b, insn->o.b, f_.frameSlots);
      if (op == Op::FStore8 || op == Op::FStore16 || op == Op::FStore32 || op == Op::FStore64) set(b, insn->o.uimm32 / 8, 1);
      Window w = window(insn, op);
      if (w.present) set(b, w.slot, f_.frameSlots);
      if (op == Op::Select) {
        auto* d = reinterpret_cast<const SelectDesc*>(insn[1].x);
        for (uint32_t i = 0; i < d->ncases; i++)
          if (d->cases[i].dir == SelectCase::kRecv && d->cases[i].value != kNoSlot) set(b, d->cases[i].value, f_.frameSlots);
      }
      targets(pc, op, [&](int64_t t) { reach(t, b); });
      if (!opHas(op, kOpEnd)) reach(pc + opUnits(op), b);
    }
  }

  const rt::FuncInfo& f_;
  const Instr* code_;
  int64_t n_;
  std::vector<bool> starts_;
  std::string error_;
};

}  // namespace

std::string verify(const rt::FuncInfo& f) { return Verifier(f).run(); }

}  // namespace vole::vm
